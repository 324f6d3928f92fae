import { Check, Minus } from 'lucide-react';
import { Icon } from '../components/icon.tsx';
import { t } from '../text.ts';

const LINES = [
  { title: 'protect.can', icon: Check, lines: ['protect.can.move', 'protect.can.stop'] },
  { title: 'protect.cannot', icon: Minus, lines: ['protect.cannot.see', 'protect.cannot.alone'] },
] as const;

/** What guardians can and cannot do, in four lines. */
export const Cans = () => (
  <div className="guardian-cans" data-testid="cans">
    {LINES.map(({ title, icon, lines }) => (
      <section key={title} aria-label={t(title)}>
        <b>{t(title)}</b>
        <ul>
          {lines.map((line) => (
            <li key={line}>
              <Icon of={icon} size="sm" />
              <span>{t(line)}</span>
            </li>
          ))}
        </ul>
      </section>
    ))}
  </div>
);
