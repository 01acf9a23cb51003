import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';

/** Puts a text in the place of what a field holds. */
async function write(driver: Driver, field: string, text: string) {
  await driver.focus('textbox', field);
  await driver.press('Control+a');
  await driver.type(text);
}

test('a calendar is made, changed by key, put right and taken back @main', async ({
  driver,
  axe,
}) => {
  await driver.goto('#/governance/calendars');
  await driver.waitFor('heading', 'When is somebody there?');
  expect(await axe()).toEqual([]);
  await driver.press('n');
  await driver.waitFor('dialog', 'New calendar');
  await write(driver, 'Name', 'Office');
  await driver.press('Enter');
  await driver.waitFor('heading', 'Office');
  await driver.waitForText('24 h on a calendar with 8-hour days are 3 working days.');
  expect(await axe()).toEqual([]);

  // A holiday every year has no end, and one key gives it one.
  await driver.press('a');
  await driver.press('h');
  await driver.waitFor('dialog', 'Add a holiday');
  await write(driver, 'Date', '2026-02-30');
  await write(driver, 'Name', 'Founding day');
  await driver.click('button', 'Save');
  await driver.waitForText(/2026-02-30/);
  await write(driver, 'Date', '2026-01-05');
  await driver.click('checkbox', 'Every year');
  await driver.click('button', 'Save');
  await driver.waitForText('Founding day has no end');
  await driver.press('f');
  await driver.waitForText('Nothing here needs a person.');
  await driver.press('Control+z');
  await driver.waitForText('Founding day has no end');

  // The year by keys, and the same as a list.
  await driver.press('v');
  await driver.waitForText(/holiday · Founding day/);
  expect(await axe()).toEqual([]);
  await driver.press('v');
  await driver.waitFor('grid', /The year \d{4}/);
});
