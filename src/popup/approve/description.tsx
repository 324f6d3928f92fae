import type { ReactNode } from 'react';
import type { ApprovalView } from '../../approvals/record.ts';
import { type Described, type Description, describe } from '../../descriptors/describe.ts';
import { descriptors } from '../../lib/text/descriptors.en.ts';
import type { Found } from '../../messaging/ui-lane.ts';
import { Mark } from '../components/mark.tsx';
import { Sentence } from '../components/sentence.tsx';
import { learn, t } from '../text.ts';
import { visible } from '../visible.ts';

const subjectOf = ({ subject }: ApprovalView): Described | null => {
  if (subject.type === 'typed-data') return { type: 'message', fields: subject.reading.fields };
  if (subject.type !== 'transaction' || subject.plan.to === null) return null;
  return { type: 'call', ...subject.plan, to: subject.plan.to };
};

const Lines = ({ source, owner, date, description }: Found & { description: Description }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
  <section className="described" tabIndex={0} aria-label={t('described.region')} data-testid="described">
    <p>
      <Sentence text={{ id: `described.${source}`, params: { owner, date, intent: description.intent } }} plain />
    </p>
    <p className="muted tiny">
      {t('described.claim')}
      {description.leftOut > 0 &&
        ` ${t('described.leftOut', { n: String(description.leftOut), of: String(description.of) })}`}
    </p>
    <dl className="ledger ledger-sm">
      {description.lines.map(({ label, value, understood }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines stay where they are, and labels may repeat
        <div key={i}>
          <dt>
            <span role="img" aria-label={t('described.mark')}>
              <Mark of="said" />
            </span>
            <span>{visible(label)}</span>
          </dt>
          <dd>
            <strong>{value === null ? t('described.long') : <bdi className="exact">{visible(value)}</bdi>}</strong>
            {!understood && <span>{t('described.notUnderstood')}</span>}
          </dd>
        </div>
      ))}
    </dl>
  </section>
);

/** What a description says of a request, to be shown; null when it is not one of this request. */
export const descriptionOf = async (view: ApprovalView, found: Found): Promise<ReactNode> => {
  const subject = subjectOf(view);
  const description = subject && view.account && (await describe(found.format, subject, view.account.address));
  if (!description) return null;
  learn(descriptors);
  return <Lines {...found} description={description} />;
};
