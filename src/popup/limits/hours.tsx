/** The hours of the day at which an account signs. */
import { Field } from '../components/field.tsx';
import { Note } from '../components/note.tsx';
import { t } from '../text.ts';
import { Editor, type Reader, type Shown } from './editor.tsx';
import { type HoursRule, intended, putHours, sameHours } from './edits.ts';
import { ChooseAccount } from './parts.tsx';
import { readTime } from './typed.ts';
import { timeOf } from './words.ts';

const DAY = 1440;

/** What the fields say. An error stands in `read.wrong`. Midnight as the end is 24:00. */
export const hoursRuleOf = (read: Reader): HoursRule => {
  const from = read.taken('from', readTime(read.text('from'))) ?? 0;
  const end = read.taken('to', readTime(read.text('to'))) ?? 0;
  const to = end === 0 ? DAY : end;
  if (Object.keys(read.wrong).length === 0 && (from === to || (from === 0 && to === DAY)))
    read.wrong.to = { id: 'limits.wrong.sameTime' };
  return { account: read.text('account'), from, to };
};

/** @param rule null for a new one */
export const HoursForm = ({ view, names, rule }: Shown & { rule: HoursRule | null }) => (
  <Editor
    view={view}
    names={names}
    title={t(rule ? 'limits.hours.edit' : 'limits.hours.new')}
    lead={t('limits.hours.lead')}
    verb={t('limits.hours.save')}
    {...(rule && { remove: { verb: t('limits.hours.remove'), edit: putHours(rule, null) } })}
    take={(read) => {
      const next = hoursRuleOf(read);
      // Two spans of one account would hold both: what is in neither's pause is easily nothing.
      const other = intended(view).hours.some(
        (one) => one.account.toLowerCase() === next.account.toLowerCase() && !(rule && sameHours(one, rule)),
      );
      if (other) read.wrong.account = { id: 'limits.wrong.hoursTaken' };
      return putHours(rule, next);
    }}
  >
    {(wrong) => (
      <>
        <ChooseAccount names={names} chosen={rule?.account ?? 'every'} wrong={wrong.account} />
        <div className="limits-pair">
          {(['from', 'to'] as const).map((name) => (
            <Field
              key={name}
              name={name}
              type="time"
              label={t(`limits.hours.${name}`)}
              data-testid={`limit-${name}`}
              defaultValue={rule ? timeOf(rule[name] % DAY) : ''}
              {...(wrong[name] && { error: t(wrong[name]) })}
            />
          ))}
        </div>
        <Note level="info">{t('limits.hours.night')}</Note>
      </>
    )}
  </Editor>
);
