import type { SceneGlyph, SceneItem } from './scene';

/**
 * What one item is in the page. Its place is part of its shape: an element with a
 * transform of its own costs both engines a layer of bookkeeping, which for the
 * thousands of a large drawing is most of a frame.
 */
export type Mark = {
  tag: 'path' | 'rect' | 'circle' | 'text';
  className: string;
  attributes: readonly (readonly [string, string])[];
  text: string;
};

/** 1/100 px as px, without trailing zeros. */
export function px(v: number): string {
  return String(v / 100);
}

function points(item: SceneItem): string {
  let d = '';
  for (let i = 0; i + 1 < item.p.length; i += 2) {
    const letter = i === 0 ? 'M' : item.k !== 'curve' ? 'L' : i % 4 === 2 ? 'Q' : ' ';
    d += `${letter}${px(item.p[i] ?? 0)} ${px(item.p[i + 1] ?? 0)}`;
  }
  return item.k === 'poly' ? `${d}Z` : d;
}

/** The element an item is painted by. */
export function tagOf(item: SceneItem): Mark['tag'] {
  switch (item.k) {
    case 'rect':
    case 'circle':
    case 'text':
      return item.k;
    default:
      return 'path';
  }
}

/** Where an item stands: its first point. */
export function placeOf(item: SceneItem): readonly [number, number] {
  return [(item.p[0] ?? 0) / 100, (item.p[1] ?? 0) / 100];
}

/** The transform of a sign, which is drawn in a square of 16 units; of nothing else. */
export function signTransform(item: SceneItem, dx = 0, dy = 0, unit = ''): string {
  const [x, y] = placeOf(item);
  const at = `translate(${x + dx}${unit}, ${y + dy}${unit})`;
  return item.k === 'glyph' ? `${at} scale(${(item.p[2] ?? 0) / 1600})` : at;
}

function shape(item: SceneItem, glyphs: Readonly<Record<string, SceneGlyph>>): [string, string][] {
  const n = (i: number) => px(item.p[i] ?? 0);
  switch (item.k) {
    case 'rect':
      return [
        ['x', n(0)],
        ['y', n(1)],
        ['width', n(2)],
        ['height', n(3)],
        ['rx', n(4)],
      ];
    case 'circle':
      return [
        ['cx', n(0)],
        ['cy', n(1)],
        ['r', n(2)],
      ];
    case 'text': {
      const line: [string, string][] = [
        ['x', n(0)],
        ['y', n(1)],
        ['font-size', px(item.size ?? 1200)],
      ];
      if (foreign.test(item.t ?? '')) return line;
      return [...line, ['textLength', px(item.w ?? 0)], ['lengthAdjust', 'spacingAndGlyphs']];
    }
    case 'glyph': {
      const glyph = glyphs[item.t ?? ''];
      const sign: [string, string][] = [
        ['d', glyph?.d ?? ''],
        ['transform', signTransform(item)],
      ];
      if (glyph && !glyph.filled) sign.push(['stroke-width', String(glyph.width ?? 1.6)]);
      return sign;
    }
    default:
      return [['d', points(item)]];
  }
}

/** Signs our fonts lack. The engine takes another font for them than the one they were
 * measured with, and a length given for them would stretch the letters. */
const foreign = /[\u0590-\u1dff\u2e80-\uffff]/;

/** Describes the element that paints an item. */
export function markOf(item: SceneItem, glyphs: Readonly<Record<string, SceneGlyph>>): Mark {
  const attributes = shape(item, glyphs);
  if (item.node !== undefined) attributes.push(['data-id', item.node]);
  if (item.sw) attributes.push(['stroke-width', px(item.sw)]);
  if (item.dash && item.dash.length > 0) {
    attributes.push(['stroke-dasharray', item.dash.map(px).join(' ')]);
  }
  let className = `role-${item.role}`;
  if (item.fill) className += ` fill-${item.fill}`;
  if (item.stroke) className += ` stroke-${item.stroke}`;
  if (item.k === 'glyph') className += ' sign';
  if (item.cut && item.cut !== 'regular') className += ` cut-${item.cut}`;
  return {
    tag: tagOf(item),
    className,
    attributes,
    text: item.k === 'text' ? (item.t ?? '') : '',
  };
}

export function sameMark(a: Mark, b: Mark): boolean {
  return (
    a.tag === b.tag &&
    a.text === b.text &&
    a.className === b.className &&
    a.attributes.length === b.attributes.length &&
    a.attributes.every(([name, value], i) => {
      const other = b.attributes[i];
      return other?.[0] === name && other[1] === value;
    })
  );
}
