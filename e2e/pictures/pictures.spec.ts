import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../lib/flow.ts';
import { openPage, pagesOf, useTheme } from '../lib/pages.ts';
import { root } from '../lib/program.ts';

/** A page of the program and the file it stands in. */
const wanted = {
  'review-timeline': 'timeline',
  'review-causes': 'causes',
  'review-report': 'report',
  'library-hits': 'search',
} as const;
/** A picture is fetched with the repository: it stays small. */
const mostBytes = 150_000;

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

test('the pictures of the README', async ({ driver }) => {
  await useTheme(driver, 'light');
  await driver.resize(1280, 800);
  const pages = await pagesOf(driver);
  for (const [name, file] of Object.entries(wanted)) {
    const page = pages.find((each) => each.name === name);
    if (!page) throw new Error(`there is no page ${name}`);
    await openPage(driver, page);
    await driver.waitUntil(
      'what is drawn to be there',
      () => {
        const paper = document.querySelector('.paper');
        return !paper || (paper.querySelector('canvas')?.width ?? 0) > 0;
      },
      null,
    );
    const path = join(root, 'assets/pictures', `${file}.png`);
    await driver.screenshot(path);
    // A palette without dates in the file: the same screen gives the same bytes.
    execFileSync('convert', [path, '-strip', '+dither', '-colors', '128', `PNG8:${path}`]);
    expect(statSync(path).size).toBeLessThan(mostBytes);
  }
});
