import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { dirname, join } from 'node:path';
import { until } from '../lib/driver.ts';
import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';
import { keep, quantile } from './figures.ts';

// Somebody writes in a review while an export of 100,000 incidents comes in. Measured in the
// page, from the key that reaches it to the task after the frame with the new letter, at rest
// and during the import; and how long the window waits until what was typed is durable. Then
// the list of them all is paged through: from the key to the frame with all rows of the page.

type Bound = {
  go: {
    app: {
      Reviews: { Create: (title: string, origin: string) => Promise<{ ref: string }> };
      Incidents: {
        Import: (path: string, answers: object) => Promise<string>;
        Imports: () => Promise<{ state: string; read: number; created: number }[]>;
      };
    };
  };
};

const incidents = 100_000;
const keys = 60;

async function writeExport(file: string): Promise<void> {
  const out = createWriteStream(file);
  out.write('number,title,severity,state,opened,resolved,service,team\n');
  for (let i = 0; i < incidents; i++) {
    const day = `2026-0${String(1 + (i % 9))}-${String(1 + (i % 28)).padStart(2, '0')}`;
    const line = [
      `INC${String(i).padStart(6, '0')}`,
      `Service ${String(i % 211)} answers slowly for the time ${String(i)}`,
      String(1 + (i % 4)),
      i % 3 ? 'Resolved' : 'Closed',
      `${day} 10:${String(i % 60).padStart(2, '0')}`,
      `${day} 12:${String(i % 60).padStart(2, '0')}`,
      `service ${String(i % 211)}`,
      `Team ${String(i % 17)}`,
    ].join(',');
    if (!out.write(`${line}\n`)) await new Promise<void>((go) => out.once('drain', () => go()));
  }
  out.end();
  await finished(out);
}

/** Notes from now on how long each letter and each page took to be painted. */
async function watch(driver: Driver): Promise<void> {
  await driver.eval(() => {
    const target = window as unknown as { took: number[] };
    target.took = [];
    const whole = () => document.querySelector('.rows [aria-busy="true"]') === null;
    addEventListener(
      'keydown',
      (event) => {
        if (event.key.length > 1 && event.key !== 'PageDown') return;
        const began = performance.now();
        const look = () => {
          if (!whole()) {
            requestAnimationFrame(look);
            return;
          }
          // A task after the frame finds it painted.
          const channel = new MessageChannel();
          channel.port1.onmessage = () => target.took.push(performance.now() - began);
          channel.port2.postMessage(null);
        };
        requestAnimationFrame(look);
      },
      { capture: true },
    );
  }, null);
}

const took = (driver: Driver) =>
  driver.eval(() => (window as unknown as { took: number[] }).took, null);

/** What the next keys took, pressed one after another as somebody types. */
async function pressed(driver: Driver, list: readonly string[]): Promise<number[]> {
  const before = (await took(driver)).length;
  for (const [i, key] of list.entries()) {
    await driver.press(key);
    await until(
      () => `key ${String(i + 1)} to be painted`,
      async () => (await took(driver)).length > before + i || undefined,
      60_000,
    );
  }
  return (await took(driver)).slice(before);
}

const letters = Array.from(
  { length: keys },
  (_, i) => 'nobody watched the old rule'[i % 27] ?? ' ',
).map((c) => (c === ' ' ? 'Space' : c));

const importing = (driver: Driver) =>
  driver.eval(async () => {
    const [last] = await (window as unknown as Bound).go.app.Incidents.Imports();
    return { state: last?.state ?? '', read: last?.read ?? 0, created: last?.created ?? 0 };
  }, null);

test('typing while 100,000 incidents come in, and paging through them', async ({
  driver,
  engine,
  home,
}) => {
  const file = join(dirname(home), 'export.csv');
  await writeExport(file);
  await driver.waitUntil('the bound services', () => 'go' in window, null);
  const ref = await driver.eval(
    async () =>
      (await (window as unknown as Bound).go.app.Reviews.Create('Written meanwhile', '')).ref,
    null,
  );
  await driver.goto(`#/reviews/${ref}/overview`);
  await driver.focus('region', 'Summary');
  await driver.press('Enter');
  await driver.waitFor('textbox', 'Summary');
  await watch(driver);
  await pressed(driver, letters.slice(0, 10));
  const rest = await pressed(driver, letters);

  await driver.eval(
    (path: string) =>
      (window as unknown as Bound).go.app.Incidents.Import(path, {
        zone: 'UTC',
        dayOrder: '',
        columns: {},
      }),
    file,
  );
  await until(
    () => 'the first rows',
    async () => (await importing(driver)).read > 0 || undefined,
    60_000,
  );
  const during: number[] = [];
  while ((await importing(driver)).state === 'running')
    during.push(...(await pressed(driver, letters.slice(0, 20))));
  expect(during.length).toBeGreaterThanOrEqual(20);
  const paint = (list: readonly number[]) => ({
    'p50-ms': quantile(list, 0.5),
    'p95-ms': quantile(list, 0.95),
    'max-ms': quantile(list, 1),
  });
  keep('TypingWhileImporting', `${engine}/rest`, rest.length, paint(rest));
  keep('TypingWhileImporting', `${engine}/importing`, during.length, paint(during));
  expect((await importing(driver)).created).toBe(incidents);

  await driver.goto('#/incidents');
  await driver.waitForText('100,000 incidents');
  await driver.focus('listbox', 'Incidents');
  await pressed(
    driver,
    Array.from({ length: 5 }, () => 'PageDown'),
  );
  keep(
    'RegisterPage',
    `${engine}/n=${String(incidents)}`,
    keys,
    paint(
      await pressed(
        driver,
        Array.from({ length: keys }, () => 'PageDown'),
      ),
    ),
  );
});
