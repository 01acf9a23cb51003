import { expect, test } from '../lib/flow.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

test('a study is planned, frozen, checked and begun from an action @main', async ({
  driver,
  axe,
}) => {
  await driver.goto('#/measures/studies');
  await driver.waitForText('No studies yet');
  expect(await axe()).toEqual([]);
  await driver.press('n');
  await driver.waitFor('dialog', 'New study');
  await driver.focus('textbox', 'What was done');
  await driver.type('Lists are counted twice');
  await driver.focus('textbox', 'The problem it should end');
  await driver.type('Sets left with a wrong list.');
  await driver.click('button', 'Begin the draft');
  await driver.waitFor('heading', 'Lists are counted twice');
  await driver.waitForText('Before the change:');
  expect(await axe()).toEqual([]);

  // What it could tell follows what is typed; it is saved when the field is left.
  await driver.focus('textbox', 'Change made on');
  await driver.press('Control+a');
  await driver.type('2026-10-01');
  await driver.press('Tab');
  await driver.focus('textbox', 'Days of the checks');
  await driver.press('Control+a');
  await driver.type('2026-10-31');
  await driver.waitForText('One planned check, told at 95 %.');
  await driver.press('Tab');
  await driver.click('button', /^Freeze the plan/);
  await driver.waitFor('dialog', 'Freeze this plan?');
  expect(await axe()).toEqual([]);
  await driver.click('button', 'Freeze it');
  await driver.waitForText('Plan frozen on');
  await driver.click('button', /^Take the check/);
  await driver.waitForText('By the rules before-after.2');
  await driver.waitForText('Part of the time after the change had passed');
  expect(await axe()).toEqual([]);

  // An action leads to a study of its own.
  await driver.goto('#/reviews');
  await driver.waitFor('listbox', 'Reviews');
  await driver.press('Home');
  await driver.press('Enter');
  await driver.click('link', /^Actions \d/);
  await driver.focus('listbox', 'Actions');
  await driver.press('Home');
  await driver.press('Control+k');
  await driver.waitFor('dialog', 'Find or do');
  await driver.type('Did it work');
  await driver.waitFor('option', 'Did it work?');
  await driver.press('Enter');
  await driver.waitForText('Led to the change');
  await driver.waitFor('option', /plan not frozen/);
});
