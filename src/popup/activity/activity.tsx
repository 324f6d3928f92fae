/** What was asked and how it ended, the newest first. */
import { useMemo, useState } from 'react';
import { now } from '../../lib/clock.ts';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { siteName } from '../home/short.ts';
import { useAnswer } from '../hooks/answer.ts';
import { Page } from '../settings/page.tsx';
import { t } from '../text.ts';
import { Line } from './line.tsx';

const MORE = 30;
/** The most the worker hands out at once. */
const MOST = 500;

export const Activity = () => {
  const [limit, setLimit] = useState(MORE);
  const [site, setSite] = useState('');
  const params = useMemo(() => ({ limit }), [limit]);
  const answer = useAnswer('activity.list', params);
  const check = useAnswer('activity.check', null);
  const lines = answer && 'ok' in answer ? answer.ok : [];
  const sites = [...new Set(lines.map(({ origin }) => origin))].sort();
  const shown = site ? lines.filter(({ origin }) => origin === site) : lines;
  return (
    <Page title={t('activity.title')}>
      {check && 'ok' in check && check.ok.broken && (
        <div data-testid="activity-broken">
          <Note level="danger">{t('activity.broken')}</Note>
        </div>
      )}
      {!answer && <p className="muted">{t('activity.loading')}</p>}
      {answer && 'error' in answer && <Note level="care">{t(answer.error)}</Note>}
      {answer && 'ok' in answer && lines.length === 0 && (
        <p className="muted" data-testid="activity-empty">
          {t('activity.empty')}
        </p>
      )}
      {sites.length > 1 && (
        <label className="picker">
          <span>{t('activity.site')}</span>
          <select className="select" value={site} onChange={({ currentTarget }) => setSite(currentTarget.value)}>
            <option value="">{t('activity.site.all')}</option>
            {sites.map((origin) => (
              <option key={origin} value={origin}>
                {siteName(origin)}
              </option>
            ))}
          </select>
        </label>
      )}
      <ul data-testid="activity">
        {shown.map((entry) => (
          <Line key={`${entry.at}${entry.digest}`} entry={entry} today={now()} />
        ))}
      </ul>
      {lines.length === limit && limit < MOST && (
        <Button data-testid="activity-more" onClick={() => setLimit(Math.min(MOST, limit + MORE))}>
          {t('activity.more')}
        </Button>
      )}
    </Page>
  );
};
