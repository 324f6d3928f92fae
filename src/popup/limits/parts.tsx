/** What the forms of limits are made of. */
import { X } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId, useState } from 'react';
import type { Text } from '../../lib/text.ts';
import { Address } from '../components/address.tsx';
import { Icon } from '../components/icon.tsx';
import { timeLeft, useNow } from '../components/time.tsx';
import { t } from '../text.ts';
import type { Field } from './differences.ts';
import { inWords, labelOf, momentOf, type Names, type Row, venueName, whose } from './words.ts';

const WrongOf = ({ id, of }: { id: string; of: Text }) => (
  <p className="wrong" id={id} role="alert">
    <Icon of={X} size="sm" />
    <span>{t(of)}</span>
  </p>
);

type BoundProps = ComponentProps<'input'> & {
  name: string;
  label: string;
  hint?: string;
  /** `$` before the number, or `%` after it */
  before?: string;
  after?: ReactNode;
  wrong: Text | undefined;
};

/** One limit: its name, who checks it, and a number with its unit. Empty: not limited. */
export const Bound = ({ name, label, hint, before, after, wrong, ...input }: BoundProps) => {
  const id = useId();
  return (
    <div className="bound">
      <div>
        <label htmlFor={id}>{label}</label>
        <small id={`${id}-hint`}>{hint ?? t('limits.checkedHere')}</small>
      </div>
      <span className="bound-box">
        {before && <span aria-hidden="true">{before}</span>}
        <input
          id={id}
          name={name}
          data-testid={`limit-${name}`}
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          placeholder={t('limits.notSet')}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={`${id}-hint${wrong ? ` ${id}-wrong` : ''}`}
          {...input}
        />
        {after && (typeof after === 'string' ? <span aria-hidden="true">{after}</span> : after)}
      </span>
      {wrong && <WrongOf id={`${id}-wrong`} of={wrong} />}
    </div>
  );
};

/** One limit that is on or off. */
export const Toggle = ({ name, label, hint, on }: { name: string; label: string; hint?: string; on: boolean }) => {
  const id = useId();
  const [checked, setChecked] = useState(on);
  return (
    <div className="bound">
      <div>
        <label htmlFor={id}>{label}</label>
        <small id={`${id}-hint`}>{hint ?? t('limits.checkedHere')}</small>
      </div>
      <input
        id={id}
        name={name}
        data-testid={`limit-${name}`}
        type="checkbox"
        role="switch"
        className="switch"
        checked={checked}
        aria-checked={checked}
        onChange={({ currentTarget }) => setChecked(currentTarget.checked)}
        aria-describedby={`${id}-hint`}
      />
    </div>
  );
};

type Choice = { value: string; label: string };
type ChooseProps = { name: string; label: string; choices: Choice[]; chosen: string; wrong?: Text | undefined };

export const Choose = ({ name, label, choices, chosen, wrong }: ChooseProps) => {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        name={name}
        className="select"
        data-testid={`limit-${name}`}
        defaultValue={chosen}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
      >
        {choices.map(({ value, label: text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      {wrong && <WrongOf id={`${id}-wrong`} of={wrong} />}
    </div>
  );
};

/** Every account, each account of the wallet, and the one that the rule is about already. */
export const ChooseAccount = ({ names, chosen, wrong }: { names: Names; chosen: string; wrong?: Text | undefined }) => {
  const own = names.accounts.map(({ address }) => address as string);
  const known = own.find((one) => one.toLowerCase() === chosen.toLowerCase()) ?? chosen;
  const all = [...new Set(['every', ...own, known])];
  return (
    <Choose
      name="account"
      label={t('limits.form.account')}
      choices={all.map((value) => ({ value, label: whose(value, names) }))}
      chosen={known}
      {...(wrong && { wrong })}
    />
  );
};

export const ChooseVenue = ({ names, chosen }: { names: Names; chosen: string }) => (
  <Choose
    name="venue"
    label={t('limits.form.venue')}
    choices={[...new Set(['every', ...names.venues.map(({ id }) => id), chosen])].map((value) => ({
      value,
      label: venueName(value, names),
    }))}
    chosen={chosen}
  />
);

/** What happens to what is over a limit. */
export const Over = ({ chosen }: { chosen: 'ask' | 'refuse' }) => (
  <fieldset className="limits-over">
    <legend>{t('limits.over')}</legend>
    <div className="segments">
      {(['ask', 'refuse'] as const).map((one) => (
        <label key={one}>
          <input type="radio" name="over" value={one} defaultChecked={chosen === one} data-testid={`over-${one}`} />
          {t(`limits.over.${one}`)}
        </label>
      ))}
    </div>
    <small>{t('limits.over.more')}</small>
  </fieldset>
);

/** A value in words; addresses whole. */
export const Value = ({ field, raw }: { field: Field; raw: string | null }) =>
  field === 'only' && raw ? (
    <span className="limits-addresses">
      {raw.split(', ').map((one) => (
        <Address key={one} of={one} />
      ))}
    </span>
  ) : (
    <bdi>{inWords(field, raw)}</bdi>
  );

/** Limits as they are, each with who checks it. */
export const Rows = ({ rows }: { rows: Row[] }) => (
  <dl className="ledger ledger-sm">
    {rows.map(({ field, name, raw }) => (
      <div key={`${field} ${name ?? ''}`}>
        <dt>{labelOf(field, name)}</dt>
        <dd>
          <strong className="exact">
            <Value field={field} raw={raw} />
          </strong>
          <span>{t('limits.checkedHere')}</span>
        </dd>
      </div>
    ))}
  </dl>
);

/** A moment in full, with the time left beside it. */
export const Moment = ({ at }: { at: number }) => {
  const today = useNow(at);
  return (
    <bdi>
      {momentOf(at, today)} <span className="nowrap">({timeLeft(at, today)})</span>
    </bdi>
  );
};
