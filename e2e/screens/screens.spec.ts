import { cpSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from '../lib/flow.ts';
import { openPage, pagesOf, useTheme } from '../lib/pages.ts';
import type { Theme } from '../lib/pages.ts';
import { root, startProgram, startWindow } from '../lib/program.ts';
import { resize, settledPicture, windowTitled } from '../lib/screen.ts';

const folder = join(root, 'build/screens');
const sizes = [
  [1280, 800],
  [1920, 1080],
] as const;
const themes: Theme[] = ['light', 'dark'];

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

for (const theme of themes) {
  test(`every page in Chromium, ${theme}`, async ({ driver }) => {
    await useTheme(driver, theme);
    for (const [width, height] of sizes) {
      await driver.resize(width, height);
      for (const page of await pagesOf(driver)) {
        await openPage(driver, page);
        await driver.screenshot(
          join(folder, `${page.name}-${String(width)}x${String(height)}-${theme}.png`),
        );
      }
    }
  });

  // The production window has no door for a test, so its theme is set through
  // the window under test on the same home first.
  test(`the first screen of the production window, ${theme}`, async ({ home, connect }) => {
    const setting = await startProgram({ home, args: ['--sample'] });
    const driver = await connect(setting);
    await driver.goto('');
    await useTheme(driver, theme);
    await setting.stop();

    const program = startWindow({ home, args: ['--sample'] });
    try {
      const window = await windowTitled('Second Story', program);
      for (const [width, height] of sizes) {
        const shown = await resize(window, width, height);
        await settledPicture(
          shown,
          join(folder, `window-${String(width)}x${String(height)}-${theme}.png`),
        );
      }
    } finally {
      await program.stop();
    }
  });
}

// The same pages with a full house: a long list, a timeline of 400 entries, a
// tree of 80 causes. `make screens` prepares it.
test.describe('with thousands of reviews', () => {
  const full = process.env['SCREENS_HOME'] ?? '';
  test.skip(full === '', 'SCREENS_HOME names no home; `make generated` makes one');
  test.use({
    start: {
      args: [],
      prepare: (home) => {
        cpSync(resolve(root, full), home, { recursive: true });
      },
    },
  });

  for (const theme of themes) {
    test(`every page in Chromium, ${theme}`, async ({ driver }) => {
      await useTheme(driver, theme);
      for (const [width, height] of sizes) {
        await driver.resize(width, height);
        for (const page of await pagesOf(driver)) {
          await openPage(driver, page);
          await driver.screenshot(
            join(folder, `full-${page.name}-${String(width)}x${String(height)}-${theme}.png`),
          );
        }
      }
    });
  }
});
