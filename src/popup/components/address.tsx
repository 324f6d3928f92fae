import { visible } from '../visible.ts';

const GROUP = /.{1,8}/g;

/** A whole address, or a hash of 32 bytes, in groups, so that it can be compared; never shortened. Copying it gives it without gaps. */
export const Address = ({ of }: { of: string }) => {
  const hex = /^0x(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$/.test(of);
  if (!hex) return <span className="addr">{visible(of)}</span>;
  const groups = of.slice(2).match(GROUP) ?? [];
  return (
    <span className="addr" dir="ltr">
      {groups.map((digits, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the groups of one address
        <span key={i}>
          {i === 0 && '0x'}
          {i === 0 ? <b>{digits.slice(0, 4)}</b> : digits.slice(0, 4)}
          {i === groups.length - 1 ? <b>{digits.slice(4)}</b> : digits.slice(4)}
        </span>
      ))}
    </span>
  );
};

/** The last four of an address: beside a name, where nothing is confirmed. */
export const lastFour = (address: string): string => address.slice(-4);
