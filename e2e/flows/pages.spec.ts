import { expect, test } from '../lib/flow.ts';
import { openPage, pagesOf, useTheme } from '../lib/pages.ts';
import type { Theme } from '../lib/pages.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

for (const theme of ['light', 'dark'] satisfies Theme[]) {
  test(`every page opens and has no serious accessibility finding, ${theme}`, async ({
    driver,
    axe,
  }) => {
    await useTheme(driver, theme);
    const findings: string[] = [];
    for (const page of await pagesOf(driver)) {
      await openPage(driver, page);
      findings.push(...(await axe()).map((finding) => `${page.name}: ${finding}`));
      // What lies below the window nobody can scroll to, or back from.
      const beyond = await driver.eval(() => document.body.scrollHeight - innerHeight, null);
      if (beyond > 0) findings.push(`${page.name}: ${String(beyond)} px beyond the window`);
    }
    expect(findings).toEqual([]);
  });
}

test('the program opens on the sample workspace @main', async ({ driver }) => {
  const [first] = await pagesOf(driver);
  if (!first) throw new Error('there are no pages');
  await openPage(driver, first);
  expect(await driver.count('navigation')).toBeGreaterThan(0);
  expect((await pagesOf(driver)).some((page) => page.name === 'review-overview')).toBe(true);
});
