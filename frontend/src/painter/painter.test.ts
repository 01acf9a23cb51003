import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ScenePainter } from './painter';
import type { Scene, SceneItem } from './scene';

const glyphs = {
  ring: { d: 'M1 1L15 15', width: 1.6 },
  disc: { d: 'M2 2L14 14Z', filled: true },
};

function group(): SVGGElement {
  return document.createElementNS('http://www.w3.org/2000/svg', 'g');
}
function scene(items: SceneItem[], kind = 'strip'): Scene {
  return { v: 1, kind, bounds: { x: 0, y: 0, w: 100, h: 100 }, items, glyphs };
}

const coordinate = fc.integer({ min: -5000, max: 5000 });
const kindAndPoints = fc.oneof(
  fc.record({
    k: fc.constantFrom('line' as const, 'poly' as const),
    p: fc.array(coordinate, { minLength: 4, maxLength: 8 }),
  }),
  fc.record({
    k: fc.constant('curve' as const),
    p: fc.array(coordinate, { minLength: 6, maxLength: 6 }),
  }),
  fc.record({
    k: fc.constant('rect' as const),
    p: fc.array(coordinate, { minLength: 5, maxLength: 5 }),
  }),
  fc.record({
    k: fc.constant('circle' as const),
    p: fc.array(coordinate, { minLength: 3, maxLength: 3 }),
  }),
  fc.record({
    k: fc.constant('text' as const),
    p: fc.array(coordinate, { minLength: 2, maxLength: 2 }),
    t: fc.string(),
    w: fc.nat(9000),
    size: fc.constantFrom(1200, 1400),
    cut: fc.constantFrom('regular', 'semibold'),
  }),
  fc.record({
    k: fc.constant('glyph' as const),
    p: fc.array(coordinate, { minLength: 3, maxLength: 3 }),
    t: fc.constantFrom('ring', 'disc', 'unheard of'),
  }),
);
const looks = fc.record(
  {
    role: fc.constantFrom('spine', 'tint', 'hit', 'crosslink'),
    node: fc.constantFrom('n1', 'n2', 'n3'),
    to: fc.constantFrom('n1', 'n2', 'n3'),
    fill: fc.constantFrom('ink', 'bg'),
    stroke: fc.constantFrom('ink-2', 'bone'),
    sw: fc.integer({ min: 50, max: 300 }),
    dash: fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 2 }),
  },
  { requiredKeys: ['role'] },
);
const item = fc
  .tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'), kindAndPoints, looks)
  .map(([id, shape, look]) => ({ id, ...shape, ...look }));
const anyScene = fc
  .tuple(
    fc.uniqueArray(item, { selector: (i) => i.id, maxLength: 12 }),
    fc.constantFrom('fish', 'tree'),
  )
  .map(([items, kind]) => scene(items, kind));

/** Elements with their attributes in the order of the alphabet: only history differs in that. */
function content(g: SVGGElement): string {
  return [...g.children]
    .map((el) => {
      const attributes = [...el.attributes].map((a) => `${a.name}=${a.value}`).sort();
      return `${el.tagName} ${attributes.join(' ')} ${el.textContent}`;
    })
    .join('\n');
}

it('makes of any two scenes what painting the second alone makes', () => {
  fc.assert(
    fc.property(
      fc.array(anyScene, { minLength: 2, maxLength: 4 }),
      fc.constantFrom('n1', 'n2'),
      (scenes, node) => {
        const g = group();
        const painter = new ScenePainter(g);
        painter.setState('on', [node]);
        for (const s of scenes) painter.paint(s);

        const fresh = group();
        const freshPainter = new ScenePainter(fresh);
        const last = scenes.at(-1);
        if (last) freshPainter.paint(last);
        freshPainter.setState('on', [node]);
        expect(content(g)).toBe(content(fresh));
      },
    ),
    { numRuns: 300 },
  );
});

describe('a patch', () => {
  let g: SVGGElement;
  let painter: ScenePainter;
  const text = (id: string, x: number, words: string): SceneItem => ({
    id,
    k: 'text',
    role: 'label',
    node: id,
    p: [x, 100],
    t: words,
    w: 900,
    size: 1200,
  });
  const animate = vi.fn(() => ({ cancel: vi.fn() }));
  beforeEach(() => {
    g = group();
    painter = new ScenePainter(g);
    animate.mockClear();
    Object.defineProperty(Element.prototype, 'animate', { configurable: true, value: animate });
  });
  afterEach(() => {
    Reflect.deleteProperty(Element.prototype, 'animate');
  });

  it('touches nothing for the same scene', () => {
    painter.paint(scene([text('a', 0, 'one'), text('b', 50, 'two')]));
    expect(painter.paint(scene([text('a', 0, 'one'), text('b', 50, 'two')]))).toEqual({
      added: 0,
      changed: 0,
      reordered: 0,
      removed: 0,
    });
  });

  it('keeps the element of what moved and glides it', () => {
    painter.paint(scene([text('a', 0, 'one'), text('b', 50, 'two')]));
    const before = g.children[1];
    const touched = painter.paint(scene([text('a', 0, 'one'), text('b', 900, 'two')]));
    expect(touched.changed).toBe(1);
    expect(g.children[1]).toBe(before);
    expect(before?.getAttribute('x')).toBe('9');
    expect(animate.mock.calls).toEqual([
      [[{ transform: 'translate(-8.5px, 0px)' }, { transform: 'none' }], expect.anything()],
    ]);
    expect(animate.mock.contexts).toEqual([before]);
  });

  it('of a thousand nodes touches those that are another', () => {
    const items = Array.from({ length: 8000 }, (_, i) =>
      text(`i${String(i)}`, i, `line ${String(i)}`),
    );
    expect(painter.paint(scene(items)).added).toBe(8000);
    // A node with eight items is new in the middle, and forty items after it move.
    const next = items.map((it, i) => (i > 4000 && i <= 4040 ? { ...it, p: [i + 70, 100] } : it));
    next.splice(4000, 0, ...Array.from({ length: 8 }, (_, i) => text(`new${String(i)}`, i, 'new')));
    expect(painter.paint(scene(next))).toEqual({
      added: 8,
      changed: 40,
      reordered: 0,
      removed: 0,
    });
  });

  it('carries a moved branch past others instead of moving all others', () => {
    const items = Array.from({ length: 500 }, (_, i) => text(`i${String(i)}`, i, 'x'));
    painter.paint(scene(items));
    const branch = items.slice(3, 8);
    const rest = items.filter((i) => !branch.includes(i));
    expect(painter.paint(scene([...rest.slice(0, 400), ...branch, ...rest.slice(400)]))).toEqual({
      added: 0,
      changed: 0,
      reordered: 5,
      removed: 0,
    });
  });

  it('shows a link while either of its ends is chosen', () => {
    const link: SceneItem = {
      id: 'l',
      k: 'line',
      role: 'crosslink',
      node: 'n1',
      to: 'n2',
      p: [0, 0, 9, 9],
    };
    painter.paint(scene([link]));
    const el = g.firstElementChild;
    for (const [node, shown] of [
      ['n1', true],
      ['n2', true],
      ['n3', false],
    ] as const) {
      painter.setState('on', [node]);
      expect(el?.classList.contains('is-on'), node).toBe(shown);
    }
  });

  it('gives each line of text its measured length', () => {
    painter.paint(scene([text('a', 1250, 'one')]));
    const el = g.firstElementChild;
    expect(el?.getAttribute('textLength')).toBe('9');
    expect(el?.getAttribute('lengthAdjust')).toBe('spacingAndGlyphs');
    expect([el?.getAttribute('x'), el?.getAttribute('y')]).toEqual(['12.5', '1']);
  });

  it('leaves the letters of another script as wide as the engine draws them', () => {
    painter.paint(scene([text('a', 1250, '監視 one')]));
    const el = g.firstElementChild;
    expect(el?.hasAttribute('textLength')).toBe(false);
    painter.paint(scene([text('a', 1250, 'one')]));
    expect(g.firstElementChild?.getAttribute('textLength')).toBe('9');
    painter.paint(scene([text('a', 1250, 'אין')]));
    expect(g.firstElementChild?.hasAttribute('lengthAdjust')).toBe(false);
  });
});
