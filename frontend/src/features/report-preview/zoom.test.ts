import { describe, expect, it } from 'vitest';
import { gap, nextZoom, parseZoom, pxPerPoint, scaleOf } from './zoom';

const a4 = { width: 595.28, height: 841.89 };

describe('zoom', () => {
  it('shows a page in its real size at 100 %', () => {
    expect(a4.width * scaleOf(1, a4, { width: 1200, height: 700 })).toBeCloseTo(793.7, 1);
  });

  it('fits a page to the width and to the whole of a room', () => {
    const room = { width: 1000, height: 600 };
    expect(a4.width * scaleOf('width', a4, room)).toBeCloseTo(1000 - 2 * gap, 5);
    expect(a4.height * scaleOf('page', a4, room)).toBeCloseTo(600 - 2 * gap, 5);
    expect(scaleOf('page', a4, { width: 0, height: 0 })).toBeGreaterThan(0);
  });

  it('is no wider than the room until somebody asks for a size', () => {
    const room = { width: 640, height: 400 };
    expect(a4.width * scaleOf(1, a4, room, true)).toBeCloseTo(640 - 2 * gap, 5);
    expect(a4.width * scaleOf(2, a4, { width: 1000, height: 700 }, true)).toBeCloseTo(952, 5);
    expect(scaleOf(1, a4, { width: 1200, height: 700 }, true)).toBeCloseTo(pxPerPoint, 5);
    expect(scaleOf(2, a4, room)).toBeCloseTo(2 * pxPerPoint, 5);
  });

  it('goes on from a fitted page to the next step, and stops at both ends', () => {
    expect(nextZoom(0.9 * pxPerPoint, 1)).toBe(1);
    expect(nextZoom(0.9 * pxPerPoint, -1)).toBe(0.8);
    expect(nextZoom(1 * pxPerPoint, 1)).toBe(1.25);
    expect(nextZoom(3 * pxPerPoint, 1)).toBe(3);
    expect(nextZoom(0.5 * pxPerPoint, -1)).toBe(0.5);
  });

  it('takes a remembered zoom it does not understand for 100 %', () => {
    expect(['width', 'page', '1.5', 'huge', '', '99'].map(parseZoom)).toEqual([
      'width',
      'page',
      1.5,
      1,
      1,
      1,
    ]);
  });
});
