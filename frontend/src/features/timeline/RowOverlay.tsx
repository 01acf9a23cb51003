import {
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type ReactNode,
  type RefObject,
} from 'react';

/**
 * Where a field of some height stands in the frame of a list: below its row, above it where
 * there is no room, and in a frame too low for either as far down as the frame goes, so that
 * no part of it lies outside the window.
 */
export function besideRow(
  row: { top: number; bottom: number },
  frame: { top: number; bottom: number },
  height: number,
): { top: number } | { bottom: number } {
  if (row.bottom + height + 8 <= frame.bottom) return { top: row.bottom - frame.top + 2 };
  if (row.top - frame.top >= height + 2) return { bottom: frame.bottom - row.top + 2 };
  return { top: frame.bottom - frame.top - height - 2 };
}

/**
 * Lays a field over a cell of the selected row, or below the row. Rows hold no
 * controls (the list has the focus), so fields stand above them.
 */
export function RowOverlay({
  list,
  cell,
  below = false,
  children,
}: {
  list: RefObject<HTMLDivElement | null>;
  /** Selector of the cell inside the row; its box gives place and width. */
  cell: string;
  below?: boolean | undefined;
  children: ReactNode;
}) {
  const self = useRef<HTMLDivElement>(null);
  // Unseen until it has its place, yet able to take the focus at once.
  const [style, setStyle] = useState<CSSProperties>({ top: 0, left: 0, opacity: 0 });

  useLayoutEffect(() => {
    const scroller = list.current;
    const frame = self.current?.parentElement;
    if (!scroller || !frame) return;
    const place = () => {
      const row = scroller.querySelector('[aria-selected="true"]');
      const box = row?.querySelector(cell)?.getBoundingClientRect();
      const outer = frame.getBoundingClientRect();
      if (!row || !box) return;
      const rowBox = row.getBoundingClientRect();
      if (!below) {
        // Where the words stand below time and role, the field does too.
        const top = Math.max(rowBox.top, box.top - 6);
        setStyle({
          left: box.left - outer.left,
          top: top - outer.top,
          width: box.width,
          minHeight: rowBox.bottom - top,
        });
        return;
      }
      const height = self.current?.offsetHeight ?? 0;
      setStyle({ left: box.left - outer.left, ...besideRow(rowBox, outer, height) });
    };
    place();
    // Rows measure themselves a moment after they appear.
    const frameId = requestAnimationFrame(place);
    const watch = new ResizeObserver(place);
    watch.observe(scroller);
    // What a field says about what was typed makes it taller.
    if (below && self.current) watch.observe(self.current);
    scroller.addEventListener('scroll', place, { passive: true });
    return () => {
      cancelAnimationFrame(frameId);
      watch.disconnect();
      scroller.removeEventListener('scroll', place);
    };
  }, [list, cell, below]);

  return (
    <div className={`row-overlay ${below ? 'below' : ''}`} style={style} ref={self}>
      {children}
    </div>
  );
}
