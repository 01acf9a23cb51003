import { useEffect, useId, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { createPortal } from 'react-dom';
import { TextField } from './Field';
import { floatingHost, placeBeside, type Placed } from './floating';

const most = 50;
const rowPx = 30;

function fold(text: string): string {
  return text.toLowerCase().replace(/[\s_/]+/g, ' ');
}

/** The options that hold every typed word; those that begin with the text come first. */
export function narrow(options: readonly string[], text: string): string[] {
  const typed = fold(text).trim();
  if (!typed) return options.slice(0, most);
  const words = typed.split(' ');
  const fits = options.filter((o) => words.every((w) => fold(o).includes(w)));
  const first = fits.filter((o) => fold(o).startsWith(typed));
  return [...first, ...fits.filter((o) => !first.includes(o))].slice(0, most);
}

/**
 * A text field that offers what fits the typed letters. Any text may be entered;
 * arrows choose, Enter takes, Escape closes the list and then leaves the field.
 */
export function Combobox({
  label,
  hideLabel,
  value,
  options,
  onChange,
  onPick,
  onEscape,
  onLeave,
  wrong,
  help,
  placeholder,
  small,
  takeFocus,
  ref,
}: {
  label: string;
  hideLabel?: boolean | undefined;
  value: string;
  options: readonly string[];
  onChange: (text: string) => void;
  /** Enter, or a press on an option. */
  onPick: (text: string) => void;
  onEscape?: (() => void) | undefined;
  /** The focus went elsewhere. */
  onLeave?: (() => void) | undefined;
  wrong?: string | undefined;
  help?: string | undefined;
  placeholder?: string | undefined;
  small?: boolean | undefined;
  takeFocus?: boolean | undefined;
  ref?: Ref<HTMLInputElement> | undefined;
}) {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<{ place: Placed; width: number; host: Element } | null>(null);
  const [at, setAt] = useState(-1);
  // The value a field opens with narrows nothing: it would hide every other choice.
  const [typed, setTyped] = useState(false);
  const shown = open ? narrow(options, typed ? value : '') : [];

  useEffect(() => {
    if (takeFocus) frame.current?.querySelector('input')?.focus();
  }, [takeFocus]);
  useEffect(() => {
    if (at >= 0) document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at]);

  const show = () => {
    const anchor = frame.current?.querySelector('.input');
    if (!anchor) return;
    const width = anchor.getBoundingClientRect().width;
    setOpen({
      place: placeBeside(anchor, { width, height: 8 * rowPx + 8 }),
      width,
      host: floatingHost(anchor),
    });
  };
  const close = () => {
    setOpen(null);
    setAt(-1);
  };
  const pick = (text: string) => {
    close();
    onPick(text);
  };

  function onKeyDown(e: KeyboardEvent) {
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      if (!open) show();
      else if (shown.length > 0)
        setAt(
          (Math.max(at, e.key === 'ArrowDown' ? -1 : 0) +
            (e.key === 'ArrowDown' ? 1 : -1) +
            shown.length) %
            shown.length,
        );
    } else if (e.key === 'Enter') pick(shown[at] ?? value);
    else if (e.key === 'Escape' && open && shown.length > 0) close();
    else if (e.key === 'Escape' && onEscape) onEscape();
    else return;
    e.preventDefault();
    e.stopPropagation();
  }

  return (
    <div className="combobox" ref={frame}>
      <TextField
        ref={ref}
        label={label}
        hideLabel={hideLabel}
        value={value}
        wrong={wrong}
        help={help}
        placeholder={placeholder}
        small={small}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={shown.length > 0 ? `${id}-list` : undefined}
        aria-autocomplete="list"
        aria-activedescendant={shown[at] === undefined ? undefined : `${id}-${at}`}
        onChange={(text) => {
          setAt(-1);
          setTyped(true);
          show();
          onChange(text);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          close();
          onLeave?.();
        }}
      />
      {open &&
        shown.length > 0 &&
        createPortal(
          <div
            className="menu combobox-list"
            id={`${id}-list`}
            role="listbox"
            aria-label={label}
            style={{ ...open.place, minWidth: open.width }}
          >
            {shown.map((option, i) => (
              // The field answers the keys for its list (aria-activedescendant).
              // eslint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={option}
                id={`${id}-${i}`}
                className="menu-item"
                role="option"
                aria-selected={i === at}
                tabIndex={-1}
                // The field keeps the focus while the pointer chooses.
                onPointerDown={(e) => e.preventDefault()}
                onClick={() => pick(option)}
              >
                {option}
              </div>
            ))}
          </div>,
          open.host,
        )}
    </div>
  );
}
