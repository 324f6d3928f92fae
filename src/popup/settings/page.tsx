import { ChevronLeft } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { TextId } from '../../lib/text.ts';
import { Icon } from '../components/icon.tsx';
import { t } from '../text.ts';

const WAYS: Record<string, TextId> = { '/secrets': 'settings.toSecrets', '/sessions': 'sessions.toSessions' };

/** A screen with its title, and the way back when it stands below another. */
export const Page = ({
  title,
  lead,
  back,
  children,
}: {
  title: string;
  lead?: string;
  back?: string;
  children: ReactNode;
}) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} - ${t('app.name')}`;
  }, [title]);
  // The link that led here may have gone with its screen: keyboard and screen reader go on from the title.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <div className="page">
      {back && (
        <Link className="btn btn-quiet back" href={back}>
          <Icon of={ChevronLeft} size="sm" turns />
          {t(WAYS[back] ?? 'settings.toSettings')}
        </Link>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead && <p className="muted">{lead}</p>}
      {children}
    </div>
  );
};
