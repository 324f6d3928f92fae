/** Shows a phrase or a private key for a minute, after the password. Hidden, it is forgotten: the password is asked again. */
import { useCallback, useEffect, useState } from 'react';
import { call } from '../../messaging/call.ts';
import type { AccountInfo, PhraseInfo, Proof } from '../../messaging/ui-lane.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { WordsOut } from '../onboarding/words-out.tsx';
import { Page } from '../settings/page.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { ProofForm } from './proof-form.tsx';

const SHOWN_MS = 60_000;

type What = { type: 'phrase'; phrase: PhraseInfo } | { type: 'key'; account: AccountInfo };

const Key = ({ of, onHide }: { of: string; onHide: () => void }) => {
  useEffect(() => {
    const timer = setTimeout(onHide, SHOWN_MS);
    addEventListener('blur', onHide);
    return () => {
      clearTimeout(timer);
      removeEventListener('blur', onHide);
    };
  }, [onHide]);
  return (
    <p className="secret" data-testid="secret">
      {of}
    </p>
  );
};

export const Reveal = ({ what }: { what: What }) => {
  const [secret, setSecret] = useState<string | null>(null);
  const [seen, setSeen] = useState(false);
  const hide = useCallback(() => setSecret(null), []);

  const show = async (proof: Proof) => {
    if (what.type === 'phrase') setSecret((await call('secret.phrase', { proof, phraseId: what.phrase.id })).phrase);
    else setSecret((await call('secret.privateKey', { proof, accountId: what.account.id })).privateKey);
    setSeen(true);
  };

  const title =
    what.type === 'phrase'
      ? t('secrets.phrase', { n: String(what.phrase.words) })
      : t('secrets.key', { account: visible(what.account.name) });
  return (
    <Page title={title} back="/secrets">
      <Note level="care">{t(what.type === 'phrase' ? 'secrets.phrase.note' : 'secrets.key.note')}</Note>
      {secret === null ? (
        <>
          {seen && <p role="status">{t('secrets.hiddenAgain')}</p>}
          <ProofForm verb={t(what.type === 'phrase' ? 'secrets.phrase.show' : 'secrets.key.show')} onProof={show} />
        </>
      ) : (
        <>
          {what.type === 'phrase' ? <WordsOut phrase={secret} onHide={hide} /> : <Key of={secret} onHide={hide} />}
          <Button onClick={hide}>{t('secrets.hide')}</Button>
        </>
      )}
    </Page>
  );
};
