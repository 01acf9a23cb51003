import type { SceneGlyph, SceneItem } from './scene';

/**
 * What one item is in the page: an element with its first point as origin. The
 * place is a transform of its own, so that an item that only moves is touched in
 * one property, and that one can glide.
 */
export type Mark = {
  tag: 'path' | 'rect' | 'circle' | 'text';
  className: string;
  place: string;
  attributes: readonly (readonly [string, string])[];
  text: string;
};

/** 1/100 px as px, without trailing zeros. */
export function px(v: number): string {
  return String(v / 100);
}

function points(item: SceneItem): string {
  const [x0 = 0, y0 = 0] = item.p;
  let d = '';
  for (let i = 0; i + 1 < item.p.length; i += 2) {
    const letter = i === 0 ? 'M' : item.k !== 'curve' ? 'L' : i % 4 === 2 ? 'Q' : ' ';
    d += `${letter}${px((item.p[i] ?? 0) - x0)} ${px((item.p[i + 1] ?? 0) - y0)}`;
  }
  return item.k === 'poly' ? `${d}Z` : d;
}

function shape(
  item: SceneItem,
  glyphs: Readonly<Record<string, SceneGlyph>>,
): [Mark['tag'], [string, string][], string] {
  const n = (i: number) => px(item.p[i] ?? 0);
  switch (item.k) {
    case 'rect':
      return [
        'rect',
        [
          ['width', n(2)],
          ['height', n(3)],
          ['rx', n(4)],
        ],
        '',
      ];
    case 'circle':
      return ['circle', [['r', n(2)]], ''];
    case 'text':
      return [
        'text',
        [
          ['font-size', px(item.size ?? 1200)],
          ['textLength', px(item.w ?? 0)],
          ['lengthAdjust', 'spacingAndGlyphs'],
        ],
        item.t ?? '',
      ];
    case 'glyph': {
      const glyph = glyphs[item.t ?? ''];
      const stroked: [string, string][] =
        glyph && !glyph.filled ? [['stroke-width', String(glyph.width ?? 1.6)]] : [];
      return ['path', [['d', glyph?.d ?? ''], ...stroked], ''];
    }
    default:
      return ['path', [['d', points(item)]], ''];
  }
}

/** Describes the element that paints an item. */
export function markOf(item: SceneItem, glyphs: Readonly<Record<string, SceneGlyph>>): Mark {
  const [tag, attributes, text] = shape(item, glyphs);
  if (item.node !== undefined) attributes.push(['data-id', item.node]);
  if (item.sw) attributes.push(['stroke-width', px(item.sw)]);
  if (item.dash && item.dash.length > 0) {
    attributes.push(['stroke-dasharray', item.dash.map(px).join(' ')]);
  }
  const names = [`role-${item.role}`];
  if (item.fill) names.push(`fill-${item.fill}`);
  if (item.stroke) names.push(`stroke-${item.stroke}`);
  if (item.k === 'glyph') names.push('sign');
  if (item.cut && item.cut !== 'regular') names.push(`cut-${item.cut}`);
  const scale = item.k === 'glyph' ? ` scale(${(item.p[2] ?? 0) / 1600})` : '';
  return {
    tag,
    className: names.join(' '),
    place: `translate(${px(item.p[0] ?? 0)}px, ${px(item.p[1] ?? 0)}px)${scale}`,
    attributes,
    text,
  };
}

export function sameAttributes(a: Mark, b: Mark): boolean {
  return (
    a.attributes.length === b.attributes.length &&
    a.attributes.every(([name, value], i) => {
      const other = b.attributes[i];
      return other?.[0] === name && other[1] === value;
    })
  );
}
