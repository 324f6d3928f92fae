import { type MouseEvent, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import type { Text } from '../../lib/text.ts';
import { Button } from '../components/button.tsx';
import { t } from '../text.ts';
import { More } from './more.ts';
import type { Press } from './rest.ts';
import { useRest } from './use-rest.ts';

type Props = {
  /** id and digest of what is shown */
  shown: string;
  onPress: () => void;
  sending: boolean;
  children: ReactNode;
  look?: 'ink';
  /** what has to be done first, in words; null when nothing has */
  first?: Text | null;
  /** Ctrl+Enter presses it from anywhere on the page */
  shortcut?: boolean;
};

const SAID_MS = 2500;

/**
 * The one button that signs, sends, grants or raises a limit. It can always be reached; a press that comes too early,
 * or before what has to be done first, gets an answer instead of an effect.
 */
export const ApproveButton = ({ shown, onPress, sending, children, look, first: own = null, shortcut }: Props) => {
  const more = useContext(More);
  const first = own ?? more?.first ?? null;
  const { resting, since, counts } = useRest(shown);
  const [said, setSaid] = useState<Text | null>(null);
  const began = useRef<number | null>(null);

  const press = (made: Press) => {
    if (sending || made.repeat) return;
    if (first) setSaid(first);
    else if (!counts(made)) setSaid({ id: 'approve.early' });
    else onPress();
  };
  const latest = useRef(press);
  latest.current = press;

  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);

  useEffect(() => {
    if (!shortcut) return;
    const heard = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      // Else the button in focus would be pressed as well.
      event.preventDefault();
      latest.current({ at: event.timeStamp, repeat: event.repeat });
    };
    addEventListener('keydown', heard, { capture: true });
    return () => removeEventListener('keydown', heard, { capture: true });
  }, [shortcut]);

  const clicked = (event: MouseEvent) => {
    const at = began.current ?? event.timeStamp;
    began.current = null;
    press({ at, repeat: false });
  };

  return (
    <>
      {more?.part}
      <Button
        wide
        data-testid="approve"
        {...(look && { look })}
        {...(resting && !first && !sending && { 'data-resting': '' })}
        aria-disabled={first ? true : undefined}
        aria-busy={sending || undefined}
        onClick={clicked}
        onPointerDown={(event) => {
          began.current = event.timeStamp;
        }}
        onPointerLeave={() => {
          began.current = null;
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          if (event.repeat) event.preventDefault();
          else began.current = event.timeStamp;
        }}
      >
        <span className="btn-two">
          <span>
            {sending ? t('approve.sending') : children}{' '}
            {shortcut && !sending && !said && <kbd>{t('approve.keys')}</kbd>}
          </span>
          {said && <small aria-hidden="true">{t(said)}</small>}
        </span>
        {resting && !first && !sending && <span key={since} className="btn-rest" />}
      </Button>
      <span className="sr" role="status">
        {said && t(said.id === 'approve.early' ? 'approve.earlySaid' : said)}
      </span>
    </>
  );
};
