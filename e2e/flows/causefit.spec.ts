import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';
import { focusBrowser } from '../lib/screen.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

type Bound = {
  go: {
    app: {
      Reviews: {
        Create: (title: string, origin: string) => Promise<{ ref: string }>;
      };
      Causes: {
        Add: (ref: string, at: string, where: string, text: string, o: string) => Promise<object>;
      };
    };
  };
};

/** Opens the causes of the sample's review with most of them. */
async function openSample(driver: Driver): Promise<void> {
  await driver.goto('#/reviews');
  await driver.click('option', /19 hospitals received/);
  await driver.press('Enter');
  await driver.focus('link', /^Causes/);
  await driver.press('Enter');
  await settled(driver);
}

/** Waits until the drawing stands still for some frames. */
async function settled(driver: Driver): Promise<void> {
  await driver.waitUntil(
    'the drawing to stand still',
    async () => {
      const place = () => {
        const svg = document.querySelector('.canvas > svg');
        return `${svg?.getAttribute('style') ?? ''} ${String(svg?.querySelectorAll('text').length)}`;
      };
      const before = place();
      if (!before.includes('translate')) return false;
      await new Promise((done) => setTimeout(done, 300));
      return place() === before;
    },
    null,
  );
}

type Seen = {
  /** px of the smallest words of a cause, as they are on the screen. */
  words: number;
  /** Whether the effect, all texts, and the heads of all columns are on the canvas. */
  effect: boolean;
  all: boolean;
  columns: boolean;
  left: number;
};

const seen = (driver: Driver): Promise<Seen> =>
  driver.eval(() => {
    const canvas = document.querySelector('.canvas');
    const svg = canvas?.querySelector<SVGSVGElement>(':scope > svg');
    if (!canvas || !svg) throw new Error('there is no drawing');
    const frame = canvas.getBoundingClientRect();
    const isIn = (el: Element, sides: 'both' | 'across') => {
      const box = el.getBoundingClientRect();
      const across = box.left >= frame.left - 1 && box.right <= frame.right + 1;
      const down = box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
      return across && (sides === 'across' || down);
    };
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    const texts = [...svg.querySelectorAll('.scene > text')];
    const sizes = [...svg.querySelectorAll('.scene > text.role-cause')].map((el) =>
      Number(el.getAttribute('font-size')),
    );
    const head = svg.querySelector('.scene > rect.role-head');
    return {
      words: Math.min(...sizes) * scale,
      effect: head !== null && isIn(head, 'both'),
      all: texts.every((el) => isIn(el, 'both')),
      columns: [...svg.querySelectorAll('.scene > .role-column')].every((el) => isIn(el, 'across')),
      left: svg.getBoundingClientRect().left,
    };
  }, null);

test('in a small window a fishbone opens at its head, legible, with ways on @main', async ({
  driver,
  axe,
}) => {
  await driver.resize(640, 400);
  await openSample(driver);
  const opened = await seen(driver);
  expect(opened.words).toBeGreaterThanOrEqual(8.9);
  expect(opened.effect).toBe(true);
  expect(opened.all).toBe(false);
  expect(await axe()).toEqual([]);

  // With the keyboard, which is told how, and with a press.
  if (driver.engine === 'webkit') await focusBrowser();
  await driver.press('F6');
  await driver.waitForText(/Shift Arrows move the drawing/);
  await driver.press('Shift+ArrowLeft');
  await settled(driver);
  const moved = await seen(driver);
  expect(moved.left).toBeGreaterThan(opened.left + 50);
  await driver.click('button', 'More to the left');
  await settled(driver);
  expect((await seen(driver)).left).toBeGreaterThan(moved.left);

  // All of it, and back.
  await driver.click('button', 'Whole');
  await settled(driver);
  expect(await seen(driver)).toMatchObject({ all: true });
  await driver.press('Control+0');
  await settled(driver);
  expect((await seen(driver)).words).toBeGreaterThanOrEqual(8.9);
  expect(await driver.count('button', 'Whole')).toBe(1);
});

test('in a small window the 5 Whys open at what happened and go on in all directions', async ({
  driver,
}) => {
  await driver.resize(640, 400);
  await openSample(driver);
  await driver.click('radio', '5 Whys');
  await driver.waitUntil(
    'the 5 Whys',
    () => document.querySelector('.scene > .role-column') !== null,
    null,
  );
  await settled(driver);
  const opened = await seen(driver);
  expect(opened.words).toBeGreaterThanOrEqual(8.9);
  expect(opened.effect).toBe(true);
  expect(await driver.count('button', 'More to the right')).toBe(1);
  expect(await driver.count('button', 'More below')).toBe(1);
  expect(await driver.count('button', 'More to the left')).toBe(0);
});

test('the 5 Whys open with all their columns, and go on below where they are many', async ({
  driver,
}) => {
  await driver.resize(1280, 800);
  await openSample(driver);
  await driver.click('radio', '5 Whys');
  await driver.waitUntil(
    'the 5 Whys',
    () => document.querySelector('.scene > .role-column') !== null,
    null,
  );
  await settled(driver);
  const opened = await seen(driver);
  expect(opened).toMatchObject({ columns: true, effect: true });
  expect(opened.words).toBeGreaterThanOrEqual(8.9);
});

test('a fishbone is cut while its panes leave no room, and shows all at one press', async ({
  driver,
}) => {
  await driver.resize(1280, 800);
  await openSample(driver);
  await driver.waitForText('Levels: all');
  const opened = await seen(driver);
  expect(opened).toMatchObject({ all: true });
  expect(opened.words).toBeGreaterThanOrEqual(8.9);

  await driver.focus('separator', /Outline/);
  await driver.press('End');
  await driver.waitForText(/Levels: \d of \d/);
  await settled(driver);
  expect((await seen(driver)).words).toBeGreaterThanOrEqual(8.9);
  await driver.focus('separator', /Outline/);
  await driver.press('Home');
  await driver.waitForText('Levels: all');

  await driver.focus('separator', /Outline/);
  await driver.press('End');
  await driver.waitForText(/Levels: \d of \d/);
  await driver.click('button', 'All levels');
  await driver.waitForText('Levels: all');
  await settled(driver);
  const all = await seen(driver);
  expect(all.words).toBeGreaterThanOrEqual(8.9);
  expect(all.effect).toBe(true);
});

test('two causes are seen whole in any window', async ({ driver }) => {
  await driver.goto('#/reviews');
  const ref = await driver.eval(async () => {
    const { Reviews, Causes } = (window as unknown as Bound).go.app;
    const { ref } = await Reviews.Create('Orders stopped for 20 minutes', '');
    await Causes.Add(ref, '', 'child', 'The disk was full', '');
    await Causes.Add(ref, '', 'child', 'Nobody was paged', '');
    return ref;
  }, null);
  for (const [width, height] of [
    [640, 400],
    [1280, 800],
    [1920, 1080],
  ] as const) {
    await driver.resize(width, height);
    await driver.goto(`#/reviews/${ref}/causes`);
    for (const view of ['Fishbone', '5 Whys']) {
      await driver.click('radio', view);
      await settled(driver);
      const now = await seen(driver);
      expect(now, `${view} at ${String(width)}`).toMatchObject({
        all: true,
        effect: true,
      });
      expect(now.words).toBeGreaterThanOrEqual(8.9);
      expect(await driver.count('button', 'Fit')).toBe(1);
    }
  }
});
