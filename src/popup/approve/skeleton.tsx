/** For developers: the beginning of an adapter for what cannot be read. Made only where developer mode is on. */
import { useEffect, useState } from 'react';
import { call } from '../../messaging/call.ts';
import { Button } from '../components/button.tsx';
import { t } from '../text.ts';

/** Read from the disk only in developer mode. */
const make = async (paramsText: string): Promise<string | null> => {
  const state = await call('wallet.state', null);
  if (!('settings' in state) || !state.settings.developer) return null;
  return (await import('../../venues/skeleton.ts')).skeletonOf(paramsText);
};

export const Skeleton = ({ paramsText }: { paramsText: string }) => {
  const [text, setText] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    // Without it the page lacks nothing that a decision needs.
    make(paramsText).then(setText, () => undefined);
  }, [paramsText]);
  if (text === null) return null;
  return (
    <details data-testid="skeleton">
      <summary>{t('approve.skeleton')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard */}
      <pre className="raw" tabIndex={0}>
        {text}
      </pre>
      <Button onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
        {t(copied ? 'approve.skeleton.copied' : 'approve.skeleton.copy')}
      </Button>
    </details>
  );
};
