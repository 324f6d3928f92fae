/** Stops opening for a while. It cannot be taken back, so it takes two presses, each at its own place. */
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { now } from '../../lib/clock.ts';
import { call } from '../../messaging/call.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';
import type { Shown } from './editor.tsx';
import { Frame } from './frame.tsx';
import { Moment } from './parts.tsx';
import { momentOf } from './words.ts';

const DAY_MS = 86_400_000;
const SPANS = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS } as const;
type Span = keyof typeof SPANS;
/** A time that is not this much longer is the same. */
const HOUR_MS = 3_600_000;
const ALL: readonly Span[] = ['day', 'week', 'month'];

const Consequence = ({ span, onBack }: { span: Span; onBack: () => void }) => {
  const heading = useRef<HTMLHeadingElement>(null);
  const { run, busy, error } = useAction();
  const [, go] = useLocation();
  useEffect(() => heading.current?.focus(), []);
  const today = now();
  return (
    <section className="limits-review" data-testid="cool-off-consequence">
      <h2 ref={heading} tabIndex={-1} className="t-xl">
        {t('limits.cooling.title2', { span: t(`limits.cooling.${span}`) })}
      </h2>
      <div className="steps">
        <Button data-testid="cool-off-back" onClick={onBack}>
          {t('limits.cooling.back')}
        </Button>
      </div>
      <ul className="points limits-points">
        <li>
          {t('limits.cooling.blocked')} <strong>{momentOf(today + SPANS[span], today)}</strong>.
        </li>
        <li>{t('limits.cooling.goesOn')}</li>
        <li>{t('limits.cooling.final')}</li>
      </ul>
      <Note level="care">{t('limits.cooling.positions')}</Note>
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <Button
        look="danger"
        wide
        className="btn-tall"
        data-testid="cool-off"
        aria-disabled={busy || undefined}
        onClick={() =>
          void run(async () => {
            await call('policy.coolOff', { forMs: SPANS[span] });
          }).then((done) => done && go('/limits'))
        }
      >
        {t('limits.cooling.do', { span: t(`limits.cooling.${span}`) })}
      </Button>
    </section>
  );
};

export const CoolOff = ({ view }: Shown) => {
  const until = view.coolingUntil !== null && view.coolingUntil > now() ? view.coolingUntil : null;
  const longer = ALL.filter((span) => until === null || now() + SPANS[span] > until + HOUR_MS);
  const [picked, setPicked] = useState<Span>('day');
  const [sure, setSure] = useState(false);
  const chosen = longer.includes(picked) ? picked : longer[0];
  return (
    <Frame title={t('limits.cooling')} {...(!sure && { lead: t('limits.cooling.lead') })}>
      {until && (
        <Note level="care">
          {t('limits.cooling.until')} <Moment at={until} />.
        </Note>
      )}
      {!chosen && <p className="muted">{t('limits.cooling.longest')}</p>}
      {chosen && sure && <Consequence span={chosen} onBack={() => setSure(false)} />}
      {chosen && !sure && (
        <>
          <fieldset>
            <legend>{t(until ? 'limits.cooling.longer' : 'limits.cooling.how')}</legend>
            <div className="segments">
              {longer.map((span) => (
                <label key={span}>
                  <input
                    type="radio"
                    name="span"
                    checked={chosen === span}
                    data-testid={`cool-off-${span}`}
                    onChange={() => setPicked(span)}
                  />
                  {t(`limits.cooling.${span}`)}
                </label>
              ))}
            </div>
          </fieldset>
          <div className="steps">
            <Button look="ink" data-testid="cool-off-next" onClick={() => setSure(true)}>
              {t('limits.cooling.next')}
            </Button>
          </div>
        </>
      )}
    </Frame>
  );
};
