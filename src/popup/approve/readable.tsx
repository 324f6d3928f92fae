/** Orders, cancels and readable transactions: a sentence, a ledger, notes; the answer at the foot. @module */
import type { CancelOrReduce, Order } from '../../venues/reading.ts';
import { Ledger, marksOf } from '../components/ledger.tsx';
import { Legend } from '../components/mark.tsx';
import { t } from '../text.ts';
import { Foot } from './foot.tsx';
import { notesOf } from './layout.ts';
import { Chips, Everything, Headline, type LayoutProps, Notes } from './parts.tsx';
import { transactionFields, transactionRows } from './transaction.ts';

export const OrderLayout = ({ reading, ...props }: LayoutProps & { reading: Order | CancelOrReduce }) => {
  const { view } = props;
  const notes = notesOf(view);
  const rows = [...reading.rows, ...transactionRows(view)];
  const stays = reading.kind === 'cancel-or-reduce' ? reading.stays : [];
  const transaction = view.subject.type === 'transaction';
  return (
    <>
      <main>
        <section className="headline">
          <Chips reading={reading} />
          <Headline text={reading.headline} />
        </section>
        <Notes notes={notes.filter((note) => note.level !== 'info')} />
        <Ledger rows={rows} />
        {stays.length > 0 && (
          <section className="group" aria-labelledby="stays">
            <h2 className="group-title" id="stays">
              {t('approve.stays')}
            </h2>
            <Ledger rows={stays} small />
          </section>
        )}
        <Notes notes={notes.filter((note) => note.level === 'info')} />
        <Legend of={marksOf([...rows, ...stays])} />
        <Everything
          view={view}
          fields={[...reading.fields, ...transactionFields(view)]}
          onRejectAll={props.onRejectAll}
        />
      </main>
      {reading.kind === 'order' ? (
        <Foot {...props} approve={t(transaction ? 'approve.approve.transaction' : 'approve.approve.order')} />
      ) : (
        <Foot {...props} even reject={t('approve.keep')} approve={t('approve.approve.change')} />
      )}
    </>
  );
};
