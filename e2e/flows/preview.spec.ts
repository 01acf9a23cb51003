import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

/** Waits until a page is painted, not blank, and holds these words. */
const pageShows = (driver: Driver, page: number, words: string) =>
  driver.waitUntil(
    `page ${String(page)} to be painted with “${words}”`,
    ({ page, words }) => {
      const sheet = document.querySelector(`[data-page="${String(page)}"]`);
      const canvas = sheet?.querySelector('canvas');
      if (!canvas?.width || !sheet?.textContent?.replace(/\s+/g, ' ').includes(words)) return false;
      const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
      const colours = new Set<number>();
      for (let i = 0; data && i < data.length && colours.size < 8; i += 4)
        colours.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0));
      return colours.size >= 8;
    },
    { page, words },
  );

test('a report is read page by page and follows the review @main', async ({
  driver,
  axe,
  home,
  program,
}) => {
  const folder = join(dirname(home), 'papers');
  mkdirSync(folder);
  program.answerDialogs({ save: folder, folder: true });

  await driver.goto('#/reviews');
  await driver.waitFor('listbox', 'Reviews');
  await driver.press('Home');
  await driver.press('Enter');
  await driver.waitFor('button', 'Print');
  await driver.press('Alt+6');
  await driver.waitFor('region', 'Pages of the report');
  await pageShows(driver, 1, 'What we learned');
  expect(await axe()).toEqual([]);

  await driver.press('PageDown');
  await driver.waitForText('Page 2 of');
  await driver.press('PageUp');
  await driver.waitForText('Page 1 of');
  await driver.press('w');
  await driver.press('-');
  await driver.press('PageDown');
  await driver.waitForText('Page 2 of');

  // Another severity is another report; the place in it stays.
  await driver.press('s');
  await driver.press('5');
  await pageShows(driver, 1, 'SEV5');
  await driver.waitForText('Page 2 of');
  await driver.press('Control+z');
  await driver.waitUntil(
    'the report to say what the review says again',
    () => !document.querySelector('[data-page="1"]')?.textContent?.includes('SEV5'),
    null,
  );

  await driver.click('radio', 'One page');
  await driver.waitForText('Page 1 of 1');
  await driver.click('button', 'Save as…');
  await driver.waitForText('-executive.pdf printed');
  expect(readdirSync(folder)).toHaveLength(1);

  await driver.focus('region', 'Pages of the report');
  await driver.press('Escape');
  await driver.waitForGone('region', 'Pages of the report');
});

test('a report for a day that is none says so and keeps the last one on the screen', async ({
  driver,
}) => {
  await driver.goto('#/reviews');
  await driver.waitFor('listbox', 'Reviews');
  await driver.press('Home');
  await driver.press('Enter');
  await driver.waitFor('button', 'Print');
  await driver.press('Alt+6');
  await pageShows(driver, 1, 'What we learned');
  await driver.focus('textbox', 'Overdue as of');
  await driver.type('yesterday\n');
  await driver.waitForText('Shown is the report before the last change.');
  await driver.waitFor('region', 'Pages of the report');
  await driver.focus('textbox', 'Overdue as of');
  await driver.press('Control+a');
  await driver.type('2027-03-01\n');
  await pageShows(driver, 1, '1 Mar 2027');
});

test('reports across records are looked at where they are made', async ({ driver, axe }) => {
  await driver.goto('#/measures');
  await driver.waitFor('radio', 'Dots');
  await driver.press('e');
  await driver.press('r');
  await driver.waitFor('region', 'Pages of the report');
  await pageShows(driver, 1, 'In short');
  expect(await axe()).toEqual([]);
  // Another period is another report, with the one before on the screen until it is there.
  await driver.click('button', 'Last 12 months');
  await driver.click('menuitemradio', 'Since the first incident');
  await pageShows(driver, 1, '2024');
  await driver.focus('region', 'Pages of the report');
  await driver.press('Escape');
  await driver.waitForGone('region', 'Pages of the report');

  await driver.goto('#/actions');
  await driver.waitFor('listbox', 'Actions');
  await driver.press('e');
  await driver.press('r');
  await pageShows(driver, 1, 'Overdue');
  await driver.press('Escape');
  await driver.waitFor('listbox', 'Actions');
});

test('a drawing is saved as a picture of the size that was offered', async ({
  driver,
  home,
  program,
}) => {
  const folder = join(dirname(home), 'papers');
  mkdirSync(folder);
  program.answerDialogs({ save: folder, folder: true });
  await driver.goto('#/reviews');
  await driver.waitFor('listbox', 'Reviews');
  await driver.press('Home');
  await driver.press('Enter');
  await driver.waitFor('button', 'Print');
  await driver.press('Alt+4');
  await driver.click('button', 'Save the causes');
  await driver.waitFor('menuitem', /^PNG 3×/);
  const offered = await driver.text('menuitem', /^PNG 3×/);
  await driver.click('menuitem', /^PNG 3×/);
  await driver.waitForText('-fishbone.png');
  const png = readFileSync(join(folder, readdirSync(folder)[0] ?? ''));
  // Width and height stand in the header of every PNG.
  const size = [16, 20].map((at) => png.readUInt32BE(at).toLocaleString('en-GB'));
  expect(offered).toBe(`PNG 3×, ${size.join(' × ')} px`);
});
