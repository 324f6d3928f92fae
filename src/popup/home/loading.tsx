import { t } from '../text.ts';

/** Words that come up only when something takes long enough to wonder about. */
export const Loading = () => (
  <p className="loading" role="status">
    {t('home.loading')}
  </p>
);
