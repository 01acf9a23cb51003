import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

/** Opens the timeline of the sample's review with the most entries and waits for its list. */
async function openTimeline(driver: Driver): Promise<void> {
  await driver.goto('#/reviews');
  await driver.click('option', /19 hospitals received/);
  await driver.press('Enter');
  await driver.click('link', /^Timeline/);
  await driver.waitFor('listbox', 'Entries of the timeline');
}

async function waitForChosen(driver: Driver, part: string): Promise<void> {
  await driver.waitUntil(
    `the chosen row to say "${part}"`,
    (wanted: string) =>
      document
        .querySelector('[role="option"][aria-selected="true"]')
        ?.textContent.includes(wanted) === true,
    part,
  );
}

test('an entry is written, corrected, removed and brought back, and outlives a reload @main', async ({
  driver,
  axe,
}) => {
  await openTimeline(driver);
  await driver.focus('textbox', 'Next entry');
  await driver.type('2026-10-21 07:24 The night nurse of H14 calls a second time');
  await driver.waitForText('Read as Wed 21 Oct 2026, 07:24 Europe/Amsterdam');
  await driver.press('Enter');
  await driver.waitForText('Added: Wed 21 Oct 2026, 07:24');
  await waitForChosen(driver, 'The night nurse of H14');

  await driver.press('Escape');
  await driver.press('t');
  await driver.waitFor('textbox', 'When it happened');
  await driver.press('Control+a');
  await driver.type('2026-10-21 25:99');
  await driver.waitForText('no calendar or clock has');
  await driver.press('Control+a');
  await driver.type('2026-10-21 07:26');
  await driver.waitForText('Read as Wed 21 Oct 2026, 07:26');
  await driver.focus('textbox', 'Why (optional)');
  await driver.type('the phone log says so');
  expect(await axe()).toEqual([]);
  await driver.press('Enter');
  await driver.waitForGone('textbox', 'When it happened');
  await waitForChosen(driver, '07:26');
  // What was told before stands in the row once the account of the correction has come.
  await waitForChosen(driver, '07:24');
  await driver.waitForText('the phone log says so');

  await driver.press('k');
  await driver.waitFor('menu', 'Kind');
  await driver.press('m');
  await driver.press('Enter');
  await driver.waitUntil(
    'the sign of a message',
    () =>
      document.querySelector('[role="option"][aria-selected="true"] [aria-label="message"]') !==
      null,
    null,
  );

  await driver.press('Delete');
  await driver.waitForText('Removed: 07:26 The night nurse');
  await driver.waitUntil(
    'the entry to be gone',
    () => !document.querySelector('.timeline-list')?.textContent.includes('The night nurse of H14'),
    null,
  );
  await driver.click('button', 'Undo');
  await waitForChosen(driver, 'The night nurse of H14');

  await driver.reload();
  await driver.waitFor('listbox', 'Entries of the timeline');
  await driver.press('/');
  await driver.type('night nurse');
  await driver.waitForText('1 of 46 entries');
  await driver.press('Enter');
  await waitForChosen(driver, '07:26');
  await driver.waitForText('the phone log says so');
});

test('the words of an entry are edited in their row, and undo takes the letters back', async ({
  driver,
}) => {
  await openTimeline(driver);
  await driver.press('Home');
  await driver.press('ArrowDown');
  await driver.press('F2');
  await driver.waitFor('textbox', 'Words of the entry');
  await driver.type(' Nobody is told.');
  await driver.press('Enter');
  await driver.waitForGone('textbox', 'Words of the entry');
  await waitForChosen(driver, '13:30–15:00). Nobody is told.');
  await driver.press('Control+z');
  await driver.waitForText('Undone');
  await driver.waitUntil(
    'the words to be as they were',
    () => !document.querySelector('.timeline-list')?.textContent.includes('Nobody is told.'),
    null,
  );
});

test('times are shown in UTC and back in the zone of the incident', async ({ driver }) => {
  await openTimeline(driver);
  await driver.press('Home');
  await driver.press('ArrowDown');
  await waitForChosen(driver, '13:40');
  await driver.press('z');
  await driver.waitForText('Times in UTC');
  await waitForChosen(driver, '11:40');
  await driver.press('z');
  await driver.press('z');
  await driver.waitForText('Times in Europe/Amsterdam');
  await waitForChosen(driver, '13:40');
});

test('a sign of the strip chooses its entry', async ({ driver }) => {
  await openTimeline(driver);
  await driver.waitFor('img', /at a glance/);
  const words = await driver.eval(() => {
    const signs = [...document.querySelectorAll('.strip-picture .role-hit')];
    signs.at(-1)?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    return signs.length;
  }, null);
  expect(words).toBeGreaterThan(20);
  await waitForChosen(driver, '21:52');
});
