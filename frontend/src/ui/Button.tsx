import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Icon, type IconName } from './icons';
import { Keys } from './Kbd';
import { Tooltip } from './Tooltip';

export type ButtonLook = 'plain' | 'primary' | 'quiet' | 'text' | 'destructive';

export type ButtonProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'title'> & {
  look?: ButtonLook | undefined;
  size?: 'small' | 'normal' | 'large' | undefined;
  icon?: IconName | undefined;
  /** A sign after the words, such as the arrow of a menu. */
  iconAfter?: IconName | undefined;
  /** Shortcut drawn inside the button. */
  keys?: string | undefined;
  /** Why it cannot be done now. The button stays focusable so that the reason can be read. */
  off?: string | false | undefined;
  children?: ReactNode;
  ref?: Ref<HTMLButtonElement> | undefined;
};

export function Button({
  look = 'plain',
  size = 'normal',
  icon,
  iconAfter,
  keys,
  off,
  children,
  className = '',
  onClick,
  ...rest
}: ButtonProps) {
  const classes = [
    'btn',
    look === 'plain' ? '' : `btn-${look}`,
    size === 'normal' ? '' : `btn-${size}`,
    children === undefined ? 'btn-icon' : '',
    className,
  ];
  const button = (
    <button
      type="button"
      {...rest}
      className={classes.filter(Boolean).join(' ')}
      aria-disabled={off ? true : undefined}
      onClick={off ? undefined : onClick}
    >
      {icon && <Icon name={icon} />}
      {children}
      {iconAfter && <Icon name={iconAfter} />}
      {keys && <Keys keys={keys} />}
    </button>
  );
  return off ? <Tooltip text={off}>{button}</Tooltip> : button;
}

/** A button that is a sign only; `label` is its name and, with the keys, its tooltip. */
export function IconButton({
  label,
  keys,
  ...rest
}: Omit<ButtonProps, 'children' | 'keys' | 'icon'> & {
  icon: IconName;
  label: string;
  keys?: string | undefined;
}) {
  return (
    <Tooltip text={label} keys={keys}>
      <Button look="quiet" {...rest} aria-label={label} />
    </Tooltip>
  );
}
