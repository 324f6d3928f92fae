import { Eye, EyeOff, X } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId, useState } from 'react';
import { t } from '../text.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';

type Props = ComponentProps<'input'> & {
  label: ReactNode;
  hint?: ReactNode;
  /** what is wrong and what to do; the field is marked as invalid while it is there */
  error?: ReactNode;
  /** stands inside the field, at its end */
  end?: ReactNode;
};

export const Field = ({ label, hint, error, end, className, ...input }: Props) => {
  const id = useId();
  const about = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const control = (
    <input
      id={id}
      autoComplete="off"
      spellCheck={false}
      autoCapitalize="none"
      {...input}
      className={`input${className ? ` ${className}` : ''}`}
      aria-invalid={error ? true : undefined}
      aria-describedby={about || undefined}
    />
  );
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {end ? (
        <span className="with-end">
          {control}
          {end}
        </span>
      ) : (
        control
      )}
      {hint && <small id={`${id}-hint`}>{hint}</small>}
      {error && (
        <p className="wrong" id={`${id}-error`} role="alert">
          <Icon of={X} size="sm" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
};

/**
 * Uncontrolled on purpose: React would write a controlled value into the DOM attribute. Read it through `ref` or a form.
 * Shown in the clear it stays `autocomplete="off"`, which keeps Chromium from saving it for session restore.
 */
export const PasswordField = ({ ...props }: Omit<Props, 'type' | 'end' | 'value'>) => {
  const [shown, setShown] = useState(false);
  return (
    <Field
      data-testid="password"
      {...props}
      {...(shown && { autoComplete: 'off' })}
      type={shown ? 'text' : 'password'}
      end={
        <IconButton
          icon={shown ? EyeOff : Eye}
          label={t(shown ? 'part.password.hide' : 'part.password.show')}
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
};
