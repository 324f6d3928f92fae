import { Check, type LucideIcon, X } from 'lucide-react';
import type { Text } from '../../lib/text.ts';
import { Icon } from '../components/icon.tsx';
import { Sentence } from '../components/sentence.tsx';
import { t } from '../text.ts';

const Side = ({
  title,
  icon,
  lines,
  none,
  quiet,
}: {
  title: string;
  icon: LucideIcon;
  lines: Text[];
  none?: string;
  quiet?: boolean;
}) => (
  <div className={quiet ? 'not' : undefined}>
    <h2>
      <Icon of={icon} size="sm" /> {title}
    </h2>
    {lines.length === 0 && none && <p className="muted tiny">{none}</p>}
    <ul>
      {lines.map((text) => (
        <li key={JSON.stringify(text)}>
          <Sentence text={text} />
        </li>
      ))}
    </ul>
  </div>
);

/** What it can beside what it cannot. */
export const Cans = ({ can, cannot }: { can: Text[]; cannot: Text[] }) => (
  <section className="cans">
    <Side title={t('approve.grant.can')} icon={Check} lines={can} />
    <Side title={t('approve.grant.cannot')} icon={X} lines={cannot} none={t('approve.grant.noCannot')} quiet />
  </section>
);
