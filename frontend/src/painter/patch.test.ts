import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ScenePainter } from './painter';
import { patched } from './patch';
import type { Scene, SceneItem } from './scene';

const frame = { v: 1, kind: 'fishbone', bounds: { x: 0, y: 0, w: 9, h: 9 } };
const scene = (items: SceneItem[]): Scene => ({
  ...frame,
  items,
  glyphs: { ring: { d: 'M1 1L15 15', width: 1.6 } },
});

const item = (id: number, seed: number): SceneItem => {
  const at = { id: `i${id}`, role: 'hit', node: `n${id % 3}` };
  const p = [seed * 10, id * 100];
  switch (seed % 4) {
    case 0:
      return { ...at, k: 'rect', p: [...p, 500, 200, 0] };
    case 1:
      return { ...at, k: 'line', p: [...p, ...p.map((v) => v + 300)] };
    case 2:
      return { ...at, k: 'glyph', p: [...p, 900], t: 'ring' };
    default:
      return { ...at, k: 'text', p, t: `words ${seed}`, w: 900, size: 1200 };
  }
};

/** An edit as Go tells it: pieces of the old scene, moved or not, and new items between them. */
const edit = fc.array(
  fc.oneof(
    fc.record({
      from: fc.nat(30),
      count: fc.integer({ min: 1, max: 12 }),
      dx: fc.constantFrom(0, 0, 700),
      dy: fc.constantFrom(0, 0, -50),
    }),
    fc.record({ fresh: fc.array(fc.nat(60), { minLength: 1, maxLength: 4 }) }),
  ),
  { minLength: 1, maxLength: 6 },
);

const numberOf = (it: SceneItem) => Number(it.id.slice(1));

function content(g: SVGGElement): string {
  return [...g.children]
    .map((el) => {
      const attributes = [...el.attributes].map((a) => `${a.name}=${a.value}`).sort();
      return `${el.tagName} ${attributes.join(' ')} ${el.textContent}`;
    })
    .join('\n');
}

it('paints a sequence of patches as it paints the last scene alone', () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), fc.nat(2), (edits, chosen) => {
      const group = document.createElementNS('http://www.w3.org/2000/svg', 'g');
      const painter = new ScenePainter(group);
      let now = scene(Array.from({ length: 25 }, (_, i) => item(i, i)));
      painter.setState('on', [`n${chosen}`]);
      painter.paint(now);
      for (const [round, steps] of edits.entries()) {
        const runs: number[] = [];
        const items: SceneItem[] = [];
        const used = new Set<number>();
        for (const step of steps) {
          if ('fresh' in step) {
            for (const id of step.fresh) {
              if (used.has(id)) continue;
              used.add(id);
              items.push(item(id, id + round + 1));
              runs.push(-1, 1, 0, 0);
            }
            continue;
          }
          for (let i = step.from; i < Math.min(step.from + step.count, now.items.length); i += 1) {
            const it = now.items[i];
            if (!it || used.has(numberOf(it))) continue;
            used.add(numberOf(it));
            runs.push(i, 1, step.dx, step.dy);
          }
        }
        now = patched(now, { ...frame, items, runs });
        painter.paint(now);
      }
      const fresh = document.createElementNS('http://www.w3.org/2000/svg', 'g');
      const alone = new ScenePainter(fresh);
      alone.setState('on', [`n${chosen}`]);
      // As it comes when there is nothing to build on: no object is the same.
      alone.paint(JSON.parse(JSON.stringify(now)) as Scene);
      expect(content(group)).toBe(content(fresh));
    }),
    { numRuns: 200 },
  );
});

it('takes runs of several, moves lines as a whole and boxes by their corner', () => {
  const old = scene([item(0, 0), item(1, 1), item(2, 2), item(3, 3)]);
  const now = patched(old, {
    ...frame,
    items: [item(9, 3)],
    runs: [0, 2, 5, 7, -1, 1, 0, 0, 3, 1, 0, 0],
  });
  expect(now.items.map((i) => [i.id, i.p])).toEqual([
    ['i0', [5, 7, 500, 200, 0]],
    ['i1', [15, 107, 315, 407]],
    ['i9', [30, 900]],
    ['i3', [30, 300]],
  ]);
  expect(now.items[3]).toBe(old.items[3]);
  expect(now.glyphs).toBe(old.glyphs);
});
