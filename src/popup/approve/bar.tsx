import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ApprovalView } from '../../approvals/record.ts';
import { lastFour } from '../components/address.tsx';
import { IconButton } from '../components/button.tsx';
import { Seal } from '../components/seal.tsx';
import { SiteIcon } from '../components/site-icon.tsx';
import { t } from '../text.ts';
import { visible } from '../visible.ts';
import { hostOf } from './layout.ts';

/** Who asks whom, always in view, and the way to the other requests. */
export const Bar = ({ view, onShow }: { view: ApprovalView; onShow: (id: string) => void }) => (
  <header className="bar">
    <SiteIcon origin={view.origin} />
    <div className="bar-main">
      <b>
        <bdi>{hostOf(view.origin)}</bdi>
      </b>
      <small className="asks">
        {view.account ? (
          <>
            <Seal address={view.account.address} small />
            {t('approve.account', { name: visible(view.account.name), last: lastFour(view.account.address) })}
          </>
        ) : (
          t('approve.network', { network: visible(view.network.name) })
        )}
      </small>
    </div>
    {view.total > 1 && (
      <fieldset className="pager" data-testid="pager">
        <legend className="sr">{t('approve.pager')}</legend>
        <IconButton
          icon={ChevronLeft}
          turns
          label={t('approve.previous')}
          data-testid="previous"
          disabled={!view.previousId}
          onClick={() => view.previousId && onShow(view.previousId)}
        />
        <span>{t('approve.place', { n: String(view.position), total: String(view.total) })}</span>
        <IconButton
          icon={ChevronRight}
          turns
          label={t('approve.next')}
          data-testid="next"
          disabled={!view.nextId}
          onClick={() => view.nextId && onShow(view.nextId)}
        />
      </fieldset>
    )}
  </header>
);
