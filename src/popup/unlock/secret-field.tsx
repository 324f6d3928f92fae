/**
 * A password field that tells of caps lock, wakes the stretching worker at the first letter, and asks password managers
 * to stay away: a wallet's password belongs in no browser store. Its value is read from the DOM and never kept.
 */
import { type ComponentProps, type KeyboardEvent, type ReactNode, useState } from 'react';
import { PasswordField } from '../components/field.tsx';
import { warmUp } from '../stretch.ts';
import { t } from '../text.ts';

type Props = Omit<ComponentProps<typeof PasswordField>, 'hint'> & { hint?: ReactNode };

export const SecretField = ({ hint, onInput, ...props }: Props) => {
  const [caps, setCaps] = useState(false);
  const look = (event: KeyboardEvent) => setCaps(event.getModifierState('CapsLock'));
  const said = caps ? t('unlock.caps') : hint;
  return (
    <PasswordField
      {...props}
      {...(said && { hint: said })}
      autoComplete="off"
      data-1p-ignore="true"
      data-lpignore="true"
      data-bwignore="true"
      data-form-type="other"
      onKeyDown={look}
      onKeyUp={look}
      onBlur={() => setCaps(false)}
      onInput={(event) => {
        warmUp();
        onInput?.(event);
      }}
    />
  );
};
