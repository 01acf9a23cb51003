import type { CauseView } from '../../backend';
import type { Framing } from '../../painter';

// Words are 12 px at a scale of 1. Where only a part of a drawing is seen they have 10.
const part = 0.84;

/** How each drawing lies on its canvas. */
export const framings: Readonly<Record<CauseView, Framing>> = {
  // Its head is at its right. To see all of it at once, words of 9 px will do.
  fishbone: { align: 'center', spill: 'end', most: 1.55, least: 0.75, part, margin: 8 },
  // It begins at its left, and each column is read from row to row: it may go on below.
  whys: { align: 'start', spill: 'start', most: 1.25, least: part, part, rows: true, margin: 16 },
};
