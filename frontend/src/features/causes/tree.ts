import { contributes, type Cause, type Review } from '../../backend';
import type { Scene } from '../../painter';

/** A node with its place in the tree, as Go numbers it. */
export type CauseNode = Cause & {
  /** 0 for the effect. */
  depth: number;
  /** "1.2.1"; "" for the effect. */
  number: string;
  /** Direct children, and all below. */
  children: number;
  below: number;
};

/** One drawing of the causes, with the same causes depth first. */
export type Picture = {
  scene: Scene;
  nodes: CauseNode[];
  /** What held, and where luck helped. */
  asides: Cause[];
  counts: { causes: number; open: number };
  /** Up to which level it is drawn, and where its labels wrap. */
  level: number;
  maxW: number;
  rev: number;
  /** Names this drawing to Go, which tells the next one as what changed since. */
  stamp: string;
};

/** The tree of a picture, looked at from any node. Nodes stay in their order. */
export type CauseTree = {
  nodes: readonly CauseNode[];
  effect: CauseNode | undefined;
  categories: readonly CauseNode[];
  find: (id: string | null) => CauseNode | undefined;
  parentOf: (id: string) => CauseNode | undefined;
  childrenOf: (id: string) => readonly CauseNode[];
};

export function treeOf(nodes: readonly CauseNode[]): CauseTree {
  const byId = new Map(nodes.map((n) => [n.id, n]));
  const kids = new Map<string, CauseNode[]>();
  for (const n of nodes) {
    if (n.depth > 0) kids.set(n.parent, [...(kids.get(n.parent) ?? []), n]);
  }
  const find = (id: string | null) => (id === null ? undefined : byId.get(id));
  return {
    nodes,
    effect: nodes.find((n) => n.depth === 0),
    categories: nodes.filter(isCategory),
    find,
    parentOf: (id) => {
      const n = byId.get(id);
      return n && n.depth > 0 ? byId.get(n.parent) : undefined;
    },
    childrenOf: (id) => kids.get(id) ?? [],
  };
}

export function isCategory(n: CauseNode): boolean {
  return n.kind === 'category';
}

/** True for what held and for luck, which stand beside the tree. */
export function isAside(n: Cause): boolean {
  return n.kind === 'went_well' || n.kind === 'luck';
}

/** How many factors that had a part in how it came about have not become causes. */
export function factorsLeft(review: Review): number {
  const taken = new Set(review.causes.map((c) => c.factor));
  return review.factors.filter((f) => contributes(f) && !taken.has(f.id)).length;
}

/** How many causes a review has, and how many of them nobody has settled. */
export function countsIn(review: Review): Picture['counts'] {
  const causes = review.causes.filter((c) => c.kind === 'cause' || c.kind === 'condition');
  const open = causes.filter((c) => c.status === 'hypothesis' || c.status === 'unknown');
  return { causes: causes.length, open: open.length };
}

/** True for what may be true or false: no effect and no category. */
export function isCause(n: CauseNode): boolean {
  return n.depth > 0 && !isCategory(n);
}

/**
 * What a node may become in its place: a cause straight below the effect a category,
 * and a category a cause; nothing else is either.
 */
export function otherKind(n: CauseNode | undefined): 'category' | 'cause' | null {
  if (!n || n.depth !== 1) return null;
  return isCategory(n) ? 'cause' : 'category';
}

/** True for a node without words in which there is nothing else that somebody wrote or chose. */
export function holdsNothing(n: CauseNode, review: Review): boolean {
  const stored = review.causes.find((c) => c.id === n.id);
  return (
    n.depth > 0 &&
    n.children === 0 &&
    !review.evidence.some((e) => e.cause === n.id) &&
    [n, stored].every(
      (c) =>
        !c?.note && !c?.factor && (c?.classes.length ?? 0) === 0 && (c?.also?.length ?? 0) === 0,
    )
  );
}

/** True for an effect alone in its tree that still says what the title says. */
export function isOnlyBegun(n: CauseNode, text: string, tree: CauseTree, review: Review): boolean {
  return n.depth === 0 && tree.nodes.length === 1 && text.trim() === review.title.trim();
}

/** The rows of the outline: everything that is not folded away. */
export function visibleRows(nodes: readonly CauseNode[]): CauseNode[] {
  const rows: CauseNode[] = [];
  let foldedAt = Infinity;
  for (const n of nodes) {
    if (n.depth > foldedAt) continue;
    foldedAt = n.folded && n.children > 0 ? n.depth : Infinity;
    rows.push(n);
  }
  return rows;
}

/** Steps of indentation of a row: the level of a cause, categories not counted. */
export function levelsIn(tree: CauseTree): Map<string, number> {
  const levels = new Map<string, number>();
  for (const n of tree.nodes) {
    const above = n.depth === 0 ? 0 : (levels.get(n.parent) ?? 0);
    levels.set(n.id, n.depth === 0 || (isCategory(n) && n.depth === 1) ? 0 : above + 1);
  }
  return levels;
}

/**
 * Causes that begin a run without a category beside categories: a heading stands
 * before each, or they would seem to belong to the category above them.
 */
export function unsortedBegins(tree: CauseTree): Set<string> {
  const first = tree.effect ? tree.childrenOf(tree.effect.id) : [];
  if (!first.some(isCategory)) return new Set();
  const begins = first.filter((n, i) => {
    const before = first[i - 1];
    return !isCategory(n) && (before === undefined || isCategory(before));
  });
  return new Set(begins.map((n) => n.id));
}

/**
 * The causes from the deepest one below a node (by the first of each) up to the
 * effect: what is read as "this, therefore that". Categories are no events.
 */
export function chainOf(tree: CauseTree, id: string | null): CauseNode[] {
  let root = tree.find(id);
  for (let below = root; below; below = tree.childrenOf(below.id)[0]) root = below;
  const chain: CauseNode[] = [];
  for (let n = root; n; n = tree.parentOf(n.id)) if (!isCategory(n)) chain.push(n);
  return chain;
}

/** How many levels of causes there are. */
export function depthOf(tree: CauseTree): number {
  return Math.max(0, ...levelsIn(tree).values());
}

/** The id to put something behind so that it becomes the last child of a parent. */
export function lastChild(tree: CauseTree, parent: string, except = ''): string {
  return tree.childrenOf(parent).findLast((n) => n.id !== except)?.id ?? '';
}

/** Pieces of evidence, for and against. */
export function evidenceOf(n: CauseNode): number {
  return (n.evidence_for ?? 0) + (n.evidence_against ?? 0);
}

/** Where an arrow key leads in the outline; it never folds anything. */
export function rowToward(
  tree: CauseTree,
  rows: readonly CauseNode[],
  from: string | null,
  key: string,
): string | null {
  const at = rows.findIndex((n) => n.id === from);
  switch (key) {
    case 'ArrowDown':
      return rows[Math.min(at + 1, rows.length - 1)]?.id ?? null;
    case 'ArrowUp':
      return rows[Math.max(at - 1, 0)]?.id ?? null;
    case 'Home':
      return rows[0]?.id ?? null;
    case 'End':
      return rows.at(-1)?.id ?? null;
    case 'ArrowLeft':
      return from === null ? null : (tree.parentOf(from)?.id ?? null);
    case 'ArrowRight': {
      const next = rows[at + 1];
      return next && next.parent === from ? next.id : null;
    }
    default:
      return null;
  }
}
