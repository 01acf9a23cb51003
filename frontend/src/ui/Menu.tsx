import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { createPortal } from 'react-dom';
import { Button, IconButton, type ButtonProps } from './Button';
import { floatingHost, placeBeside, type Placed } from './floating';
import { Icon, type IconName } from './icons';
import { Keys } from './Kbd';

export type MenuItem =
  | {
      id: string;
      label: string;
      icon?: IconName | undefined;
      keys?: string | undefined;
      destructive?: boolean | undefined;
      /** Why it cannot be done now. */
      off?: string | false | undefined;
      /** Marks the chosen one of a set. */
      ticked?: boolean | undefined;
      onSelect: () => void;
    }
  | 'line';

/**
 * A list of acts at a button. Focus goes into the list, arrows, Home, End and the
 * first letter move, Escape and Tab close and give the focus back.
 */
export function Menu({
  label,
  items,
  icon,
  text,
  onOpen,
  ...button
}: Omit<ButtonProps, 'children' | 'onClick' | 'icon'> & {
  /** The name of the menu; also of its button when that shows no text. */
  label: string;
  items: readonly MenuItem[];
  icon?: IconName | undefined;
  text?: string | undefined;
  /** Told before the list is shown, so that it may be brought up to date. */
  onOpen?: (() => void) | undefined;
}) {
  const opener = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<{ place: Placed; host: Element } | null>(null);

  const toggle = () => {
    const anchor = opener.current;
    const height = items.length * 31 + 8;
    if (!open) onOpen?.();
    setOpen((now) =>
      now || !anchor
        ? null
        : { place: placeBeside(anchor, { width: 240, height }), host: floatingHost(anchor) },
    );
  };
  const close = () => {
    setOpen(null);
    opener.current?.focus();
  };
  const common = {
    ...button,
    ref: opener,
    onClick: toggle,
    'aria-haspopup': 'menu' as const,
    'aria-expanded': open !== null,
  };

  return (
    <>
      {text === undefined ? (
        <IconButton {...common} icon={icon ?? 'more'} label={label} />
      ) : (
        <Button look="quiet" {...common} icon={icon} iconAfter="chevronDown">
          {text}
        </Button>
      )}
      {open &&
        createPortal(
          <MenuList label={label} items={items} place={open.place} onClose={close} />,
          open.host,
        )}
    </>
  );
}

function MenuList({
  label,
  items,
  place,
  onClose,
}: {
  label: string;
  items: readonly MenuItem[];
  place: Placed;
  onClose: () => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const entries = () => [...(list.current?.querySelectorAll<HTMLElement>('.menu-item') ?? [])];

  useLayoutEffect(() => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>('.menu-item') ?? [])];
    (all.find((el) => el.getAttribute('aria-checked') === 'true') ?? all[0])?.focus();
  }, []);

  useEffect(() => {
    const away = (e: PointerEvent) => {
      if (!(e.target instanceof Node) || !list.current?.contains(e.target)) onClose();
    };
    // The press that opened the menu must not close it again.
    const timer = window.setTimeout(() => window.addEventListener('pointerdown', away));
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener('pointerdown', away);
    };
  }, [onClose]);

  function onKeyDown(e: KeyboardEvent) {
    const all = entries();
    const at = all.findIndex((el) => el === document.activeElement);
    const go = (i: number) => all[(i + all.length) % all.length]?.focus();
    if (e.key === 'ArrowDown') go(at + 1);
    else if (e.key === 'ArrowUp') go(at - 1);
    else if (e.key === 'Home') go(0);
    else if (e.key === 'End') go(all.length - 1);
    else if (e.key === 'Escape' || e.key === 'Tab') onClose();
    else if (e.key.length === 1 && !e.ctrlKey && !e.altKey && e.key !== ' ') {
      const letter = e.key.toLowerCase();
      const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
      order.find((el) => el.textContent.toLowerCase().startsWith(letter))?.focus();
    } else return;
    e.preventDefault();
    e.stopPropagation();
  }

  return (
    <div
      className="menu"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      style={place}
      ref={list}
      onKeyDown={onKeyDown}
    >
      {items.map((item, i) =>
        item === 'line' ? (
          <div className="menu-line" role="separator" key={`line-${i}`} />
        ) : (
          <button
            type="button"
            key={item.id}
            className={`menu-item ${item.destructive ? 'destructive' : ''}`}
            role={item.ticked === undefined ? 'menuitem' : 'menuitemradio'}
            aria-checked={item.ticked}
            aria-disabled={item.off ? true : undefined}
            title={item.off || undefined}
            tabIndex={-1}
            onPointerEnter={(e) => e.currentTarget.focus()}
            onClick={() => {
              if (item.off) return;
              onClose();
              item.onSelect();
            }}
          >
            {item.icon && <Icon name={item.icon} />}
            {item.label}
            {item.ticked && <Icon name="check" className="menu-tick" />}
            {item.keys && <Keys keys={item.keys} />}
          </button>
        ),
      )}
    </div>
  );
}
