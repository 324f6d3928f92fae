/** The requests that wait, oldest first; each opens in the approval window. */
import { ChevronRight } from 'lucide-react';
import type { ApprovalSummary } from '../../approvals/record.ts';
import { Icon } from '../components/icon.tsx';
import { Sentence } from '../components/sentence.tsx';
import { SiteIcon } from '../components/site-icon.tsx';
import { timeLeft, useNow } from '../components/time.tsx';
import { t } from '../text.ts';
import { siteName } from './short.ts';

const open = (id: string) => {
  const { theme } = document.documentElement.dataset;
  const page = theme ? `approve.html?theme=${theme}` : 'approve.html';
  window.open(`${page}#${encodeURIComponent(id)}`, `vouch-${id}`, 'popup,width=420,height=760');
};

const Request = ({ of }: { of: ApprovalSummary }) => {
  const today = useNow(of.createdAt);
  return (
    <li>
      <button type="button" className="item" onClick={() => open(of.id)}>
        <SiteIcon origin={of.origin} />
        <span className="item-main">
          <b>
            <Sentence text={of.headline} plain />
          </b>
          <small>
            {siteName(of.origin)}, {timeLeft(of.createdAt, today)}
          </small>
        </span>
        <Icon of={ChevronRight} size="sm" turns />
      </button>
    </li>
  );
};

export const Waiting = ({ requests }: { requests: ApprovalSummary[] }) =>
  requests.length > 0 && (
    <section aria-labelledby="waiting">
      <h2 className="head" id="waiting">
        {t('home.waiting')} <span className="count">{requests.length}</span>
      </h2>
      <ul className="list">
        {requests.map((request) => (
          <Request key={request.id} of={request} />
        ))}
      </ul>
    </section>
  );
