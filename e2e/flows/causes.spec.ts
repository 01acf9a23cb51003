import { expect, test } from '../lib/flow.ts';
import type { Driver } from '../lib/driver.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

type Node = { id: string; parent: string; kind: string; text: string; status: string };
type Bound = {
  go: {
    app: {
      Reviews: {
        List: (filter: object) => Promise<{ rows: { ref: string; causes: number }[] }>;
        Get: (ref: string) => Promise<{ causes: Node[] }>;
        Create: (title: string, origin: string) => Promise<{ ref: string }>;
        AddPart: (
          ref: string,
          collection: string,
          doc: string,
          after: string,
          o: string,
        ) => Promise<object>;
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

async function ready(driver: Driver): Promise<void> {
  await driver.waitUntil(
    'the bound services',
    () => (window as unknown as Partial<Bound>).go?.app.Reviews !== undefined,
    null,
  );
}

/** The reference of the sample review with the most causes. */
async function richest(driver: Driver): Promise<string> {
  await ready(driver);
  return driver.eval(async () => {
    const { Reviews } = (window as unknown as Bound).go.app;
    const list = await Reviews.List({ query: '', state: '', severity: '', trash: false, sort: '' });
    return list.rows.toSorted((a, b) => b.causes - a.causes)[0]?.ref ?? '';
  }, null);
}

/** Waits until a stored cause with these words hangs below that one and has this status. */
async function stored(driver: Driver, ref: string, text: string, parent: string, status: string) {
  await driver.waitUntil(
    `"${text}" to be stored below "${parent}", ${status}`,
    async ([ref, text, parent, status]: string[]) => {
      const { causes } = await (window as unknown as Bound).go.app.Reviews.Get(ref ?? '');
      const node = causes.find((c) => c.text === text);
      const above = causes.find((c) => c.id === node?.parent);
      return node?.status === status && above?.text === parent;
    },
    [ref, text, parent, status],
  );
}

/** The id of the chosen cause: in the outline, and in the drawing. */
function chosen(driver: Driver): Promise<[string, string]> {
  return driver.eval((): [string, string] => {
    const row = document.querySelector('[role="treeitem"][aria-selected="true"]')?.id ?? '';
    const drawn = document.querySelector('.scene > .role-hit.is-on')?.getAttribute('data-id') ?? '';
    return [row.slice(row.lastIndexOf('-') + 1), drawn];
  }, null);
}

async function outlineOf(driver: Driver): Promise<string[]> {
  return driver.eval(
    () =>
      [...document.querySelectorAll('[role="treeitem"]')].map(
        (row) => `${row.getAttribute('aria-level') ?? ''} ${row.textContent}`,
      ),
    null,
  );
}

/** Opens the causes from the path of the review; the outline has the keyboard then. */
async function openByKeys(driver: Driver, ref: string): Promise<void> {
  await driver.goto(`#/reviews/${ref}/overview`);
  await driver.focus('link', /^Causes/);
  await driver.press('Enter');
  await driver.waitFor('tree', 'Causes, as an outline');
  await driver.waitUntil(
    'the outline to have the keyboard',
    () => document.activeElement?.getAttribute('role') === 'tree',
    null,
  );
}

const isTyping = () => document.activeElement?.tagName === 'TEXTAREA';
const isInTree = () => document.activeElement?.getAttribute('role') === 'tree';
const isInDrawing = () => document.activeElement?.classList.contains('canvas') === true;

test('a tree of causes is built and read with the keyboard alone @main', async ({
  driver,
  axe,
}) => {
  test.setTimeout(120_000);
  const ref = await richest(driver);
  await openByKeys(driver, ref);
  expect(await axe()).toEqual([]);

  // The first cause of the first category; a new one after it, and then below it.
  await driver.press('Home');
  await driver.press('ArrowDown');
  await driver.press('ArrowDown');
  const [, , first] = await outlineOf(driver);
  const above = await driver.eval(async (ref: string) => {
    const row = document.querySelector('[role="treeitem"][aria-selected="true"]')?.id ?? '';
    const { causes } = await (window as unknown as Bound).go.app.Reviews.Get(ref);
    return causes.find((c) => row.endsWith(c.id))?.text ?? '';
  }, ref);
  expect(first).toContain(above);
  await driver.press('Enter');
  await driver.waitUntil('the new cause to be typed in', isTyping, null);
  await driver.type('Nobody watched the age of the counts');
  await driver.press('Tab');
  await stored(driver, ref, 'Nobody watched the age of the counts', above, 'hypothesis');
  await driver.press('Escape');
  await driver.waitUntil('the outline to have the keyboard again', isInTree, null);

  // Status by V; the sign says so in words.
  await driver.press('v');
  await stored(driver, ref, 'Nobody watched the age of the counts', above, 'supported');
  await driver.waitFor('treeitem', /^supported Nobody watched/);

  // M and its words move it; undo and redo take it back and forth.
  await driver.press('m');
  await driver.waitFor('combobox', /^Move/);
  await driver.type('coordination');
  await driver.press('Enter');
  await stored(driver, ref, 'Nobody watched the age of the counts', 'Coordination', 'supported');
  await driver.waitUntil('the outline to have the keyboard again', isInTree, null);
  await driver.press('Control+z');
  await stored(driver, ref, 'Nobody watched the age of the counts', above, 'supported');
  await driver.press('Control+Shift+z');
  await stored(driver, ref, 'Nobody watched the age of the counts', 'Coordination', 'supported');

  // Outline, fishbone and 5 Whys show one selection.
  await driver.press('F6');
  await driver.waitUntil('the drawing to have the keyboard', isInDrawing, null);
  await driver.waitUntil(
    'one cause to be chosen in both',
    () => {
      const drawn = document.querySelector('.scene > .role-hit.is-on')?.getAttribute('data-id');
      const row = document.querySelector('[role="treeitem"][aria-selected="true"]')?.id;
      return drawn != null && row?.endsWith(drawn) === true;
    },
    null,
  );
  const [row] = await chosen(driver);
  await driver.press('ArrowRight');
  await driver.waitUntil(
    'another cause to be chosen, in both',
    (before: string) => {
      const drawn = document.querySelector('.scene > .role-hit.is-on')?.getAttribute('data-id');
      const row = document.querySelector('[role="treeitem"][aria-selected="true"]')?.id;
      return drawn != null && drawn !== before && row?.endsWith(drawn) === true;
    },
    row,
  );
  const [inFishbone] = await chosen(driver);
  await driver.press('F6');
  await driver.waitUntil(
    'the 5 Whys',
    () => document.querySelector('.scene > .role-column') !== null,
    null,
  );
  expect((await chosen(driver))[0]).toBe(inFishbone);
  await driver.press('F6');
  await driver.waitUntil('the outline to have the keyboard', isInTree, null);

  const before = await outlineOf(driver);
  await driver.reload();
  await driver.waitFor('tree', 'Causes, as an outline');
  await driver.waitFor('treeitem', /Nobody watched/);
  expect(await outlineOf(driver)).toEqual(before);
});

test('a list typed without a pause loses no letter and runs no command', async ({ driver }) => {
  await ready(driver);
  const ref = await driver.eval(
    async () =>
      (await (window as unknown as Bound).go.app.Reviews.Create('Orders stopped', '')).ref,
    null,
  );
  await openByKeys(driver, ref);
  await driver.click('button', 'Start with the effect');
  await driver.waitUntil('the effect to be typed in', isTyping, null);
  await driver.type('Orders stopped for 20 minutes\nThe disk was full\nThe paging path vanished\n');
  await driver.press('Tab');
  await driver.type('Thresholds hide it');
  await driver.press('Escape');
  await stored(driver, ref, 'The disk was full', 'Orders stopped for 20 minutes', 'hypothesis');
  await stored(
    driver,
    ref,
    'The paging path vanished',
    'Orders stopped for 20 minutes',
    'hypothesis',
  );
  await stored(driver, ref, 'Thresholds hide it', 'The paging path vanished', 'hypothesis');
});

test('a removed branch says how much went and comes back', async ({ driver }) => {
  const ref = await richest(driver);
  await openByKeys(driver, ref);
  const before = await outlineOf(driver);
  await driver.press('Home');
  await driver.press('ArrowDown');
  await driver.press('Delete');
  await driver.waitForText(/was removed with \d+ causes below it/);
  await driver.waitUntil(
    'the branch to be gone',
    (rows: number) => document.querySelectorAll('[role="treeitem"]').length < rows,
    before.length,
  );
  await driver.click('button', 'Undo');
  await driver.waitUntil(
    'all causes to be back',
    (rows: number) => document.querySelectorAll('[role="treeitem"]').length === rows,
    before.length,
  );
  expect(await outlineOf(driver)).toEqual(before);
});

test('factors become causes, a typed cause is one step, and one left empty is none', async ({
  driver,
}) => {
  await ready(driver);
  const ref = await driver.eval(async () => {
    const { Reviews } = (window as unknown as Bound).go.app;
    const { ref } = await Reviews.Create('Orders stopped', '');
    await Reviews.AddPart(
      ref,
      'factors',
      '{"text":"The disk was full","kind":"contributing"}',
      '',
      '',
    );
    return ref;
  }, null);
  const steps = () =>
    driver.eval(
      async (ref) =>
        (await (window as unknown as Bound).go.app.Records.History(ref, 100, 0, 'UTC')).rows.length,
      ref,
    );
  await openByKeys(driver, ref);
  await driver.waitFor('button', /Make a cause from/);
  await driver.press('f');
  await stored(driver, ref, 'The disk was full', 'Orders stopped', 'hypothesis');
  await driver.waitUntil('the outline to have the keyboard', isInTree, null);
  const before = await steps();

  await driver.press('Enter');
  await driver.waitUntil('a cause to be typed', isTyping, null);
  await driver.press('Escape');
  await driver.waitUntil(
    'the empty cause to be gone',
    () => document.querySelectorAll('[role="treeitem"]').length === 2,
    null,
  );
  await driver.waitUntil('the outline to have the keyboard', isInTree, null);
  expect(await steps()).toBe(before);

  await driver.press('Enter');
  await driver.waitUntil('a cause to be typed', isTyping, null);
  await driver.type('Nobody was paged');
  await driver.press('Escape');
  await stored(driver, ref, 'Nobody was paged', 'Orders stopped', 'hypothesis');
  expect(await steps()).toBe(before + 1);
  await driver.press('Control+z');
  await driver.waitUntil(
    'the typed cause to be gone',
    () => document.querySelectorAll('[role="treeitem"]').length === 2,
    null,
  );
});
