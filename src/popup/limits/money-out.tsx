/** The wait for money going out: off until it is chosen. */
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { Field } from '../components/field.tsx';
import { Note } from '../components/note.tsx';
import { t } from '../text.ts';
import { Editor, type Reader, type Shown } from './editor.tsx';
import { intended, type MoneyOut, putMoneyOut } from './edits.ts';
import { Bound, Toggle } from './parts.tsx';
import { readAmount } from './typed.ts';

const MOST_CAPS = 50;
const DEFAULT_HOURS = 24;
const LONGEST_HOURS = 168;

/** What the fields say. An error stands in `read.wrong`. A cap whose two fields are empty is none. */
export const moneyOutOf = (read: Reader): MoneyOut => {
  const above: MoneyOut['above'] = [];
  for (let i = 0; i < MOST_CAPS; i++) {
    const [asset, typed] = [read.text(`asset-${i}`), read.text(`most-${i}`)];
    if (asset === '' && typed === '') continue;
    const amount = read.taken(`most-${i}`, readAmount(typed));
    if (asset === '' || asset.length > 64) read.wrong[`asset-${i}`] = { id: 'limits.wrong.asset' };
    else if (above.some((one) => one.asset.toLowerCase() === asset.toLowerCase()))
      read.wrong[`asset-${i}`] = { id: 'limits.wrong.assetTwice' };
    else if (amount !== undefined) above.push({ asset, amount });
  }
  const newAddress = read.on('newAddress');
  const hours = read.whole('hours', 1, LONGEST_HOURS) ?? DEFAULT_HOURS;
  if (!newAddress && above.length === 0 && Object.keys(read.wrong).length === 0)
    read.wrong.form = { id: 'limits.wrong.noWait' };
  return { above, newAddress, hours };
};

export const MoneyOutForm = ({ view, names }: Shown) => {
  const has = intended(view).moneyOut ?? view.inForce.moneyOut;
  const [caps, setCaps] = useState(Math.max(1, has?.above.length ?? 0));
  return (
    <Editor
      view={view}
      names={names}
      title={t('limits.moneyOut')}
      lead={t('limits.moneyOut.lead')}
      verb={t(has ? 'limits.moneyOut.save' : 'limits.moneyOut.start')}
      {...(has && { remove: { verb: t('limits.moneyOut.stop'), edit: putMoneyOut(null) } })}
      take={(read) => putMoneyOut(moneyOutOf(read))}
    >
      {(wrong) => (
        <>
          <ul className="points limits-points">
            <li>{t('limits.moneyOut.what')}</li>
            <li>{t('limits.moneyOut.devices')}</li>
            <li>{t('limits.moneyOut.again')}</li>
            <li>{t('limits.moneyOut.margin')}</li>
          </ul>
          <fieldset>
            <legend>{t('limits.moneyOut.when')}</legend>
            <Toggle
              name="newAddress"
              label={t('limits.newAddress')}
              hint={t('limits.newAddress.hint')}
              on={has?.newAddress ?? true}
            />
            {Array.from({ length: caps }, (_, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a cap is its place in the form
              <div className="limits-cap" key={i}>
                <Field
                  name={`asset-${i}`}
                  label={t('limits.asset')}
                  placeholder="USDC"
                  maxLength={64}
                  data-testid={`limit-asset-${i}`}
                  defaultValue={has?.above[i]?.asset}
                  {...(wrong[`asset-${i}`] && { error: t(wrong[`asset-${i}`] ?? 'limits.wrong.asset') })}
                />
                <Field
                  name={`most-${i}`}
                  label={t('limits.asset.more')}
                  inputMode="decimal"
                  maxLength={60}
                  data-testid={`limit-most-${i}`}
                  defaultValue={has?.above[i]?.amount}
                  {...(wrong[`most-${i}`] && { error: t(wrong[`most-${i}`] ?? 'limits.wrong.amount') })}
                />
              </div>
            ))}
            {caps < MOST_CAPS && (
              <Button icon={Plus} data-testid="add-asset" onClick={() => setCaps(caps + 1)}>
                {t('limits.asset.add')}
              </Button>
            )}
          </fieldset>
          <fieldset>
            <legend className="sr">{t('limits.hours')}</legend>
            <Bound
              name="hours"
              label={t('limits.hours')}
              hint={t('limits.hours.hint')}
              inputMode="numeric"
              defaultValue={has?.hours ?? DEFAULT_HOURS}
              after={t('limits.unit.hours')}
              wrong={wrong.hours}
            />
          </fieldset>
          <Note level="info">{t('limits.asset.hint')}</Note>
        </>
      )}
    </Editor>
  );
};
