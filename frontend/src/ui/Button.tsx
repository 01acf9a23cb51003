import { useRef, type ButtonHTMLAttributes, type ReactNode, type Ref } from 'react';
import { Icon, type IconName } from './icons';
import { Keys } from './Kbd';
import { Tooltip, useTip, type Heard } from './Tooltip';

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
  ref,
  ...rest
}: ButtonProps) {
  const control = useRef<HTMLButtonElement>(null);
  const { on, tip } = useTip(off || '', undefined, () => control.current);
  const classes = [
    'btn',
    look === 'plain' ? '' : `btn-${look}`,
    size === 'normal' ? '' : `btn-${size}`,
    children === undefined ? 'btn-icon' : '',
    className,
  ];
  // What it listens to says why it is off; without a reason it listens to its own alone.
  const heard = off ? together(on, rest) : {};
  const refs = (el: HTMLButtonElement | null) => {
    control.current = el;
    if (typeof ref === 'function') ref(el);
    else if (ref) ref.current = el;
  };
  // The element stays the same whether it is off or not: the focus would go with it.
  return (
    <>
      <button
        type="button"
        {...rest}
        {...heard}
        ref={refs}
        className={classes.filter(Boolean).join(' ')}
        aria-disabled={off ? true : undefined}
        onClick={off ? undefined : onClick}
      >
        {icon && <Icon name={icon} />}
        {children}
        {iconAfter && <Icon name={iconAfter} />}
        {keys && <Keys keys={keys} />}
      </button>
      {tip}
    </>
  );
}

type Own = ButtonHTMLAttributes<HTMLButtonElement>;

/** Both listeners to one thing, the button's own first. */
function together(on: Heard, own: Own): Pick<Own, keyof Heard> {
  return {
    onPointerOver: (e) => {
      own.onPointerOver?.(e);
      on.onPointerOver();
    },
    onPointerOut: (e) => {
      own.onPointerOut?.(e);
      on.onPointerOut();
    },
    onPointerDown: (e) => {
      own.onPointerDown?.(e);
      on.onPointerDown();
    },
    onFocus: (e) => {
      own.onFocus?.(e);
      on.onFocus(e);
    },
    onBlur: (e) => {
      own.onBlur?.(e);
      on.onBlur();
    },
    onKeyDown: (e) => {
      own.onKeyDown?.(e);
      on.onKeyDown();
    },
  };
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
