/** Comparing words on a call: five to read out, five to type. The worker says whether they fit; a wrong word burns the invite. */
import { call } from '../../messaging/call.ts';
import type { GuardianView } from '../../messaging/guardians-lane.ts';
import { WordsToRead, WordsToType } from '../components/five-words.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';

type Props = { guardian: GuardianView; words: string[]; onResult: (matched: boolean) => void };

export const Compare = ({ guardian, words, onResult }: Props) => {
  const name = visible(guardian.name);
  const read = t('protect.words.read', { name });
  const type = t('protect.words.type', { name });
  return (
    <section className="card stack-lg" aria-labelledby="compare" data-testid="compare">
      <div>
        <h2 id="compare">{t('protect.words')}</h2>
        <p className="muted">
          {t(guardian.kind === 'device' ? 'protect.words.device' : 'protect.words.lead', { name })}
        </p>
      </div>
      <div>
        <h3>1. {read}</h3>
        <WordsToRead words={words} label={read} />
      </div>
      <div className="stack">
        <h3>2. {type}</h3>
        <WordsToType
          label={type}
          matched={guardian.pairing !== 'words' ? t('protect.words.done', { name }) : null}
          onWords={async (typed) => onResult((await call('guardians.words', { id: guardian.id, typed })).matched)}
        />
      </div>
    </section>
  );
};
