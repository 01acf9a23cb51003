import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { axeFindings } from '../lib/axe.ts';
import { expect, test } from '../lib/flow.ts';
import { binaries, cleanEnvironment, startProgram } from '../lib/program.ts';

const postMortem = `# Pumps stood still

## Participants

- Operator: Zoë Lindqvist

## Summary

Zoe Lindqvist restarted the pump.

## Timeline

- 2026-03-02 10:00 UTC Level alarm
`;

test('a review that names somebody is held back until a role stands there, and then moves on', async ({
  home,
  connect,
}) => {
  const run = (...args: string[]) => {
    const env = cleanEnvironment(home);
    const done = spawnSync(binaries.underTest, ['--home', home, ...args], {
      env,
      encoding: 'utf8',
    });
    expect(done.status, `${args.join(' ')}: ${done.stderr}`).toBe(0);
    return done.stdout;
  };
  const file = join(dirname(home), 'pumps.md');
  writeFileSync(file, postMortem);
  run('import', file);
  const ref = /REV-\S+/.exec(run('review', 'list'))?.[0] ?? '';
  for (const name of ['Board', 'Team']) {
    mkdirSync(join(dirname(home), name));
    run('space', 'add', name, join(dirname(home), name));
  }
  const program = await startProgram({ home });
  try {
    const driver = await connect(program);
    await driver.goto(`#/reviews/${ref}/overview`);
    await driver.click('button', 'Only here');
    // Of several spaces none is chosen before the person does.
    await driver.click('radio', /^Board/);
    await driver.waitForText('1 place names somebody');
    expect(await axeFindings(driver)).toEqual([]);
    // Who has no time for it now finds it where everything stands that is kept back.
    await driver.click('button', 'Decide later');
    await driver.waitFor('button', 'Kept back');
    await driver.goto('#/');
    await driver.waitForText('1 place in it names somebody or gives access');
    await driver.goto('#/spaces');
    await driver.waitForText('To go to “Board”: 1 place in it names somebody');
    expect(await axeFindings(driver)).toEqual([]);
    await driver.click('button', 'Look through');
    await driver.waitForText('Nobody in “Board” has this review yet');
    await driver.click('button', 'Put there');
    await driver.waitForText('Nothing keeps this review back any more');
    await driver.click('button', 'Close');
    await driver.waitForText('nothing is in the way any more');
    await driver.click('button', 'Share');
    await driver.waitForGone('button', 'Leave it here');
    await driver.goto(`#/reviews/${ref}/overview`);
    await driver.waitFor('button', 'Move…');
    await driver.press('Control+Shift+s');
    await driver.waitForText('Everything is sent');

    await driver.click('button', 'Move…');
    await driver.waitFor('dialog', /^Move/);
    await driver.click('button', /^Move$/);
    await driver.waitForGone('dialog', /^Move/);
    expect(await axeFindings(driver)).toEqual([]);
    await driver.press('Control+Shift+s');
    await driver.waitForText('Everything is sent');
    const { spaces } = JSON.parse(run('space', 'list', '--json')) as {
      spaces: { name: string; records: number; unsent: number }[];
    };
    // Board was chosen when it was shared; the other alone is left when it moves.
    const held = spaces.map((s) => `${s.name} ${s.records} ${s.unsent}`);
    expect(held).toEqual(['Board 0 0', 'Team 1 0']);
    // Leaving is refused while a move is not over.
    run('sync');
    run('space', 'remove', 'Board');
    expect(run('review', 'show', ref)).toContain('Operator restarted the pump.');
    expect(driver.uncaught(), 'errors nobody caught in the page').toEqual([]);
  } finally {
    await program.stop();
  }
});
