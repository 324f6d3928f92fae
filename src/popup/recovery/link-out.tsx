/** A link for one person, and for nobody else: to copy, as a code, or as a file. */
import { Check, Copy, QrCode as QrIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { call } from '../../messaging/call.ts';
import type { RecoveryPerson } from '../../messaging/guardians-lane.ts';
import { Button } from '../components/button.tsx';
import { SaveLetters } from '../components/letters.tsx';
import { Note } from '../components/note.tsx';
import { QrCode } from '../components/qr-code.tsx';
import { Sentence } from '../components/sentence.tsx';
import { useAction } from '../hooks/action.ts';
import { t } from '../text.ts';
import { visible } from '../visible.ts';

const SHOWN_MS = 2000;

export const LinkOut = ({ person }: { person: RecoveryPerson }) => {
  const { id, name, link, state, unsent } = person;
  const [shown, setShown] = useState(false);
  const [said, setSaid] = useState<'link.copied' | 'link.notCopied' | null>(null);
  const { run, busy, error } = useAction();
  useEffect(() => {
    if (said !== 'link.copied') return;
    const timer = setTimeout(() => setSaid(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => setSaid('link.copied'),
      () => setSaid('link.notCopied'),
    );
  // A link that was opened is used up.
  const isOpen = state !== 'expired' && link !== '';
  const renew = (
    <Button
      data-testid={`link-new-${id}`}
      aria-disabled={busy || undefined}
      onClick={() =>
        void run(async () => {
          await call('recovery.newLink', { id });
        })
      }
    >
      {t('link.new')}
    </Button>
  );
  return (
    <div className="stack">
      {isOpen && (
        <p className="muted">
          <Sentence text={{ id: 'link.send', params: { name } }} plain />
        </p>
      )}
      {isOpen && (
        <>
          <textarea
            className="input link-text"
            rows={2}
            readOnly
            value={link}
            aria-label={t('link.of', { name: visible(name) })}
            data-testid={`link-${id}`}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
          <div className="buttons">
            <Button
              icon={said === 'link.copied' ? Check : Copy}
              data-testid={`link-copy-${id}`}
              onClick={() => void copy()}
            >
              {t('link.copy')}
            </Button>
            <Button icon={QrIcon} data-testid={`link-qr-${id}`} aria-expanded={shown} onClick={() => setShown(!shown)}>
              {t(shown ? 'link.qr.hide' : 'link.qr')}
            </Button>
            {renew}
          </div>
          <p className="muted said" role="status">
            {said && t(said)}
          </p>
          {shown && <QrCode text={link} label={t('link.qr.of', { name: visible(name) })} />}
        </>
      )}
      {!isOpen && <div>{renew}</div>}
      {unsent > 0 && <p className="muted">{t('letters.unsent', { n: String(unsent) })}</p>}
      <SaveLetters id={id} name={name} />
      {error && (
        <Note level="care" alert>
          {t(error)}
        </Note>
      )}
    </div>
  );
};
