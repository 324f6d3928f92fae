/** A page for the printer: black on white, and alone on its sheet. Everything else on the screen stays off the paper. */
import { Printer } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PaperPage } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { Logo } from '../components/logo.tsx';
import { QrCode } from '../components/qr-code.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';

export const Sheet = ({ heading, children }: { heading: string; children: ReactNode }) => (
  <article className="print-page" aria-label={heading} data-testid="print-page">
    <header>
      <Logo />
      <b>{t('app.name')}</b>
    </header>
    <h2>{heading}</h2>
    {children}
  </article>
);

/** A page that holds a secret: its picture, and the same as text. */
export const SecretSheet = ({ page, what }: { page: PaperPage; what: string }) => (
  <Sheet heading={visible(t(page.heading))}>
    <QrCode text={page.qr} label={t('protect.paper.qr')} />
    <h3>{t('protect.paper.text')}</h3>
    <p className="print-text" data-testid="page-text">
      {page.text.map((group, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups may repeat, their places do not
        <span key={i}>{group} </span>
      ))}
    </p>
    <p>{what}</p>
  </Sheet>
);

export const Print = () => (
  <Button look="ink" icon={Printer} data-testid="print" onClick={() => print()}>
    {t('protect.print')}
  </Button>
);
