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

  // The words of the new action must not hold the word of the sign that is waited for below.
  // The sample has a past, which is not for the person who looks at it to undo.
  await driver.click('link', 'History');
  await driver.waitFor('option', /Review started/);
  await driver.waitFor('option', /Causes and evidence added/);
  await driver.focus('listbox', 'History of the review');
  await driver.press('Control+z');
  await driver.waitForText('There is nothing left to undo.');

  await driver.click('link', /^Actions \d/);
  await driver.focus('listbox', 'Actions');
  await driver.press('Enter');
  await driver.type('A step that goes again\n');
  await driver.waitFor('option', /A step that goes again/);

  await driver.click('link', 'History');
  await driver.waitFor('option', /Action added.*A step that goes again/);
  await driver.focus('listbox', 'History of the review');
  await driver.press('Control+z');
  await driver.waitFor('option', /Undid: Action added/);
  await driver.waitFor('option', /Action added.*undone/);
  await driver.waitFor('button', /^Redo: Action added/);
  await driver.press('Home');
  await driver.press('Enter');
  await driver.waitUntil(
    'the words that were taken back to be struck',
    () => document.querySelector('del')?.textContent?.includes('A step that goes again') === true,
    null,
  );
  expect(await axe()).toEqual([]);

  await driver.press('Control+Shift+z');
  await driver.waitFor('option', /Did again: Action added/);
  await driver.click('link', /^Actions \d/);
  await driver.waitFor('option', /A step that goes again/);
});

test('the line of one field, the review as it was then, and a value taken back @main', async ({
  driver,
  axe,
}) => {
  await driver.goto('#/reviews');
  await driver.waitFor('listbox', 'Reviews');
  await driver.press('Home');
  await driver.press('Enter');
  await driver.waitFor('button', /^Severity/);
  await driver.press('s');
  await driver.press('5');
  await driver.waitFor('button', 'Severity: SEV5');
  await driver.press('s');
  await driver.press('4');
  await driver.waitFor('button', 'Severity: SEV4');

  await driver.focus('button', 'Severity: SEV4');
  await driver.press('Alt+h');
  await driver.waitFor('listbox', 'History of Severity');
  await driver.waitFor('option', /SEV5.*SEV4/);
  expect(await axe()).toEqual([]);

  await driver.press('ArrowDown');
  await driver.press('t');
  await driver.waitForText('Nothing on this page can be changed.');
  await driver.waitFor('region', 'The review as it was then');
  expect(await axe()).toEqual([]);
  await driver.press('Escape');

  await driver.waitFor('listbox', 'History of Severity');
  await driver.focus('listbox', 'History of Severity');
  await driver.press('ArrowDown');
  await driver.press('b');
  await driver.waitFor('button', 'Severity: SEV5');
  await driver.focus('listbox', 'History of Severity');
  await driver.press('Control+z');
  await driver.waitFor('button', 'Severity: SEV4');
  await driver.press('Escape');
  await driver.waitFor('option', /Undid: Earlier value taken back/);
});
