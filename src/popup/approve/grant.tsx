import { Check, KeyRound, X } from 'lucide-react';
import { useState } from 'react';
import type { GrantAuthority, Note as NoteData } from '../../venues/reading.ts';
import { Address } from '../components/address.tsx';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { Ledger, marksOf } from '../components/ledger.tsx';
import { Legend } from '../components/mark.tsx';
import { Sentence } from '../components/sentence.tsx';
import { clockTime, TimeLeft } from '../components/time.tsx';
import { t } from '../text.ts';
import { ApproveButton } from './approve-button.tsx';
import { notesOf } from './layout.ts';
import { Chips, Everything, Headline, type LayoutProps, Notes } from './parts.tsx';
import { transactionFields, transactionRows } from './transaction.ts';

/** A mandate: can beside cannot, until when, and the answer after all of it. Nothing here is where an order has it. */
export const GrantLayout = ({
  reading,
  view,
  shown,
  sending,
  onApprove,
  onReject,
  onRejectAll,
}: LayoutProps & { reading: GrantAuthority }) => {
  const [agreed, setAgreed] = useState(false);
  const until = reading.until;
  const notes: NoteData[] = [
    ...notesOf(view),
    ...(until === undefined ? [{ level: 'care', text: { id: 'approve.grant.noEnd' } } as const] : []),
  ];
  const rows = [...reading.rows, ...transactionRows(view)];
  return (
    <main>
      <section className="mandate">
        <Icon of={KeyRound} size="lg" />
        <Chips reading={reading} />
        <Headline text={reading.headline} />
        <p>{t('approve.grant.lead')}</p>
      </section>
      <section className="cans">
        <div>
          <h2>
            <Icon of={Check} size="sm" /> {t('approve.grant.can')}
          </h2>
          <ul>
            {reading.can.map((text) => (
              <li key={JSON.stringify(text)}>
                <Sentence text={text} />
              </li>
            ))}
          </ul>
        </div>
        <div className="not">
          <h2>
            <Icon of={X} size="sm" /> {t('approve.grant.cannot')}
          </h2>
          {reading.cannot.length === 0 && <p className="muted tiny">{t('approve.grant.noCannot')}</p>}
          <ul>
            {reading.cannot.map((text) => (
              <li key={JSON.stringify(text)}>
                <Sentence text={text} />
              </li>
            ))}
          </ul>
        </div>
      </section>
      <Notes notes={notes.filter((note) => note.level !== 'info')} />
      <section className="block">
        <h2>{t('approve.grant.who')}</h2>
        <p>
          <Address of={reading.grantee} />
        </p>
      </section>
      {until !== undefined && (
        <section className="block">
          <h2>{t('approve.grant.until')}</h2>
          <p>
            <TimeLeft at={until * 1000} />
          </p>
        </section>
      )}
      <Ledger rows={rows} />
      <Notes notes={notes.filter((note) => note.level === 'info')} />
      <section className="stack answer" aria-label={t('approve.answer')}>
        <Button wide data-testid="reject" onClick={onReject}>
          {t('approve.grant.refuse')}
        </Button>
        <label className="agree">
          <input
            type="checkbox"
            className="check"
            data-testid="agree"
            checked={agreed}
            onChange={(event) => setAgreed(event.target.checked)}
          />
          <span>
            {until === undefined
              ? t('approve.grant.agreeNoEnd')
              : t('approve.grant.agree', { until: clockTime(until * 1000, view.createdAt) })}
          </span>
        </label>
        <ApproveButton
          shown={shown}
          sending={sending}
          onPress={() => onApprove()}
          first={agreed ? null : { id: 'approve.grant.first' }}
        >
          {t('approve.approve.grant')}
        </ApproveButton>
      </section>
      <Legend of={marksOf(rows)} />
      <Everything view={view} fields={[...reading.fields, ...transactionFields(view)]} onRejectAll={onRejectAll} />
    </main>
  );
};
