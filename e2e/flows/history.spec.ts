import { expect, test } from '../lib/flow.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

test('the history shows each step with its words, and undo and redo in it @main', async ({
  driver,
  axe,
}) => {
  await driver.goto('#/reviews');
  await driver.waitFor('listbox', 'Reviews');
  await driver.press('Home');
  await driver.press('Enter');

  // The sample has a past, which is not for the person who looks at it to undo.
  await driver.click('link', 'History');
  await driver.waitFor('option', /Review started/);
  await driver.waitFor('option', /Causes and evidence added/);
  await driver.focus('listbox', 'History of the review');
  await driver.press('Control+z');
  await driver.waitForText('There is nothing left to undo.');

  await driver.click('link', /^Actions/);
  await driver.focus('listbox', 'Actions');
  await driver.press('Enter');
  await driver.type('A step to be undone\n');
  await driver.waitFor('option', /A step to be undone/);

  await driver.click('link', 'History');
  await driver.waitFor('option', /Action added.*A step to be undone/);
  await driver.focus('listbox', 'History of the review');
  await driver.press('Control+z');
  await driver.waitFor('option', /Undid: Action added/);
  await driver.waitFor('option', /Action added.*undone/);
  await driver.waitFor('button', /^Redo: Action added/);
  await driver.press('Home');
  await driver.press('Enter');
  await driver.waitUntil(
    'the words that were taken back to be struck',
    () => document.querySelector('del')?.textContent?.includes('A step to be undone') === true,
    null,
  );
  expect(await axe()).toEqual([]);

  await driver.press('Control+Shift+z');
  await driver.waitFor('option', /Did again: Action added/);
  await driver.click('link', /^Actions/);
  await driver.waitFor('option', /A step to be undone/);
});
