import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

const chosenHit = (driver: Driver) =>
  driver.eval(() => {
    const list = document.querySelector('[role="listbox"][aria-label="What was found"]');
    const id = list?.getAttribute('aria-activedescendant') ?? '';
    return document.getElementById(id)?.textContent ?? '';
  }, null);

test('a review is found by its words, opened at the place, and the search is as it was left @main', async ({
  driver,
  axe,
}) => {
  await driver.goto('#/reviews');
  await driver.waitFor('listbox', 'Reviews');
  await driver.press('g');
  await driver.press('l');
  await driver.waitFor('heading', 'Search all reviews');
  expect(await axe()).toEqual([]);

  // Two misspelt letters, and the words in another order than anywhere in the text.
  await driver.type('steriliser cycle abroted in:timeline');
  await driver.waitForText(/Also searched: .*aborted/);
  await driver.waitForText('Best match first');
  await driver.press('Enter');
  await driver.waitUntil(
    'the hits to have the keyboard',
    () => document.activeElement?.getAttribute('aria-label') === 'What was found',
    null,
  );
  expect(await axe()).toEqual([]);
  const before = await chosenHit(driver);
  expect(before).toMatch(/Timeline \d\d:\d\d/);

  await driver.press('Enter');
  await driver.waitFor('listbox', 'Entries of the timeline');
  await driver.waitUntil(
    'the entry of the hit to be chosen',
    (hit: string) => {
      const text = document.querySelector('[role="option"][aria-selected="true"]')?.textContent;
      const clock = /Timeline (\d\d:\d\d)/.exec(hit)?.[1] ?? 'none';
      return text?.includes(clock) === true;
    },
    before,
  );

  await driver.press('Escape');
  await driver.waitFor('listbox', 'What was found');
  expect(await driver.value('textbox', 'Search all reviews')).toBe(
    'steriliser cycle abroted in:timeline',
  );
  await driver.waitUntil(
    'the same hit to be chosen',
    (hit: string) => {
      const list = document.querySelector('[role="listbox"][aria-label="What was found"]');
      const id = list?.getAttribute('aria-activedescendant') ?? '';
      return document.getElementById(id)?.textContent === hit;
    },
    before,
  );
});

test('nothing that is typed is an error, and the palette shows the best hits', async ({
  driver,
  axe,
}) => {
  await driver.goto('#/library');
  await driver.waitFor('heading', 'Search all reviews');
  await driver.focus('textbox', 'Search all reviews');
  await driver.type('"never closed severity:SEV9 -');
  await driver.waitForText('A quotation mark is never closed');
  await driver.press('Escape');
  await driver.waitFor('heading', 'Search all reviews');
  await driver.type('qqxxzzvv');
  await driver.waitFor('heading', 'Nothing was found');
  expect(await axe()).toEqual([]);

  await driver.press('Control+k');
  await driver.waitFor('dialog', 'Find or do');
  await driver.type('aborted steriliser');
  await driver.waitFor('option', /Six sets from an aborted steriliser cycle/);
  await driver.click('option', 'Search for “aborted steriliser”');
  await driver.waitForText('Best match first');
  expect(await driver.value('textbox', 'Search all reviews')).toBe('aborted steriliser');
});

test('a time finds what happened then, and going to a screen takes the focus along', async ({
  driver,
  axe,
}) => {
  await driver.goto('#/library');
  await driver.waitFor('heading', 'Search all reviews');
  await driver.focus('textbox', 'Search all reviews');
  await driver.type('why was 04:21 colour:red not 12 November 2026');
  await driver.waitForText('There is no filter called “colour”, so it was searched as a word.');
  await driver.waitUntil(
    'the entry of that time, and of its words no word of grammar, to be marked',
    () => {
      const marks = [...document.querySelectorAll('[role="option"] mark')].map(
        (m) => m.textContent ?? '',
      );
      return (
        marks.includes('12 Nov, 04:21') &&
        !marks.some((m) => ['why', 'was', 'not'].includes(m.toLowerCase()))
      );
    },
    null,
  );
  expect(await axe()).toEqual([]);
  for (const key of ['i', 'c', 't', 's', 'h', 'l']) {
    await driver.goto('#/reviews');
    await driver.waitUntil(
      'the reviews to have the focus',
      () => document.activeElement?.getAttribute('aria-label') === 'Reviews',
      null,
    );
    await driver.press('g');
    await driver.press(key);
    await driver.waitUntil(
      `g ${key} to put the focus into its screen`,
      () => document.querySelector('main')?.contains(document.activeElement) === true,
      null,
    );
  }
  await driver.waitUntil(
    'the words of the search to have the focus',
    () => document.activeElement?.getAttribute('aria-label') === 'Search all reviews',
    null,
  );
});
