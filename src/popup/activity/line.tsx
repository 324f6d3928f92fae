import type { ActivityEntry } from '../../messaging/ui-lane.ts';
import { Sentence } from '../components/sentence.tsx';
import { clockTime } from '../components/time.tsx';
import { siteName } from '../home/short.ts';
import { t } from '../text.ts';

const STATES = {
  approved: 'approved',
  delivered: 'approved',
  rejected: 'rejected',
  expired: 'expired',
  void: 'void',
  sent: 'sent',
  confirmed: 'confirmed',
  failed: 'failed',
} as const;

/** How it ended, in a word. A state without a word is shown as it is written. */
const ended = ({ state, by }: ActivityEntry): string => {
  if (by === 'rule') return t('activity.state.blocked');
  // Nobody approved it one by one.
  if (by === 'session' && (state === 'approved' || state === 'delivered')) return t('activity.state.signed');
  const known = Object.hasOwn(STATES, state) ? STATES[state as keyof typeof STATES] : null;
  return known ? t(`activity.state.${known}`) : state;
};

/** One line of what was asked. `today`: ms since 1970. */
export const Line = ({ entry, today }: { entry: ActivityEntry; today: number }) => (
  <li
    className="log"
    data-testid="activity-entry"
    data-kind={entry.kind}
    data-origin={entry.origin}
    data-state={entry.state}
    data-by={entry.by}
    data-digest={entry.digest}
  >
    <span className="item-main">
      <span data-part="headline">
        <Sentence text={entry.headline} plain />
      </span>
      <small>
        {entry.by === 'session' ? t('activity.inSession', { site: siteName(entry.origin) }) : siteName(entry.origin)},{' '}
        <time dateTime={new Date(entry.at).toISOString()}>{clockTime(entry.at, today)}</time>
      </small>
    </span>
    <b>{ended(entry)}</b>
  </li>
);
