/**
 * A laid out picture as Go sends it. All numbers are 1/100 px, y grows downward;
 * fill and stroke are names of styles, never colours. An item with neither waits
 * for something: a tint for a selection, a hit box for a press.
 */
export type SceneItem = {
  /** Unique in the scene and the same from one scene to the next. */
  id: string;
  k: 'line' | 'poly' | 'rect' | 'circle' | 'curve' | 'text' | 'glyph';
  role: string;
  /** The thing the item belongs to. */
  node?: string;
  p: readonly number[];
  /** Text of a line, or the name of a sign. */
  t?: string;
  /** Measured width of a text, its em, its font. */
  w?: number;
  size?: number;
  cut?: string;
  fill?: string;
  stroke?: string;
  sw?: number;
  dash?: readonly number[];
  /** The other end of a link. */
  to?: string;
};

export type SceneRect = { x: number; y: number; w: number; h: number };

/** A sign in a square of 16 units: filled, or stroked `width` units wide. */
export type SceneGlyph = { d: string; filled?: boolean; width?: number };

export type Scene = {
  v: number;
  kind: string;
  bounds: SceneRect;
  /** In painting order. */
  items: readonly SceneItem[];
  glyphs: Readonly<Record<string, SceneGlyph>>;
};

/** Roles the painter treats in a way of its own. */
export const roles = { hit: 'hit', tint: 'tint', link: 'crosslink' } as const;
