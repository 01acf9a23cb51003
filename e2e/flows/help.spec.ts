import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';
import { openPage, useTheme } from '../lib/pages.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

type Shown = {
  source: string;
  words: string;
  loaded: boolean;
  width: number;
  /** The shape of its place, known before the picture has come. */
  shape: string;
  sticksOut: boolean;
};

/** The pictures of the open help page, when all have come. */
async function pictures(driver: Driver): Promise<Shown[]> {
  await driver.waitUntil(
    'the pictures of the page',
    () => {
      const images = [...document.querySelectorAll<HTMLImageElement>('main img')];
      return images.length > 0 && images.every((img) => img.complete);
    },
    null,
  );
  return driver.eval(
    () =>
      [...document.querySelectorAll<HTMLImageElement>('main img')].map((img) => {
        const text = img.closest('[role="region"]')?.getBoundingClientRect().right ?? 0;
        const { width, right } = img.getBoundingClientRect();
        return {
          source: new URL(img.src).pathname,
          words: img.alt,
          loaded: img.naturalWidth === Number(img.getAttribute('width')),
          width,
          shape: getComputedStyle(img).aspectRatio.replace('auto ', ''),
          sticksOut: right > text,
        };
      }),
    null,
  );
}

test('a help page shows the program as it looks in the theme of the person @main', async ({
  driver,
  axe,
}) => {
  for (const theme of ['light', 'dark'] as const) {
    await useTheme(driver, theme);
    await openPage(driver, { name: 'help', route: '#/help/causes' });
    const shown = await pictures(driver);
    expect(shown.length).toBe(2);
    for (const picture of shown) {
      expect(picture.source.includes('-dark'), picture.source).toBe(theme === 'dark');
      expect(picture, picture.source).toMatchObject({ loaded: true, sticksOut: false });
      expect(picture.words).toContain('causes');
      expect(picture.width).toBeGreaterThan(400);
      expect(picture.shape).toMatch(/^\d{3,4} \/ \d{3,4}$/);
    }
    expect(await axe()).toEqual([]);
  }
});
