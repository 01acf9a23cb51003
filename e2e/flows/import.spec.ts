import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Driver } from '../lib/driver.ts';
import { axeFindings } from '../lib/axe.ts';
import { expect, test } from '../lib/flow.ts';
import { answerDialogs, root, startProgram } from '../lib/program.ts';
import type { Program } from '../lib/program.ts';

const incoming = (name: string) => join(root, 'samples/incoming', name);
const tours = 'Post-mortem: 14 tours were planned twice after the clocks changed';
const signIn = 'Hospitals could not sign in to the Site Portal';

/** Starts the program with the files that its dialog for choosing will answer. */
async function choosing(home: string, open: string[], args: string[]): Promise<Program> {
  answerDialogs(home, { open });
  return startProgram({ home, args });
}

async function lookAtFiles(driver: Driver): Promise<void> {
  await driver.goto('#/import');
  // By key: the button moves once when the note above the screen comes in, and a press would miss it.
  await driver.focus('button', /^Choose post/);
  await driver.press('Enter');
  await driver.waitFor('listbox', 'Files');
}

/** The first start shows the sample; own work asks for a workspace of its own. */
async function toOwnWorkspace(driver: Driver): Promise<void> {
  await driver.press('Control+Enter');
  await driver.click('button', 'Start my workspace');
  await driver.waitForText('This is your own workspace.');
  await driver.waitFor('listbox', 'Files');
}

test('files become reviews, and what cannot become one says why @main', async ({
  home,
  connect,
}) => {
  const refused = join(dirname(home), 'shopping.md');
  writeFileSync(refused, '# Shopping\n\nBread, butter.\n');
  const program = await choosing(
    home,
    [incoming('site-portal-sign-in.md'), incoming('route-board-tours-planned-twice.md'), refused],
    [],
  );
  try {
    const driver = await connect(program);
    await lookAtFiles(driver);
    await driver.waitForText('Nothing is changed before you import.');
    expect(await driver.count('option', /entries/)).toBe(2);
    await driver.press('End');
    await driver.waitForText('This does not look like a post-mortem');
    expect(await axeFindings(driver)).toEqual([]);

    await toOwnWorkspace(driver);
    expect(await driver.text('navigation', /.*/)).not.toContain('sample');
    await driver.press('Control+Enter');
    await driver.waitForText('2 reviews imported');
    expect(await axeFindings(driver)).toEqual([]);
    await driver.click('link', new RegExp(signIn));
    await driver.waitFor('heading', new RegExp(signIn));
    await driver.click('link', /^Factors/);
    await driver.waitForText('The accounts of the day before were kept');
  } finally {
    await program.stop();
  }
});

test('the chosen zone is the one the times are read in', async ({ home, connect }) => {
  const program = await choosing(home, [incoming('site-portal-sign-in.md')], []);
  try {
    const driver = await connect(program);
    await lookAtFiles(driver);
    await driver.waitForText('no zone named');
    await driver.focus('combobox', 'Zone for times that name none');
    await driver.type('Europe/Amsterdam');
    await driver.press('Enter');
    await driver.waitForText('06:45 Europe/Amsterdam');
    expect(await driver.text()).not.toContain('no zone named');
  } finally {
    await program.stop();
  }
});

test('a newer version of a file is merged when somebody says so, and undo takes it back', async ({
  home,
  connect,
}) => {
  const file = join(dirname(home), 'tours.md');
  const text = readFileSync(incoming('route-board-tours-planned-twice.md'), 'utf8');
  writeFileSync(file, text);
  const program = await choosing(home, [file], []);
  try {
    const driver = await connect(program);
    await lookAtFiles(driver);
    await toOwnWorkspace(driver);
    await driver.press('Control+Enter');
    await driver.waitForText('1 review imported');

    writeFileSync(file, text.replace('loading stops at all plants', 'loading rests at all plants'));
    await driver.click('button', 'Import more');
    await lookAtFiles(driver);
    await driver.waitForText('changed since the last import');
    await driver.click('checkbox', /^Bring the newer version/);
    await driver.press('Control+Enter');
    await driver.click('link', new RegExp(tours));
    await driver.waitFor('heading', new RegExp(tours));
    await driver.click('link', 'History');
    await driver.waitForText('Newer version of the file brought in');
    await driver.press('Control+z');
    await driver.waitForText('Undid: Newer version of the file brought in');
  } finally {
    await program.stop();
  }
});

const reported = `# Label printer down on 12 March 2026

## Summary

The printer service was down for an hour and a half. At 14:05 UTC the first alert came. Nobody
looked until 14:30 UTC, when the plant called. It was fixed at 14:55 UTC.

## Lessons

- An alert that nobody reads is none
`;

test('a file is left out, taken back in, and left where it is @main', async ({ home, connect }) => {
  const program = await choosing(
    home,
    [incoming('site-portal-sign-in.md'), incoming('route-board-tours-planned-twice.md')],
    [],
  );
  try {
    const driver = await connect(program);
    await lookAtFiles(driver);
    await toOwnWorkspace(driver);
    await driver.waitFor('button', /^Import 2 reviews/);
    await driver.focus('listbox', 'Files');
    await driver.press('Home');
    await driver.press('x');
    await driver.waitForText('1 file was left out');
    await driver.waitFor('button', /^Import 1 review\b/);
    await driver.waitFor('option', /left out/);
    expect(await axeFindings(driver)).toEqual([]);
    await driver.click('button', /^Import it after all/);
    await driver.waitFor('button', /^Import 2 reviews/);
    await driver.focus('listbox', 'Files');
    await driver.press('x');
    await driver.waitFor('button', /^Import 1 review\b/);
    await driver.press('Control+Enter');
    await driver.waitForText('1 review imported');
    await driver.waitForText('1 file was left out');

    await driver.goto('#/reviews');
    await driver.waitFor('listbox', 'Reviews');
    expect(await driver.count('option')).toBe(1);
    // Nothing knows the file: chosen again, it is new.
    await lookAtFiles(driver);
    expect(await driver.count('option', /\bnew\b/)).toBe(1);
  } finally {
    await program.stop();
  }
});

test('times told in prose are offered, and become entries only when somebody says so @main', async ({
  home,
  connect,
}) => {
  const file = join(dirname(home), 'printer.md');
  writeFileSync(file, reported);
  const program = await choosing(home, [file], []);
  try {
    const driver = await connect(program);
    await lookAtFiles(driver);
    await toOwnWorkspace(driver);
    await driver.waitForText('Times found in the text');
    await driver.waitFor('checkbox', /^Add 3 times found in the text/);
    expect(await axeFindings(driver)).toEqual([]);
    await driver.click('checkbox', /^Add 3 times found in the text/);
    await driver.press('Control+Enter');
    await driver.waitForText('1 review imported');
    await driver.click('link', /Label printer down/);
    await driver.waitFor('heading', /Label printer down/);
    await driver.click('link', /^Timeline/);
    await driver.waitFor('listbox', 'Entries of the timeline');
    expect(await driver.count('option')).toBe(3);
    await driver.waitFor('option', /14:30.*the plant called/);

    // Nothing of the text went for it.
    await driver.click('link', /^Overview/);
    await driver.waitForText('At 14:05 UTC the first alert came.');
  } finally {
    await program.stop();
  }
});
