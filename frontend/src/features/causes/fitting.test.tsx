import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DrawingRoom, RoomFit, SceneOptions } from '../../backend';
import { causeNodes } from '../../testing/causeNodes';
import { recordedBackend } from '../../testing/recorded';
import { renderScreen } from '../../testing/render';
import { emptyReview } from '../../testing/review';
import { Causes } from './Causes';

// The whole screen of the causes stands behind each of these.
vi.setConfig({ testTimeout: 30_000 });

const nodes = causeNodes(
  'Orders stopped\n  * Process\n    Disk full\n      Log grew\n        Nobody looked\n    Alert unseen',
);
let resized: () => void;
let canvas: { width: number; height: number };
let shown = 0;

beforeEach(() => {
  shown += 1;
  canvas = { width: 1000, height: 800 };
  const watched = new Set<() => void>();
  resized = () => watched.forEach((tell) => tell());
  vi.stubGlobal(
    'ResizeObserver',
    class {
      private readonly tell: () => void;
      constructor(tell: () => void) {
        this.tell = tell;
      }
      observe() {
        watched.add(this.tell);
      }
      disconnect() {
        watched.delete(this.tell);
      }
    },
  );
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(() => canvas.width);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockImplementation(() => canvas.height);
});

/** Go draws in a canvas of less than 700 px one level, else all. */
function show({ wide = 900, high = 600, fails = false } = {}) {
  const fit = vi.fn((_: string, room: DrawingRoom): Promise<RoomFit> =>
    fails
      ? Promise.reject(new Error('no fonts'))
      : Promise.resolve({
          level: room.cut ? (room.width < 700 ? 1 : 0) : room.level,
          maxW: room.width < 700 ? 110 : 150,
        }),
  );
  const scene = vi.fn((_: string, asked: SceneOptions) =>
    Promise.resolve(
      JSON.stringify({
        scene: {
          v: 1,
          kind: asked.view,
          bounds: { x: 0, y: 0, w: wide * 100, h: high * 100 },
          items: [{ id: 'hit', k: 'rect', role: 'hit', node: 'n0', p: [0, 0, 900, 900, 0] }],
          glyphs: {},
        },
        nodes,
        asides: [],
        counts: { causes: 4, open: 0 },
        rev: 7,
      }),
    ),
  );
  const backend = recordedBackend({ causes: { fit, scene } });
  const review = emptyReview({ ref: `REV-26-FIT${shown}`, causes: nodes });
  renderScreen(<Causes review={review} />, backend);
  return { fit, scene };
}
const lastScene = (scene: ReturnType<typeof show>['scene']) => scene.mock.lastCall?.[1];
const isShown = (words: string) => waitFor(() => expect(screen.getByText(words)).toBeVisible());

describe('a drawing of causes', () => {
  it('is asked for once, as it suits the canvas', async () => {
    const { fit, scene } = show();
    await isShown('Levels: all');
    await screen.findByRole('group', { name: /^Fishbone/ });
    expect(fit.mock.calls.map((c) => c[1])).toEqual([
      { view: 'fishbone', width: 984, height: 784, least: 0.75, level: 0, cut: true },
    ]);
    expect(scene.mock.calls.map((c) => c[1])).toEqual([
      { view: 'fishbone', level: 0, maxW: 150, font: 0, have: '' },
    ]);
  });

  it('is cut to fewer levels while panes leave it less room, and not once somebody chose', async () => {
    const { scene } = show();
    await isShown('Levels: all');
    canvas = { width: 500, height: 800 };
    act(() => resized());
    await isShown('Levels: 1 of 3');
    expect(lastScene(scene)).toMatchObject({ level: 1, maxW: 110 });
    canvas = { width: 1000, height: 800 };
    act(() => resized());
    await isShown('Levels: all');

    await userEvent.keyboard('[[[['); // two presses
    await isShown('Levels: 1 of 3');
    canvas = { width: 1100, height: 800 };
    act(() => resized());
    await waitFor(() => expect(lastScene(scene)).toMatchObject({ level: 1, maxW: 150 }));
    await isShown('Levels: 1 of 3');
  });

  it('shows all levels at one press', async () => {
    canvas = { width: 500, height: 800 };
    const { scene } = show();
    await isShown('Levels: 1 of 3');
    await userEvent.click(screen.getByRole('button', { name: 'All levels' }));
    await isShown('Levels: all');
    await waitFor(() => expect(lastScene(scene)).toMatchObject({ level: 0 }));
    expect(screen.queryByRole('button', { name: 'All levels' })).not.toBeInTheDocument();
  });

  it('is never cut as 5 Whys', async () => {
    canvas = { width: 500, height: 800 };
    const { fit, scene } = show();
    await isShown('Levels: 1 of 3');
    await userEvent.click(screen.getByRole('radio', { name: '5 Whys' }));
    await waitFor(() => expect(lastScene(scene)).toMatchObject({ view: 'whys', level: 0 }));
    expect(fit.mock.lastCall?.[1]).toMatchObject({ view: 'whys', cut: false });
  });

  it('has ways on where it is too large to be read whole, and shows all on demand', async () => {
    canvas = { width: 500, height: 300 };
    show({ wide: 2000, high: 1000 });
    await userEvent.click(await screen.findByRole('button', { name: 'Whole' }));
    expect(screen.queryByRole('button', { name: 'More to the left' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Readable' }));
    expect(screen.getByRole('button', { name: 'Whole' })).toBeVisible();

    // The head of a fishbone is at its right, so there is more to the left.
    expect(screen.queryByRole('button', { name: 'More to the right' })).not.toBeInTheDocument();
    fireEvent.click(screen.getByRole('button', { name: 'More to the left' }));
    expect(screen.getByRole('button', { name: 'More to the right' })).toBeVisible();
  });

  it('is drawn as it is where nobody could fit it', async () => {
    const { scene } = show({ fails: true });
    await isShown('Levels: all');
    await waitFor(() => expect(lastScene(scene)).toMatchObject({ level: 0, maxW: 0 }));
  });
});
