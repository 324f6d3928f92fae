import { User } from 'lucide-react';
import { useState } from 'react';
import { group } from '../../signing/format.ts';
import type { MoveFunds } from '../../venues/reading.ts';
import { Address, lastFour } from '../components/address.tsx';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { Icon } from '../components/icon.tsx';
import { Ledger, marksOf } from '../components/ledger.tsx';
import { Legend, Mark } from '../components/mark.tsx';
import { Seal } from '../components/seal.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { ApproveButton } from './approve-button.tsx';
import { fits, notesOf, rowsOf } from './layout.ts';
import { AlsoSigned, Chips, Everything, Headline, type LayoutProps, NotCovered, Notes } from './parts.tsx';
import { useReceivers } from './typed.tsx';

/** Characters that fit on one line in the size of a sum. */
const LONG = 20;

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
  const [receivers, receiversFirst] = useReceivers(view, reading.recipient);
  const notes = notesOf(view);
  // The recipient stands in the route, whole; the ledger need not say it twice.
  const rows = rowsOf(view).filter(({ label }) => label !== 'row.recipient');
  const open = reading.own || fits(typed, reading.recipient);
  const isOurs = view.account?.address.toLowerCase() === reading.recipient.toLowerCase();
  // What stays a person's own may still lie elsewhere: with a validator, for example.
  const where = !reading.own ? 'other' : isOurs ? 'own' : 'stays';
  const amount = visible(group(reading.amount));
  // A token that Vouch does not know is named by its address, and counted in its smallest unit.
  const asset = /^0x/.test(reading.asset) ? t('approve.move.units') : visible(reading.asset);
  return (
    <>
      <main className="stack-lg">
        <section className="headline">
          <Chips reading={reading} />
          <h1 className={amount.length + asset.length > LONG ? undefined : 'sum'}>
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
            <b>{t(`approve.move.${where}`)}</b>
            <p>
              <span className="sr" data-part="label">
                {t('row.recipient')}
              </span>
              <span data-part="value">
                <Address of={reading.recipient} />
              </span>{' '}
              <Mark of="signed" named />
            </p>
          </div>
        </div>
        <Notes notes={notes.filter((note) => note.level !== 'info')} />
        <Ledger rows={rows} />
        <Notes notes={notes.filter((note) => note.level === 'info')} />
        <NotCovered reading={reading} />
        {receivers}
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
          <AlsoSigned reading={reading} />
          <Legend of={['signed', ...marksOf(rows)]} />
          <Everything view={view} fields={reading.fields} onRejectAll={onRejectAll} />
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
            first={open ? receiversFirst : { id: 'approve.move.first' }}
          >
            {t(reading.own ? 'approve.approve.move' : 'approve.approve.send')} <bdi>{`${amount} ${asset}`}</bdi>
          </ApproveButton>
          <Button wide data-testid="reject" onClick={onReject}>
            {t('approve.reject')} <kbd>{t('approve.escape')}</kbd>
          </Button>
        </div>
      </footer>
    </>
  );
};
