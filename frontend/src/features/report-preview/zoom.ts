/** How large pages are: fitted to the room there is, or a share of their real size. */
export type Zoom = 'width' | 'page' | number;

export const zoomSteps = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3] as const;
/** Around and between pages, px; as in waiting.css. */
export const gap = 24;
/** px of the screen per point of the paper at 100 %. */
export const pxPerPoint = 96 / 72;

export function parseZoom(text: string): Zoom {
  if (text === 'width' || text === 'page') return text;
  const n = Number(text);
  return Number.isFinite(n) && n >= 0.25 && n <= 4 ? n : 1;
}

type Size = { width: number; height: number };

/**
 * px per point for a page in a room. A size that nobody has asked for since the
 * report was opened is never wider than the room: `within`.
 */
export function scaleOf(zoom: Zoom, page: Size, room: Size, within = false): number {
  const across = (room.width - 2 * gap) / page.width;
  if (typeof zoom === 'number') {
    const asked = zoom * pxPerPoint;
    return within ? Math.max(0.2, Math.min(asked, across)) : asked;
  }
  const scale = zoom === 'width' ? across : Math.min(across, (room.height - 2 * gap) / page.height);
  return Math.max(0.2, scale);
}

/** The next larger or smaller step from where the pages are now. */
export function nextZoom(scale: number, by: 1 | -1): number {
  const now = scale / pxPerPoint;
  // A fitted page is rarely on a step: half a percent beside one counts as on it.
  const next =
    by > 0 ? zoomSteps.find((z) => z > now + 0.005) : zoomSteps.findLast((z) => z < now - 0.005);
  return next ?? (by > 0 ? 3 : 0.5);
}
