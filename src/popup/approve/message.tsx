import type { Unreadable } from '../../venues/reading.ts';
import { Ledger, marksOf } from '../components/ledger.tsx';
import { Legend } from '../components/mark.tsx';
import { Sentence } from '../components/sentence.tsx';
import { t } from '../text.ts';
import { Foot } from './foot.tsx';
import { notesOf } from './layout.ts';
import { Everything, Headline, type LayoutProps, Notes, useSeen } from './parts.tsx';
import { WholeText } from './whole-text.tsx';

/** Height of the foot, which stands over the end of the page. */
const FOOT = '84px';

/** A text that people can read themselves, shown whole; it can be signed once its end has been on the screen. */
export const MessageLayout = ({ reading, text, ...props }: LayoutProps & { reading: Unreadable; text: string }) => {
  const { view } = props;
  const [end, seen] = useSeen(FOOT);
  const notes = notesOf(view);
  return (
    <>
      <main>
        <section className="headline">
          <Headline text={{ id: 'approve.message.headline' }} />
          <p className="muted">
            <Sentence text={reading.why} plain />
          </p>
        </section>
        <Notes notes={notes.filter((note) => note.level !== 'info')} />
        <Ledger rows={reading.rows} />
        <WholeText text={text} end={end} seen={seen} />
        <Notes notes={notes.filter((note) => note.level === 'info')} />
        <Legend of={marksOf(reading.rows)} />
        <Everything view={view} fields={reading.fields} onRejectAll={props.onRejectAll} />
      </main>
      <Foot
        {...props}
        approve={t('approve.approve.message')}
        first={seen ? null : { id: 'approve.unreadable.first' }}
      />
    </>
  );
};
