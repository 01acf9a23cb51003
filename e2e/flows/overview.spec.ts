import { join } from 'node:path';
import { axeFindings } from '../lib/axe.ts';
import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';
import { answerDialogs, root, startProgram } from '../lib/program.ts';

const signIn = 'Hospitals could not sign in to the Site Portal';

/** Imports the post-mortem that names no zone and opens its review. */
async function importSignIn(driver: Driver): Promise<void> {
  await driver.waitFor('heading', 'Reviews');
  await driver.press('Control+k');
  await driver.waitFor('dialog', /.*/);
  await driver.type('import a post');
  await driver.press('Enter');
  await driver.click('button', /^Choose post/);
  await driver.waitFor('listbox', 'Files');
  await driver.press('Control+Enter');
  await driver.click('button', 'Start my workspace');
  await driver.waitForText('This is your own workspace.');
  await driver.waitFor('listbox', 'Files');
  await driver.press('Control+Enter');
  await driver.waitForText('1 review imported');
  await driver.click('link', new RegExp(signIn));
  await driver.waitFor('heading', new RegExp(signIn));
  await driver.click('link', /^Overview/);
}

test('an imported review is asked for its zone, written in, and is the same after a reload @main', async ({
  home,
  connect,
}) => {
  const file = join(root, 'samples/incoming/site-portal-sign-in.md');
  answerDialogs(home, { open: [file] });
  const program = await startProgram({ home });
  try {
    const driver = await connect(program);
    await driver.goto('#/reviews');
    await importSignIn(driver);

    await driver.waitFor('region', 'Question about the time zone');
    await driver.waitForText('Times without a time zone in the source');
    expect(await axeFindings(driver)).toEqual([]);
    await driver.focus('combobox', 'Time zone');
    await driver.type('middle earth');
    await driver.press('Enter');
    await driver.waitForText('is no time zone this program knows');
    await driver.press('Control+a');
    await driver.type('amsterd');
    await driver.waitFor('option', 'Europe/Amsterdam');
    await driver.press('ArrowDown');
    await driver.press('Enter');
    await driver.waitForText('Times without a zone are read as Europe/Amsterdam');
    await driver.waitForGone('region', 'Question about the time zone');

    await driver.focus('region', 'What happened');
    await driver.press('Enter');
    await driver.waitFor('textbox', 'What happened');
    await driver.press('Control+End');
    await driver.type('\nNo password was **lost**.');
    await driver.press('Escape');
    await driver.waitForGone('textbox', 'What happened');
    await driver.waitForText('No password was lost.');

    await driver.click('button', /^Severity: SEV3/);
    await driver.press('Home');
    await driver.press('ArrowDown');
    await driver.press('Enter');
    await driver.waitFor('button', /^Severity: SEV2/);

    await driver.click('button', /^Started/);
    await driver.waitFor('textbox', 'Started');
    await driver.type('2026-09-02 06:45');
    await driver.waitForText(/Read as Wed 2 Sept? 2026, 06:45/);
    await driver.press('Enter');
    await driver.waitForGone('textbox', 'Started');

    await driver.reload();
    await driver.waitFor('heading', new RegExp(signIn));
    await driver.waitForText('No password was lost.');
    await driver.waitFor('button', /^Severity: SEV2/);
    await driver.waitFor('button', /^Time zone Europe\/Amsterdam/);
    await driver.waitFor('button', /^Started Wed 2 Sept? 2026, 06:45/);
    expect(await driver.count('region', 'Question about the time zone')).toBe(0);
    expect(driver.uncaught()).toEqual([]);
  } finally {
    await program.stop();
  }
});

test.describe('on the sample', () => {
  test.use({ start: { args: ['--sample'], prepare: () => undefined } });

  test('sections are added, moved, renamed, removed and brought back', async ({ driver, axe }) => {
    await driver.goto('#/reviews');
    await driver.click('option', /19 hospitals received/);
    await driver.press('Enter');
    await driver.waitFor('region', 'Summary');

    await driver.click('button', /Add a section/);
    await driver.type('Next time\n');
    await driver.waitFor('textbox', 'Next time');
    await driver.type('Count what was **counted**.');
    await driver.press('Escape');
    await driver.waitForText('Count what was counted.');

    await driver.press('Alt+ArrowUp');
    await driver.waitUntil(
      'the section to stand above the last one',
      () => {
        const titles = [...document.querySelectorAll('.section-block')].map((el) =>
          el.getAttribute('aria-label'),
        );
        return titles.indexOf('Next time') === titles.length - 2;
      },
      null,
    );
    await driver.focus('region', 'Next time');
    await driver.press('F2');
    await driver.waitFor('textbox', 'Title of the section');
    await driver.press('Control+a');
    await driver.type('Next autumn\n');
    await driver.waitFor('region', 'Next autumn');

    await driver.focus('region', 'Next autumn');
    await driver.press('Delete');
    await driver.waitForText('“Next autumn” removed');
    await driver.waitForGone('region', 'Next autumn');
    await driver.click('button', 'Undo');
    await driver.waitFor('region', 'Next autumn');
    expect(await axe()).toEqual([]);
  });

  test('the title is a field that looks like a title', async ({ driver }) => {
    await driver.goto('#/reviews');
    await driver.click('option', /19 hospitals received/);
    await driver.press('Enter');
    await driver.click('button', /^19 hospitals received/);
    await driver.waitFor('textbox', 'Title');
    await driver.press('End');
    await driver.type(' in October');
    await driver.press('Enter');
    await driver.waitFor('heading', /froze in October$/);
    await driver.reload();
    await driver.waitFor('heading', /froze in October$/);
  });
});
