import type { CauseView } from '../../backend';
import type { Framing } from '../../painter';

// Words are 12 px at a scale of 1. For all of a drawing to be seen at once they may have
// 9.2; where only a part is seen anyway they have 10.
const scales = { least: 0.77, part: 0.84 };

/** How each drawing lies on its canvas. */
export const framings: Readonly<Record<CauseView, Framing>> = {
  // Its head is at its right.
  fishbone: { align: 'center', spill: 'end', most: 1.55, ...scales, margin: 14 },
  // It begins at its left, and each column is read from row to row.
  whys: { align: 'start', spill: 'start', most: 1.25, ...scales, rows: true, margin: 16 },
};
