/**
 * A request for help, in the order in which it is to be judged: who, what happens, how it was checked, the words, the
 * answer. Nothing here hurries: no time runs out.
 */
import { Check, Phone, TriangleAlert } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { recovery } from '../../lib/text/recovery.en.ts';
import type { Text } from '../../lib/text.ts';
import { call } from '../../messaging/call.ts';
import type { AskView, GuardiansView, WardView } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { WordsToType } from '../components/five-words.tsx';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { TimeLeft } from '../components/time.tsx';
import { Who } from '../components/who.tsx';
import { useAction } from '../hooks/action.ts';
import { useAnswer } from '../hooks/answer.ts';
import { learn, t } from '../text.ts';
import { visible } from '../visible.ts';
import { Answer } from './answer.tsx';
import { AskState, Over } from './ask-state.tsx';
import { Focus } from './focus.tsx';
import { type How, whatHappens } from './words.ts';

learn(recovery);

const SIGNS = ['time', 'secret', 'call', 'code', 'number'] as const;
const HOW: How[] = ['called', 'met', 'wrote'];

const Step = ({ n, title, children }: { n: number; title: ReactNode; children: ReactNode }) => (
  <section className="step" aria-labelledby={`step-${n}`}>
    <span className="step-no" aria-hidden="true">
      {n}
    </span>
    <div>
      <h2 id={`step-${n}`}>{title}</h2>
      {children}
    </div>
  </section>
);

const Heed = ({ ask }: { ask: AskView }) => {
  const name = ask.wardName;
  return (
    <aside className="ask-side">
      <section className="heed" aria-labelledby="heed">
        <h2 id="heed">
          <Icon of={TriangleAlert} />
          <span>
            <Sentence text={name ? { id: 'heed.title', params: { name } } : { id: 'heed.title.who' }} plain />
          </span>
        </h2>
        <ul>
          {SIGNS.map((one) => (
            <li key={one}>{t(`heed.${one}`)}</li>
          ))}
        </ul>
        <p>{t('heed.foot')}</p>
      </section>
      {name && ask.reach && (
        <p className="side-note">
          <Icon of={Phone} size="sm" />
          <span>
            <Sentence text={{ id: 'heed.reach', params: { name } }} plain />{' '}
            <b>
              <bdi>{visible(ask.reach)}</bdi>
            </b>
          </span>
        </p>
      )}
    </aside>
  );
};

const Choose = ({ ask, wards, onDone }: { ask: AskView; wards: WardView[]; onDone: () => void }) => {
  const [chosen, setChosen] = useState(ask.ward);
  const { run, busy, error } = useAction();
  const may = wards.filter(({ pairing, holds }) => pairing === 'paired' && holds === 'holds');
  if (!may.length) return <p>{t('ask.who.nobody')}</p>;
  return (
    <fieldset className="stack">
      <legend className="muted">{t('ask.who.choose')}</legend>
      <div className="choices">
        {may.map(({ id, name }) => (
          <label className="choice" key={id}>
            <input
              className="radio"
              type="radio"
              name="ward"
              checked={chosen === id}
              data-testid={`choose-${id}`}
              onChange={() => setChosen(id)}
            />
            <span>
              <b>
                <bdi>{visible(name)}</bdi>
              </b>
            </span>
          </label>
        ))}
      </div>
      <p className="muted">{t('ask.who.none')}</p>
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <div>
        <Button
          data-testid="choose-go"
          aria-disabled={busy || chosen === null || undefined}
          onClick={() =>
            chosen !== null &&
            void run(async () => {
              await call('duty.choose', { ask: ask.id, ward: chosen });
              onDone();
            })
          }
        >
          {t('ask.who.go')}
        </Button>
      </div>
    </fieldset>
  );
};

const WhoAsks = ({ ask, wards }: { ask: AskView; wards: WardView[] }) => {
  const [again, setAgain] = useState(false);
  if (ask.ward === null || ask.wardName === null || again)
    return <Choose ask={ask} wards={wards} onDone={() => setAgain(false)} />;
  return (
    <div className="asker" data-testid="asker">
      <Who name={ask.wardName} large />
      <div>
        <b>
          <bdi>{visible(ask.wardName)}</bdi>
        </b>
        <p>
          {ask.comparedAt === null ? (
            t('ask.who.notCompared')
          ) : (
            <>
              {t('ask.who.compared')} <TimeLeft at={ask.comparedAt} />
            </>
          )}
        </p>
        <p>
          {t('ask.who.asked')} <TimeLeft at={ask.askedAt} />
        </p>
        {ask.mine === 'none' && (ask.words === 'words' || ask.words === 'meeting') && (
          <Button look="quiet" className="again" data-testid="choose-again" onClick={() => setAgain(true)}>
            {t('ask.who.again')}
          </Button>
        )}
      </div>
    </div>
  );
};

const Happens = ({ ask, name }: { ask: AskView; name: string }) => (
  <>
    <p data-testid="happens">
      {whatHappens(ask, name).map((text) => (
        <span key={text.id}>
          <Sentence text={text} plain />{' '}
        </span>
      ))}
    </p>
    <ul className="plain">
      {(['nothing', ask.onlyPeople ? 'people' : 'stop', 'back'] as const).map((one) => (
        <li key={one}>
          <Icon of={Check} size="sm" />
          <span>
            <Sentence text={{ id: `ask.happens.${one}`, params: { name } }} plain />
          </span>
        </li>
      ))}
    </ul>
  </>
);

const Words = ({ ask, name }: { ask: AskView; name: string }) => {
  const params = { name, reach: ask.reach };
  switch (ask.words) {
    case 'meeting':
      return (
        <p role="status" data-testid="words-meeting">
          <Sentence text={{ id: 'ask.words.meeting', params }} plain />
        </p>
      );
    case 'mismatch':
      return (
        <Note level="care" alert>
          <Sentence text={{ id: 'ask.words.mismatch', params }} plain />
        </Note>
      );
    case 'none':
      return (
        <p data-testid="words-none">
          <Sentence text={{ id: 'ask.words.none', params }} plain />
        </p>
      );
    default:
      return (
        <WordsToType
          label={t('ask.words.title', { name: visible(name) })}
          matched={ask.words === 'matched' ? t('ask.words.matched') : null}
          onWords={async (typed) => {
            await call('duty.words', { ask: ask.id, typed });
          }}
        />
      );
  }
};

/** What has been answered and is still going on comes before the questions; what is over has none. */
export const Decision = ({ ask, view }: { ask: AskView; view: GuardiansView }) => {
  const [how, setHow] = useState<How | null>(null);
  const name = ask.wardName;
  if (ask.over || (ask.mine === 'approved' && name !== null))
    return (
      <div className="ask-alone">
        {ask.over ? <Over ask={ask} over={ask.over} /> : <AskState ask={ask} name={name ?? ''} />}
      </div>
    );
  return (
    <div className="ask-steps">
      <Step n={1} title={t('ask.who')}>
        <WhoAsks ask={ask} wards={view.wards} />
      </Step>
      {name !== null && (
        <Step n={2} title={t('ask.happens')}>
          <Happens ask={ask} name={name} />
        </Step>
      )}
      <Heed ask={ask} />
      {name !== null && (
        <>
          <Step n={3} title={<Sentence text={{ id: 'ask.how', params: { name } }} plain />}>
            <fieldset className="stack">
              <legend className="sr">{t('ask.how', { name: visible(name) })}</legend>
              <div className="choices">
                {HOW.map((one) => (
                  <label className="choice" key={one}>
                    <input
                      className="radio"
                      type="radio"
                      name="how"
                      checked={how === one}
                      data-testid={`how-${one}`}
                      onChange={() => setHow(one)}
                    />
                    <span>
                      <b>
                        <Sentence text={{ id: `ask.how.${one}`, params: { name } }} plain />
                      </b>
                      <small>{t(`ask.how.${one}.more`)}</small>
                    </span>
                  </label>
                ))}
              </div>
              {how === 'wrote' && (
                <Note level="care" alert>
                  <Sentence text={{ id: 'ask.how.refused', params: { name, reach: ask.reach } }} plain />
                </Note>
              )}
            </fieldset>
          </Step>
          <Step n={4} title={<Sentence text={{ id: 'ask.words.title', params: { name } }} plain />}>
            <Words ask={ask} name={name} />
          </Step>
          <Step n={5} title={t('ask.answer')}>
            <Answer ask={ask} name={name} how={how} />
          </Step>
        </>
      )}
    </div>
  );
};

/** Whoever only read of a request in the notice box was asked by nobody. */
const titleOf = ({ wardName: name, words }: AskView): Text =>
  name === null
    ? { id: 'ask.title.who' }
    : { id: words === 'none' ? 'alarm.title.theirs' : 'ask.title', params: { name } };

export const Ask = ({ id }: { id: string }) => {
  const answer = useAnswer('guardians.view', null);
  const heading = useRef<HTMLHeadingElement>(null);
  const ask = answer && 'ok' in answer ? answer.ok.asks.find((one) => one.id === id) : undefined;
  const name = ask?.wardName ?? null;
  const known = Boolean(ask);
  const title = ask ? titleOf(ask).id : 'ask.title.who';
  useEffect(() => {
    document.title = `${t(title, { name: visible(name ?? '') })} - ${t('app.name')}`;
  }, [title, name]);
  useEffect(() => {
    if (known && document.activeElement === document.body) heading.current?.focus();
  }, [known]);
  return (
    <Focus about={name && <Sentence text={{ id: 'ask.about', params: { name } }} plain />}>
      <div className="ask paper" data-testid="ask" data-words={ask?.words} data-mine={ask?.mine}>
        {!answer && (
          <p className="pad muted" role="status">
            {t('ask.loading')}
          </p>
        )}
        {answer && 'error' in answer && (
          <div className="pad">
            <Note level="care" alert>
              {t(answer.error)}
            </Note>
          </div>
        )}
        {answer && 'ok' in answer && !ask && (
          <div className="pad stack" data-testid="ask-gone">
            <h1>{t('ask.gone')}</h1>
            <p>{t('ask.gone.more')}</p>
            <div>
              <a className="btn" href="#/people">
                {t('ask.toPeople')}
              </a>
            </div>
          </div>
        )}
        {answer && 'ok' in answer && ask && (
          <>
            <header className="ask-head">
              <h1 ref={heading} tabIndex={-1}>
                <Sentence text={titleOf(ask)} plain />
              </h1>
              <p className="lead">
                <Sentence text={name ? { id: 'ask.lead', params: { name } } : { id: 'ask.lead.who' }} plain />
              </p>
              {ask.ownerStopped && ask.over === null && name && (
                <div data-testid="owner-stopped">
                  <Note level="danger">
                    <Sentence text={{ id: 'ask.ownerStopped', params: { name } }} plain />
                  </Note>
                </div>
              )}
            </header>
            <Decision ask={ask} view={answer.ok} />
          </>
        )}
      </div>
    </Focus>
  );
};
