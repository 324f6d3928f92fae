/** What of a session is used and left: a bar, and the same in words. @module */
import { TriangleAlert } from 'lucide-react';
import { useId } from 'react';
import type { SessionInfo } from '../../messaging/limits-lane.ts';
import { group } from '../../signing/format.ts';
import { Icon } from '../components/icon.tsx';
import { Sentence } from '../components/sentence.tsx';
import { t } from '../text.ts';
import { money } from './words.ts';

const NEARLY = 90;

/** 0 to 100, for a bar; the exact amounts stand above it. */
const share = (used: string | number, all: string | number): number =>
  Math.min(100, Math.max(0, (Number(used) / Number(all)) * 100)) || 0;

export const Budget = ({ info }: { info: SessionInfo }) => {
  const hatch = useId();
  const { session, used, left, state } = info;
  const percent = share(used.notional, session.budget);
  const paused = state === 'paused';
  const over = state === 'over' || state === 'used-up';
  const nearly = state === 'running' && Math.max(percent, share(used.orders, session.orders)) >= NEARLY;
  const params = { used: money(used.notional), all: money(session.budget) };
  const { perOrder, leverage } = session.limits;
  return (
    <div className="budget" data-testid="budget" data-state={paused ? 'paused' : nearly ? 'nearly' : 'usual'}>
      <p className="spent">
        <span className={nearly ? 'look-again' : undefined}>
          {nearly && <Icon of={TriangleAlert} size="sm" />}
          <span>
            <Sentence
              text={{ id: paused ? 'sessions.pausedAt' : nearly ? 'sessions.usedNearly' : 'sessions.used', params }}
            />
          </span>
        </span>
        <span className="muted">{t('sessions.left', { left: money(left.notional) })}</span>
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: <meter> takes no hatching and no colour of its own */}
      <svg
        className={`meter${paused ? ' meter-paused' : over ? ' meter-over' : nearly ? ' meter-care' : ''}`}
        role="meter"
        aria-label={t(paused ? 'sessions.meter.paused' : 'sessions.meter')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(percent)}
        aria-valuetext={t('sessions.used', params)}
      >
        {paused && (
          <defs>
            <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="3" height="6" fill="currentColor" />
            </pattern>
          </defs>
        )}
        <rect width={`${percent}%`} height="100%" fill={paused ? `url(#${hatch})` : 'currentColor'} />
      </svg>
      <p className="facts">
        <span>
          {t('sessions.ordersUsed', { used: group(String(used.orders)), all: group(String(session.orders)) })}
        </span>
        <span>{perOrder === undefined ? t('sessions.eachOpen') : t('sessions.each', { each: money(perOrder) })}</span>
        {leverage !== undefined && <span>{t('sessions.leverage', { leverage })}</span>}
      </p>
    </div>
  );
};
