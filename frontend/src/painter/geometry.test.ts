import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampView,
  fitsWhole,
  fitView,
  nearest,
  onScreen,
  panBeyond,
  reveal,
  wholeView,
  zoomAt,
  type Box,
  type Framing,
} from './geometry';

const size = { width: 640, height: 480 };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const box = fc.record({
  x: number(-2000, 2000),
  y: number(-2000, 2000),
  w: number(10, 3000),
  h: number(10, 3000),
});
const view = fc.record({ x: number(-1000, 1000), y: number(-1000, 1000), k: number(0.2, 3) });

it('fits any picture into its frame', () => {
  fc.assert(
    fc.property(box, fc.constantFrom('center' as const, 'start' as const), (b, align) => {
      const v = fitView(b, size, {
        align,
        spill: 'start',
        most: 1.5,
        least: 0.01,
        part: 0.01,
        margin: 8,
      });
      const s = onScreen(v, b);
      expect(v.k).toBeLessThanOrEqual(1.5);
      expect(s.x).toBeGreaterThanOrEqual(7.9);
      expect(s.y).toBeGreaterThanOrEqual(7.9);
      expect(s.x + s.w).toBeLessThanOrEqual(632.1);
      expect(s.y + s.h).toBeLessThanOrEqual(472.1);
    }),
  );
});

it('shows the end that matters of a picture that is too large to be read whole', () => {
  const wide = { x: -50, y: 0, w: 9000, h: 100 };
  const framing = { align: 'center', most: 1, least: 0.5, part: 0.5, margin: 8 } as const;
  const fromStart = fitView(wide, size, { ...framing, spill: 'start' });
  expect(fromStart.k).toBe(0.5);
  expect(onScreen(fromStart, wide).x).toBe(8);
  const fromEnd = onScreen(fitView(wide, size, { ...framing, spill: 'end' }), wide);
  expect(fromEnd.x + fromEnd.w).toBe(632);
});

it('shows the head of a picture that is too high as well, and nothing empty beside it', () => {
  const framing: Framing = {
    align: 'center',
    spill: 'end',
    most: 1,
    least: 0.5,
    part: 0.5,
    margin: 8,
  };
  fc.assert(
    fc.property(number(1000, 5000), number(0, 1), (h, at) => {
      const tall = { x: 0, y: -300, w: 2000, h };
      const head = { x: 1800, y: tall.y + at * (h - 80), w: 200, h: 80 };
      const v = fitView(tall, size, framing, head);
      const [s, b] = [onScreen(v, head), onScreen(v, tall)];
      expect(v.k).toBe(0.5);
      expect(s.y).toBeGreaterThanOrEqual(7.9);
      expect(s.y + s.h).toBeLessThanOrEqual(472.1);
      expect(s.x + s.w).toBeCloseTo(632, 6);
      expect(b.y).toBeLessThanOrEqual(8.1);
      expect(b.y + b.h).toBeGreaterThanOrEqual(471.9);
    }),
  );
});

it('gives rows the width of their canvas where not all of them fit', () => {
  const rows: Framing = {
    align: 'start',
    spill: 'start',
    most: 1.2,
    least: 0.8,
    part: 0.8,
    rows: true,
    margin: 8,
  };
  const k = (w: number) => fitView({ x: 0, y: 0, w, h: 4000 }, size, rows).k;
  expect(k(400)).toBe(1);
  expect(k(693.33)).toBeCloseTo(0.9, 3);
  expect(k(2000)).toBe(0.8);
  const top = onScreen(fitView({ x: 0, y: 0, w: 2000, h: 4000 }, size, rows), {
    x: 0,
    y: 0,
    w: 10,
    h: 10,
  });
  expect([top.x, top.y]).toEqual([8, 8]);
});

it('shows all of a picture on demand, and says whether that can be read', () => {
  const framing: Framing = {
    align: 'center',
    spill: 'end',
    most: 1.5,
    least: 0.84,
    part: 0.84,
    margin: 8,
  };
  fc.assert(
    fc.property(box, (b) => {
      const v = wholeView(b, size, framing);
      const s = onScreen(v, b);
      expect(s.x + s.w).toBeLessThanOrEqual(632.1);
      expect(s.y + s.h).toBeLessThanOrEqual(472.1);
      if (fitsWhole(b, size, framing)) expect(fitView(b, size, framing).k).toBe(v.k);
      else expect(v.k).toBeLessThan(0.84);
    }),
  );
});

it('zooms about the point under the pointer', () => {
  fc.assert(
    fc.property(view, number(0, 640), number(0, 480), number(0.5, 2), (v, x, y, by) => {
      const z = zoomAt(v, { x, y }, by);
      expect((x - z.x) / z.k).toBeCloseTo((x - v.x) / v.k, 6);
      expect((y - z.y) / z.k).toBeCloseTo((y - v.y) / v.k, 6);
    }),
  );
});

it('never lets a picture out of sight', () => {
  fc.assert(
    fc.property(view, box, (v, b) => {
      const s = onScreen(clampView(v, b, size), b);
      expect(s.x).toBeLessThan(size.width);
      expect(s.y).toBeLessThan(size.height);
      expect(s.x + s.w).toBeGreaterThan(0);
      expect(s.y + s.h).toBeGreaterThan(0);
    }),
  );
});

it('brings what fits wholly into sight and leaves what is there', () => {
  fc.assert(
    fc.property(view, number(-3000, 3000), number(-3000, 3000), (v, x, y) => {
      const b = { x, y, w: 60, h: 30 };
      const once = reveal(v, b, size);
      const s = onScreen(once, b);
      expect(s.x).toBeGreaterThanOrEqual(15.9);
      expect(s.x + s.w).toBeLessThanOrEqual(624.1);
      const again = reveal(once, b, size);
      expect(again.x).toBeCloseTo(once.x, 6);
      expect(again.y).toBeCloseTo(once.y, 6);
    }),
  );
});

it('goes on to a side step by step, and stops where the picture ends', () => {
  fc.assert(
    fc.property(box, fc.constantFrom('left', 'right', 'up', 'down'), (b, side) => {
      let v = { x: -b.x, y: -b.y, k: 1 };
      for (let n = 0; n < 12; n += 1) v = panBeyond(v, b, size, side, 8);
      const s = onScreen(v, b);
      if (side === 'left') expect(s.x).toBeGreaterThanOrEqual(7.9);
      if (side === 'up') expect(s.y).toBeGreaterThanOrEqual(7.9);
      if (side === 'right') expect(s.x + s.w).toBeLessThanOrEqual(632.1);
      if (side === 'down') expect(s.y + s.h).toBeLessThanOrEqual(472.1);
      const again = panBeyond(v, b, size, side, 8);
      expect([again.x, again.y]).toEqual([v.x, v.y]);
    }),
  );
});

describe('the nearest node', () => {
  const boxes = new Map<string, Box>([
    ['here', { x: 0, y: 0, w: 10, h: 10 }],
    ['right', { x: 100, y: 4, w: 10, h: 10 }],
    ['aside', { x: 60, y: 70, w: 10, h: 10 }],
    ['below', { x: 2, y: 200, w: 10, h: 10 }],
  ]);
  it('is the one straight ahead, not one that is nearer and beside', () => {
    expect(nearest(boxes, 'here', 'right')).toBe('right');
    expect(nearest(boxes, 'here', 'down')).toBe('aside');
    expect(nearest(boxes, 'aside', 'down')).toBe('below');
  });
  it('is none at the edge', () => {
    expect(nearest(boxes, 'here', 'left')).toBeNull();
    expect(nearest(boxes, 'here', 'up')).toBeNull();
  });
  it('is the first when nothing was chosen', () => {
    expect(nearest(boxes, '', 'down')).toBe('here');
  });
  it('lies in the direction, and is found wherever one lies there', () => {
    const many = fc.uniqueArray(
      fc.record({ x: fc.integer({ min: 0, max: 40 }), y: fc.integer({ min: 0, max: 40 }) }),
      { selector: (p) => `${p.x} ${p.y}`, minLength: 2, maxLength: 12 },
    );
    fc.assert(
      fc.property(many, (points) => {
        const map = new Map(
          points.map((p, i) => [String(i), { x: p.x * 20, y: p.y * 20, w: 10, h: 10 }]),
        );
        for (const d of ['left', 'right', 'up', 'down'] as const) {
          const ahead = (id: string) => {
            const [a, b] = [map.get('0'), map.get(id)];
            if (!a || !b) return false;
            return { left: b.x < a.x, right: b.x > a.x, up: b.y < a.y, down: b.y > a.y }[d];
          };
          const to = nearest(map, '0', d);
          if (to === null) expect([...map.keys()].filter(ahead)).toEqual([]);
          else expect(ahead(to)).toBe(true);
        }
      }),
    );
  });
});
