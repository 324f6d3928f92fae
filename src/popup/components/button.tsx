import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { Icon } from './icon.tsx';

type Props = ComponentProps<'button'> & {
  /** `ink`: the one filled button of a screen. `text`: filled without colour. `quiet`: like a link. */
  look?: 'ink' | 'text' | 'quiet' | 'danger';
  wide?: boolean;
  icon?: LucideIcon;
};

/** A verb and its object: "Cancel order", not "OK". */
export const Button = ({ look, wide, icon, className, children, ...rest }: Props) => (
  <button
    type="button"
    {...rest}
    className={['btn', look && `btn-${look}`, wide && 'btn-wide', className].filter(Boolean).join(' ')}
  >
    {icon && <Icon of={icon} size="sm" />}
    {children}
  </button>
);

type IconProps = Omit<ComponentProps<'button'>, 'children'> & {
  icon: LucideIcon /** its name */;
  label: string;
  turns?: boolean;
};

export const IconButton = ({ icon, label, turns, className, ...rest }: IconProps) => (
  <button type="button" {...rest} aria-label={label} className={`icon-btn${className ? ` ${className}` : ''}`}>
    <Icon of={icon} {...(turns && { turns })} />
  </button>
);
