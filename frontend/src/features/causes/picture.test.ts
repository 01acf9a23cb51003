import { expect, it } from 'vitest';
import { causeNodes } from '../../testing/causeNodes';
import type { Scene } from '../../painter';
import { pictureOf, type Told } from './picture';

const asked = { level: 0, maxW: 150 };
const scene: Scene = {
  v: 1,
  kind: 'fishbone',
  bounds: { x: 0, y: 0, w: 9, h: 9 },
  items: [{ id: 'a', k: 'rect', role: 'hit', p: [0, 0, 9, 9, 0] }],
  glyphs: {},
};
const nodes = causeNodes('Orders stopped\n  * Process\n    Disk full\n      Log grew');
const whole: Told = {
  stamp: 's1',
  scene,
  nodes,
  asides: [],
  counts: { causes: 2, open: 2 },
  rev: 7,
};
const part: Told = {
  ...whole,
  stamp: 's2',
  base: 's1',
  scene: { v: 1, kind: 'fishbone', bounds: scene.bounds, items: [], runs: [0, 1, 0, 0] },
  nodes: [{ ...nodes[2], text: 'Disk full again' } as (typeof nodes)[number]],
  nodeRuns: [0, 2, -1, 1, 3, 1],
  rev: 8,
};

it('builds a drawing on the one that is here, and keeps what did not change', () => {
  const held = pictureOf(whole, undefined, asked);
  const next = pictureOf(part, held, asked);
  expect(next?.nodes.map((n) => n.text)).toEqual([
    'Orders stopped',
    'Process',
    'Disk full again',
    'Log grew',
  ]);
  expect(next?.nodes[3]).toBe(nodes[3]);
  expect(next?.scene.items[0]).toBe(scene.items[0]);
  expect([next?.stamp, next?.rev]).toEqual(['s2', 8]);
});

it('builds on no other drawing than the one that is meant', () => {
  expect(pictureOf(part, undefined, asked)).toBeUndefined();
  expect(
    pictureOf(part, pictureOf({ ...whole, stamp: 's0' }, undefined, asked), asked),
  ).toBeUndefined();
});
