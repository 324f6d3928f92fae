/**
 * Trading without asking, for one site: the limits as one sentence that follows the fields. Loaded with its words only when
 * a site asks for it.
 * @module
 */
import '../sessions/sessions.css';
import { Plus, X } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { SessionOffer } from '../../approvals/record.ts';
import { now } from '../../lib/clock.ts';
import { sessions } from '../../lib/text/sessions.en.ts';
import type { GrantAuthority } from '../../venues/reading.ts';
import { Address } from '../components/address.tsx';
import { Icon } from '../components/icon.tsx';
import { Ledger } from '../components/ledger.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { TimeLeft, useNow } from '../components/time.tsx';
import { moment, money, shortMoment } from '../sessions/words.ts';
import { learn, t } from '../text.ts';
import { visible } from '../visible.ts';
import { Cans } from './cans.tsx';
import { Foot } from './foot.tsx';
import { headlineOf, hostOf, notesOf } from './layout.ts';
import { Everything, Headline, type LayoutProps, NotCovered, Notes } from './parts.tsx';
import { type End, endsOf, type Form, formOf, type Read, readForm, sentenceOf, withMarket } from './session-form.ts';
import { LimitRows, WrongField } from './session-limits.tsx';

learn(sessions);

type PartProps = { offer: SessionOffer; form: Form; read: Read; onForm: (form: Form) => void };

const Ends = ({ offer, form, read, ends, today, onForm }: PartProps & { ends: readonly End[]; today: number }) => {
  const id = useId();
  return (
    <fieldset className="group" data-testid="row">
      <legend className="group-title" data-part="label">
        {t('sessions.ends')}
      </legend>
      {offer.adjustable ? (
        <div className="segments">
          {ends.map((end) => (
            <label key={end.id}>
              <input
                type="radio"
                name={`${id}-end`}
                data-testid={`end-${end.id}`}
                checked={form.end.id === end.id}
                aria-describedby={read.wrong.end && `${id}-wrong`}
                onChange={() => onForm({ ...form, end })}
              />
              {t(`sessions.ends.${end.id}`)}
            </label>
          ))}
        </div>
      ) : null}
      <p className="muted t-sm ends" data-part="value">
        {moment(form.end.at, today)}
      </p>
      <WrongField id={`${id}-wrong`} text={read.wrong.end} />
    </fieldset>
  );
};

const Markets = ({ offer, form, read, onForm }: PartProps) => {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const { markets } = form;
  const without = (name: string) => {
    onForm({ ...form, markets: (markets ?? []).filter((one) => one !== name) });
    // The button that was pressed has gone.
    field.current?.focus();
  };
  const add = () => {
    onForm(withMarket(form));
    field.current?.focus();
  };
  const typed = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      add();
    }
    // Esc takes back what is typed here before it rejects the whole request.
    if (event.key === 'Escape' && form.adding) {
      event.preventDefault();
      onForm({ ...form, adding: '' });
    }
  };
  const wrong = read.wrong.adding ?? read.wrong.markets;
  return (
    <fieldset className="group" data-testid="row">
      <legend className="group-title" data-part="label">
        {t('sessions.markets')}
      </legend>
      {markets === null && (
        <Note level="care">{offer.adjustable ? t('sessions.markets.open') : t('sessions.markets.every')}</Note>
      )}
      <ul className="tags" data-part="value">
        {(markets ?? []).map((name) => (
          <li key={name}>
            {offer.adjustable ? (
              <button
                type="button"
                className="tag"
                aria-label={t('sessions.markets.remove', { market: visible(name) })}
                onClick={() => without(name)}
              >
                <bdi>{visible(name)}</bdi>
                <Icon of={X} size="sm" />
              </button>
            ) : (
              <span className="tag">
                <bdi>{visible(name)}</bdi>
              </span>
            )}
          </li>
        ))}
      </ul>
      {offer.adjustable && (
        <div className="add-market">
          <input
            ref={field}
            className="input"
            data-testid="market-name"
            aria-label={t('sessions.markets.name', { venue: visible(offer.venue.name) })}
            placeholder={t('sessions.markets.name', { venue: visible(offer.venue.name) })}
            autoComplete="off"
            spellCheck={false}
            value={form.adding}
            aria-invalid={wrong ? true : undefined}
            aria-describedby={wrong && `${id}-wrong`}
            onChange={({ currentTarget }) => onForm({ ...form, adding: currentTarget.value })}
            onKeyDown={typed}
          />
          <button type="button" className="tag tag-add" data-testid="market-add" onClick={add}>
            <Icon of={Plus} size="sm" />
            {t('sessions.markets.add')}
          </button>
        </div>
      )}
      <WrongField id={`${id}-wrong`} text={wrong} />
    </fieldset>
  );
};

/** What a reading says of any key it meets: this one is the wallet's own, and is made when the session begins. */
const NOT_OF_OURS: ReadonlySet<string> = new Set(['row.holder', 'row.until', 'note.outsideLimits']);

/** What the venue itself is told of the key, read with a name that stands for it. `moved`: another end was chosen. */
const Key = (props: { grant: GrantAuthority; venue: string; site: string; moved: boolean }) => {
  const { grant, venue, site, moved } = props;
  const isName = (text: string) => text === grant.grantee;
  const rows = grant.rows.filter(
    ({ label, value }) =>
      !NOT_OF_OURS.has(label) &&
      !(value.type === 'address' && isName(value.address)) &&
      !(value.type === 'exact' && isName(value.text)),
  );
  return (
    <section className="group" data-testid="venue-key">
      <h3 className="group-title">{t('sessions.key', { venue: visible(venue) })}</h3>
      <p className="muted t-sm">
        <Sentence text={{ id: 'sessions.key.stays', params: { site } }} plain />
      </p>
      <Cans can={grant.can} cannot={grant.cannot} />
      <p className="until">
        <b>{t('sessions.key.until')}</b>{' '}
        {grant.until === undefined ? (
          t('approve.grant.noEnd')
        ) : moved ? (
          t('sessions.key.moved')
        ) : (
          <TimeLeft at={grant.until * 1000} />
        )}
      </p>
      <Ledger rows={rows} small />
      <Notes notes={grant.notes.filter(({ text }) => !NOT_OF_OURS.has(text.id))} />
      <NotCovered reading={grant} />
    </section>
  );
};

const Consequences = ({ read: { values } }: { read: Read }) => {
  const { budget, distance } = values;
  const all = budget === undefined ? t('sessions.blank') : money(budget);
  return (
    <div className="notes">
      <Note level="info">
        <b>{t('sessions.beyond')}</b> {t('sessions.beyond.more')}
      </Note>
      <Note level="info">
        <b>{t('sessions.worst')}</b>{' '}
        {distance === undefined ? t('sessions.worst.open', { all }) : t('sessions.worst.bounded', { all, distance })}
      </Note>
    </div>
  );
};

type State = { offer: SessionOffer; ends: readonly End[]; form: Form };

export const SessionLayout = (props: LayoutProps & { offers: readonly SessionOffer[] }) => {
  const { view, offers } = props;
  const [states, setStates] = useState<State[]>(() =>
    offers.map((offer) => {
      const ends = endsOf(offer.asked.endsAt, view.createdAt, now());
      return { offer, ends, form: formOf(offer.asked, ends) };
    }),
  );
  const today = useNow(Math.min(...states.map(({ form }) => form.end.at)));
  const all = states.map((state) => ({ ...state, read: readForm(state.form, state.offer, today) }));
  const terms = all.flatMap(({ read }) => (read.terms ? [read.terms] : []));
  const ready = terms.length === all.length;
  const site = hostOf(view.origin);
  const notes = notesOf(view);
  const [single] = all.length === 1 ? all : [];
  const sentence = ({ form, read, offer }: (typeof all)[number]) =>
    sentenceOf(form, read, site, offer.venue.name, today);

  return (
    <>
      <main>
        <section className="headline">
          {single ? <Headline text={sentence(single)} className="sentence" /> : <Headline text={headlineOf(view)} />}
        </section>
        <Notes notes={notes.filter(({ level }) => level !== 'info')} />
        {all.map((one, index) => {
          const { offer, form, read, ends } = one;
          const onForm = (next: Form) =>
            setStates((before) => before.map((state, i) => (i === index ? { ...state, form: next } : state)));
          const part = { offer, form, read, onForm };
          return (
            <section key={offer.id} className="offer" data-testid="offer" data-venue={offer.venue.id}>
              {!single && (
                <>
                  <h2 className="t-xl">{visible(offer.venue.name)}</h2>
                  <p className="sentence">
                    <Sentence text={sentence(one)} />
                  </p>
                </>
              )}
              {offer.account.toLowerCase() !== view.account?.address.toLowerCase() && (
                <p className="t-sm">
                  {t('sessions.for')} <Address of={offer.account} />
                </p>
              )}
              {!offer.adjustable && (
                <Note level="info">
                  <Sentence text={{ id: 'sessions.fixed', params: { site } }} plain />
                </Note>
              )}
              <Ends {...part} ends={ends} today={today} />
              <Markets {...part} />
              <LimitRows {...part} />
              {offer.grant && (
                <Key
                  grant={offer.grant}
                  venue={offer.venue.name}
                  site={site}
                  moved={form.end.at !== offer.asked.endsAt}
                />
              )}
              <Consequences read={read} />
            </section>
          );
        })}
        <Notes notes={notes.filter(({ level }) => level === 'info')} />
        <Everything view={view} fields={[]} onRejectAll={props.onRejectAll} />
      </main>
      <Foot
        {...props}
        // Each change is new words to put a name to: the button rests again.
        shown={`${props.shown}:${JSON.stringify(ready ? terms : states.map(({ form }) => form))}`}
        onApprove={() => props.onApprove(undefined, terms)}
        reject={t('sessions.notNow')}
        approve={
          single
            ? t('sessions.start', { until: shortMoment(single.form.end.at, today) })
            : t('sessions.startAll', { n: String(all.length) })
        }
        first={ready ? null : { id: 'sessions.correct' }}
      />
    </>
  );
};
