import type { LucideIcon } from 'lucide-react';

type Props = {
  of: LucideIcon;
  size?: 'sm' | 'lg' /** arrows of the interface turn where people read right to left */;
  turns?: boolean;
};

/** A picture beside a word: never alone, so it has no name of its own. */
export const Icon = ({ of: Picture, size, turns }: Props) => (
  <Picture
    className={`icon${size ? ` icon-${size}` : ''}${turns ? ' icon-turns' : ''}`}
    strokeWidth=""
    aria-hidden="true"
    focusable="false"
  />
);
