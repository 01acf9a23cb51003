export type Placed = { left?: number; right?: number; top?: number; bottom?: number };

const margin = 8;

/**
 * A place beside an anchor that keeps inside the window: below if it fits, else
 * above; from the left edge if it fits, else to the right edge. The far edges are
 * used so that no box needs to be measured: text widths differ between engines.
 */
export function placeBeside(
  anchor: Element,
  wanted: { width: number; height: number },
  gap = 4,
): Placed {
  const r = anchor.getBoundingClientRect();
  const across =
    r.left + wanted.width + margin <= window.innerWidth
      ? { left: Math.max(margin, r.left) }
      : { right: Math.max(margin, window.innerWidth - r.right) };
  const fitsBelow = r.bottom + gap + wanted.height + margin <= window.innerHeight;
  return fitsBelow || r.top < wanted.height
    ? { ...across, top: r.bottom + gap }
    : { ...across, bottom: window.innerHeight - r.top + gap };
}

/** Where to put what floats: outside an open modal dialog everything is inert. */
export function floatingHost(from: Element | null): Element {
  return from?.closest('dialog') ?? document.body;
}
