/** What a line of the activity said, how it was judged, and who decided. */
import type { ActivityEntry } from '../../messaging/ui-lane.ts';
import type { Row } from '../../venues/reading.ts';
import { Ledger } from '../components/ledger.tsx';
import { Sentence } from '../components/sentence.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';

export const Receipt = ({ entry }: { entry: ActivityEntry }) => {
  const { receipt, by = 'person', digest } = entry;
  if (!receipt) return null;
  const { findings, stepUp } = receipt.verdict;
  const more: Row[] = [
    { label: 'receipts.csv.by', value: { type: 'text', text: { id: `receipts.by.${by}` } }, mark: 'computed' },
    { label: 'receipts.csv.digest', value: { type: 'exact', text: digest }, mark: 'computed' },
  ];
  return (
    <div className="stack" data-testid="receipt">
      <Ledger rows={[...receipt.rows, ...more]} small />
      <h2 className="head">{t('receipts.rules')}</h2>
      {findings.length === 0 && <p className="muted">{t('receipts.noRules')}</p>}
      {findings.length > 0 && (
        <ul className="stack">
          {findings.map(({ rule, text }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was judged stays as it is, and rules may repeat
            <li key={i}>
              <b>{visible(rule)}</b> <Sentence text={text} plain />
            </li>
          ))}
        </ul>
      )}
      {stepUp && (
        <>
          <p>{t(`receipts.verdict.${stepUp.by}`)}</p>
          <ul className="stack">
            {stepUp.why.map((why, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <li key={i}>
                <Sentence text={why} plain />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
};
