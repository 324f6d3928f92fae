import { Check, Clock, FileText, Laptop } from 'lucide-react';
import type { GuardianKind } from '../../messaging/guardians-lane.ts';
import { visible } from '../visible.ts';
import { Icon } from './icon.tsx';
import './people.css';

type Props = { name: string; kind?: GuardianKind; state?: 'yes' | 'late' | 'lost'; large?: boolean };

/** Round is a person, square a device, an upright page is paper. Always beside a name and words that tell its state. */
export const Who = ({ name, kind = 'person', state, large }: Props) => (
  <span
    className={['who', kind !== 'person' && `who-${kind}`, state && `who-${state}`, large && 'who-lg']
      .filter(Boolean)
      .join(' ')}
    aria-hidden="true"
  >
    {kind === 'device' ? (
      <Icon of={Laptop} />
    ) : kind === 'paper' ? (
      <Icon of={FileText} />
    ) : (
      ([...visible(name.trim())][0] ?? '?').toUpperCase()
    )}
    {(state === 'yes' || state === 'late') && (
      <span className={state === 'late' ? 'badge badge-late' : 'badge'}>
        <Icon of={state === 'late' ? Clock : Check} />
      </span>
    )}
  </span>
);
