import type { Scene, SceneItem } from './scene';

/** How a scene comes out of one that is here already. */
export type ScenePatch = Omit<Scene, 'glyphs'> & {
  /** None: those of the old scene. */
  glyphs?: Scene['glyphs'];
  /**
   * Groups of four numbers in the order of the new scene: from, count, dx, dy takes
   * so many items of the old scene and moves them; from -1 takes the next of `items`.
   */
  runs: readonly number[];
};

/** The new scene. What did not change are the very objects of the old one. */
export function patched(old: Scene, { runs, ...patch }: ScenePatch): Scene {
  const items: SceneItem[] = [];
  let taken = 0;
  for (let i = 0; i + 3 < runs.length; i += 4) {
    const [from = 0, count = 0, dx = 0, dy = 0] = runs.slice(i, i + 4);
    for (let n = 0; n < count; n += 1) {
      const item = from < 0 ? patch.items[taken + n] : old.items[from + n];
      if (item) items.push(dx === 0 && dy === 0 ? item : moved(item, dx, dy));
    }
    if (from < 0) taken += count;
  }
  return { ...patch, glyphs: patch.glyphs ?? old.glyphs, items };
}

function moved(item: SceneItem, dx: number, dy: number): SceneItem {
  const isLine = item.k === 'line' || item.k === 'poly' || item.k === 'curve';
  const p = item.p.map((v, i) => (isLine || i < 2 ? v + (i % 2 === 0 ? dx : dy) : v));
  return { ...item, p };
}
