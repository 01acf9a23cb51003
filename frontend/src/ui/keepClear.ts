export type Box = { left: number; right: number; top: number; bottom: number };

/**
 * How far a box at the foot of the window has to rise so that it covers none of
 * the taken ones, with a gap; 0 where there is no room to rise to.
 */
export function riseOver(box: Box, taken: readonly Box[], gap: number): number {
  const height = box.bottom - box.top;
  let bottom = box.bottom;
  // From below: rising over one may lead into the next.
  for (const t of [...taken].sort((a, b) => b.top - a.top)) {
    const beside = t.right <= box.left || t.left >= box.right;
    if (beside || t.top >= bottom || t.bottom <= bottom - height) continue;
    bottom = t.top - gap;
  }
  return bottom - height < 0 ? 0 : box.bottom - bottom;
}
