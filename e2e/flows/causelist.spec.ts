import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

type Node = { id: string; parent: string; kind: string; text: string };
type Bound = {
  go: {
    app: {
      Reviews: {
        Create: (title: string, origin: string) => Promise<{ ref: string }>;
        Get: (ref: string) => Promise<{ causes: Node[] }>;
      };
      Records: {
        History: (
          ref: string,
          limit: number,
          below: number,
          zone: string,
        ) => Promise<{ rows: object[] }>;
      };
    };
  };
};

const headings = ['People', 'METHODS', 'Tools and equipment', 'Environment', 'Data', 'Monitoring'];
const list = headings
  .map((name, h) =>
    [1, 2, 3, 4]
      .map((n) => `  Cause ${String(n)} of part ${String(h)}\n    Why ${String(n)} of it\n`)
      .join('')
      .replace(/^/, `${name}\n`),
  )
  .join('');

/** A new review with its causes open; the outline or the empty place has the keyboard. */
async function openNew(driver: Driver): Promise<string> {
  await driver.waitUntil(
    'the bound services',
    () => (window as unknown as Partial<Bound>).go?.app.Reviews !== undefined,
    null,
  );
  const ref = await driver.eval(
    async () =>
      (await (window as unknown as Bound).go.app.Reviews.Create('Orders stopped', '')).ref,
    null,
  );
  await driver.goto(`#/reviews/${ref}/overview`);
  await driver.focus('link', /^Causes/);
  await driver.press('Enter');
  await driver.waitFor('tree', 'Causes, as an outline');
  return ref;
}

const causesOf = (driver: Driver, ref: string) =>
  driver.eval(
    async (ref) => (await (window as unknown as Bound).go.app.Reviews.Get(ref)).causes,
    ref,
  );

const steps = (driver: Driver, ref: string) =>
  driver.eval(
    async (ref) =>
      (await (window as unknown as Bound).go.app.Records.History(ref, 100, 0, 'UTC')).rows.length,
    ref,
  );

/** Waits until the categories are headings of the outline and ribs of the fishbone. */
const sorted = (driver: Driver) =>
  driver.waitUntil(
    'the categories in the outline and in the drawing',
    (names: string[]) => {
      const rows = document.querySelectorAll('.cause-row.category[role="treeitem"]').length;
      const drawn = [...document.querySelectorAll('.scene > text.role-category')].map(
        (el) => el.textContent,
      );
      return rows === names.length && names.every((name) => drawn.includes(name));
    },
    headings,
  );

const outlineHasFocus = (driver: Driver) =>
  driver.waitUntil(
    'the outline to have the keyboard',
    () => document.activeElement?.getAttribute('role') === 'tree',
    null,
  );

test('a pasted list of headings is a fishbone with their ribs, and one step @main', async ({
  driver,
  axe,
}) => {
  test.setTimeout(120_000);
  const ref = await openNew(driver);
  const before = await steps(driver, ref);
  // As the clipboard of either engine would hand it to the outline.
  await driver.eval((text) => {
    const outline = document.querySelector('[role="tree"]');
    const event = new Event('paste', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'clipboardData', {
      value: { getData: () => text },
    });
    outline?.dispatchEvent(event);
  }, list);
  await sorted(driver);
  const made = await causesOf(driver, ref);
  expect(made.filter((n) => n.kind === 'category').map((n) => n.text)).toEqual(headings);
  expect(made.filter((n) => n.kind === 'cause')).toHaveLength(48);
  expect(await driver.count('treeitem', /Not yet sorted/)).toBe(0);
  expect(await steps(driver, ref)).toBe(before + 1);
  expect(await axe()).toEqual([]);

  // One heading taken wrongly is put right by its key, and taken back.
  await driver.focus('tree', 'Causes, as an outline');
  await outlineHasFocus(driver);
  await driver.press('Home');
  await driver.press('ArrowDown');
  await driver.press('c');
  await driver.waitUntil(
    'People to be a cause',
    async (ref) => {
      const { causes } = await (window as unknown as Bound).go.app.Reviews.Get(ref);
      return causes.find((n) => n.text === 'People')?.kind === 'cause';
    },
    ref,
  );
  await driver.press('Control+z');
  // The undo chooses what it changed when it is done; a key pressed before would be overtaken.
  await driver.waitUntil(
    'the undo to choose what it changed',
    () => location.hash.includes('at='),
    null,
  );
  await sorted(driver);

  // The same names once more add to the categories that are there.
  await driver.press('Home');
  await driver.eval((text) => {
    // Where somebody clicked a row, the paste is told to its words.
    const outline = document.querySelector('[role="tree"] .cause-text');
    const event = new Event('paste', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'clipboardData', {
      value: { getData: () => text },
    });
    outline?.dispatchEvent(event);
  }, 'methods\n  One more\ndata:\n- And one more');
  await driver.waitUntil(
    'both to be stored',
    async (ref) =>
      (await (window as unknown as Bound).go.app.Reviews.Get(ref)).causes.length === 57,
    ref,
  );
  await sorted(driver);

  // Each paste goes back as one.
  await driver.press('Control+z');
  await driver.waitUntil(
    'the second list to be gone',
    async (ref) =>
      (await (window as unknown as Bound).go.app.Reviews.Get(ref)).causes.length === 55,
    ref,
  );
  await driver.press('Control+z');
  await driver.waitUntil(
    'the first list to be gone',
    async (ref) => (await (window as unknown as Bound).go.app.Reviews.Get(ref)).causes.length === 0,
    ref,
  );
  expect(await steps(driver, ref)).toBeGreaterThan(before);
});

test('a list pasted into the first, still empty cause takes its place', async ({ driver }) => {
  const ref = await openNew(driver);
  await driver.click('button', 'Start with the effect');
  await driver.waitUntil(
    'the effect to be typed in',
    () => document.activeElement?.tagName === 'TEXTAREA',
    null,
  );
  await driver.press('Enter');
  await driver.waitUntil(
    'the first cause to be typed in',
    () =>
      document.activeElement?.tagName === 'TEXTAREA' &&
      (document.activeElement as HTMLTextAreaElement).value === '',
    null,
  );
  await driver.eval((text) => {
    const event = new Event('paste', { bubbles: true, cancelable: true });
    Object.defineProperty(event, 'clipboardData', {
      value: { getData: () => text },
    });
    document.activeElement?.dispatchEvent(event);
  }, 'Disk full\n  Log grew\n    No rotation\nNo alert');
  await driver.waitUntil(
    'the list to be stored in its place',
    async (ref) => {
      const { causes } = await (window as unknown as Bound).go.app.Reviews.Get(ref);
      return causes.length === 5 && causes.every((n) => n.text.trim() !== '');
    },
    ref,
  );
  expect(await driver.count('alert', /not there any more/)).toBe(0);
});

test('a typed effect and a typed cause are one step each', async ({ driver }) => {
  const ref = await openNew(driver);
  const before = await steps(driver, ref);
  await driver.click('button', 'Start with the effect');
  await driver.waitUntil(
    'the effect to be typed in',
    () => document.activeElement?.tagName === 'TEXTAREA',
    null,
  );
  // Left as it is, the effect was never begun.
  await driver.press('Escape');
  await driver.waitFor('button', 'Start with the effect');
  await driver.waitUntil(
    'nothing to be stored',
    async (ref) => (await (window as unknown as Bound).go.app.Reviews.Get(ref)).causes.length === 0,
    ref,
  );
  expect(await steps(driver, ref)).toBe(before);

  await driver.click('button', 'Start with the effect');
  await driver.waitUntil(
    'the effect to be typed in again',
    () => document.activeElement?.tagName === 'TEXTAREA',
    null,
  );
  await driver.type('Orders stood for 20 minutes\nThe disk was full');
  await driver.press('Escape');
  const texts = (want: string) =>
    driver.waitUntil(
      `the causes to be "${want}"`,
      async ([ref, want]: string[]) => {
        const { causes } = await (window as unknown as Bound).go.app.Reviews.Get(ref ?? '');
        return causes.map((n) => n.text).join(', ') === want;
      },
      [ref, want],
    );
  await texts('Orders stood for 20 minutes, The disk was full');
  await outlineHasFocus(driver);
  expect(await steps(driver, ref)).toBe(before + 2);
  await driver.press('Control+z');
  await texts('Orders stood for 20 minutes');
  await driver.press('Control+z');
  await texts('');
});
