import fc from 'fast-check';
import { expect, it } from 'vitest';
import { riseOver, type Box } from './keepClear';

const toast: Box = { left: 16, right: 316, top: 700, bottom: 744 };

it('stays where nothing is taken, or what is taken stands beside it', () => {
  expect(riseOver(toast, [], 8)).toBe(0);
  expect(riseOver(toast, [{ left: 400, right: 800, top: 690, bottom: 730 }], 8)).toBe(0);
  expect(riseOver(toast, [{ left: 0, right: 800, top: 100, bottom: 130 }], 8)).toBe(0);
});

it('rises above the field at the foot, and above one that stands over it', () => {
  const field = { left: 100, right: 800, top: 710, bottom: 742 };
  expect(riseOver(toast, [field], 8)).toBe(744 - 702);
  const above = { left: 100, right: 800, top: 670, bottom: 700 };
  expect(riseOver(toast, [above, field], 8)).toBe(744 - 662);
});

it('covers nothing that is taken, unless there is no room', () => {
  const box = fc
    .record({ left: fc.nat(900), top: fc.nat(760), width: fc.nat(400), height: fc.nat(60) })
    .map((b) => ({ left: b.left, right: b.left + b.width, top: b.top, bottom: b.top + b.height }));
  fc.assert(
    fc.property(fc.array(box, { maxLength: 6 }), (taken) => {
      const rise = riseOver(toast, taken, 8);
      if (rise === 0) return;
      const now = { ...toast, top: toast.top - rise, bottom: toast.bottom - rise };
      expect(now.top).toBeGreaterThanOrEqual(0);
      for (const t of taken) {
        const apart =
          t.right <= now.left || t.left >= now.right || t.top >= now.bottom || t.bottom <= now.top;
        expect(apart || t.top >= t.bottom).toBe(true);
      }
    }),
  );
});
