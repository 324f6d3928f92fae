import '../lib/harden.ts';
import '../lib/harden-page.ts';
// The request is asked for before React is evaluated.
import './approve/first.ts';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { call } from '../messaging/call.ts';
import { first, firstId } from './approve/first.ts';
import { ApprovalPage, Loading } from './approve/page.tsx';
import { showTheme } from './theme.ts';
import { watchTouch } from './touch.ts';

const root = createRoot(document.getElementById('root') as HTMLElement);
const slow = setTimeout(() => root.render(<Loading />), 300);

watchTouch();
first.then((answer) => {
  clearTimeout(slow);
  // At once: the time from request to complete card is what a trader waits for.
  flushSync(() => root.render(<ApprovalPage first={answer} firstId={firstId} />));
  // The system's theme is on the screen already; a choice of one's own follows without holding it up.
  return call('wallet.state', null).then(
    (state) => 'settings' in state && showTheme(state.settings.theme),
    () => undefined,
  );
});
