import { useEffect, useState } from 'react';
import type { ApprovalView } from '../../approvals/record.ts';
import type { Description } from '../../descriptors/describe.ts';
import { call } from '../../messaging/call.ts';
import type { Found } from '../../messaging/ui-lane.ts';
import { Mark } from '../components/mark.tsx';
import { Sentence } from '../components/sentence.tsx';
import { learn, t } from '../text.ts';
import { visible } from '../visible.ts';
import { readingOf } from './layout.ts';

type Said = Found & { description: Description };

/** The library and the words come only when there is a description. */
const describe = async ({ id, subject, account }: ApprovalView): Promise<Said | null> => {
  const found = await call('approval.described', { id });
  if (!found || !account) return null;
  const [{ describe: read }, { descriptors: words }] = await Promise.all([
    import('../../descriptors/describe.ts'),
    import('../../lib/text/descriptors.en.ts'),
  ]);
  learn(words);
  const of =
    subject.type === 'transaction'
      ? subject.plan.to && { type: 'call' as const, ...subject.plan, to: subject.plan.to }
      : subject.type === 'typed-data' && { type: 'message' as const, fields: subject.reading.fields };
  const description = of ? await read(found.format, of, account.address) : null;
  return description && { ...found, description };
};

/** What others say of a request that Vouch cannot read: each value marked as said, in no colour, never in the headline. */
export const Described = ({ view }: { view: ApprovalView }) => {
  const [said, setSaid] = useState<Said | null>(null);
  const unreadable = readingOf(view)?.kind === 'unreadable';
  useEffect(() => {
    if (!unreadable) return;
    let gone = false;
    describe(view).then(
      (found) => gone || setSaid(found),
      // A description is no part of the request: without one, all of it still stands below.
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [view, unreadable]);
  if (!said) return null;
  const { source, owner, date, description } = said;
  return (
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
};
