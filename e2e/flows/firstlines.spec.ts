import { expect, test } from '../lib/flow.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

test('three lines typed into an empty timeline are three entries', async ({ driver }) => {
  await driver.goto('#/reviews');
  await driver.waitFor('heading', 'Reviews');
  await driver.press('n');
  await driver.waitFor('dialog', /.+/);
  await driver.type('The pump ran dry');
  await driver.press('Enter');
  await driver.waitFor('heading', 'The pump ran dry');
  await driver.press('Alt+2');
  await driver.waitForText('No entries yet');
  await driver.press('n');
  for (const line of ['09:10 Alarm pressed', '09:12 Engineer called', '09:15 Service desk told']) {
    await driver.type(line);
    await driver.press('Enter');
  }
  await driver.waitForText('3 entries');
  const words = await driver.text();
  for (const said of ['Alarm pressed', 'Engineer called', 'Service desk told'])
    expect(words).toContain(said);
});
