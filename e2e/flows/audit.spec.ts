import { expect, test } from '../lib/flow.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

test('an edit stands first in the audit with before and after, and the check says what holds @main', async ({
  driver,
  axe,
}) => {
  await driver.goto('#/governance/audit');
  await driver.waitFor('listbox', 'All changes, newest first');
  await driver.waitForText(/[\d,]{4,} entries/);
  expect(await axe()).toEqual([]);

  await driver.press('Home');
  await driver.press('ArrowDown');
  await driver.waitForText('Before it');
  expect(await axe()).toEqual([]);

  await driver.press('v');
  await driver.waitForText('Nothing contradicts itself');
  await driver.waitForText(/cannot exclude truncation after \d+/);
  await driver.waitForText('To keep on paper:');
  await driver.waitForText(/All [\d,]+ records are stored as their entries say/);
  expect(await axe()).toEqual([]);
  await driver.press('Escape');
  await driver.waitUntil(
    'the verdict to be gone',
    () => document.querySelector('.audit-verdict') === null,
    null,
  );
});

test('the audit of one review is reached by its reference, and the way leads on to the review', async ({
  driver,
}) => {
  await driver.goto('#/governance/audit');
  await driver.waitFor('listbox', 'All changes, newest first');
  await driver.press('/');
  await driver.type('REV-26-000000');
  await driver.press('Enter');
  await driver.waitForText('There is no record REV-26-000000');
  await driver.click('button', 'Show all changes');
  await driver.waitFor('listbox', 'All changes, newest first');
  await driver.press('Home');
  await driver.waitForText('Its history');
  await driver.click('link', 'Its history');
  await driver.waitFor('listbox', 'History of the review');
});
