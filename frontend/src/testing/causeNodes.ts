import type { CauseNode } from '../features/causes/tree';

/** The nodes of an indented text, as Go places them; a line with "*" is a category. */
export function causeNodes(text: string): CauseNode[] {
  const nodes: CauseNode[] = [];
  const path: CauseNode[] = [];
  for (const line of text.split('\n').filter((l) => l.trim() !== '')) {
    const depth = (line.length - line.trimStart().length) / 2;
    const words = line.trim();
    path.length = depth;
    const parent = path.at(-1);
    if (parent) parent.children += 1;
    for (const above of path) above.below += 1;
    const node: CauseNode = {
      id: `n${nodes.length}`,
      parent: parent?.id ?? '',
      kind: depth === 0 ? 'effect' : words.startsWith('* ') ? 'category' : 'cause',
      text: words.replace(/^\* /, ''),
      status: depth === 0 ? '' : 'hypothesis',
      classes: [],
      rank: String(nodes.length),
      depth,
      number:
        parent === undefined
          ? ''
          : [parent.number, String(parent.children)].filter(Boolean).join('.'),
      children: 0,
      below: 0,
    };
    nodes.push(node);
    path.push(node);
  }
  return nodes;
}
