import { onScreen, type Box, type Direction, type Size, type View } from './geometry';

/** Whether all of a box is on the canvas. */
export function within(view: View, box: Box, size: Size): boolean {
  const b = onScreen(view, box);
  return b.x >= 0 && b.y >= 0 && b.x + b.w <= size.width && b.y + b.h <= size.height;
}

/** Whether any of a box is on the canvas. */
export function overlaps(view: View, box: Box, size: Size): boolean {
  const b = onScreen(view, box);
  return b.x < size.width && b.y < size.height && b.x + b.w > 0 && b.y + b.h > 0;
}

/** The sides on which the picture goes on beyond the canvas: it fades there. */
export function sidesBeyond(view: View, box: Box, size: Size): Direction[] {
  const b = onScreen(view, box);
  const sides: Direction[] = [];
  if (b.x < -1) sides.push('left');
  if (b.x + b.w > size.width + 1) sides.push('right');
  if (b.y < -1) sides.push('up');
  if (b.y + b.h > size.height + 1) sides.push('down');
  return sides;
}

const sheetStep = 1000;

/**
 * The sheet the picture is drawn on: its bounds in large steps. WebKit lays out
 * every text anew when anything above it is moved or scaled, which takes seconds
 * for a thousand causes; so the sheet seldom changes, and moves as a whole.
 */
export function sheetFor(bounds: Box): Box {
  const x = Math.floor(bounds.x / sheetStep) * sheetStep;
  const y = Math.floor(bounds.y / sheetStep) * sheetStep;
  return {
    x,
    y,
    w: Math.ceil((bounds.x + bounds.w - x) / sheetStep) * sheetStep,
    h: Math.ceil((bounds.y + bounds.h - y) / sheetStep) * sheetStep,
  };
}

export function placeOfSheet(sheet: Box, view: View, drawnAt: number): string {
  const at = `translate(${view.x + sheet.x * view.k}px, ${view.y + sheet.y * view.k}px)`;
  return drawnAt === view.k ? at : `${at} scale(${view.k / drawnAt})`;
}
