import { ChevronLeft } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { Icon } from '../components/icon.tsx';
import { t } from '../text.ts';

type Props = {
  title: string;
  lead?: ReactNode;
  back?: { href: string; label: string };
  /** at the end of the line above the title */
  chip?: ReactNode;
  wide?: boolean;
  testid?: string;
  children: ReactNode;
};

const BACK = { href: '/guardians', label: 'protect.back' } as const;

/** A screen about guardians: the way back, its title, what it is for. */
export const Screen = ({
  title,
  lead,
  back = { ...BACK, label: t(BACK.label) },
  chip,
  wide,
  testid,
  children,
}: Props) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} - ${t('app.name')}`;
  }, [title]);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <div className={wide ? 'page guardians guardians-wide' : 'page guardians'} data-testid={testid}>
      <div className="above">
        <Link className="btn btn-quiet back" href={back.href} data-testid="back">
          <Icon of={ChevronLeft} size="sm" turns />
          {back.label}
        </Link>
        {chip}
      </div>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead && <p className="muted">{lead}</p>}
      {children}
    </div>
  );
};
