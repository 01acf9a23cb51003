import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import { WireError, type Backend, type Review } from '../../backend';
import { letGo, unsavedTexts } from '../../editing';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen, seriousFindings } from '../../testing/render';
import { Causes } from './Causes';
import { causeNodes } from '../../testing/causeNodes';
import { factorOf } from '../../testing/review';
import type { CauseNode } from './tree';

const anyReview = {
  id: 'r1',
  ref: 'REV-26-AAAAAA',
  rev: 7,
  title: 'Orders stopped',
  factors: [],
  comments: [],
  timeline: [],
  evidence: [],
  causes: [],
  actions: [],
  pictures: [],
  conflicts: [],
} as unknown as Review;

let review: Review;
let nodes: CauseNode[];
let saveText: Mock<Backend['reviews']['saveText']>;
let causes: { [M in keyof Backend['causes']]: Mock<Backend['causes'][M]> };
// Each test has a review of its own: the chosen cause of a review is remembered.
let shown = 0;

function picture() {
  return JSON.stringify({
    scene: {
      v: 1,
      kind: 'fishbone',
      bounds: { x: 0, y: 0, w: 9000, h: 9000 },
      items: nodes.map((n, i) => ({
        id: `hit:${n.id}`,
        k: 'rect',
        role: 'hit',
        node: n.id,
        p: [0, i * 3000, 6000, 2000, 0],
      })),
      glyphs: {},
    },
    nodes,
    asides: [],
    counts: { causes: nodes.filter((n) => n.kind === 'cause').length, open: 0 },
    rev: 7,
  });
}

function show() {
  const saved = { id: '', rev: 8 };
  causes = {
    scene: vi.fn(() => Promise.resolve(picture())),
    fit: vi.fn(() => Promise.resolve({ level: 0, maxW: 150 })),
    add: vi.fn(() => Promise.resolve({ id: 'new', rev: 8 })),
    addCategory: vi.fn(() => Promise.resolve(saved)),
    move: vi.fn((_: string, id: string) => Promise.resolve({ id, rev: 8 })),
    moveTo: vi.fn((_: string, id: string) => Promise.resolve({ id, rev: 8 })),
    remove: vi.fn(() => Promise.resolve({ id: 'n1', rev: 8 })),
    discard: vi.fn(() => Promise.resolve(saved)),
    targets: vi.fn(() => Promise.resolve([])),
    set: vi.fn(() => Promise.resolve({ rev: 8 })),
    fromFactors: vi.fn(() => Promise.resolve(saved)),
    pasteOutline: vi.fn(() => Promise.resolve(saved)),
    sizes: vi.fn(() => Promise.resolve([])),
    picture: vi.fn(() => Promise.resolve('')),
    exportView: vi.fn(() => Promise.resolve({ path: '' })),
  };
  const backend = recordedBackend({ causes, reviews: { saveText } });
  return { ...renderScreen(<Causes review={{ ...review, causes: nodes }} />, backend), backend };
}
const row = (name: RegExp) => screen.findByRole('treeitem', { name });

beforeEach(() => {
  shown += 1;
  for (const text of unsavedTexts()) letGo(text);
  saveText = vi.fn((_r, _p, _b, text) => Promise.resolve({ rev: 8, text, conflict: null }));
  review = { ...anyReview, ref: `REV-26-${String(shown)}` };
  nodes = causeNodes(
    'Orders stopped\n  * Process\n    Disk full\n      Log grew\n    Alert unseen',
  );
});

describe('the causes of a review', () => {
  it('are a tree with levels, signs in words, and one selection', async () => {
    const { container } = show();
    const disk = await row(/Disk full/);
    expect(disk).toHaveAttribute('aria-level', '3');
    expect(disk).toHaveAttribute('aria-expanded', 'true');
    expect(disk).toHaveAttribute('aria-selected', 'true');
    expect(within(disk).getByRole('img', { name: 'hypothesis' })).toBeInTheDocument();
    expect(screen.getAllByRole('treeitem', { selected: true })).toHaveLength(1);
    expect(await seriousFindings(container)).toEqual([]);
  });

  it('stand under a heading of their own where they are in no category beside others', async () => {
    nodes = causeNodes(
      'Orders stopped\n  * Process\n    Disk full\n  Pager off\n    No rota\n  Fan',
    );
    const { container } = show();
    const heading = await screen.findByText('Not yet sorted');
    const follows = (above: Element, below: Element) =>
      above.compareDocumentPosition(below) & Node.DOCUMENT_POSITION_FOLLOWING;
    expect(follows(await row(/Disk full/), heading)).toBeTruthy();
    expect(follows(heading, await row(/Pager off/))).toBeTruthy();
    expect(await seriousFindings(container)).toEqual([]);
    // The heading is passed over.
    await userEvent.keyboard('{ArrowDown}');
    expect(await row(/Pager off/)).toHaveAttribute('aria-selected', 'true');
  });

  it('are marked where somebody has to decide, as the drawing marks them', async () => {
    const open = { id: 'c1', kind: 'value', base: '', values: [], state: 'open', rank: '' };
    review = { ...review, conflicts: [{ ...open, path: 'causes/n3/status' }] };
    const { container } = show();
    expect(within(await row(/Log grew/)).getByText('undecided')).toBeInTheDocument();
    expect(screen.getAllByText('undecided')).toHaveLength(1);
    expect(await seriousFindings(container)).toEqual([]);
  });

  it('take a pasted list on a row that was clicked', async () => {
    show();
    const disk = await row(/Disk full/);
    // An engine tells a paste to the words that were clicked, not to the tree.
    await userEvent.click(within(disk).getByText('Disk full'));
    fireEvent.paste(within(disk).getByText('Disk full'), {
      clipboardData: { getData: () => 'One\n  Two' },
    });
    await waitFor(() =>
      expect(causes.pasteOutline).toHaveBeenCalledWith(
        review.ref,
        'n2',
        'One\n  Two',
        expect.anything(),
      ),
    );
  });

  it('need no such heading without a category', async () => {
    nodes = causeNodes('Orders stopped\n  Disk full\n  Pager off');
    show();
    await row(/Pager off/);
    expect(screen.queryByText('Not yet sorted')).toBeNull();
  });

  it('take the keyboard when they open, and arrows walk', async () => {
    show();
    await row(/Disk full/);
    expect(screen.getByRole('tree')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    expect(await row(/Log grew/)).toHaveAttribute('aria-selected', 'true');
  });

  it.each([
    ['{Enter}', 'after'],
    ['{Shift>}{Enter}{/Shift}', 'before'],
    ['{Tab}', 'child'],
    ['{Control>}{Enter}{/Control}', 'parent'],
  ])('%s asks for a new cause: %s', async (keys, where) => {
    show();
    await row(/Disk full/);
    await userEvent.keyboard(keys);
    await waitFor(() =>
      expect(causes.add).toHaveBeenCalledWith(review.ref, 'n2', where, '', expect.anything()),
    );
  });

  it('say when a typed cause has nothing above that it could go below', async () => {
    show();
    await row(/Disk full/);
    await userEvent.keyboard('{F2}{Tab}');
    expect(await screen.findByText(/nothing above on this level/)).toBeVisible();
    expect(causes.move).not.toHaveBeenCalled();
    expect(document.activeElement).toHaveValue('Disk full');
  });

  it('leave Tab to the buttons beside the tree', async () => {
    show();
    await row(/Disk full/);
    act(() => screen.getByRole('button', { name: 'Fit' }).focus());
    await userEvent.keyboard('{Tab}');
    expect(causes.add).not.toHaveBeenCalled();
  });

  it('change status and class by single keys', async () => {
    show();
    await row(/Disk full/);
    await userEvent.keyboard('vp');
    await waitFor(() => expect(causes.set).toHaveBeenCalledTimes(2));
    expect(causes.set).toHaveBeenCalledWith(
      review.ref,
      'n2',
      'status',
      '"supported"',
      expect.anything(),
    );
    expect(causes.set).toHaveBeenCalledWith(
      review.ref,
      'n2',
      'classes',
      '["procedural"]',
      expect.anything(),
    );
  });

  it.each([
    ['hold the letters typed before the new cause is there', 'vth', 1],
    ['take an Escape typed ahead as the end of those letters', 'vth{Escape}', 0],
  ])('%s', async (_, keys, editors) => {
    const { backend } = show();
    await row(/Disk full/);
    let made: (v: { id: string; rev: number }) => void = () => undefined;
    causes.add.mockImplementation(
      () =>
        new Promise((resolve) => {
          made = resolve;
        }),
    );
    await userEvent.keyboard(`{Enter}${keys}`);
    expect(causes.set).not.toHaveBeenCalled();
    nodes = causeNodes(
      'Orders stopped\n  * Process\n    Disk full\n      Log grew\n    x\n    Alert unseen',
    ).map((n) => (n.text === 'x' ? { ...n, id: 'new', text: '' } : n));
    await act(async () => {
      made({ id: 'new', rev: 8 });
      await Promise.resolve();
      backend.emit('review.changed', { ref: review.ref, rev: 8, origin: '' });
    });
    await waitFor(() => {
      expect(saveText.mock.lastCall?.slice(0, 4)).toEqual([
        review.ref,
        'causes/new/text',
        '',
        'vth',
      ]);
    });
    const shown = screen.queryAllByRole('textbox', { name: 'Words of the cause' });
    expect(shown.map((e) => (e as HTMLTextAreaElement).value)).toEqual(
      Array.from({ length: editors }, () => 'vth'),
    );
    expect(causes.remove).not.toHaveBeenCalled();
  });

  it('say how much went with a removed cause', async () => {
    show();
    await row(/Disk full/);
    await userEvent.keyboard('{Delete}');
    expect(
      await screen.findByText('“Disk full” was removed with 1 cause below it'),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Undo' })).toBeInTheDocument();
  });

  it('begin with the effect when there are none', async () => {
    nodes = causeNodes('Orders stopped');
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Start with the effect' }));
    await waitFor(() =>
      expect(causes.add).toHaveBeenCalledWith(review.ref, 'n0', 'effect', '', expect.anything()),
    );
  });

  it('become a category and a cause again by one key, below the effect only', async () => {
    nodes = causeNodes('Orders stopped\n  * Process\n    Disk full\n  Pager off\n    No rota');
    show();
    const end = (el: HTMLElement) => el.id.split('-').at(-1);
    const ids = [end(await row(/Process/)), end(await row(/Pager off/))];
    await row(/Disk full/);
    await userEvent.keyboard('c'); // in a category: neither
    await userEvent.keyboard('{ArrowUp}c{ArrowDown}{ArrowDown}c');
    await waitFor(() =>
      expect(causes.move.mock.calls.map((call) => call.slice(1, 3))).toEqual([
        [ids[0], 'cause'],
        [ids[1], 'category'],
      ]),
    );
    await userEvent.click(screen.getByRole('button', { name: 'More acts on this' }));
    expect(await screen.findByRole('menuitem', { name: /Make this a category/ })).toBeVisible();
  });

  it('can be moved into a category that is not there yet', async () => {
    nodes = causeNodes('Orders stopped\n  Disk full\n  Alert unseen');
    const { container } = show();
    const disk = await row(/Disk full/);
    await userEvent.keyboard('m');
    const field = await screen.findByRole('combobox', { name: /Move “Disk full”/ });
    expect(screen.getByText('Into a new category')).toBeInTheDocument();
    expect(await seriousFindings(container)).toEqual([]);
    await userEvent.type(field, 'storage{Enter}');
    const id = disk.id.split('-').at(-1);
    await waitFor(() =>
      expect(causes.add.mock.calls).toEqual([
        [review.ref, id, 'category', 'storage', expect.anything()],
      ]),
    );
    await userEvent.keyboard('m');
    await userEvent.type(await screen.findByRole('combobox'), 'process{Enter}');
    await waitFor(() =>
      expect(causes.add.mock.calls[1]?.slice(1, 4)).toEqual([id, 'category', 'Process']),
    );
  });

  it('begin with the factors where there are some, by key too', async () => {
    nodes = causeNodes('Orders stopped');
    review = {
      ...review,
      factors: [
        factorOf({ id: 'f1', text: 'Disk full' }),
        factorOf({ id: 'f2', text: 'No alert' }),
      ],
    };
    show();
    const make = await screen.findByRole('button', { name: /Make causes from the 2 factors/ });
    expect(make).toHaveClass('btn-primary');
    expect(screen.getByRole('button', { name: 'Start with the effect' })).not.toHaveClass(
      'btn-primary',
    );
    await userEvent.keyboard('f');
    await waitFor(() =>
      expect(causes.fromFactors).toHaveBeenCalledExactlyOnceWith(review.ref, expect.anything()),
    );
    expect(await screen.findByText('2 causes made from factors')).toBeInTheDocument();
  });

  it('let an emptied cause go without a word only when nothing else is in it', async () => {
    nodes = nodes.map((n) => (n.text === 'Log grew' ? { ...n, note: 'Seen twice' } : n));
    show();
    for (const name of [/Log grew/, /Alert unseen/]) {
      await userEvent.click(await row(name));
      await userEvent.keyboard('{F2}');
      await userEvent.clear(await screen.findByRole('textbox', { name: 'Words of the cause' }));
      await userEvent.keyboard('{Escape}');
    }
    await waitFor(() => expect(causes.discard).toHaveBeenCalled());
    expect(causes.discard.mock.calls.map((c) => c[1])).toEqual([
      nodes.find((n) => n.text === 'Alert unseen')?.id,
    ]);
  });

  it('keep words typed ahead of a cause that could not be made', async () => {
    show();
    await row(/Disk full/);
    let refuse: (e: Error) => void = () => undefined;
    causes.add.mockImplementation(() => new Promise((_, reject) => (refuse = reject)));
    await userEvent.keyboard('{Enter}fan stood still');
    refuse(new WireError('unavailable', 'error.internal'));
    await waitFor(() => expect(unsavedTexts()).toMatchObject([{ text: 'fan stood still' }]));
  });

  it('keep the caret at its word when words of somebody else come in', async () => {
    show();
    for (const where of ['tree', 'inspector']) {
      await userEvent.click(await row(/Log grew/));
      if (where === 'tree') await userEvent.keyboard('{F2}');
      const name = where === 'tree' ? 'Words of the cause' : 'Words';
      const editor = await screen.findByRole('textbox', { name });
      saveText.mockImplementationOnce((_r, _p, _b, text) =>
        Promise.resolve({ rev: 9, text: `Often: ${text}`, conflict: null }),
      );
      await userEvent.type(editor, 's', { initialSelectionStart: 3, initialSelectionEnd: 3 });
      await waitFor(() => expect(editor).toHaveValue('Often: Logs grew'));
      await userEvent.keyboard('!');
      expect(editor).toHaveValue('Often: Logs! grew');
      await userEvent.keyboard('{Escape}');
    }
  });

  it('say in the field why its words could not be saved, and show both sides of a conflict', async () => {
    show();
    await row(/Disk full/);
    await userEvent.keyboard('{F2}');
    const editor = await screen.findByRole('textbox', { name: 'Words of the cause' });
    saveText.mockImplementationOnce((_r, _p, base, text) =>
      Promise.resolve({ rev: 9, text, conflict: { base, yours: text, theirs: 'Disk was full' } }),
    );
    await userEvent.type(editor, '!');
    expect(await screen.findByText('Disk was full')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Keep mine' }));
    expect(screen.queryByText('Disk was full')).not.toBeInTheDocument();
    expect(editor).toBeInTheDocument();
    saveText.mockRejectedValueOnce(new WireError('invalid', 'error.internal'));
    await userEvent.type(editor, '?');
    expect(await screen.findByRole('alert')).toBeVisible();
    await userEvent.type(editor, '?');
    await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument());
  });
});
