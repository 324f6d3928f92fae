/** A screen below the list of limits: the way back to it, above its title. */
import { ChevronLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Icon } from '../components/icon.tsx';
import { Page } from '../settings/page.tsx';
import { t } from '../text.ts';

export const Frame = ({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) => (
  <div className="limits-below">
    <Link className="btn btn-quiet back" href="/limits" data-testid="back-to-limits">
      <Icon of={ChevronLeft} size="sm" turns />
      {t('limits.title')}
    </Link>
    <Page title={title} {...(lead && { lead })}>
      {children}
    </Page>
  </div>
);
