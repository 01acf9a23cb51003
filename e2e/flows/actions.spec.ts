import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

/** Opens a step of the first review of the list, by keyboard as far as the room. */
async function openStep(driver: Driver, step: RegExp): Promise<void> {
  await driver.goto('#/reviews');
  await driver.waitFor('listbox', 'Reviews');
  await driver.press('Home');
  await driver.press('Enter');
  await driver.click('link', step);
}

test('an action gets its owner, date and state by keyboard, and all of it stays @main', async ({
  driver,
  axe,
}) => {
  await openStep(driver, /^Actions \d/);
  await driver.focus('listbox', 'Actions');
  await driver.press('Home');
  await driver.press('Enter');
  await driver.type('Count the lists before they are used\n');
  await driver.waitFor('option', /Count the lists before they are used/);
  await driver.press('Escape');

  await driver.press('o');
  await driver.type('Integration lead\n');
  await driver.press('d');
  await driver.type('2026-02-30\n');
  await driver.waitForText('is no date of the calendar');
  expect(await driver.value('textbox', 'Due')).toBe('2026-02-30');
  await driver.press('Backspace');
  await driver.press('Backspace');
  await driver.type('27\n');
  await driver.waitFor('option', /Count the lists.*Integration lead.*27 Feb 2026/);
  await driver.press('s');
  await driver.waitFor('menu', 'State');
  await driver.press('ArrowDown');
  await driver.press('Enter');
  await driver.waitFor('dialog', 'Promise this action');
  expect(await axe()).toEqual([]);
  await driver.click('button', 'Write it: Done when');
  await driver.type('The count is read in two drills\n');
  await driver.press('Escape');

  await driver.reload();
  await driver.waitFor('option', /Count the lists.*Integration lead.*27 Feb 2026/);
});

test('a removed action comes back by the toast and by undo', async ({ driver }) => {
  await openStep(driver, /^Actions \d/);
  await driver.focus('listbox', 'Actions');
  await driver.press('Enter');
  await driver.type('To be removed\n');
  await driver.waitFor('option', /To be removed/);
  await driver.press('Escape');
  await driver.press('Delete');
  await driver.waitForGone('option', /To be removed/);
  await driver.click('button', 'Undo');
  await driver.waitFor('option', /To be removed/);
  await driver.focus('listbox', 'Actions');
  await driver.press('Control+z');
  await driver.waitForGone('option', /To be removed/);
});

test('the actions of all reviews: narrowed, taken a step on the board, and opened in their review', async ({
  driver,
  axe,
}) => {
  await driver.goto('#/reviews');
  await driver.waitFor('listbox', 'Reviews');
  await driver.press('g');
  await driver.press('a');
  await driver.waitFor('listbox', 'Actions');
  expect(await axe()).toEqual([]);
  await driver.press('b');
  await driver.waitFor('listbox', 'Actions: committed');
  await driver.focus('listbox', 'Actions: committed');
  await driver.press('Home');
  await driver.press('Alt+ArrowDown');
  await driver.waitFor('dialog', 'Decide against this action');
  expect(await axe()).toEqual([]);
  await driver.press('Escape');
  await driver.press('Enter');
  await driver.waitFor('button', 'State: committed');
});
