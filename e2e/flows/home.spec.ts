import { expect, test } from '../lib/flow';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

test('the program opens with what needs a person, and each line leads to its place @main', async ({
  driver,
  axe,
}) => {
  await driver.goto('#/home');
  await driver.waitForText('Waiting for your answer');
  await driver.waitForText('Action overdue');
  expect(await axe()).toEqual([]);
  const first = await driver.eval(
    () => document.querySelector('[aria-selected="true"] .strong, .home-need .strong')?.textContent,
    null,
  );
  await driver.press('Enter');
  await driver.waitFor('link', /^Actions \d/);
  await driver.waitForText(first ?? 'the title of an action');
  await driver.press('g');
  await driver.press('h');
  await driver.waitForText('Waiting for your answer');
});
