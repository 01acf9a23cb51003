import { expect, test } from '../lib/flow.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

test('factors are written line by line, put in order and made causes @main', async ({
  driver,
  axe,
}) => {
  await driver.goto('#/reviews');
  await driver.waitFor('listbox', 'Reviews');
  await driver.press('Home');
  await driver.press('Enter');
  await driver.click('link', /^Factors/);
  await driver.click('button', 'Add a contributing factor');
  await driver.type('Nobody counts the lines of a list.\nAn empty list counts as complete.\n');
  await driver.waitFor('button', 'An empty list counts as complete.');
  await driver.press('Escape');
  await driver.press('Alt+ArrowUp');
  await driver.waitUntil(
    'the second one to stand before the first',
    () => {
      const words = [...document.querySelectorAll('.factor-text')].map((el) => el.textContent);
      const at = words.indexOf('An empty list counts as complete.');
      return at >= 0 && words[at + 1] === 'Nobody counts the lines of a list.';
    },
    null,
  );
  await driver.press('t');
  await driver.waitUntil(
    'the class sign of the chosen factor',
    () => document.querySelector('.factor-row.selected [aria-label="technical"]') !== null,
    null,
  );
  await driver.press('F2');
  await driver.type(' Always.');
  await driver.press('Escape');
  await driver.waitFor('button', 'An empty list counts as complete. Always.');
  expect(await axe()).toEqual([]);

  await driver.click('button', 'Make causes from these');
  await driver.waitForText('2 causes made from factors');

  // What names people alone holds the review back until something stands behind it.
  await driver.click('button', 'Nobody counts the lines of a list.');
  await driver.press('h');
  await driver.waitForText(/names people only/);
  await driver.press('s');
  await driver.press('c');
  await driver.waitForText(/not agreed yet, and nothing was changed/);
  await driver.click('button', 'Show the checks');
  await driver.click('link', /Nobody counts the lines of a list.*What about the work/);
  await driver.click('link', /^Factors/);
  await driver.click('button', 'Nobody counts the lines of a list.');
  await driver.press('Escape'); // a press on the chosen one begins to write in it
  await driver.press('b');
  await driver.type('A short list looks whole.\n');
  await driver.waitFor('button', 'Take away: Nobody counts the lines of a list.');
  await driver.press('Escape');
  expect(await axe()).toEqual([]);
});
