import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';
import { startProgram } from '../lib/program.ts';

type Bound = {
  go: {
    app: {
      Reviews: {
        AddPart: (
          ref: string,
          collection: string,
          fields: string,
          after: string,
          origin: string,
        ) => Promise<unknown>;
      };
    };
  };
};

const sentence = /The disk is full\. What was shown as saved is safe/;
const line = 'Bank called about the second payout';

/** Takes what room there is on a disk. */
function fill(disk: string): void {
  const file = openSync(join(disk, 'filler'), 'a');
  for (const size of [1 << 16, 1 << 12]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
  closeSync(file);
}

const free = (disk: string) => rmSync(join(disk, 'filler'));

/** Writes until nothing more goes in: a database has room of its own beside that of the disk. */
async function writeUntilRefused(driver: Driver, ref: string): Promise<void> {
  const refused = await driver.eval(
    async ([ref, line]: [string, string]) => {
      const { Reviews } = (window as unknown as Bound).go.app;
      const add = (text: string) =>
        Reviews.AddPart(
          ref,
          'timeline',
          JSON.stringify({ line: `2026-01-01 05:00 UTC ${text}` }),
          '',
          '',
        );
      const said: string[] = [];
      for (const text of ['more words '.repeat(9000), 'more words '.repeat(400), line]) {
        for (let n = 0; n < 400; n++) {
          try {
            await add(text);
          } catch (error) {
            said.push(String(error));
            break;
          }
        }
      }
      return said;
    },
    [ref, line] as [string, string],
  );
  expect(refused).toHaveLength(3);
  for (const error of refused) expect(error).toContain('storage.full');
}

test('a full disk is said, and what was typed stays until there is room @main', async ({
  home,
  connect,
}) => {
  test.setTimeout(180_000);
  const person = dirname(home);
  const disk = join(person, 'disk');
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', disk]);
  test.skip(mounted.status !== 0, 'no right to mount a small disk here');
  // Only the workspace lies on the small disk, not the caches of the engine.
  const start = {
    home: join(disk, 'workspace'),
    args: ['--sample'],
    env: {
      HOME: person,
      XDG_CONFIG_HOME: join(person, '.config'),
      XDG_DATA_HOME: join(person, '.local/share'),
      XDG_CACHE_HOME: join(person, '.cache'),
    },
  };
  try {
    let program = await startProgram(start);
    try {
      const driver = await connect(program);
      await driver.goto('#/reviews');
      await driver.click('option', /19 hospitals received/);
      await driver.press('Enter');
      await driver.click('link', /^Timeline/);
      await driver.waitFor('textbox', 'Next entry');
      const ref = await driver.eval(() => /reviews.([^/]+)/.exec(location.hash)?.[1] ?? '', null);
      fill(disk);
      await writeUntilRefused(driver, ref);

      await driver.focus('textbox', 'Next entry');
      await driver.type(`2026-01-01 05:00 UTC ${line}`);
      await driver.press('Enter');
      await driver.waitForText(sentence);
      expect(await driver.value('textbox', 'Next entry')).toBe(`2026-01-01 05:00 UTC ${line}`);
      await driver.waitForText('Not saved; the field says why');

      free(disk);
      await driver.press('Enter');
      await driver.waitForText(/Added: .*05:00/);
      expect(await driver.value('textbox', 'Next entry')).toBe('');
      expect(driver.uncaught(), 'errors nobody caught in the page').toEqual([]);
      await driver.close();
    } finally {
      await program.stop();
    }

    // Opened while there is no room, it is read, and the status line says why nothing more.
    fill(disk);
    program = await startProgram(start);
    try {
      const driver = await connect(program);
      await driver.goto('#/reviews');
      await driver.waitForText('Read only: the disk is full, nothing can be saved');
      await driver.waitFor('option', /19 hospitals received/);
    } finally {
      await program.stop();
    }
  } finally {
    spawnSync('umount', ['-l', disk]);
  }
});
