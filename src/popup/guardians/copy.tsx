import type { LucideIcon } from 'lucide-react';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import type { Text } from '../../lib/text.ts';
import { Button } from '../components/button.tsx';
import { textOf } from '../hooks/answer.ts';
import { t } from '../text.ts';

type Props = { text: () => Promise<string>; verb: string; testid: string; icon?: LucideIcon };

/** Copies a text, and says whether the browser let it. */
export const CopyButton = ({ text, verb, testid, icon = Copy }: Props) => {
  const [said, setSaid] = useState<Text | null>(null);
  const copy = async () => {
    let copied: string;
    try {
      copied = await text();
    } catch (cause) {
      return setSaid(textOf(cause));
    }
    navigator.clipboard.writeText(copied).then(
      () => setSaid({ id: 'protect.copied' }),
      () => setSaid({ id: 'protect.notCopied' }),
    );
  };
  return (
    <>
      <Button icon={icon} data-testid={testid} onClick={() => void copy()}>
        {verb}
      </Button>
      <span className="quiet t-sm" role="status">
        {said && t(said)}
      </span>
    </>
  );
};
