import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { GrantAuthority } from '../../venues/reading.ts';
import { Address } from '../components/address.tsx';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { Ledger, marksOf } from '../components/ledger.tsx';
import { Legend } from '../components/mark.tsx';
import { clockTime, TimeLeft } from '../components/time.tsx';
import { t } from '../text.ts';
import { ApproveButton } from './approve-button.tsx';
import { Cans } from './cans.tsx';
import { notesOf, rowsOf } from './layout.ts';
import { AlsoSigned, Chips, Everything, Headline, type LayoutProps, NotCovered, Notes } from './parts.tsx';
import { useReceivers } from './typed.tsx';

type Props = LayoutProps & { reading: GrantAuthority };

/** A mandate: can beside cannot, until when, and the answer after all of it. Nothing here is where an order has it. */
export const GrantLayout = ({ reading, view, shown, sending, onApprove, onReject, onRejectAll }: Props) => {
  const [agreed, setAgreed] = useState(false);
  const [receivers, receiversFirst] = useReceivers(view);
  const notes = notesOf(view);
  const rows = rowsOf(view);
  const { until, scope } = reading;
  const namesWho = rows.some(({ value }) => value.type === 'address' && value.address === reading.grantee);
  const namesUntil = rows.some(({ label }) => label === 'row.until');
  return (
    <main>
      <section className="mandate">
        <Icon of={KeyRound} size="lg" />
        <Chips reading={reading} />
        <Headline text={reading.headline} />
        <p>{t(`approve.lead.${scope}`)}</p>
      </section>
      <Cans can={reading.can} cannot={reading.cannot} />
      <Notes notes={notes.filter((note) => note.level !== 'info')} />
      {!namesWho && (
        <section className="block">
          <h2>{t('approve.grant.who')}</h2>
          <p>
            <Address of={reading.grantee} />
          </p>
        </section>
      )}
      {!namesUntil && (
        <section className="block">
          <h2>{t('approve.grant.until')}</h2>
          <p>{until === undefined ? t('approve.grant.noEnd') : <TimeLeft at={until * 1000} />}</p>
        </section>
      )}
      <Ledger rows={rows} />
      <Notes notes={notes.filter((note) => note.level === 'info')} />
      <NotCovered reading={reading} />
      <AlsoSigned reading={reading} />
      <section className="stack answer" aria-label={t('approve.answer')}>
        <Button wide data-testid="reject" onClick={onReject}>
          {t('approve.grant.refuse')} <kbd>{t('approve.escape')}</kbd>
        </Button>
        {receivers}
        <label className="agree">
          <input
            type="checkbox"
            className="check"
            data-testid="agree"
            checked={agreed}
            onChange={(event) => setAgreed(event.target.checked)}
          />
          <span>
            {t(`approve.agree.${scope}`)}{' '}
            {until === undefined
              ? t('approve.agree.noEnd')
              : t('approve.agree.until', { until: clockTime(until * 1000, view.createdAt) })}
          </span>
        </label>
        <ApproveButton
          shown={shown}
          sending={sending}
          onPress={() => onApprove()}
          first={receiversFirst ?? (agreed ? null : { id: 'approve.grant.first' })}
        >
          {t(`approve.give.${scope}`)}
        </ApproveButton>
      </section>
      <Legend of={marksOf(rows)} />
      <Everything view={view} fields={reading.fields} onRejectAll={onRejectAll} />
    </main>
  );
};
