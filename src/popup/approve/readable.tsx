/** What is routine: orders, cancels, sign-ins. A sentence, a ledger, notes; the answer at the foot. @module */
import type { CancelOrReduce, GrantAuthority, Order } from '../../venues/reading.ts';
import { Ledger, marksOf } from '../components/ledger.tsx';
import { Legend } from '../components/mark.tsx';
import { t } from '../text.ts';
import { Cans } from './cans.tsx';
import { Foot } from './foot.tsx';
import { notesOf, rowsOf } from './layout.ts';
import { AlsoSigned, Chips, Everything, Headline, type LayoutProps, NotCovered, Notes } from './parts.tsx';
import { Reference } from './reference.tsx';
import { useReceivers } from './typed.tsx';
import { WholeText } from './whole-text.tsx';

const approveWords = (props: LayoutProps, reading: Order | CancelOrReduce | GrantAuthority) => {
  if (props.view.subject.type === 'transaction') return t('approve.approve.transaction');
  if (reading.kind === 'grant-authority') return t(`approve.give.${reading.scope}`);
  return t(reading.kind === 'order' ? 'approve.approve.order' : `approve.approve.${reading.act}`);
};

export const ReadableLayout = ({
  reading,
  ...props
}: LayoutProps & { reading: Order | CancelOrReduce | GrantAuthority }) => {
  const { view } = props;
  const { subject } = view;
  const notes = notesOf(view);
  const rows = rowsOf(view);
  const stays = reading.kind === 'cancel-or-reduce' ? reading.stays : [];
  const [receivers, first] = useReceivers(view);
  const open = reading.notCovered?.length ? (['unsigned'] as const) : [];
  const market = reading.kind === 'order' ? (['market'] as const) : [];
  return (
    <>
      <main>
        <section className="headline">
          <Chips reading={reading} />
          <Headline text={reading.headline} />
        </section>
        <Notes notes={notes.filter((note) => note.level !== 'info')} />
        <Ledger rows={rows} />
        {reading.kind === 'order' && <Reference id={view.id} />}
        {reading.kind === 'grant-authority' && reading.can.length > 0 && (
          <Cans can={reading.can} cannot={reading.cannot} />
        )}
        {subject.type === 'personal-message' && subject.text !== undefined && <WholeText text={subject.text} />}
        {stays.length > 0 && (
          <section className="group" aria-labelledby="stays">
            <h2 className="group-title" id="stays">
              {t('approve.stays')}
            </h2>
            <Ledger rows={stays} small />
          </section>
        )}
        <Notes notes={notes.filter((note) => note.level === 'info')} />
        <NotCovered reading={reading} />
        {receivers}
        <AlsoSigned reading={reading} />
        <Legend of={[...marksOf([...rows, ...stays]), ...open, ...market]} />
        <Everything view={view} fields={reading.fields} onRejectAll={props.onRejectAll} />
      </main>
      {reading.kind === 'cancel-or-reduce' ? (
        <Foot
          {...props}
          even
          first={first}
          reject={t(`approve.keep.${reading.act}`)}
          approve={approveWords(props, reading)}
        />
      ) : (
        <Foot {...props} first={first} approve={approveWords(props, reading)} />
      )}
    </>
  );
};
