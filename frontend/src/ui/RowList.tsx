import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  type KeyboardEvent,
  type ReactNode,
  type Ref,
} from 'react';

/**
 * A list of any length with one selected row. The list has the focus and names
 * the row it is at; rows hold no controls of their own. Headings between rows are
 * passed over by the keyboard.
 */
export function RowList<T>({
  label,
  items,
  keyOf,
  rowHeight,
  renderRow,
  isHeading,
  selected,
  onSelect,
  onOpen,
  onKey,
  onRange,
  picked,
  onPick,
  measure = false,
  takeFocus = false,
  listRef,
}: {
  label: string;
  items: readonly T[];
  keyOf: (item: T) => string;
  /** Height in px, or an estimate of it with `measure`. */
  rowHeight: number | ((item: T) => number);
  renderRow: (item: T, state: { selected: boolean }) => ReactNode;
  isHeading?: ((item: T) => boolean) | undefined;
  selected: string | null;
  onSelect: (key: string) => void;
  /** Enter or a double press. */
  onOpen?: ((key: string) => void) | undefined;
  /** Keys of the feature; what it answers it marks with preventDefault. */
  onKey?: ((e: KeyboardEvent) => void) | undefined;
  /** The first and the last row that are laid out, for items that are read as they are seen. */
  onRange?: ((first: number, last: number) => void) | undefined;
  /** Rows that were picked besides the one it is at; with `onPick` there may be several. */
  picked?: ReadonlySet<string> | undefined;
  /**
   * A press with Ctrl picks a row or lets it go, one with Shift (or Shift and an arrow) goes on
   * to it, one alone picks nothing.
   */
  onPick?: ((key: string, how: 'toggle' | 'range' | 'none') => void) | undefined;
  /** Rows take the height of their content. */
  measure?: boolean | undefined;
  /** The list gets the focus when it appears. */
  takeFocus?: boolean | undefined;
  listRef?: Ref<HTMLDivElement> | undefined;
}) {
  const id = useId();
  const scroller = useRef<HTMLDivElement | null>(null);
  // The list renders with every frame of scrolling: what goes over all items is kept,
  // and so is the function by whose change the engine would measure all of them anew.
  const at = useMemo(
    () => items.findIndex((item) => keyOf(item) === selected),
    [items, keyOf, selected],
  );
  const keyAt = useCallback(
    (i: number) => {
      const item = items[i];
      return item === undefined ? i : keyOf(item);
    },
    [items, keyOf],
  );
  // eslint-disable-next-line react-hooks/incompatible-library -- the React compiler is not used here
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => {
      const item = items[i];
      return typeof rowHeight === 'number' || item === undefined
        ? (rowHeight as number)
        : rowHeight(item);
    },
    getItemKey: keyAt,
    overscan: 12,
    // Until the engine has laid out the pane, a screenful is a fair guess.
    initialRect: { width: 1000, height: 800 },
  });

  const laidOut = virtual.getVirtualItems();
  const first = laidOut[0]?.index ?? 0;
  const last = laidOut.at(-1)?.index ?? 0;
  useEffect(() => onRange?.(first, last), [onRange, first, last]);

  // Density changes the height of every row at once.
  const fixed = typeof rowHeight === 'number' ? rowHeight : 0;
  useEffect(() => virtual.measure(), [virtual, fixed]);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [virtual, at]);
  useEffect(() => {
    // A list that appears while somebody types takes nothing away from them.
    const held = document.activeElement;
    const typing =
      held instanceof HTMLElement && held.matches('input, textarea, [contenteditable]');
    if (takeFocus && !typing) scroller.current?.focus({ preventScroll: true });
  }, [takeFocus]);

  const stops = (i: number) => {
    const item = items[i];
    return item !== undefined && !(isHeading?.(item) ?? false);
  };
  function go(from: number, by: 1 | -1) {
    let i = from;
    while (i >= 0 && i < items.length && !stops(i)) i += by;
    const item = items[i];
    if (item === undefined || !stops(i)) return null;
    onSelect(keyOf(item));
    return keyOf(item);
  }

  function onKeyDown(e: KeyboardEvent) {
    onKey?.(e);
    if (e.defaultPrevented || e.ctrlKey || e.altKey || e.metaKey) return;
    if (e.shiftKey) {
      if (onPick) pickOn(e, onPick);
      return;
    }
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / (fixed || 48)) - 1);
    if (e.key === 'ArrowDown') go(at + 1, 1);
    else if (e.key === 'ArrowUp') go(at < 0 ? items.length - 1 : at - 1, -1);
    else if (e.key === 'Home') go(0, 1);
    else if (e.key === 'End') go(items.length - 1, -1);
    else if (e.key === 'PageDown') go(Math.min(items.length - 1, at + page), -1);
    else if (e.key === 'PageUp') go(Math.max(0, at - page), 1);
    else if (e.key === 'Enter' && selected !== null && onOpen) onOpen(selected);
    else return;
    e.preventDefault();
  }

  function pickOn(e: KeyboardEvent, pick: NonNullable<typeof onPick>) {
    const ways: Record<string, [from: number, by: 1 | -1]> = {
      ArrowDown: [at + 1, 1],
      ArrowUp: [at - 1, -1],
      Home: [0, 1],
      End: [items.length - 1, -1],
    };
    const way = ways[e.key];
    if (!way) return;
    e.preventDefault();
    const to = go(...way);
    if (to !== null) pick(to, 'range');
  }

  const several = picked !== undefined && picked.size > 0;
  const isOn = (key: string) => (several ? picked.has(key) : key === selected);
  const rowId = (i: number) => `${id}-${i}`;
  return (
    <div
      className="rows"
      role="listbox"
      aria-label={label}
      aria-multiselectable={onPick ? true : undefined}
      // Only a row that is laid out can be named.
      aria-activedescendant={laidOut.some((row) => row.index === at) ? rowId(at) : undefined}
      tabIndex={0}
      ref={(el) => {
        scroller.current = el;
        if (typeof listRef === 'function') listRef(el);
        else if (listRef) listRef.current = el;
      }}
      onKeyDown={onKeyDown}
      onFocus={(e) => {
        // A list that gets the focus shows where the arrows begin.
        if (e.target === e.currentTarget && at < 0) go(0, 1);
      }}
    >
      <div className="rows-space" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {laidOut.map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          const key = keyOf(item);
          const place = {
            transform: `translateY(${row.start}px)`,
            ...(measure ? {} : { height: row.size }),
          };
          const common = {
            key: row.key,
            'data-index': row.index,
            ref: measure ? virtual.measureElement : undefined,
            className: 'list-row',
            style: place,
          };
          if (isHeading?.(item)) {
            const { key: k, ...rest } = common;
            return (
              <div key={k} {...rest} role="presentation">
                {renderRow(item, { selected: false })}
              </div>
            );
          }
          const { key: k, ...rest } = common;
          return (
            // The list answers the keys for its rows (aria-activedescendant).
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <div
              key={k}
              {...rest}
              id={rowId(row.index)}
              role="option"
              tabIndex={-1}
              aria-selected={isOn(key)}
              data-at={several && key === selected ? '' : undefined}
              aria-setsize={items.length}
              aria-posinset={row.index + 1}
              // With Shift the engine would mark the text between the two presses.
              onMouseDown={(e) => {
                if (onPick && e.shiftKey) e.preventDefault();
              }}
              onClick={(e) => {
                scroller.current?.focus({ preventScroll: true });
                const how = e.shiftKey ? 'range' : e.ctrlKey || e.metaKey ? 'toggle' : 'none';
                onPick?.(key, how);
                onSelect(key);
              }}
              onDoubleClick={() => onOpen?.(key)}
            >
              {renderRow(item, { selected: isOn(key) })}
            </div>
          );
        })}
      </div>
    </div>
  );
}
