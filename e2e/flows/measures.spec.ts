import { expect, test } from '../lib/flow.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

test('measures name the reviews behind them, as pictures and as tables @main', async ({
  driver,
  axe,
}) => {
  await driver.goto('#/reviews');
  await driver.waitFor('listbox', 'Reviews');
  await driver.press('g');
  await driver.press('m');
  await driver.waitFor('heading', 'Measures');
  // The sample lies in the past of every clock: what is asked about is all of it.
  await driver.click('button', 'Last 12 months');
  await driver.click('menuitemradio', 'Since the first incident');
  await driver.waitFor('button', 'Since the first incident');
  await driver.waitFor('img', 'Time to detect: a picture; the table says the same');
  expect(await axe()).toEqual([]);

  const dots = await driver.eval(
    () =>
      document.querySelectorAll('[aria-labelledby="measure-detect"] .role-point[data-id]').length,
    null,
  );
  expect(dots).toBeGreaterThan(20);

  // Down to the last measure, by keys, and into the reviews behind it.
  await driver.click('button', 'Time to detect');
  await driver.press('ArrowDown');
  await driver.waitFor('listbox', 'Time to acknowledge: the incidents behind it');
  await driver.press('ArrowUp');
  await driver.waitFor('listbox', 'Time to detect: the incidents behind it');

  await driver.press('v');
  await driver.waitForText(/No signal|beyond the limits/);
  expect(await axe()).toEqual([]);
  await driver.press('t');
  await driver.waitFor('table', 'Time to detect');
  expect(await axe()).toEqual([]);
  await driver.press('t');
  await driver.waitFor('img', 'Time to detect: a picture; the table says the same');

  await driver.press('Enter');
  await driver.waitUntil(
    'the reviews to have the keyboard',
    () =>
      document.activeElement?.getAttribute('aria-label') ===
      'Time to detect: the incidents behind it',
    null,
  );
  await driver.press('Enter');
  await driver.waitFor('heading', 'Summary');
});
