import { roles, type Scene } from './scene';

/** A box in px of the scene. */
export type Box = { x: number; y: number; w: number; h: number };
export type Size = { width: number; height: number };
export type Point = { x: number; y: number };

/** How a scene lies on its canvas: screen = scene × k + (x, y), all in px. */
export type View = { x: number; y: number; k: number };

export type Framing = {
  /** Where a picture smaller than its canvas lies. */
  align: 'center' | 'start';
  /** The end of it that is in sight when it is too wide. */
  spill: 'start' | 'end';
  /** The scale at which a picture opens at most and, if all of it is to be seen, at least. */
  most: number;
  least: number;
  /** The scale at which a part is shown where all of it would be too small. */
  part: number;
  /** Read row by row: where not all of it fits, it is as wide as its canvas and goes on below. */
  rows?: boolean;
  /** Room around it in px. */
  margin: number;
};

export const zoomLimits = { least: 0.1, most: 4 };

export function boundsOf(scene: Scene): Box {
  const { x, y, w, h } = scene.bounds;
  return { x: x / 100, y: y / 100, w: w / 100, h: h / 100 };
}

/** Where each node may be pressed. */
export function boxesOf(scene: Scene): Map<string, Box> {
  const boxes = new Map<string, Box>();
  for (const item of scene.items) {
    if (item.role !== roles.hit || item.node === undefined) continue;
    const [x = 0, y = 0, w = 0, h = 0] = item.p;
    boxes.set(item.node, { x: x / 100, y: y / 100, w: w / 100, h: h / 100 });
  }
  return boxes;
}

/** The scale at which all of a picture just fits. */
export function wholeScale(box: Box, size: Size, margin: number): number {
  return Math.min(
    (size.width - 2 * margin) / Math.max(1, box.w),
    (size.height - 2 * margin) / Math.max(1, box.h),
  );
}

/** The room a framing leaves for a picture. */
export function roomIn(size: Size, f: Framing): Size {
  return { width: size.width - 2 * f.margin, height: size.height - 2 * f.margin };
}

/** Whether all of a picture can be shown at a scale at which it can be read. */
export function fitsWhole(box: Box, size: Size, f: Framing): boolean {
  return wholeScale(box, size, f.margin) >= f.least - 0.005;
}

/**
 * Shows a picture so that it can be read: all of it or, where that would be too
 * small, the part around its anchor.
 */
export function fitView(box: Box, size: Size, f: Framing, anchor?: Box): View {
  const whole = wholeScale(box, size, f.margin);
  const wide = roomIn(size, f).width / Math.max(1, box.w);
  const k = fitsWhole(box, size, f)
    ? Math.min(f.most, whole)
    : f.rows
      ? Math.min(Math.max(wide, f.least), Math.max(1, f.least))
      : f.part;
  return viewAt(k, box, size, f, anchor);
}

/** Shows all of a picture, however small that makes it. */
export function wholeView(box: Box, size: Size, f: Framing): View {
  return viewAt(Math.min(f.most, wholeScale(box, size, f.margin)), box, size, f);
}

/** Lays a picture on its canvas; what is too large keeps its anchor in sight. */
function viewAt(k: number, box: Box, size: Size, f: Framing, anchor?: Box): View {
  const room = roomIn(size, f);
  const spareX = room.width - box.w * k;
  const spareY = room.height - box.h * k;
  const lies = (spare: number) => (f.align === 'start' ? 0 : spare / 2);
  const atX = spareX < 0 ? (f.spill === 'end' ? spareX : 0) : lies(spareX);
  let atY = lies(spareY);
  if (spareY < 0) {
    // The middle of the anchor in the middle, but nothing empty above or below.
    const middle = anchor && f.align === 'center' ? anchor.y + anchor.h / 2 - box.y : 0;
    atY = Math.max(spareY, Math.min(0, room.height / 2 - middle * k));
  }
  return { k, x: f.margin + atX - box.x * k, y: f.margin + atY - box.y * k };
}

/** Zooms about a point of the screen that stays where it is. */
export function zoomAt(view: View, at: Point, factor: number): View {
  // A picture that is whole only below the least scale does not grow when it is made smaller.
  const least = Math.min(view.k, zoomLimits.least);
  const k = Math.min(zoomLimits.most, Math.max(least, view.k * factor));
  const by = k / view.k;
  return { k, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by };
}

/** Keeps at least an edge of the picture on the canvas. */
export function clampView(view: View, box: Box, size: Size): View {
  const keep = (at: number, from: number, length: number, space: number) => {
    const edge = Math.min(96, space / 2, length * view.k);
    const least = edge - (from + length) * view.k;
    const most = space - edge - from * view.k;
    return Math.min(Math.max(at, least), Math.max(least, most));
  };
  return {
    k: view.k,
    x: keep(view.x, box.x, box.w, size.width),
    y: keep(view.y, box.y, box.h, size.height),
  };
}

/** Moves as little as needed for a box to be in sight. */
export function reveal(view: View, box: Box, size: Size, margin = 16): View {
  const shift = (from: number, length: number, space: number) => {
    if (from < margin) return margin - from;
    const over = from + length - (space - margin);
    return over > 0 ? -Math.min(over, from - margin) : 0;
  };
  return {
    k: view.k,
    x: view.x + shift(box.x * view.k + view.x, box.w * view.k, size.width),
    y: view.y + shift(box.y * view.k + view.y, box.h * view.k, size.height),
  };
}

/** Most of a canvas further to one side, and no further than to where the picture ends. */
export function panBeyond(view: View, box: Box, size: Size, side: Direction, margin: number): View {
  const b = onScreen(view, box);
  const step = (beyond: number, space: number) => Math.max(0, Math.min(beyond, space * 0.75));
  switch (side) {
    case 'left':
      return { ...view, x: view.x + step(margin - b.x, size.width) };
    case 'right':
      return { ...view, x: view.x - step(b.x + b.w - size.width + margin, size.width) };
    case 'up':
      return { ...view, y: view.y + step(margin - b.y, size.height) };
    case 'down':
      return { ...view, y: view.y - step(b.y + b.h - size.height + margin, size.height) };
  }
}

/** A box of the scene on the screen. */
export function onScreen(view: View, box: Box): Box {
  return {
    x: box.x * view.k + view.x,
    y: box.y * view.k + view.y,
    w: box.w * view.k,
    h: box.h * view.k,
  };
}

export type Direction = 'left' | 'right' | 'up' | 'down';

const middle = (b: Box): Point => ({ x: b.x + b.w / 2, y: b.y + b.h / 2 });

/**
 * The nearest node in a direction: distance along it counts once, distance
 * across it twice, so that what lies straight ahead wins over what lies beside.
 */
export function nearest(
  boxes: ReadonlyMap<string, Box>,
  from: string,
  direction: Direction,
): string | null {
  const start = boxes.get(from);
  if (!start) return boxes.keys().next().value ?? null;
  const a = middle(start);
  const level = direction === 'left' || direction === 'right';
  const sign = direction === 'right' || direction === 'down' ? 1 : -1;
  let best: string | null = null;
  let least = Infinity;
  for (const [id, box] of boxes) {
    if (id === from) continue;
    const b = middle(box);
    const along = sign * (level ? b.x - a.x : b.y - a.y);
    if (along <= 1) continue;
    const across = Math.abs(level ? b.y - a.y : b.x - a.x);
    const cost = along + 2 * across;
    if (cost < least) {
      least = cost;
      best = id;
    }
  }
  return best;
}
