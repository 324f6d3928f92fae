/** The words of the call on which two people become each other's owner and guardian: they read five, we read five. */
import { call } from '../../messaging/call.ts';
import type { WardView } from '../../messaging/guardians-lane.ts';
import { WordsToRead, WordsToType } from '../components/five-words.tsx';
import { Note } from '../components/note.tsx';
import { isOnCall } from '../components/on-call.ts';
import { Sentence } from '../components/sentence.tsx';
import { useNow } from '../components/time.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';

export const Pairing = ({ ward }: { ward: WardView }) => {
  const params = { name: ward.name };
  const today = useNow(ward.comparedAt ?? 0);
  if (!ward.words || !isOnCall(ward, today)) return null;
  const done = ward.pairing !== 'words';
  return (
    <div className="stack-lg" data-testid={`pairing-${ward.id}`}>
      <p>
        <Sentence text={{ id: 'pairing.call', params: { ...params, reach: ward.reach } }} plain />
      </p>
      <section className="stack" aria-label={t('pairing.theirs', { name: visible(ward.name) })}>
        <h3>
          1. <Sentence text={{ id: 'pairing.theirs', params }} plain />
        </h3>
        <WordsToType
          label={t('pairing.theirs', { name: visible(ward.name) })}
          matched={done ? t('pairing.matched') : null}
          onWords={async (typed) => {
            await call('guardians.words', { id: ward.id, typed });
          }}
        />
        {!done && <Note level="info">{t('pairing.once')}</Note>}
      </section>
      <section className="stack" aria-label={t('pairing.mine', { name: visible(ward.name) })}>
        <h3>
          2. <Sentence text={{ id: 'pairing.mine', params }} plain />
        </h3>
        <WordsToRead words={ward.words} label={t('pairing.mine', { name: visible(ward.name) })} />
        {done && (
          <p className="muted" role="status">
            <Sentence text={{ id: 'pairing.waiting', params }} plain />
          </p>
        )}
      </section>
    </div>
  );
};
