import { expect, test } from '../lib/flow.ts';
import { openPage } from '../lib/pages.ts';
import { keep } from './figures.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

// What the engine reads before it can paint the first screen. The toolkit's own
// two scripts, which the real window puts into the page, are counted as well.
test('script read before the first paint', async ({ driver }) => {
  await openPage(driver, { name: 'reviews', route: '#/reviews' });
  await driver.reload();
  await openPage(driver, { name: 'reviews', route: '#/reviews' });
  const read = await driver.eval(() => {
    const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0;
    const scripts = (performance.getEntriesByType('resource') as PerformanceResourceTiming[])
      .filter((each) => /\.m?js(\?|$)/.test(each.name))
      .map((each) => ({
        name: each.name,
        bytes: each.decodedBodySize,
        isBefore: each.responseEnd <= painted,
      }));
    return { painted, scripts };
  }, null);
  expect(read.painted).toBeGreaterThan(0);
  const sum = (all: typeof read.scripts) =>
    all.reduce((bytes, each) => bytes + each.bytes, 0) / 1_000_000;
  // What prints and draws pages of PDF is larger than everything else together.
  expect(read.scripts.filter((each) => /\bpdf\b/.test(each.name))).toEqual([]);
  keep('FirstPaint', 'script', 1, {
    MB: sum(read.scripts.filter((each) => each.isBefore)),
    'list-MB': sum(read.scripts),
  });
});
