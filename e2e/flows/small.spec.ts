import { expect, test } from '../lib/flow.ts';
import { openPage, pagesOf } from '../lib/pages.ts';

test.use({ start: { args: ['--sample'], prepare: () => undefined } });

test('at twice the size every control of every page is in sight, and axe finds nothing serious', async ({
  driver,
  axe,
}) => {
  await driver.goto('#/reviews');
  await driver.resize(640, 400);
  const findings: string[] = [];
  for (const page of await pagesOf(driver)) {
    await openPage(driver, page);
    const outside = await driver.eval(
      () =>
        [...document.querySelectorAll('main :is(button, a[href], input, select, textarea)')]
          .filter((control) => {
            const { right, width, height } = control.getBoundingClientRect();
            // What lies in a list or a paper wider than the window is scrolled to.
            const scrolls = control.closest('.rows, .paper, .cause-stage') !== null;
            return width > 1 && height > 1 && !scrolls && right > window.innerWidth + 0.5;
          })
          .map((control) => control.getAttribute('aria-label') ?? control.textContent),
      null,
    );
    findings.push(...outside.map((control) => `${page.name}: ${control} lies outside`));
    findings.push(...(await axe()).map((finding) => `${page.name}: ${finding}`));
  }
  expect(findings).toEqual([]);
});

test('a page has one filled button at the most', async ({ driver }) => {
  await driver.goto('#/reviews');
  const filled: Record<string, number> = {};
  for (const page of await pagesOf(driver)) {
    await openPage(driver, page);
    filled[page.name] = await driver.eval(
      () =>
        [...document.querySelectorAll('.btn-primary')].filter((button) => button.checkVisibility())
          .length,
      null,
    );
  }
  expect(Object.entries(filled).filter(([, count]) => count > 1)).toEqual([]);
});

test('the steps of a review keep their places when another one is chosen', async ({ driver }) => {
  await driver.goto('#/reviews');
  const places: Record<string, number[]> = {};
  for (const page of await pagesOf(driver)) {
    if (!page.name.startsWith('review-')) continue;
    await openPage(driver, page);
    places[page.name] = await driver.eval(
      () =>
        [...document.querySelectorAll('.step')].map((step) => step.getBoundingClientRect().left),
      null,
    );
  }
  expect(Object.keys(places).length).toBeGreaterThan(5);
  const [first] = Object.values(places);
  for (const [page, lefts] of Object.entries(places)) expect(lefts, page).toEqual(first);
});
