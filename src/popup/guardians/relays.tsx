/** Which relays pass letters on, how they did the last time, and letters that are carried by hand. */
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import type { Text } from '../../lib/text.ts';
import { call } from '../../messaging/call.ts';
import type { GuardiansView } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { TakeLetters } from '../components/letters.tsx';
import { Note } from '../components/note.tsx';
import { TimeLeft } from '../components/time.tsx';
import { useAction } from '../hooks/action.ts';
import { pattern, t } from '../text.ts';
import { visible } from '../visible.ts';
import { MOST_RELAYS, readRelays } from './relay-list.ts';
import { Screen } from './screen.tsx';

type Relay = GuardiansView['relays'][number];

const List = ({ relays }: { relays: readonly Relay[] }) => {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [wrong, setWrong] = useState<Text | null>(null);
  const [saved, setSaved] = useState(false);
  const { run, busy, error } = useAction();
  const text = relays.map(({ url }) => url).join('\n');
  // A list that came from elsewhere takes its place, unless somebody is in the middle of typing.
  useEffect(() => {
    if (field.current && document.activeElement !== field.current) field.current.value = text;
  }, [text]);

  const save = (event: FormEvent) => {
    event.preventDefault();
    const list = readRelays(field.current?.value ?? '');
    setSaved(false);
    if (!('relays' in list)) {
      setWrong(
        'tooMany' in list
          ? { id: 'protect.relays.many', params: { n: String(MOST_RELAYS) } }
          : { id: 'protect.relays.wrong', params: { line: String(list.line), what: visible(list.what) } },
      );
      return field.current?.focus();
    }
    setWrong(null);
    void run(async () => {
      await call('mail.relays', list);
      setSaved(true);
    });
  };
  const said = wrong ?? error;
  return (
    <form className="stack" onSubmit={save}>
      <div className="field">
        <label htmlFor={id}>{t('protect.relays.list')}</label>
        <textarea
          ref={field}
          id={id}
          className="input mono"
          rows={Math.max(3, relays.length + 1)}
          defaultValue={text}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          aria-invalid={said ? true : undefined}
          aria-describedby={`${id}-hint`}
          data-testid="relays"
          onInput={() => {
            setSaved(false);
            setWrong(null);
          }}
        />
        <small id={`${id}-hint`}>{t('protect.relays.hint')}</small>
        {said && (
          <p className="wrong" role="alert" data-testid="relays-wrong">
            {t(said)}
          </p>
        )}
      </div>
      <div className="steps">
        <Button type="submit" data-testid="relays-save" aria-disabled={busy || undefined}>
          {t('protect.relays.save')}
        </Button>
        <span className="quiet t-sm" role="status" data-testid="relays-saved">
          {saved && t('protect.saved')}
        </span>
      </div>
    </form>
  );
};

const Checked = ({ relays }: { relays: readonly Relay[] }) => {
  const { run, busy, error } = useAction();
  const [found, setFound] = useState<Text[]>([]);
  const check = () =>
    void run(async () => {
      setFound([]);
      const { arrived, unreached } = await call('mail.check', null);
      setFound([
        arrived === 0
          ? { id: 'protect.relays.arrivedNone' }
          : {
              id: arrived === 1 ? 'protect.relays.arrivedOne' : 'protect.relays.arrived',
              params: { n: String(arrived) },
            },
        ...(unreached ? [{ id: 'protect.relays.unreached' as const, params: { n: String(unreached) } }] : []),
      ]);
    });
  const [before = '', after = ''] = pattern('protect.relays.read').split('{when}');
  return (
    <section className="stack" aria-label={t('protect.relays.list')}>
      <ul className="list">
        {relays.map(({ url, lastRead, lastError }) => (
          <li key={url} className="item" data-testid="relay" data-url={url} data-error={lastError}>
            <span className="item-main">
              <b className="mono">{visible(url)}</b>
              <small className={lastError ? 'late' : undefined}>
                {lastError ? t('protect.relays.failed') : lastRead !== null && t('protect.relays.fine')}
              </small>
              <small>
                {lastRead === null ? (
                  t('protect.relays.unread')
                ) : (
                  <>
                    {before}
                    <TimeLeft at={lastRead} />
                    {after}
                  </>
                )}
              </small>
            </span>
          </li>
        ))}
      </ul>
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
      <div className="steps">
        <Button data-testid="check-mail" aria-disabled={busy || undefined} onClick={check}>
          {t(busy ? 'protect.relays.checking' : 'protect.relays.check')}
        </Button>
        <span className="quiet t-sm" role="status" data-testid="mail-found">
          {found.map((text) => t(text)).join(' ')}
        </span>
      </div>
    </section>
  );
};

export const Relays = ({ relays }: { relays: readonly Relay[] }) => (
  <Screen
    title={t('protect.relays.title')}
    lead={t('protect.relays.lead')}
    back={{ href: '/settings', label: t('settings.toSettings') }}
    testid="relays-page"
  >
    {relays.length ? <Checked relays={relays} /> : <Note level="care">{t('protect.relays.none')}</Note>}
    <List relays={relays} />
    <section className="card stack" aria-labelledby="by-hand">
      <h2 id="by-hand">{t('protect.letters')}</h2>
      <p className="muted">{t('protect.letters.lead')}</p>
      <TakeLetters />
    </section>
  </Screen>
);
