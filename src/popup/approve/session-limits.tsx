/** The rows of a session's limits: what each bounds, who checks it, and a field for it. @module */
import { Lock, TriangleAlert, X } from 'lucide-react';
import { useId } from 'react';
import type { SessionOffer } from '../../approvals/record.ts';
import type { Text, TextId } from '../../lib/text.ts';
import { Icon } from '../components/icon.tsx';
import { t } from '../text.ts';
import { AMOUNTS, type Amount, type Form, type Read } from './session-form.ts';

/** `open`: what it means that the field is empty, where that is dangerous. */
const ROWS: Record<Amount, { by: TextId; before?: TextId; after?: TextId; open?: TextId }> = {
  perOrder: { by: 'sessions.by.wallet', before: 'sessions.unit.dollar', open: 'sessions.open.perOrder' },
  budget: { by: 'sessions.by.wallet', before: 'sessions.unit.dollar' },
  perDay: { by: 'sessions.by.wallet', before: 'sessions.unit.dollar' },
  orders: { by: 'sessions.by.orders' },
  leverage: { by: 'sessions.by.leverage', after: 'sessions.unit.times' },
  distance: { by: 'sessions.by.distance', after: 'sessions.unit.percent', open: 'sessions.open.distance' },
  fee: { by: 'sessions.by.fee', after: 'sessions.unit.percent' },
  lifetime: { by: 'sessions.by.lifetime', after: 'sessions.unit.seconds' },
};

/** What is wrong with a field, below it. */
export const WrongField = ({ id, text }: { id: string; text: Text | undefined }) =>
  text && (
    <p className="wrong" id={id} role="alert">
      <Icon of={X} size="sm" />
      <span>{t(text)}</span>
    </p>
  );

type AmountProps = {
  name: Amount;
  typed: string;
  wrong: Text | undefined;
  /** null: it cannot be changed */
  onType: ((text: string) => void) | null;
};

const AmountRow = ({ name, typed, wrong, onType }: AmountProps) => {
  const id = useId();
  const { by, before, after, open } = ROWS[name];
  const empty = typed.trim() === '';
  const about = [`${id}-unit`, `${id}-by`, wrong && `${id}-wrong`].filter(Boolean).join(' ');
  const unit = (text: TextId | undefined) => text && <span id={`${id}-unit`}>{t(text)}</span>;
  return (
    <div className="limit" data-testid="row">
      <div>
        <label htmlFor={id} data-part="label">
          {t(`sessions.limit.${name}`)}
        </label>
        <small id={`${id}-by`}>{t(by)}</small>
        {empty && open && (
          <small className="look-again" data-testid="open">
            <Icon of={TriangleAlert} size="sm" />
            {t(open)}
          </small>
        )}
      </div>
      {onType ? (
        <span className="amount" data-part="value">
          {unit(before)}
          <input
            id={id}
            data-testid={`term-${name}`}
            inputMode={name === 'orders' || name === 'lifetime' ? 'numeric' : 'decimal'}
            autoComplete="off"
            placeholder={t('sessions.limit.none')}
            value={typed}
            aria-invalid={wrong ? true : undefined}
            aria-describedby={about}
            onChange={({ currentTarget }) => onType(currentTarget.value)}
          />
          {unit(after)}
        </span>
      ) : (
        <strong id={id} data-part="value">
          {empty ? t('sessions.limit.none') : `${before ? t(before) : ''}${typed}${after ? ` ${t(after)}` : ''}`}
        </strong>
      )}
      <WrongField id={`${id}-wrong`} text={wrong} />
    </div>
  );
};

const Always = ({ label, by }: { label: TextId; by: TextId }) => (
  <div className="limit" data-testid="row">
    <div>
      <span className="label" data-part="label">
        {t(label)}
      </span>
      <small>{t(by)}</small>
    </div>
    <span className="chip chip-plain" data-part="value">
      <Icon of={Lock} size="sm" />
      {t('sessions.limit.always')}
    </span>
  </div>
);

const ReduceOnly = ({ on, onSwitch }: { on: boolean; onSwitch: ((on: boolean) => void) | null }) => {
  const id = useId();
  return (
    <div className="limit" data-testid="row">
      <div>
        <label htmlFor={id} data-part="label">
          {t('sessions.limit.reduceOnly')}
        </label>
        <small id={`${id}-by`}>{t('sessions.by.reduceOnly')}</small>
      </div>
      {onSwitch ? (
        <span data-part="value">
          <input
            id={id}
            type="checkbox"
            role="switch"
            className="switch"
            data-testid="term-reduceOnly"
            aria-checked={on}
            aria-describedby={`${id}-by`}
            checked={on}
            onChange={({ currentTarget }) => onSwitch(currentTarget.checked)}
          />
        </span>
      ) : (
        <strong id={id} data-part="value">
          {t(on ? 'sessions.limit.on' : 'sessions.limit.off')}
        </strong>
      )}
    </div>
  );
};

/** How the venues say that a key takes no money out of the account. */
const KEEPS_MONEY: ReadonlySet<TextId> = new Set(['cannot.withdraw']);

/** Who sees to it that no money leaves: the venue only where its own grant says so. */
const withdrawalsBy = ({ grant }: SessionOffer): TextId =>
  !grant
    ? 'sessions.by.wallet'
    : grant.cannot.some(({ id }) => KEEPS_MONEY.has(id))
      ? 'sessions.by.venue'
      : 'sessions.by.walletOnly';

type Props = { offer: SessionOffer; form: Form; read: Read; onForm: (form: Form) => void };

export const LimitRows = ({ offer, form, read, onForm }: Props) => {
  const { asked, adjustable } = offer;
  return (
    <fieldset className="group">
      <legend className="group-title">{t('sessions.limits')}</legend>
      {AMOUNTS.filter((name) => name !== 'perDay' || asked.limits.perDay !== undefined).map((name) => (
        <AmountRow
          key={name}
          name={name}
          typed={form.typed[name]}
          wrong={read.wrong[name]}
          onType={adjustable ? (text) => onForm({ ...form, typed: { ...form.typed, [name]: text } }) : null}
        />
      ))}
      <ReduceOnly on={form.reduceOnly} onSwitch={adjustable ? (reduceOnly) => onForm({ ...form, reduceOnly }) : null} />
      <Always label="sessions.limit.withdraw" by={withdrawalsBy(offer)} />
      <Always label="sessions.limit.unlocked" by="sessions.by.wallet" />
    </fieldset>
  );
};
