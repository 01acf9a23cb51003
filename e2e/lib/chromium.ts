import type { Locator, Page } from '@playwright/test';
import { describe, patience, until } from './driver.ts';
import type { Driver, Name, Role } from './driver.ts';

/** Drives the program's page in Chromium through Playwright. */
export function chromiumDriver(page: Page, origin: string): Driver {
  page.setDefaultTimeout(patience);
  const uncaught: string[] = [];
  page.on('pageerror', (error) => {
    const trace = error.stack ?? error.message;
    // The toolkit's own script in a build under test trips over a page that has no body yet.
    const frames = trace.split('\n').slice(1);
    if (frames.length > 0 && frames.every((frame) => frame.includes('/wails/ipc.js'))) return;
    uncaught.push(trace);
  });

  const find = (role: Role, name?: Name): Locator =>
    name === undefined
      ? page.getByRole(role)
      : page.getByRole(role, { name, exact: typeof name === 'string' });

  const centre = async (role: Role, name: Name) => {
    const target = find(role, name);
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    if (!box) throw new Error(`${describe(role, name)} has no place on the page`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };

  const pageText = async () => (await page.locator('body').innerText()).replace(/\s+/g, ' ');

  return {
    engine: 'chromium',
    goto: async (route) => {
      await page.goto(new URL(route, origin).href);
    },
    reload: async () => {
      await page.reload();
    },
    click: (role, name) => find(role, name).click(),
    focus: (role, name) => find(role, name).focus(),
    type: (text) => page.keyboard.type(text),
    press: (keys) => page.keyboard.press(keys),
    drag: async (from, to) => {
      const start = await centre(...from);
      const end = await centre(...to);
      await page.mouse.move(start.x, start.y);
      await page.mouse.down();
      // A drag begins only after some way, so the first step is a small one.
      await page.mouse.move(start.x + 6, start.y + 6);
      await page.mouse.move(end.x, end.y, { steps: 8 });
      await page.mouse.up();
    },
    waitFor: (role, name) => find(role, name).waitFor({ state: 'visible' }),
    waitForGone: (role, name) => find(role, name).waitFor({ state: 'hidden' }),
    waitForText: async (text) => {
      let seen = '';
      await until(
        () => `the text ${String(text)}; the page says: ${seen.slice(0, 600)}`,
        async () => {
          seen = await pageText();
          return (typeof text === 'string' ? seen.includes(text) : text.test(seen)) || undefined;
        },
      );
    },
    waitUntil: async (what, condition, arg) => {
      await until(
        () => what,
        async () => (await page.evaluate(condition as never, arg)) || undefined,
      );
    },
    text: async (role, name) =>
      role === undefined
        ? (await pageText()).trim()
        : (await find(role, name).innerText()).replace(/\s+/g, ' ').trim(),
    value: (role, name) =>
      find(role, name).evaluate((el) =>
        'value' in el ? String(el.value) : ((el as HTMLElement).innerText ?? '').replace(/\n$/, ''),
      ),
    count: (role, name) => find(role, name).count(),
    eval: (run, arg) => page.evaluate(run as never, arg),
    screenshot: async (path) => {
      await page.screenshot({ path });
    },
    resize: (width, height) => page.setViewportSize({ width, height }),
    uncaught: () => uncaught,
    close: () => page.context().close(),
  };
}
