import { expect, it } from 'vitest';
import { besideRow } from './RowOverlay';

const frame = { top: 300, bottom: 560 };

it('puts a field below its row, above it near the foot, and inside the window where neither fits', () => {
  expect(besideRow({ top: 310, bottom: 341 }, frame, 180)).toEqual({ top: 43 });
  expect(besideRow({ top: 520, bottom: 551 }, frame, 180)).toEqual({ bottom: 42 });
  // A low window: what is below the row would end 135 px beyond its foot.
  const row = { top: 440, bottom: 471 };
  expect(row.bottom + 2 + 222 - frame.bottom).toBe(135);
  expect(besideRow(row, frame, 222)).toEqual({ top: 36 });
});
