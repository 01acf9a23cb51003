import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { axeFindings } from '../lib/axe.ts';
import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';
import { binaries, cleanEnvironment, startProgram } from '../lib/program.ts';

/** What the keyboard is at, by the words a person reads there. */
const focused = (driver: Driver) =>
  driver.eval(() => {
    const at = document.activeElement;
    return at === document.body ? '' : (at?.getAttribute('aria-label') ?? at?.textContent ?? '');
  }, null);

function runs(home: string) {
  return (...args: string[]) => {
    const done = spawnSync(binaries.underTest, ['--home', home, ...args], {
      env: cleanEnvironment(home),
      encoding: 'utf8',
    });
    expect(done.status, `${args.join(' ')}: ${done.stderr}`).toBe(0);
    return done.stdout;
  };
}

test('each dialog of the spaces opens and closes by keyboard and gives the focus back', async ({
  home,
  connect,
}) => {
  const run = runs(home);
  mkdirSync(join(dirname(home), 'shared'));
  run('space', 'add', 'Payments', join(dirname(home), 'shared'));
  for (const title of ['Lifts stood still', 'Gates stayed shut', 'Search was slow']) {
    const file = join(dirname(home), `${title}.md`);
    writeFileSync(file, `# ${title}\n\n## Timeline\n\n- 2026-03-02 10:00 UTC Alarm\n`);
    run('import', file);
  }
  const program = await startProgram({ home });
  try {
    const driver = await connect(program);
    await driver.goto('#/spaces');
    const acts = 'What can be done with Payments';
    await driver.waitFor('button', acts);
    const closes = async (title: RegExp, opener: string) => {
      await driver.waitFor('dialog', title);
      expect(await axeFindings(driver), String(title)).toEqual([]);
      await driver.press('Escape');
      await driver.waitForGone('dialog', title);
      expect(await focused(driver), String(title)).toContain(opener);
    };
    for (const [button, title] of [
      ['Network…', /^How servers are reached/],
      ['Names to look for…', /^Names to look for/],
      ['Add a space', /^Add a space/],
    ] as const) {
      await driver.focus('button', new RegExp(`^${button}`));
      await driver.press('Enter');
      await closes(title, button);
    }
    for (const [item, title] of [
      ['Who can read it…', /^Who can read/],
      ['What others call you…', /^What others in/],
      ['Leave this space…', /^Leave/],
    ] as const) {
      await driver.focus('button', acts);
      await driver.press('Enter');
      await driver.waitFor('menuitem', item);
      await driver.focus('menuitem', item);
      await driver.press('Enter');
      await closes(title, acts);
    }

    // Whoever tests a connection by key stays at the button, whatever the answer is.
    await driver.press('n');
    await driver.waitFor('dialog', /^Add a space/);
    await driver.focus('textbox', 'Folder');
    await driver.type(join(dirname(home), 'nowhere'));
    await driver.focus('button', 'Test the connection');
    await driver.press('Enter');
    await driver.waitForText('There is no folder at');
    expect(await focused(driver)).toBe('Test the connection');
    await driver.press('Escape');
    await driver.waitForGone('dialog', /^Add a space/);

    // Several reviews are picked and shared without the mouse.
    await driver.goto('#/reviews');
    await driver.waitFor('listbox', 'Reviews');
    await driver.press('Home');
    await driver.press('Space');
    await driver.waitForText('1 picked');
    await driver.press('Shift+ArrowDown');
    await driver.waitForText('2 picked');
    await driver.press('Escape');
    await driver.waitForGone('button', /^Share/);
    await driver.press('Control+a');
    await driver.waitForText('3 picked');
    expect(await axeFindings(driver)).toEqual([]);
    await driver.press('s');
    await driver.press('p');
    await driver.waitFor('dialog', 'Share 3 reviews?');
    await driver.waitForText('3 reviews can go.');
    expect(await axeFindings(driver)).toEqual([]);
    await driver.press('Escape');
    await driver.waitForGone('dialog', 'Share 3 reviews?');
    expect(await focused(driver)).toContain('Reviews');
    await driver.press('s');
    await driver.press('p');
    await driver.waitFor('button', 'Share 3 reviews');
    await driver.focus('button', 'Share 3 reviews');
    await driver.press('Enter');
    await driver.waitFor('dialog', 'Sharing with Payments');
    // A key too many sends nothing.
    expect(await focused(driver)).toBe('Close');
    await driver.focus('button', 'Sync now');
    await driver.press('Enter');
    await driver.waitForGone('dialog', 'Sharing with Payments');
    await driver.goto('#/spaces');
    await driver.waitForText('3 reviews went');
    expect(driver.uncaught(), 'errors nobody caught in the page').toEqual([]);
  } finally {
    await program.stop();
  }
});

test('a space that was set back asks how to go on, and a name is decided about by keyboard', async ({
  home,
  connect,
}) => {
  const run = runs(home);
  const beside = (name: string) => join(dirname(home), name);
  mkdirSync(beside('shared'));
  writeFileSync(
    beside('pumps.md'),
    '# Pumps stood still\n\n## Participants\n\n- Operator: Zoë Lindqvist\n- Lead: Adam Example\n\n## Summary\n\nZoe Lindqvist restarted the pump.\n\nAdam Example was there.\n\n## Timeline\n\n- 2026-03-02 10:00 UTC Level alarm\n',
  );
  writeFileSync(
    beside('tours.md'),
    '# Tours were lost\n\n## Summary\n\nThe van stood.\n\n## Timeline\n\n- 2026-03-02 10:00 UTC No van\n',
  );
  run('import', beside('pumps.md'), beside('tours.md'));
  const refs = run('review', 'list').split('\n');
  const ref = (title: string) =>
    /REV-\S+/.exec(refs.find((line) => line.includes(title)) ?? '')?.[0] ?? '';
  run('space', 'add', 'Payments', beside('shared'));
  cpSync(beside('shared'), beside('before'), { recursive: true });
  run('space', 'share', 'Payments', ref('Tours'));
  run('sync');
  rmSync(beside('shared'), { recursive: true });
  cpSync(beside('before'), beside('shared'), { recursive: true });

  const program = await startProgram({ home });
  try {
    const driver = await connect(program);
    await driver.goto('#/spaces');
    await driver.waitFor('button', 'What can be done with Payments');
    await driver.press('Control+Shift+s');
    await driver.waitForText('was replaced by another one');
    expect(await axeFindings(driver)).toEqual([]);
    await driver.focus('button', 'Go on…');
    await driver.press('Enter');
    await driver.waitFor('dialog', /^How to go on/);
    expect(await axeFindings(driver)).toEqual([]);
    await driver.focus('radio', /^Bring back/);
    await driver.press('Space');
    await driver.press('Enter');
    await driver.waitForText('1 review went');
    // The button that began it is gone, and the keyboard is still on the screen.
    expect(await focused(driver)).not.toBe('');

    await driver.goto(`#/reviews/${ref('Pumps')}/overview`);
    await driver.click('button', 'Only here');
    await driver.waitForText('2 places name somebody');
    // What ends the dialog is in sight, however long the list is.
    await driver.waitFor('button', 'Cancel');
    await driver.eval(() => {
      document.querySelector<HTMLElement>('.leak-group button[type=submit]')?.focus();
    }, null);
    await driver.press('Enter');
    await driver.waitForText('1 place names somebody');
    // On with the other name.
    await expect
      .poll(() => driver.eval(() => document.activeElement?.closest('li')?.ariaLabel ?? '', null))
      .toBe('Adam Example');
    expect(driver.uncaught(), 'errors nobody caught in the page').toEqual([]);
  } finally {
    await program.stop();
  }
});
