/** The guardian card: who, how to reach them, how to start. It holds no secret. */
import type { CardView } from '../../messaging/guardians-lane.ts';
import { lengthOf } from '../components/length.ts';
import { Note } from '../components/note.tsx';
import { useAnswer } from '../hooks/answer.ts';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { Screen } from './screen.tsx';
import { whoCan } from './sentence.ts';
import { Print, Sheet } from './sheet.tsx';

const STEPS = ['1', '2', '3', '4'] as const;

export const CardSheet = ({ card }: { card: CardView }) => (
  <Sheet heading={t('protect.cardPage.heading')}>
    <p className="print-lead">
      {whoCan(
        card.guardians.map(({ name }) => name),
        card.t,
      )
        .map((text) => t(text))
        .join('. ')}
    </p>
    <h3>{t('protect.cardPage.how')}</h3>
    <ol className="print-steps">
      {STEPS.map((step) => (
        <li key={step}>{t(`protect.cardPage.how.${step}`, { t: String(card.t), one: lengthOf(card.delays.one) })}</li>
      ))}
    </ol>
    {card.ownerFactor && (
      <p>
        <b>{t('protect.cardPage.ownerKey')}</b>
      </p>
    )}
    <h3>{t('protect.cardPage.who')}</h3>
    <ul className="print-people" data-testid="card-people">
      {card.guardians.map(({ name, kind, reach }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two guardians may have one name
        <li key={i}>
          <b>{visible(name)}</b>
          <span>{t(`protect.kind.${kind}`)}</span>
          <span className="print-reach">{visible(reach)}</span>
        </li>
      ))}
    </ul>
    <h3>{t('protect.cardPage.words')}</h3>
    <p className="print-words" data-testid="card-words">
      {card.fingerprint.map(visible).join(' ')}
    </p>
    <p>{t('protect.cardPage.words.more')}</p>
    <p>{t('protect.cardPage.none')}</p>
  </Sheet>
);

export const Card = () => {
  const card = useAnswer('guardians.card', null);
  return (
    <Screen title={t('protect.cardPage.title')} lead={t('protect.cardPage.lead')} testid="card-page">
      {!card && <p role="status">{t('protect.cardPage.loading')}</p>}
      {card && 'error' in card && <Note level="care">{t(card.error)}</Note>}
      {card && 'ok' in card && (
        <>
          <div className="steps">
            <Print />
          </div>
          <CardSheet card={card.ok} />
        </>
      )}
    </Screen>
  );
};
