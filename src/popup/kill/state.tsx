import {
  Check,
  CircleDashed,
  CircleSlash,
  Forward,
  type LucideIcon,
  SendHorizontal,
  TriangleAlert,
} from 'lucide-react';
import type { KillLine } from '../../messaging/limits-lane.ts';
import { Icon } from '../components/icon.tsx';
import { t } from '../text.ts';

const SHAPE: Record<KillLine['state'], LucideIcon> = {
  done: Check,
  sending: SendHorizontal,
  handed: Forward,
  ready: CircleDashed,
  failed: TriangleAlert,
  cannot: CircleSlash,
};

/** How far a line has come: a shape and a word. */
export const StateChip = ({ state }: { state: KillLine['state'] }) => (
  <span className={`chip ${state === 'failed' || state === 'handed' ? 'chip-care' : 'chip-plain'}`} data-state={state}>
    <Icon of={SHAPE[state]} />
    {t(`kill.state.${state}`)}
  </span>
);
