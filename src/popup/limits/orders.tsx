/** Limits of the orders of an account at a venue. */
import { Field } from '../components/field.tsx';
import { Note } from '../components/note.tsx';
import { t } from '../text.ts';
import { Editor, type Reader, type Shown } from './editor.tsx';
import { intended, type OrderRule, putOrders, sameOrders } from './edits.ts';
import { Bound, ChooseAccount, ChooseVenue, Over, Toggle } from './parts.tsx';
import { NOT_ONE, present, readMarkets } from './typed.ts';
import { unitOf } from './words.ts';

const SECONDS = { seconds: 1, minutes: 60, hours: 3600 } as const;
type Unit = keyof typeof SECONDS;
const UNITS: readonly Unit[] = ['minutes', 'hours', 'seconds'];
/** A year: an order that lives longer has no limit worth the name. */
const LONGEST_SECONDS = 366 * 86_400;

const lifetimeOf = (read: Reader): number | undefined => {
  if (read.text('lifetime') === '') return undefined;
  const unit = UNITS.find((one) => one === read.text('unit')) ?? 'minutes';
  const n = read.whole('lifetime', 1, Math.floor(LONGEST_SECONDS / SECONDS[unit]));
  return n === undefined ? undefined : n * SECONDS[unit];
};

/** What the fields say. An error stands in `read.wrong`. */
export const orderRuleOf = (read: Reader): OrderRule => {
  const limits = present({
    markets: read.taken('markets', readMarkets(read.text('markets'))),
    perOrder: read.amount('perOrder'),
    perDay: read.amount('perDay'),
    leverage: read.amount('leverage'),
    distance: read.amount('distance'),
    fee: read.amount('fee'),
    lifetime: lifetimeOf(read),
    reduceOnly: read.on('reduceOnly') ? (true as const) : undefined,
  });
  if (Object.keys(limits).length === 0 && Object.keys(read.wrong).length === 0)
    read.wrong.form = { id: 'limits.wrong.empty' };
  return {
    account: read.text('account'),
    venue: read.text('venue'),
    over: read.text('over') === 'refuse' ? 'refuse' : 'ask',
    ...limits,
  };
};

/** @param rule null for a new one */
export const OrderForm = ({ view, names, rule }: Shown & { rule: OrderRule | null }) => {
  const lifetime = rule?.lifetime === undefined ? null : unitOf(rule.lifetime);
  return (
    <Editor
      view={view}
      names={names}
      title={t(rule ? 'limits.orders.edit' : 'limits.orders.new')}
      lead={t('limits.orders.lead')}
      verb={t('limits.save')}
      {...(rule && { remove: { verb: t('limits.remove'), edit: putOrders(rule, null) } })}
      take={(read) => {
        const next = orderRuleOf(read);
        const taken = intended(view).orders.some((one) => sameOrders(one, next) && !(rule && sameOrders(one, rule)));
        if (taken) read.wrong.account = { id: 'limits.wrong.taken' };
        return putOrders(rule, next);
      }}
    >
      {(wrong) => (
        <>
          <div className="limits-pair">
            <ChooseAccount names={names} chosen={rule?.account ?? 'every'} wrong={wrong.account} />
            <ChooseVenue names={names} chosen={rule?.venue ?? 'every'} />
          </div>
          <Field
            name="markets"
            label={t('limits.markets')}
            hint={t('limits.markets.hint')}
            placeholder={t('limits.markets.every')}
            maxLength={4000}
            data-testid="limit-markets"
            defaultValue={rule?.markets && (rule.markets.length > 0 ? rule.markets.join(', ') : NOT_ONE)}
            {...(wrong.markets && { error: t(wrong.markets) })}
          />
          <fieldset>
            <legend className="sr">{t('limits.form.limits')}</legend>
            {(
              [
                { name: 'perOrder', before: '$' },
                { name: 'perDay', before: '$' },
                { name: 'leverage', after: 'x' },
                { name: 'distance', after: '%' },
                { name: 'fee', after: '%' },
              ] as const
            ).map(({ name, ...unit }) => (
              <Bound
                key={name}
                name={name}
                label={t(`limits.${name}`)}
                defaultValue={rule?.[name]}
                wrong={wrong[name]}
                {...unit}
              />
            ))}
            <Bound
              name="lifetime"
              label={t('limits.lifetime')}
              inputMode="numeric"
              defaultValue={lifetime?.n}
              wrong={wrong.lifetime}
              after={
                <select name="unit" aria-label={t('limits.lifetime.unit')} defaultValue={lifetime?.unit ?? 'minutes'}>
                  {UNITS.filter((one) => one !== 'seconds' || lifetime?.unit === one).map((one) => (
                    <option key={one} value={one}>
                      {t(`limits.unit.${one}`)}
                    </option>
                  ))}
                </select>
              }
            />
            <Toggle name="reduceOnly" label={t('limits.reduceOnly')} on={rule?.reduceOnly === true} />
          </fieldset>
          <Over chosen={rule?.over ?? 'ask'} />
          <Note level="info">{t('limits.orders.unknown')}</Note>
        </>
      )}
    </Editor>
  );
};
