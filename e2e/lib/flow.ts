import { expect, test as base } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { axeFindings } from './axe.ts';
import { chromiumDriver } from './chromium.ts';
import type { Driver, Engine } from './driver.ts';
import { startProgram, temporaryHome } from './program.ts';
import type { Program } from './program.ts';
import { miniBrowser, startWebKitDriver } from './webdriver.ts';
import { webkitDriver } from './webkit.ts';

export { expect } from '@playwright/test';

export type Start = { args: string[]; prepare: (home: string) => void | Promise<void> };

/**
 * A flow gets `driver`, connected to a program of its own with an empty home.
 * `start` sets the arguments of the program and what lies in its home before:
 *
 *     test.use({ start: { args: ['--sample'], prepare: () => {} } })
 */
type PerFlow = {
  start: Start;
  home: string;
  program: Program;
  driver: Driver;
  /** A second and third browser on any program, for flows that restart it. */
  connect: (program: Program) => Promise<Driver>;
  /** Serious and critical accessibility findings of the page as it stands. */
  axe: () => Promise<string[]>;
};

type PerWorker = {
  engine: Engine;
  chromiumBrowser: () => Promise<Browser>;
  webkitDriverProcess: () => ReturnType<typeof startWebKitDriver>;
};

export const test = base.extend<PerFlow, PerWorker>({
  engine: ['chromium', { option: true, scope: 'worker' }],

  chromiumBrowser: [
    async ({ playwright }, use) => {
      let browser: Browser | undefined;
      await use(async () => {
        // The pages are our own; the sandbox needs rights that root and containers lack.
        const executablePath = systemChromium();
        browser ??= await playwright.chromium.launch({
          ...(executablePath === undefined ? {} : { executablePath }),
          chromiumSandbox: false,
        });
        return browser;
      });
      await browser?.close();
    },
    { scope: 'worker' },
  ],

  webkitDriverProcess: [
    async ({}, use) => {
      let started: ReturnType<typeof startWebKitDriver> | undefined;
      await use(() => (started ??= startWebKitDriver()));
      (await started)?.stop();
    },
    { scope: 'worker' },
  ],

  start: [{ args: [], prepare: () => undefined }, { option: true }],

  home: async ({}, use) => {
    const { home, remove } = temporaryHome();
    await use(home);
    remove();
  },

  program: async ({ home, start }, use, info) => {
    await start.prepare(home);
    const program = await startProgram({ home, args: start.args });
    await use(program);
    await program.stop();
    if (info.status !== info.expectedStatus) {
      await info.attach('program.log', { body: program.log(), contentType: 'text/plain' });
    }
  },

  connect: async ({ engine, chromiumBrowser, webkitDriverProcess }, use, info) => {
    const reason = await whyNot(engine, chromiumBrowser);
    test.skip(reason !== undefined, reason);
    const opened: Driver[] = [];
    await use(async (program) => {
      if (engine === 'webkit') {
        const session = await (await webkitDriverProcess()).session();
        opened.push(webkitDriver(session, program.url));
      } else {
        const context = await (
          await chromiumBrowser()
        ).newContext({ viewport: { width: 1280, height: 800 } });
        opened.push(chromiumDriver(await context.newPage(), program.url));
      }
      return opened.at(-1) as Driver;
    });
    for (const [at, driver] of opened.entries()) {
      if (info.status !== info.expectedStatus) {
        const path = info.outputPath(`page-${String(at + 1)}.png`);
        await driver.screenshot(path).catch(() => undefined);
      }
      await driver.close();
    }
  },

  driver: async ({ program, connect }, use) => {
    const driver = await connect(program);
    await driver.goto('#/reviews');
    await use(driver);
    expect(driver.uncaught(), 'errors nobody caught in the page').toEqual([]);
  },

  axe: async ({ driver }, use) => {
    await use(() => axeFindings(driver));
  },
});

export function systemChromium(): string | undefined {
  return ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
}

/** Why an engine cannot be used on this machine, or undefined when it can. */
async function whyNot(
  engine: Engine,
  chromium: () => Promise<Browser>,
): Promise<string | undefined> {
  if (process.env['DISPLAY'] === undefined)
    return 'no display: run with make test-e2e, which brings one';
  if (engine === 'chromium') {
    // A system Chromium that does not start is a failure; one fetched as a stopgap may lack libraries.
    if (systemChromium() !== undefined) return undefined;
    return chromium().then(
      () => undefined,
      (error: unknown) =>
        `no Chromium: here it is a snap only, and Playwright’s own does not start: ${String(error).split('\n')[0] ?? ''}`,
    );
  }
  if (miniBrowser() === undefined)
    return 'no MiniBrowser of WebKitGTK 4.1 (package libwebkit2gtk-4.1-0)';
  return spawnSync('WebKitWebDriver', ['--version']).error === undefined
    ? undefined
    : 'no WebKitWebDriver (package webkit2gtk-driver)';
}
