import { dirname, join } from 'node:path';
import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';
import { startProgram } from '../lib/program.ts';

type Bound = {
  go: { app: { Workspace: { Settings: () => Promise<{ name: string; value: string }[]> } } };
};

/** Waits until a setting with this value is stored: the screen may show it earlier. */
async function stored(driver: Driver, value: string): Promise<void> {
  await driver.waitUntil(
    `“${value}” to be stored`,
    async (value: string) => {
      const settings = await (window as unknown as Bound).go.app.Workspace.Settings();
      return settings.some((s) => s.value === value);
    },
    value,
  );
}

const theme = (driver: Driver) =>
  driver.eval(() => document.documentElement.dataset['theme'], null);

/** Opens the timeline of a review that was there before. */
async function openTimeline(driver: Driver): Promise<void> {
  await driver.goto('#/reviews');
  await driver.click('option', /19 hospitals received/);
  await driver.press('Enter');
  await driver.click('link', /^Timeline/);
  await driver.waitFor('listbox', 'Entries of the timeline');
}

const line = '21:05 The night shift says';

test('half a line of a scribe stands there again after a power cut, and becomes no entry @main', async ({
  home,
  connect,
}) => {
  let program = await startProgram({ home, args: ['--sample'] });
  let before = '';
  try {
    const driver = await connect(program);
    await openTimeline(driver);
    before = await driver.text('link', /^Timeline/);
    await driver.focus('textbox', 'Next entry');
    await driver.type(line);
    await stored(driver, line);
    await driver.close();
  } finally {
    await program.kill9();
  }
  program = await startProgram({ home, args: ['--sample'] });
  try {
    const driver = await connect(program);
    await openTimeline(driver);
    await driver.waitFor('textbox', 'Next entry');
    await driver.waitUntil(
      'the line to stand there',
      (line: string) =>
        document.querySelector<HTMLTextAreaElement>('[aria-label="Next entry"]')?.value === line,
      line,
    );
    expect(await driver.text('link', /^Timeline/)).toBe(before);

    // It goes on where it stopped.
    await driver.focus('textbox', 'Next entry');
    await driver.press('End');
    await driver.type(' all is quiet');
    await driver.press('Enter');
    await driver.waitForText(/Added: .*21:05/);
    expect(await driver.value('textbox', 'Next entry')).toBe('');
    expect(driver.uncaught(), 'errors nobody caught in the page').toEqual([]);
  } finally {
    await program.stop();
  }
});

test('the theme goes with the person: after a restart, and into another workspace @main', async ({
  home,
  connect,
}) => {
  let program = await startProgram({ home });
  let chosen: string | undefined;
  try {
    const driver = await connect(program);
    await driver.goto('#/settings');
    await driver.waitFor('radio', 'Dark');
    // Whichever of the two the system does not show.
    chosen = (await theme(driver)) === 'dark' ? 'light' : 'dark';
    await driver.click('radio', chosen === 'dark' ? 'Dark' : 'Light');
    await driver.waitUntil(
      'the theme to be shown',
      (chosen) => document.documentElement.dataset['theme'] === chosen,
      chosen,
    );
    await stored(driver, chosen);
    await driver.close();
  } finally {
    await program.stop();
  }
  for (const where of [home, join(dirname(home), 'another')]) {
    program = await startProgram({ home: where });
    try {
      const driver = await connect(program);
      await driver.goto('#/settings');
      await driver.waitFor('radio', 'Dark');
      await driver.waitUntil(
        `the theme to be ${chosen} again`,
        (chosen) => document.documentElement.dataset['theme'] === chosen,
        chosen,
      );
      // One browser at a time: an engine may allow no second one.
      await driver.close();
    } finally {
      await program.stop();
    }
  }
});

test('a backup made in the window brings the workspace back, and what was there is kept @main', async ({
  program,
  driver,
  axe,
}) => {
  const create = async (title: string) => {
    await driver.eval(async (title: string) => {
      type Made = {
        go: { app: { Reviews: { Create: (t: string, o: string) => Promise<unknown> } } };
      };
      await (window as unknown as Made).go.app.Reviews.Create(title, '');
    }, title);
  };
  const file = join(dirname(program.home), 'backup.zip');
  await driver.goto('#/settings');
  await driver.click('button', 'Start my own');
  await driver.waitFor('button', 'Open the sample');
  await driver.waitForText('Not backed up yet');
  await create('Then');
  program.answerDialogs({ save: file, open: [file] });
  await driver.press('b');
  await driver.waitForText('and read back.');
  await driver.waitForText('Last backup: today');
  expect(await axe()).toEqual([]);
  await create('Now');

  await driver.press('r');
  await driver.waitFor('button', 'Keep my workspace');
  expect(await axe()).toEqual([]);
  await driver.click('button', 'Back up and replace');
  await driver.waitForText(/before-restore-\d+-\d+\.zip; restore that file to go back/);
  await driver.goto('#/reviews');
  await driver.waitFor('option', /Then/);
  expect(await driver.count('option', /Now/)).toBe(0);
  expect(driver.uncaught(), 'errors nobody caught in the page').toEqual([]);
});
