import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Address } from '../components/address.tsx';
import { IconButton } from '../components/button.tsx';
import { t } from '../text.ts';

const SHOWN_MS = 2000;

/** A whole address and the way to take it along. */
export const CopyAddress = ({ address }: { address: string }) => {
  const [said, setSaid] = useState<'home.copied' | 'home.notCopied' | null>(null);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () =>
    navigator.clipboard.writeText(address).then(
      () => setSaid('home.copied'),
      () => setSaid('home.notCopied'),
    );
  return (
    <div className="whole">
      <span data-testid="address">
        <Address of={address} />
      </span>
      <IconButton
        icon={said === 'home.copied' ? Check : Copy}
        label={t('home.copyAddress')}
        onClick={() => void copy()}
      />
      <small role="status">{said && t(said)}</small>
    </div>
  );
};
