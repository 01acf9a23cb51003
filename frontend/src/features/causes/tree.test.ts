import { describe, expect, it } from 'vitest';
import { causeNodes } from '../../testing/causeNodes';
import { emptyReview } from '../../testing/review';
import {
  depthOf,
  factorsLeft,
  holdsNothing,
  lastChild,
  levelsIn,
  rowToward,
  treeOf,
  visibleRows,
} from './tree';

// e( k1(a(a1 a2) b) k2(c) )
const nodes = causeNodes(`
Effect
  * First category
    a
      a1
      a2
    b
  * Second category
    c
`);
const tree = treeOf(nodes);
const ids = (list: readonly { id: string }[]) => list.map((n) => n.id).join(' ');

describe('the outline', () => {
  it('shows all that is not folded away', () => {
    expect(ids(visibleRows(nodes))).toBe('n0 n1 n2 n3 n4 n5 n6 n7');
    const folded = nodes.map((n) => (n.id === 'n2' ? { ...n, folded: true } : n));
    expect(ids(visibleRows(folded))).toBe('n0 n1 n2 n5 n6 n7');
    const outer = folded.map((n) => (n.id === 'n1' ? { ...n, folded: true } : n));
    expect(ids(visibleRows(outer))).toBe('n0 n1 n6 n7');
  });

  it('takes a fold without children for none', () => {
    const folded = nodes.map((n) => (n.id === 'n3' ? { ...n, folded: true } : n));
    expect(ids(visibleRows(folded))).toBe('n0 n1 n2 n3 n4 n5 n6 n7');
  });

  it('indents by the level of the cause, whether or not a category stands above', () => {
    const levels = levelsIn(tree);
    expect(nodes.map((n) => levels.get(n.id))).toEqual([0, 0, 1, 2, 2, 1, 0, 1]);
    expect(depthOf(tree)).toBe(2);
    const bare = treeOf(causeNodes('Effect\n  a\n    b\n      c'));
    expect(depthOf(bare)).toBe(3);
  });

  it('walks by arrows and folds nothing', () => {
    const rows = visibleRows(nodes);
    const go = (from: string | null, key: string) => rowToward(tree, rows, from, key);
    expect(go('n2', 'ArrowDown')).toBe('n3');
    expect(go('n2', 'ArrowUp')).toBe('n1');
    expect(go('n0', 'ArrowUp')).toBe('n0');
    expect(go('n7', 'ArrowDown')).toBe('n7');
    expect(go('n2', 'ArrowRight')).toBe('n3');
    expect(go('n5', 'ArrowRight')).toBeNull();
    expect(go('n4', 'ArrowLeft')).toBe('n2');
    expect(go('n0', 'ArrowLeft')).toBeNull();
    expect(go(null, 'ArrowDown')).toBe('n0');
    expect(go('n2', 'End')).toBe('n7');
    expect(go('n2', 'x')).toBeNull();
  });
});

it('puts a moved cause behind the last child, not behind itself', () => {
  expect(lastChild(tree, 'n1')).toBe('n5');
  expect(lastChild(tree, 'n1', 'n5')).toBe('n2');
  expect(lastChild(tree, 'n7')).toBe('');
});

it('calls a cause nothing only while it holds no other work', () => {
  const [effect, empty, above] = causeNodes('Orders stopped\n  Disk full\n  Log grew\n    Noise');
  if (!effect || !empty || !above) throw new Error('three nodes expected');
  const review = emptyReview();
  expect(holdsNothing(empty, review)).toBe(true);
  expect(holdsNothing(effect, review)).toBe(false);
  expect(holdsNothing(above, review)).toBe(false);
  expect(holdsNothing({ ...empty, note: 'Seen twice' }, review)).toBe(false);
  expect(holdsNothing({ ...empty, classes: ['root'] }, review)).toBe(false);
  const piece = { id: 'e', cause: empty.id, kind: 'timeline', stance: 'supports', rank: 'V' };
  expect(
    holdsNothing(empty, emptyReview({ evidence: [{ ...piece, stance: 'supports' as const }] })),
  ).toBe(false);
  const noted = emptyReview({ causes: [{ ...empty, note: 'Not drawn yet' }] });
  expect(holdsNothing(empty, noted)).toBe(false);
});

it('offers a cause for each factor that had a part in it, whatever the kind', () => {
  const factors = (['trigger', 'contributing', 'evasion', 'mitigator', 'luck'] as const).map(
    (kind) => ({ id: kind, kind, text: '', classes: [], subtypes: [], condition_of: [], rank: '' }),
  );
  const effect = nodes.slice(0, 1);
  expect(factorsLeft({ ...emptyReview(), factors, causes: effect })).toBe(3);
});
