import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Cause, Review } from '../../backend';
import { saveEverything } from '../../editing';
import { causeNodes } from '../../testing/causeNodes';
import { keptSettings, recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { emptyReview } from '../../testing/review';
import { Causes } from './Causes';
import { chainOf, treeOf } from './tree';

// The whole screen of the causes stands behind each of these.
vi.setConfig({ testTimeout: 30_000 });

const nodes = causeNodes(
  'Orders stopped\n  * Process\n    Disk full\n      Log grew\n    Alert unseen',
);
const held: Cause = {
  ...nodes[3],
  id: 'held',
  parent: 'n0',
  kind: 'went_well',
  text: 'Failover',
} as Cause;
// Each test has a review of its own: the chosen cause of a review is remembered.
let shown = 0;

function show(asides: Cause[] = []) {
  shown += 1;
  const set = vi.fn(() => Promise.resolve({ rev: 8 }));
  const addPart = vi.fn(() => Promise.resolve({ id: 'a1', rev: 8 }));
  const scene = {
    v: 1,
    kind: 'fishbone',
    bounds: { x: 0, y: 0, w: 9, h: 9 },
    items: [],
    glyphs: {},
  };
  const picture = { scene, nodes, asides, counts: { causes: 3, open: 0 }, level: 0, rev: 7 };
  const kept = keptSettings();
  const backend = recordedBackend({
    causes: { set, scene: () => Promise.resolve(JSON.stringify(picture)) },
    reviews: { addPart },
    workspace: kept,
  });
  const review: Review = emptyReview({
    ref: `REV-26-BESIDE${shown}`,
    causes: nodes,
    actions: [],
    pictures: [],
  });
  return { ...renderScreen(<Causes review={review} />, backend), set, addPart, kept, review };
}
const choose = async (name: RegExp) =>
  userEvent.click(await screen.findByRole('treeitem', { name }));

it('marks with X what held, and goes round by luck back to a cause', async () => {
  const { set, review } = show([held]);
  await choose(/Alert unseen/);
  await userEvent.keyboard('x');
  expect(set).toHaveBeenLastCalledWith(review.ref, 'n4', 'kind', '"went_well"', expect.anything());
  await userEvent.click(screen.getByRole('button', { name: /Held Failover/ }));
  expect(screen.getByRole('button', { name: /Held Failover/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await userEvent.keyboard('x');
  await waitFor(() =>
    expect(set).toHaveBeenLastCalledWith(review.ref, 'held', 'kind', '"luck"', expect.anything()),
  );
});

it('says why a cause with others below it is not marked', async () => {
  const { set } = show();
  await choose(/Disk full/);
  await userEvent.keyboard('x');
  expect(await screen.findByText(/Other causes stand below this one/)).toBeVisible();
  expect(set).not.toHaveBeenCalled();
});

it('reads the chain from its root to the effect, and takes a verdict', async () => {
  const { set, review } = show();
  await choose(/Disk full/);
  await userEvent.keyboard('r');
  const dialog = await screen.findByRole('dialog');
  const lines = within(dialog).getAllByRole('listitem');
  expect(lines.map((l) => l.querySelector('p')?.textContent.trim())).toEqual([
    'Log grew',
    'therefore  Disk full',
    'therefore  Orders stopped',
  ]);
  expect(await seriousFindings(dialog)).toEqual([]);
  const [first] = within(dialog).getAllByRole('radio', { name: 'Breaks' });
  if (!first) throw new Error('a verdict expected');
  await userEvent.click(first);
  expect(set).toHaveBeenLastCalledWith(
    review.ref,
    'n3',
    'therefore',
    '"breaks"',
    expect.anything(),
  );
});

it('makes an action for the chosen cause, and keeps a line that was not added', async () => {
  const { addPart, kept, review } = show();
  await choose(/Alert unseen/);
  await userEvent.keyboard('aWake the');
  expect(screen.getByRole('textbox', { name: /because of “Alert unseen”/ })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  expect(await saveEverything()).toBe(true);
  expect(Object.values(kept.all())).toEqual(['Wake the']);
  await choose(/Alert unseen/);
  await userEvent.keyboard('a');
  await userEvent.type(await screen.findByRole('textbox', { name: /because of/ }), ' rota{Enter}');
  expect(addPart).toHaveBeenCalledExactlyOnceWith(
    review.ref,
    'actions',
    JSON.stringify({ title: 'Wake the rota', cause: 'n4' }),
    '',
    expect.anything(),
  );
  expect(await screen.findByText('Action added: Wake the rota')).toBeVisible();
});

it('leaves the categories out of a chain', () => {
  const tree = treeOf(nodes);
  expect(chainOf(tree, 'n4').map((n) => n.text)).toEqual(['Alert unseen', 'Orders stopped']);
  expect(chainOf(tree, null)).toEqual([]);
});
