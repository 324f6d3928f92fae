/** Who can bring this wallet back: one line on the home screen. It never stands in the way of anything. */
import { Check, ChevronRight } from 'lucide-react';
import { Icon } from '../components/icon.tsx';
import { oneToFix } from '../guardians/standing.ts';
import { useAnswer } from '../hooks/answer.ts';
import { t } from '../text.ts';

export const Protection = () => {
  const view = useAnswer('guardians.view', null);
  const protection = view && 'ok' in view ? view.ok.protection : null;
  const is = !protection
    ? view
      ? 'unknown'
      : 'loading'
    : protection.state === 'protected'
      ? oneToFix(protection)
        ? 'fix'
        : 'protected'
      : protection.state === 'none'
        ? 'none'
        : 'unfinished';
  return (
    <a className="guarded" href="tab.html#/guardians" target="vouch" data-testid="protection-row" data-is={is}>
      <span className={is === 'protected' ? 'tick' : 'tick tick-open'}>
        {is === 'protected' && <Icon of={Check} />}
      </span>
      <span>
        <b>{t(`home.protection.${is}`)}</b> {t(`home.protection.${is}.more`)}
      </span>
      <Icon of={ChevronRight} size="sm" turns />
    </a>
  );
};
