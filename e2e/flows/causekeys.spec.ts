import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

const treeHasFocus = (driver: Driver) =>
  driver.waitUntil(
    'the outline to have the keyboard',
    () => document.activeElement?.getAttribute('role') === 'tree',
    null,
  );

/** Opens the causes of a review of the sample, with its deepest cause chosen. */
async function openDeepest(driver: Driver): Promise<void> {
  await driver.goto('#/reviews');
  await driver.click('option', /19 hospitals received/);
  await driver.press('Enter');
  await driver.focus('link', /^Causes/);
  await driver.press('Enter');
  await driver.waitFor('tree', 'Causes, as an outline');
  await treeHasFocus(driver);
  const down = await driver.eval(() => {
    const rows = [...document.querySelectorAll('[role="treeitem"]')];
    const levels = rows.map((row) => Number(row.getAttribute('aria-level')));
    return levels.indexOf(Math.max(...levels));
  }, null);
  await driver.press('Home');
  for (let n = 0; n < down; n += 1) await driver.press('ArrowDown');
}

test('A makes an action for a cause, and what was begun waits for the next time @main', async ({
  driver,
  axe,
}) => {
  await openDeepest(driver);
  await driver.press('a');
  await driver.waitFor('dialog', 'New action');
  expect(await axe()).toEqual([]);
  await driver.type('Say which cabinets are silent');
  await driver.press('Escape');
  await driver.waitForGone('dialog', 'New action');
  await treeHasFocus(driver);
  await driver.press('a');
  await driver.waitFor('dialog', 'New action');
  expect(await driver.value('textbox', /^What will change, because of/)).toBe(
    'Say which cabinets are silent',
  );
  await driver.press('End');
  await driver.type(' on the plan');
  await driver.press('Enter');
  await driver.waitForGone('dialog', 'New action');
  await driver.waitForText('Action added: Say which cabinets are silent on the plan');
  await treeHasFocus(driver);
  await driver.click('link', /^Actions \d/);
  await driver.waitFor('option', /Say which cabinets are silent on the plan/);
});

const title = 'Read it aloud as “therefore”';

/** The verdict of the first sentence of the chain; "" for none. */
const firstVerdict = (driver: Driver) =>
  driver.eval(
    () =>
      document.querySelector('dialog [role="radiogroup"]')?.querySelector('[aria-checked="true"]')
        ?.textContent ?? '',
    null,
  );

test('R reads the chain as “therefore”, and a verdict given there stays @main', async ({
  driver,
  axe,
}) => {
  await openDeepest(driver);
  await driver.press('r');
  await driver.waitFor('dialog', title);
  expect(await axe()).toEqual([]);
  expect(await driver.count('radiogroup')).toBeGreaterThan(1);
  const before = await firstVerdict(driver);
  await driver.eval(() => {
    const first = document.querySelector('dialog [role="radiogroup"]');
    first?.querySelector<HTMLElement>('[role="radio"][tabindex="0"]')?.focus();
  }, null);
  await driver.press('ArrowRight');
  await driver.waitUntil(
    'the sentence to have another verdict',
    (before: string) => {
      const first = document.querySelector('dialog [role="radiogroup"]');
      const now = first?.querySelector('[aria-checked="true"]')?.textContent ?? '';
      return now !== '' && now !== before;
    },
    before,
  );
  const given = await firstVerdict(driver);
  await driver.waitForText(/^Saved |\bSaved /);
  await driver.press('Escape');
  await driver.waitForGone('dialog', title);
  await treeHasFocus(driver);

  await driver.reload();
  await openDeepest(driver);
  await driver.press('r');
  await driver.waitFor('dialog', title);
  expect(await firstVerdict(driver)).toBe(given);
});
