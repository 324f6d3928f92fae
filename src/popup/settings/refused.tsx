/** What Vouch refuses, and the way to open a rule for one site: a day of waiting, then a day open. */
import { useId, useRef, useState } from 'react';
import { call } from '../../messaging/call.ts';
import type { LiftInfo } from '../../messaging/ui-lane.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { SiteIcon } from '../components/site-icon.tsx';
import { TimeLeft } from '../components/time.tsx';
import { siteName } from '../home/short.ts';
import { useAction } from '../hooks/action.ts';
import { useAnswer } from '../hooks/answer.ts';
import { ProofForm } from '../secrets/proof-form.tsx';
import { pattern, t } from '../text.ts';
import { Page } from './page.tsx';

const RULES = ['R1', 'R2', 'R5', 'R13', 'R17'] as const;

const Lift = ({ lift }: { lift: LiftInfo }) => {
  const { origin, rule, state, at } = lift;
  const { run, busy, error } = useAction();
  const [before = '', after = ''] = pattern(state === 'open' ? 'refused.open' : 'refused.opens').split('{when}');
  return (
    <li className="entry" data-testid="lift" data-state={state}>
      <SiteIcon origin={origin} />
      <span className="item-main">
        <b>{t(`refused.${rule}`)}</b>
        <small>
          {t('refused.on', { site: siteName(origin) })} · {before}
          <TimeLeft at={at} />
          {after}
        </small>
      </span>
      <div className="entry-do">
        <Button
          data-testid="lift-cancel"
          aria-disabled={busy || undefined}
          onClick={() =>
            void run(async () => {
              await call('lift.cancel', { origin, rule });
            })
          }
        >
          {t(state === 'open' ? 'refused.close' : 'refused.cancel')}{' '}
          <span className="sr">
            {t(`refused.${rule}`)}, {siteName(origin)}
          </span>
        </Button>
      </div>
      {error && <Note level="care">{t(error)}</Note>}
    </li>
  );
};

const Ask = ({ origins }: { origins: string[] }) => {
  const id = useId();
  const site = useRef<HTMLSelectElement>(null);
  const rule = useRef<HTMLSelectElement>(null);
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <Button data-testid="lift-ask" onClick={() => setAsking(true)}>
        {t('refused.ask')}
      </Button>
    );
  return (
    <>
      <h2>{t('refused.ask')}</h2>
      <Note level="care">{t('refused.note')}</Note>
      <div className="field">
        <label htmlFor={`${id}-site`}>{t('refused.site')}</label>
        <select ref={site} id={`${id}-site`} className="select" data-testid="lift-site">
          {origins.map((origin) => (
            <option key={origin} value={origin}>
              {siteName(origin)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-rule`}>{t('refused.rule')}</label>
        <select ref={rule} id={`${id}-rule`} className="select" data-testid="lift-rule">
          {RULES.map((one) => (
            <option key={one} value={one}>
              {t(`refused.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <ProofForm
        verb={t('refused.start')}
        danger
        onProof={async (proof) => {
          const chosen = RULES.find((one) => one === rule.current?.value);
          if (chosen && site.current) await call('lift.ask', { proof, origin: site.current.value, rule: chosen });
          setAsking(false);
        }}
      />
    </>
  );
};

export const Refused = () => {
  const lifts = useAnswer('lift.list', null);
  const sites = useAnswer('site.list', null);
  const error = (lifts && 'error' in lifts && lifts.error) || (sites && 'error' in sites && sites.error);
  return (
    <Page title={t('refused.title')} lead={t('refused.lead')} back="/settings">
      {error && <Note level="care">{t(error)}</Note>}
      <h2>{t('refused.now')}</h2>
      {!lifts && <p className="muted">{t('sites.loading')}</p>}
      {lifts && 'ok' in lifts && lifts.ok.length === 0 && <p className="empty">{t('refused.none')}</p>}
      {lifts && 'ok' in lifts && lifts.ok.length > 0 && (
        <ul>
          {lifts.ok.map((lift) => (
            <Lift key={`${lift.rule} ${lift.origin}`} lift={lift} />
          ))}
        </ul>
      )}
      {sites &&
        'ok' in sites &&
        (sites.ok.length > 0 ? (
          <Ask origins={sites.ok.map(({ origin }) => origin)} />
        ) : (
          <p className="muted">{t('refused.noSite')}</p>
        ))}
    </Page>
  );
};
