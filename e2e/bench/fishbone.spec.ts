import { until } from '../lib/driver.ts';
import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';
import { openPage } from '../lib/pages.ts';
import { keep, quantile } from './figures.ts';

// A person moves a cause up and down in a fishbone of 100 and of 1,000, all of them
// drawn. Measured in the page, from the key that reaches it to the frame after the
// one that shows the cause in its new place: the edit saved durably; the layout, the
// way of the scene into the page and the painter's patch (what the bar is about);
// the frame. The calls go over the socket of the build under test instead of the
// window's own bridge.

type Node = { id: string; parent: string; kind: string };
type Bound = {
  go: {
    app: {
      Reviews: {
        Create: (title: string, origin: string) => Promise<{ ref: string }>;
        Get: (ref: string) => Promise<{ causes: Node[] }>;
      };
      Causes: {
        AddCategory: (ref: string, text: string, origin: string) => Promise<{ id: string }>;
        PasteOutline: (ref: string, at: string, text: string, origin: string) => Promise<object>;
        Scene: (...args: unknown[]) => Promise<string>;
        Move: (...args: unknown[]) => Promise<object>;
      };
    };
  };
};

const edits = 20;
const warmUp = 4;
/** When each part of an edit was done, in milliseconds after the key. */
type Way = { saved: number; asked: number; drawn: number; patched: number; painted: number };
const categories = ['Hand-over', 'Supplier', 'Rules', 'Machines', 'Tools', 'Planning'];

/** Causes in five levels below a category, the same ones each time. */
function outline(count: number, from: number): string {
  const words = 'nobody watched the old rule when a second shift took over its queue'.split(' ');
  return Array.from({ length: count }, (_, i) => {
    const text = Array.from(
      { length: 4 + ((from + i) % 5) },
      (_, k) => words[(from + i * 5 + k * 3) % words.length],
    ).join(' ');
    return `${'\t'.repeat([0, 1, 2, 3, 2, 1, 2, 0, 1][i % 9] ?? 0)}${text} ${String(from + i)}`;
  }).join('\n');
}

async function grow(driver: Driver, causes: number): Promise<string> {
  const each = Math.floor(causes / categories.length);
  return driver.eval(
    async ({ names, outlines }: { names: string[]; outlines: string[] }) => {
      const { Reviews, Causes } = (window as unknown as Bound).go.app;
      const { ref } = await Reviews.Create('A fishbone of many causes', '');
      for (const [at, name] of names.entries()) {
        const category = await Causes.AddCategory(ref, name, '');
        await Causes.PasteOutline(ref, category.id, outlines[at] ?? '', '');
      }
      return ref;
    },
    {
      names: categories,
      outlines: categories.map((_, at) =>
        outline(at === 0 ? causes - each * (categories.length - 1) : each, at * each),
      ),
    },
  );
}

/** Notes, for each arrow key from now on, when the chosen cause stands painted in its new place. */
async function watch(driver: Driver): Promise<void> {
  await driver.eval(() => {
    const target = window as unknown as { ways: Way[] };
    target.ways = [];
    const { Causes } = (window as unknown as Bound).go.app;
    let way: Partial<Way> = {};
    let began = 0;
    const since = () => performance.now() - began;
    const move = Causes.Move;
    Causes.Move = async (...args) => {
      const answer = await move(...args);
      way.saved = since();
      return answer;
    };
    const scene = Causes.Scene;
    Causes.Scene = async (...args) => {
      way.asked = since();
      const answer = await scene(...args);
      way.drawn = since();
      return answer;
    };
    const place = () => {
      const hit = document.querySelector('.scene > .role-hit.is-on');
      return `${hit?.getAttribute('x') ?? ''} ${hit?.getAttribute('y') ?? ''}`;
    };
    addEventListener(
      'keydown',
      (event) => {
        if (!event.key.startsWith('Arrow')) return; // Alt on its own
        began = performance.now();
        way = {};
        const before = place();
        const seen = new MutationObserver(() => {
          if (place() === before) return;
          seen.disconnect();
          way.patched = since();
          // The first frame holds the change; a task after it finds it painted.
          requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => {
              way.painted = since();
              target.ways.push(way as Way);
            };
            channel.port2.postMessage(null);
          });
        });
        const canvas = document.querySelector('.canvas');
        if (canvas) seen.observe(canvas, { subtree: true, attributes: true });
      },
      { capture: true },
    );
  }, null);
}

for (const causes of [100, 1000]) {
  test(`fishbone of ${String(causes)} causes: from the key to the painted scene`, async ({
    driver,
    engine,
  }) => {
    await driver.waitUntil('the bound services', () => 'go' in window, null);
    const ref = await grow(driver, causes);
    await openPage(driver, { name: 'causes', route: `#/reviews/${ref}/causes` });
    await driver.waitUntil(
      'the drawing',
      () => document.querySelector('.scene > .role-hit') !== null,
      null,
    );
    await driver.focus('tree', 'Causes, as an outline');
    // A large fishbone opens cut to the levels that fit; here all of them are drawn.
    for (let level = 0; level < 5; level++) await driver.press(']');
    await driver.waitUntil(
      'the drawing of all causes',
      (least: number) => document.querySelectorAll('.scene > .role-hit').length >= least,
      causes,
    );
    for (const key of ['Home', 'ArrowDown', 'ArrowDown']) await driver.press(key);
    await watch(driver);
    for (let edit = 0; edit < warmUp + edits; edit++) {
      await driver.press(edit % 2 === 0 ? 'Alt+ArrowDown' : 'Alt+ArrowUp');
      await until(
        () => `edit ${String(edit + 1)} to be painted`,
        async () => (await count(driver)) === edit + 1 || undefined,
        60_000,
      );
      // As long as a person looks at what has become of it.
      await new Promise((done) => setTimeout(done, 250));
    }
    const ways = (await driver.eval(() => (window as unknown as { ways: Way[] }).ways, null)).slice(
      warmUp,
    );
    expect(ways).toHaveLength(edits);
    const middle = (of: (way: Way) => number) => quantile(ways.map(of), 0.5);
    keep('FishboneEdit', `${engine}/n=${String(causes)}`, edits, {
      'p50-ms': middle((way) => way.painted),
      'p95-ms': quantile(
        ways.map((way) => way.painted),
        0.95,
      ),
      'saved-ms': middle((way) => way.saved),
      // Layout, call and patch.
      'drawn-ms': middle((way) => way.patched - way.asked),
      'scene-ms': middle((way) => way.drawn - way.asked),
      'patch-ms': middle((way) => way.patched - way.drawn),
      'frame-ms': middle((way) => way.painted - way.patched),
    });
  });
}

const count = (driver: Driver) =>
  driver.eval(() => (window as unknown as { ways: Way[] }).ways.length, null);
