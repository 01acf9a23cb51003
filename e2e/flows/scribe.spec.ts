import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

/** What the note under the line says. */
function waitForNote(driver: Driver, part: string): Promise<void> {
  return driver.waitUntil(
    `the note to say "${part}"`,
    (wanted: string) =>
      document.getElementById('scribe-note')?.textContent.includes(wanted) === true,
    part,
  );
}

test('lines below a dated one keep its day and its zone, and say so before Enter @main', async ({
  driver,
}) => {
  await driver.goto('#/reviews');
  await driver.waitFor('heading', 'Reviews');
  await driver.press('n');
  await driver.waitFor('dialog', /.+/);
  await driver.type('Deliveries were late');
  await driver.press('Enter');
  await driver.waitFor('heading', 'Deliveries were late');
  await driver.press('Alt+2');
  await driver.waitForText('No entries yet');
  await driver.press('n');
  await driver.type('2024-11-20 09:02 CET Deployment goes live');
  await waitForNote(driver, 'Read as Wed 20 Nov 2024, 09:02 CET');
  await driver.press('Enter');
  await driver.waitForText('Added: Wed 20 Nov 2024, 09:02 CET');
  for (const [line, reads] of [
    ['09:14 First call', '09:14 CET · day and zone of the entry above'],
    ['~09:20 More calls', 'about Wed 20 Nov 2024, 09:20 CET · day and zone of the entry above'],
    ['09:25–09:40 Rolled back', '09:25 to 09:40 CET · day and zone of the entry above'],
  ] as const) {
    await driver.type(line);
    await waitForNote(driver, reads);
    await driver.press('Enter');
    await waitForNote(driver, 'Added:');
  }
  await driver.waitForText('Times in CET');

  await driver.type('08:99 Impossible');
  await driver.press('Enter');
  await waitForNote(driver, 'Nothing is saved yet: correct the time');
  await driver.waitUntil(
    'the wrong time to be chosen',
    () => {
      const field = document.activeElement;
      return (
        field instanceof HTMLInputElement &&
        field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0) === '08:99'
      );
    },
    null,
  );
  await driver.type('08:59');
  await waitForNote(driver, 'Read as Wed 20 Nov 2024, 08:59 CET');
  await driver.press('Enter');
  await waitForNote(driver, 'Added: Wed 20 Nov 2024, 08:59 CET');

  await driver.click('link', /^Overview/);
  await driver.waitForText('Wed 20 Nov 2024, from the first dated entry');
  await driver.waitForText('CET, from the timeline');
  expect(await driver.eval(() => document.body.textContent.includes('no zone'), null)).toBe(false);
});
