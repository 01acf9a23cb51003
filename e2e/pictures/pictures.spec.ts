import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';
import { keepSetting, openPage, pagesOf, useTheme } from '../lib/pages.ts';
import type { Page } from '../lib/pages.ts';
import { boxOf, smallPicture } from '../lib/picture.ts';
import { root, startProgram } from '../lib/program.ts';

/** A picture: the page it shows, what is done there first, and the part that is seen. */
type Wanted = {
  file: string;
  page: string;
  size?: [number, number];
  first?: (driver: Driver) => Promise<void>;
  part?: string;
};

/** Of the causes the drawing alone: beside its panes it would be too small to read. */
const drawn = (view: string): Partial<Wanted> => ({
  size: [1440, 860],
  part: '.cause-stage',
  first: (driver) => driver.click('radio', view),
});

const wanted: Wanted[] = [
  { file: 'reviews', page: 'reviews' },
  { file: 'timeline', page: 'review-timeline' },
  { file: 'causes', page: 'review-causes', ...drawn('Fishbone') },
  { file: 'whys', page: 'review-causes', ...drawn('5 Whys') },
  { file: 'actions', page: 'review-actions' },
  { file: 'report', page: 'review-report' },
  {
    file: 'search',
    page: 'library-hits',
    first: (driver) => driver.waitForText('On Tuesday afternoon a planned certificate renewal'),
  },
  {
    file: 'import',
    page: 'import',
    first: async (driver) => {
      await driver.focus('button', /^Choose post/);
      await driver.press('Enter');
      await driver.waitFor('listbox', 'Files');
    },
  },
];

const folder = join(root, 'assets/pictures');
/** A picture is fetched with the repository and ships with the program: it stays small. */
const mostBytes = 150_000;

test('the pictures of README and help', async ({ home, connect }) => {
  // One moment, a month after the sample's latest incident, and ids from a seed:
  // the same program gives the same pictures.
  const env = { SECONDSTORY_TEST_MOMENT: '2026-11-20T16:04:00Z' };
  const program = await startProgram({ home, args: ['--sample'], env });
  const sizes: Record<string, { width: number; height: number }> = {};
  try {
    program.answerDialogs({
      open: readdirSync(join(root, 'samples/incoming'))
        .toSorted()
        .map((name) => join(root, 'samples/incoming', name)),
    });
    const driver = await connect(program);
    await driver.goto('');
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    await keepSetting(driver, 'rail', 'slim');
    for (const theme of ['light', 'dark'] as const) {
      await useTheme(driver, theme);
      const pages = await pagesOf(driver);
      for (const each of wanted) {
        const name = theme === 'light' ? each.file : `${each.file}-${theme}`;
        const path = join(folder, `${name}.png`);
        const { width, height } = await take(driver, each, pages, path);
        sizes[each.file] ??= { width, height };
        expect(sizes[each.file], 'both themes have one size').toEqual({ width, height });
        expect(statSync(path).size, name).toBeLessThanOrEqual(mostBytes);
      }
    }
  } finally {
    await program.stop();
  }
  writeFileSync(join(folder, 'sizes.json'), `${JSON.stringify(sizes, null, 2)}\n`);
});

async function take(driver: Driver, each: Wanted, pages: Page[], path: string) {
  const page = pages.find((one) => one.name === each.page);
  if (!page) throw new Error(`there is no page ${each.page}`);
  await driver.resize(...(each.size ?? ([1112, 760] as const)));
  // Each picture begins with a window that was just opened.
  await driver.goto('#/settings');
  await driver.reload();
  await openPage(driver, page);
  await each.first?.(driver);
  await driver.waitUntil(
    'what is drawn to be there',
    () => {
      const paper = document.querySelector('.paper');
      // The printer of Markdown comes after the screen, which shows the text itself until then.
      const prose = [...document.querySelectorAll('.around-text .prose')];
      return (
        (!paper || (paper.querySelector('canvas')?.width ?? 0) > 0) &&
        prose.every((each) => each.querySelector('p'))
      );
    },
    null,
  );
  const box = await boxOf(driver, each.part ?? 'main > .screen');
  await smallPicture(driver, box, path);
  return box;
}
