import { join } from 'node:path';
import { axeFindings } from '../lib/axe.ts';
import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';
import { answerDialogs, root, startProgram } from '../lib/program.ts';

const tours = /14 tours were planned twice/;

const hasFocus = (driver: Driver, role: string, label: string) =>
  driver.waitUntil(
    `the ${role} “${label}” to have the keyboard`,
    ([role, label]: string[]) => {
      const el = document.activeElement;
      return (
        el?.getAttribute('role') === role &&
        (el?.getAttribute('aria-label') ?? '').startsWith(label ?? '')
      );
    },
    [role, label],
  );

test('a review whose import was undone says where it lies, is read, and is restored @main', async ({
  home,
  connect,
}) => {
  const file = join(root, 'samples/incoming/route-board-tours-planned-twice.md');
  answerDialogs(home, { open: [file] });
  const program = await startProgram({ home });
  try {
    const driver = await connect(program);
    await driver.goto('#/import');
    await driver.focus('button', /^Choose post/);
    await driver.press('Enter');
    await driver.waitFor('listbox', 'Files');
    await driver.press('Control+Enter');
    await driver.click('button', 'Start my workspace');
    await driver.waitForText('This is your own workspace.');
    await driver.waitFor('listbox', 'Files');
    await driver.press('Control+Enter');
    await driver.waitForText('1 review imported');
    await driver.click('button', 'Undo');
    await driver.waitForText(/REV-\S+ is in the trash/);

    await driver.goto('#/reviews');
    await driver.click('button', 'Trash (1)');
    await driver.waitFor('listbox', 'Trash');
    await hasFocus(driver, 'listbox', 'Trash');
    expect(await axeFindings(driver)).toEqual([]);
    await driver.press('Enter');
    await driver.waitFor('heading', tours);
    await driver.waitForText('This review is in the trash.');
    await hasFocus(driver, 'group', 'Review: ');
    expect(await axeFindings(driver)).toEqual([]);
    // It can be read, and nothing in it can be written.
    await driver.press('Alt+2');
    await driver.waitFor('listbox', 'Entries of the timeline');
    expect(await driver.count('textbox', 'Next entry')).toBe(0);

    // Escape leads back to where it was opened, to its row.
    await driver.press('Escape');
    await hasFocus(driver, 'listbox', 'Trash');
    await driver.press('Enter');
    await driver.click('button', 'Restore');
    await driver.waitForText(/REV-\S+ restored/);
    await hasFocus(driver, 'group', 'Review: ');
    await driver.waitUntil(
      'the banner to be gone',
      () => !document.body.innerText.includes('This review is in the trash.'),
      null,
    );
    await driver.press('Alt+2');
    await driver.waitFor('textbox', 'Next entry');

    await driver.goto('#/reviews');
    await driver.waitFor('option', tours);
    expect(await driver.count('button', /^Trash/)).toBe(0);
    expect(driver.uncaught(), 'errors nobody caught in the page').toEqual([]);
  } finally {
    await program.stop();
  }
});

test.describe('on the sample', () => {
  test.use({ start: { args: ['--sample'], prepare: () => undefined } });

  test('Ctrl+Z in a review nobody has worked in changes nothing and says how to remove it @main', async ({
    driver,
    axe,
  }) => {
    await driver.goto('#/reviews');
    await driver.waitFor('listbox', 'Reviews');
    await driver.press('Home');
    await driver.press('Enter');
    await hasFocus(driver, 'group', 'Review: ');
    await driver.click('link', 'History');
    await driver.waitFor('listbox', 'History of the review');
    await driver.waitUntil(
      'its steps',
      () => document.querySelector('[aria-label="History of the review"] [role="option"]') !== null,
      null,
    );
    const steps = await driver.count('option');
    await driver.focus('listbox', 'History of the review');
    await driver.press('Control+z');
    await driver.waitForText('There is nothing left to undo.');
    await driver.press('Control+z');
    expect(await axe()).toEqual([]);
    expect(await driver.text()).not.toContain('This review is in the trash.');
    await driver.reload();
    await driver.waitFor('listbox', 'History of the review');
    await driver.waitUntil(
      'its steps',
      () => document.querySelector('[aria-label="History of the review"] [role="option"]') !== null,
      null,
    );
    expect(await driver.count('option')).toBe(steps);

    // Removed from the list, restored by the key in the trash: the list has its row again.
    await driver.goto('#/reviews');
    await driver.waitFor('listbox', 'Reviews');
    await driver.press('Delete');
    await driver.waitForText(/moved to the trash/);
    await driver.click('button', 'Trash (1)');
    await driver.waitFor('listbox', 'Trash');
    await driver.press('r');
    await driver.waitFor('heading', 'The trash is empty');
    await driver.waitUntil(
      'the link to the reviews to have the keyboard',
      () => document.activeElement?.getAttribute('href') === '#/reviews',
      null,
    );
    await driver.press('Enter');
    await driver.waitFor('listbox', 'Reviews');
    await driver.waitUntil(
      'the empty trash to go',
      () =>
        ![...document.querySelectorAll('button')].some((b) => b.textContent.startsWith('Trash')),
      null,
    );
  });
});
