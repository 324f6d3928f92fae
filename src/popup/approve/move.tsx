import { User } from 'lucide-react';
import { useState } from 'react';
import type { MoveFunds } from '../../venues/reading.ts';
import { Address, lastFour } from '../components/address.tsx';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { Icon } from '../components/icon.tsx';
import { Ledger, marksOf } from '../components/ledger.tsx';
import { Legend } from '../components/mark.tsx';
import { Seal } from '../components/seal.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { ApproveButton } from './approve-button.tsx';
import { fits, notesOf } from './layout.ts';
import { Chips, Everything, Headline, type LayoutProps, Notes } from './parts.tsx';
import { transactionFields, transactionRows } from './transaction.ts';

/** The sum first, then where it goes: the whole address, and its last four by hand when it is not one's own. */
export const MoveLayout = ({
  reading,
  view,
  shown,
  sending,
  onApprove,
  onReject,
  onRejectAll,
}: LayoutProps & { reading: MoveFunds }) => {
  const [typed, setTyped] = useState('');
  const notes = notesOf(view);
  const rows = [...reading.rows, ...transactionRows(view)];
  const open = reading.own || fits(typed, reading.recipient);
  const amount = visible(reading.amount);
  const asset = visible(reading.asset);
  return (
    <>
      <main className="stack-lg">
        <section className="headline">
          <Chips reading={reading} />
          <h1 className="sum">
            <bdi>
              {amount} <span className="unit">{asset}</span>
            </bdi>
          </h1>
          <Headline as="p" text={reading.headline} className="muted" />
        </section>
        <div className="route">
          {view.account && (
            <>
              <Seal address={view.account.address} />
              <div>
                <b>{t('approve.move.from', { name: visible(view.account.name) })}</b>
                <br />
                <small>{t('approve.move.thisWallet', { last: lastFour(view.account.address) })}</small>
              </div>
            </>
          )}
          <span className="wire" />
          <span />
          {reading.own ? (
            <Seal address={reading.recipient} />
          ) : (
            <span className="site">{<Icon of={User} size="sm" />}</span>
          )}
          <div data-testid="row">
            <b data-part="label">{t(reading.own ? 'approve.move.own' : 'approve.move.other')}</b>
            <p data-part="value">
              <Address of={reading.recipient} />
            </p>
          </div>
        </div>
        <Notes notes={notes.filter((note) => note.level !== 'info')} />
        <Ledger rows={rows} />
        <Notes notes={notes.filter((note) => note.level === 'info')} />
        {!reading.own && (
          <Field
            label={t('approve.move.lastFour')}
            className="mono"
            data-testid="last-four"
            maxLength={4}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
        <div>
          <Legend of={marksOf(rows)} />
          <Everything view={view} fields={[...reading.fields, ...transactionFields(view)]} onRejectAll={onRejectAll} />
        </div>
      </main>
      <footer className="foot">
        <div className="stack">
          <ApproveButton
            shown={shown}
            sending={sending}
            onPress={() => onApprove()}
            look="ink"
            shortcut
            first={open ? null : { id: 'approve.move.first' }}
          >
            {t('approve.approve.send')} <bdi className="nowrap">{`${amount} ${asset}`}</bdi>
          </ApproveButton>
          <Button wide data-testid="reject" onClick={onReject}>
            {t('approve.reject')} <kbd>{t('approve.escape')}</kbd>
          </Button>
        </div>
      </footer>
    </>
  );
};
