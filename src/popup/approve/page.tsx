/** The approval page: which request is on the screen, and the two answers to it. @module */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { Text } from '../../lib/text.ts';
import { call, onChanged } from '../../messaging/call.ts';
import type { StepUp } from '../../policy/verdict.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { t } from '../text.ts';
import { type Answer, ask, textOf } from './ask.ts';
import type { Proving } from './more.ts';
import { Headline, type LayoutProps } from './parts.tsx';
import { Request } from './request.tsx';

/** Read from the disk only when the wallet is locked. */
const Unlock = lazy(async () => ({ default: (await import('../unlock/unlock.tsx')).Unlock }));

const Words = ({ text, error }: { text: Text; error?: Text }) => (
  <div className="popup">
    <main className="words">
      <Headline text={text} />
      {error && (
        <Note level="danger" alert>
          <Sentence text={error} plain />
        </Note>
      )}
      <Button wide className="btn-tall" data-testid="close" onClick={() => close()}>
        {t('approve.close')}
      </Button>
    </main>
  </div>
);

export const Loading = () => (
  <div className="popup">
    <main className="words">
      <p className="muted">{t('approve.loading')}</p>
    </main>
  </div>
);

export const ApprovalPage = ({ first, firstId }: { first: Answer; firstId: string | null }) => {
  const [shown, setShown] = useState(first);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<Text | null>(null);
  const asked = useRef(0);
  const busy = useRef(false);
  const proving = useRef<Proving | null>(null);
  /** what a request turned out to need besides when its button was pressed */
  const [late, setLate] = useState<{ id: string; by: StepUp['by'] } | null>(null);
  const view = shown.is === 'request' ? shown.view : null;
  /** what to ask for again after a change: the request on the screen, or the one that was wanted before the lock */
  const wanted = useRef(firstId);
  if (view) wanted.current = view.id;

  const load = async (next: string | null): Promise<Answer> => {
    const number = ++asked.current;
    wanted.current = next;
    const answer = await ask(next);
    if (number === asked.current) setShown(answer);
    return answer;
  };

  /** Sends one answer, then shows what waits next. The window closes when nothing does. */
  const decide = async (send: () => Promise<null>) => {
    if (busy.current) return;
    busy.current = true;
    asked.current++;
    setSending(true);
    setError(null);
    try {
      await send();
      // A window that closes shows nothing more: what comes now has a window of its own.
      if ((await load(null)).is === 'none') close();
      else busy.current = false;
    } catch (cause) {
      const text = textOf(cause);
      if (view && text.id === 'approval.password') setLate({ id: view.id, by: 'password' });
      else if (view && text.id === 'approval.guardian') setLate({ id: view.id, by: 'guardian' });
      else if (!proving.current?.failed(cause)) setError(text);
      busy.current = false;
      await load(wanted.current);
    } finally {
      setSending(false);
    }
  };

  const reject = () => view?.state === 'waiting' && decide(() => call('approval.reject', { id: view.id }));
  const approve: LayoutProps['onApprove'] = (accounts, terms) =>
    view &&
    decide(async () =>
      call('approval.approve', {
        id: view.id,
        digest: view.digest,
        ...(accounts && { accounts }),
        ...(terms && { terms }),
        ...(proving.current && { proof: await proving.current.prove() }),
      }),
    );
  const show = (next: string | null) => {
    setError(null);
    void load(next);
  };

  const latest = useRef({ reject, load });
  latest.current = { reject, load };
  useEffect(() => {
    const escaped = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.repeat && !event.defaultPrevented) latest.current.reject();
    };
    addEventListener('keydown', escaped);
    const stop = onChanged(() => busy.current || void latest.current.load(wanted.current));
    return () => {
      removeEventListener('keydown', escaped);
      stop();
    };
  }, []);

  if (shown.is === 'locked')
    return (
      <Suspense fallback={<Loading />}>
        <div className="popup">
          <Unlock onUnlocked={() => show(wanted.current)} />
        </div>
      </Suspense>
    );
  if (shown.is === 'error') return <Words text={{ id: 'approve.error.headline' }} error={shown.text} />;
  if (!view) return <Words text={{ id: 'approve.none' }} />;
  return (
    <Request
      // What was typed, ticked or scrolled belongs to one request and what it would sign.
      key={`${view.id}:${view.digest}`}
      view={view}
      sending={sending}
      error={error}
      proving={proving}
      {...(late?.id === view.id && { late: late.by })}
      onApprove={approve}
      onReject={reject}
      onRejectAll={() => decide(() => call('approval.rejectAll', { origin: view.origin }))}
      onShow={show}
      onClose={() => (view.total > 0 ? show(null) : close())}
    />
  );
};
