/** When Vouch asks for more than a press: what it looks at, why it asked, and who may say yes besides. */
import './step-up.css';
import { useId, useRef, useState } from 'react';
import { now } from '../../lib/clock.ts';
import { stepUp as words } from '../../lib/text/step-up.en.ts';
import { call } from '../../messaging/call.ts';
import type { StepUpInfo } from '../../messaging/limits-lane.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { clockTime, timeLeft } from '../components/time.tsx';
import { useAction } from '../hooks/action.ts';
import { useAnswer } from '../hooks/answer.ts';
import { ProofForm } from '../secrets/proof-form.tsx';
import { Page } from '../settings/page.tsx';
import { learn, t } from '../text.ts';
import { visible } from '../visible.ts';

learn(words);

const LOOKS = ['market', 'recipient', 'size', 'burst', 'absence', 'hour'] as const;

/** On at once; off after the password. */
const Switch = ({ on }: { on: boolean }) => {
  const id = useId();
  const [leaving, setLeaving] = useState(false);
  const { run, error } = useAction();
  return (
    <>
      <div className="setting">
        <label htmlFor={id}>
          <b>{t('stepUp.switch')}</b>
          <small>{t('stepUp.switch.more')}</small>
        </label>
        <input
          id={id}
          type="checkbox"
          role="switch"
          className="switch"
          data-testid="step-up-switch"
          aria-checked={on}
          checked={on}
          onChange={() =>
            on
              ? setLeaving(true)
              : void run(async () => {
                  await call('stepUp.set', { on: true, proof: null });
                })
          }
        />
      </div>
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      {on && leaving && (
        <ProofForm
          verb={t('stepUp.off.verb')}
          danger
          beside={<Button onClick={() => setLeaving(false)}>{t('stepUp.off.keep')}</Button>}
          onProof={async (proof) => {
            await call('stepUp.set', { on: false, proof });
            setLeaving(false);
          }}
        />
      )}
    </>
  );
};

const Market = ({ market }: Pick<StepUpInfo, 'market'>) => (
  <section aria-labelledby="step-up-market" data-testid="step-up-market">
    <h2 id="step-up-market">{t('stepUp.market.title')}</h2>
    <p className="muted step-up-market">{t('stepUp.market.lead')}</p>
    <ul className="list">
      {market.map(({ state, text, at }) => (
        <li className="item" key={JSON.stringify(text)} data-state={state}>
          <span className="item-main">
            <span>
              <Sentence text={text} plain />
            </span>
            {at !== null && <small>{t('stepUp.market.at', { when: timeLeft(at, now()) })}</small>}
          </span>
          <span className={state === 'stressed' ? 'chip chip-care' : 'chip chip-plain'}>
            {t(`stepUp.market.is.${state}`)}
          </span>
        </li>
      ))}
    </ul>
  </section>
);

const Last = ({ last }: Pick<StepUpInfo, 'last'>) => (
  <section aria-labelledby="step-up-last" data-testid="step-up-last">
    <h2 id="step-up-last">{t('stepUp.last.title')}</h2>
    {last.length === 0 && <p className="empty">{t('stepUp.last.none')}</p>}
    <ul className="list">
      {last.map(({ at, headline, by, why }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two can be alike to the millisecond
        <li className="item" key={`${at} ${i}`}>
          <span className="item-main">
            <b>
              <Sentence text={headline} plain />
            </b>
            {why.map((text) => (
              <span key={JSON.stringify(text)}>
                <Sentence text={text} plain />
              </span>
            ))}
            <small>{t('stepUp.last.asked', { by: t(`stepUp.last.${by}`), when: clockTime(at, now()) })}</small>
          </span>
        </li>
      ))}
    </ul>
  </section>
);

const Choose = ({ candidates }: Pick<StepUpInfo, 'candidates'>) => {
  const id = useId();
  const who = useRef<HTMLSelectElement>(null);
  const [asking, setAsking] = useState(false);
  if (candidates.length === 0) return <p className="muted">{t('stepUp.role.nobody')}</p>;
  if (!asking)
    return (
      <Button data-testid="step-up-choose" onClick={() => setAsking(true)}>
        {t('stepUp.role.ask')}
      </Button>
    );
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{t('stepUp.role.who')}</label>
        <select ref={who} id={id} className="select" data-testid="step-up-who">
          {candidates.map((one) => (
            <option key={one.id} value={one.id}>
              {visible(one.name)}
            </option>
          ))}
        </select>
      </div>
      <ProofForm
        verb={t('stepUp.role.ask')}
        onProof={async (proof) => {
          if (who.current) await call('stepUp.askGuardian', { id: who.current.value, proof });
          setAsking(false);
        }}
      />
    </>
  );
};

const Role = ({ guardian, candidates }: Pick<StepUpInfo, 'guardian' | 'candidates'>) => {
  const [back, setBack] = useState(false);
  const state = guardian?.endsAt === null ? guardian.state : null;
  return (
    <section aria-labelledby="step-up-role" className="step-up-role" data-testid="step-up-role">
      <h2 id="step-up-role">{t('stepUp.role.title')}</h2>
      <p className="muted">{t('stepUp.role.lead')}</p>
      {guardian && (
        <p data-testid="step-up-guardian" data-state={guardian.state}>
          {guardian.endsAt === null
            ? t(`stepUp.role.${guardian.state}`, { name: visible(guardian.name) })
            : t('stepUp.role.ends', { name: visible(guardian.name), when: clockTime(guardian.endsAt, now()) })}
        </p>
      )}
      {(state === 'asked' || state === 'accepted') && !back && (
        <Button data-testid="step-up-back" onClick={() => setBack(true)}>
          {t('stepUp.role.back')}
        </Button>
      )}
      {(state === 'asked' || state === 'accepted') && back && (
        <>
          <p className="muted">{t(state === 'asked' ? 'stepUp.role.backAsked' : 'stepUp.role.backAccepted')}</p>
          <ProofForm
            verb={t('stepUp.role.back')}
            onProof={async (proof) => {
              await call('stepUp.askGuardian', { id: null, proof });
              setBack(false);
            }}
          />
        </>
      )}
      {(!guardian || state === 'declined') && <Choose candidates={candidates} />}
    </section>
  );
};

export const StepUp = () => {
  const view = useAnswer('stepUp.view', null);
  return (
    <Page title={t('stepUp.page.title')} lead={t('stepUp.page.lead')} back="/settings">
      <p className="muted">{t('stepUp.page.never')}</p>
      {!view && <p className="muted">{t('stepUp.page.loading')}</p>}
      {view && 'error' in view && <Note level="care">{t(view.error)}</Note>}
      {view && 'ok' in view && (
        <>
          <Switch on={view.ok.on} />
          <Market market={view.ok.market} />
        </>
      )}
      <section aria-labelledby="step-up-looks">
        <h2 id="step-up-looks">{t('stepUp.looks.title')}</h2>
        <ul className="step-up-looks">
          {LOOKS.map((name) => (
            <li key={name}>{t(`stepUp.looks.${name}`)}</li>
          ))}
        </ul>
      </section>
      {view && 'ok' in view && (
        <>
          <Last last={view.ok.last} />
          <Role guardian={view.ok.guardian} candidates={view.ok.candidates} />
        </>
      )}
    </Page>
  );
};
