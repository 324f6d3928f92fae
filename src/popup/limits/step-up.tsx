/** When Vouch asks for more than a press. */
import { Page } from '../settings/page.tsx';
import { t } from '../text.ts';

export const StepUp = () => (
  <Page title={t('settings.stepUp')} back="/settings">
    {null}
  </Page>
);
