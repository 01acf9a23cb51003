import type { Cause } from '../../backend';
import { patched, type Scene, type ScenePatch } from '../../painter';
import type { CauseNode, Picture } from './tree';

/**
 * A drawing as Go tells it: whole, or (with `base`) as what is another than in the
 * drawing of that stamp.
 */
export type Told = {
  stamp?: string;
  base?: string;
  scene: Scene | ScenePatch;
  nodes: CauseNode[];
  /** Pairs: from, count takes so many nodes of the base; from -1 the next of `nodes`. */
  nodeRuns?: readonly number[];
  asides: Cause[];
  counts: { causes: number; open: number };
  rev: number;
};

/** The drawing that is told; undefined when it builds on one that is not here. */
export function pictureOf(
  told: Told,
  held: Picture | undefined,
  { level, maxW }: Pick<Picture, 'level' | 'maxW'>,
): Picture | undefined {
  const { asides, counts, rev, stamp = '' } = told;
  const rest = { asides, counts, rev, stamp, level, maxW };
  if (!('runs' in told.scene)) return { ...rest, scene: told.scene, nodes: told.nodes };
  if (!held || held.stamp !== told.base) return undefined;
  return {
    ...rest,
    scene: patched(held.scene, told.scene),
    nodes: patchedNodes(held.nodes, told.nodes, told.nodeRuns ?? []),
  };
}

function patchedNodes(
  old: readonly CauseNode[],
  others: readonly CauseNode[],
  runs: readonly number[],
): CauseNode[] {
  const nodes: CauseNode[] = [];
  let taken = 0;
  for (let i = 0; i + 1 < runs.length; i += 2) {
    const [from = 0, count = 0] = runs.slice(i, i + 2);
    const source = from < 0 ? others.slice(taken, taken + count) : old.slice(from, from + count);
    if (from < 0) taken += count;
    for (const node of source) nodes.push(node);
  }
  return nodes;
}
