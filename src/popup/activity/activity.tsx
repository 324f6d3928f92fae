/** What was asked and how it ended, the newest first; a line opens to its receipt. */
import './activity.css';
import { ChevronRight } from 'lucide-react';
import { Fragment, lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { now } from '../../lib/clock.ts';
import { receipts } from '../../lib/text/receipts.en.ts';
import { call } from '../../messaging/call.ts';
import type { ActivityEntry, UiLane } from '../../messaging/ui-lane.ts';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { Sentence } from '../components/sentence.tsx';
import { siteName } from '../home/short.ts';
import { useAnswer } from '../hooks/answer.ts';
import { Page } from '../settings/page.tsx';
import { learn, t } from '../text.ts';
import { Line } from './line.tsx';

learn(receipts);

const Receipt = lazy(async () => ({ default: (await import('./receipt.tsx')).Receipt }));
const SaveReceipts = lazy(async () => ({ default: (await import('./save-receipts.tsx')).SaveReceipts }));

const MORE = 30;
/** The most the worker hands out at once. */
const MOST = 500;

/** Once for each opening of the screen: the whole list is read for it. */
const useCheck = (): UiLane['receipts.check'][1] | null => {
  const [checked, setChecked] = useState<UiLane['receipts.check'][1] | null>(null);
  useEffect(() => {
    call('receipts.check', null).then(setChecked, () => {});
  }, []);
  return checked;
};

const Opens = ({ entry }: { entry: ActivityEntry }) => {
  const [open, setOpen] = useState(false);
  return (
    <li className="receipt">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary data-testid="receipt-open">
          <Icon of={ChevronRight} size="sm" turns />
          {t('receipts.open')}
          <span className="sr">
            <Sentence text={entry.headline} plain />
          </span>
        </summary>
        {open && (
          <Suspense>
            <Receipt entry={entry} />
          </Suspense>
        )}
      </details>
    </li>
  );
};

export const Activity = () => {
  const [limit, setLimit] = useState(MORE);
  const [site, setSite] = useState('');
  const params = useMemo(() => ({ limit }), [limit]);
  const answer = useAnswer('activity.list', params);
  const checked = useCheck();
  const lines = answer && 'ok' in answer ? answer.ok : [];
  const sites = [...new Set(lines.map(({ origin }) => origin))].sort();
  const shown = site ? lines.filter(({ origin }) => origin === site) : lines;
  return (
    <Page title={t('activity.title')}>
      {checked?.broken && (
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
          <Fragment key={entry.id}>
            <Line entry={entry} today={now()} />
            {entry.receipt && <Opens entry={entry} />}
          </Fragment>
        ))}
      </ul>
      {lines.length === limit && limit < MOST && (
        <Button data-testid="activity-more" onClick={() => setLimit(Math.min(MOST, limit + MORE))}>
          {t('activity.more')}
        </Button>
      )}
      {lines.length > 0 && (
        <Suspense>
          <SaveReceipts checked={checked} />
        </Suspense>
      )}
    </Page>
  );
};
