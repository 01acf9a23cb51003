import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { axeFindings } from '../lib/axe.ts';
import { expect, test } from '../lib/flow.ts';
import { binaries, cleanEnvironment, startProgram } from '../lib/program.ts';

const postMortem = `# Payouts were sent twice

- Severity: SEV2

## Summary

The batch ran twice.

Nobody noticed.

## Timeline

- 2026-03-01 10:00 UTC alarm
`;

test('files of a mirror folder are edited beside the window @main', async ({ home, connect }) => {
  const run = (...args: string[]) => {
    const done = spawnSync(binaries.underTest, ['--home', home, ...args], {
      env: cleanEnvironment(home),
      encoding: 'utf8',
    });
    expect(done.status, `${args.join(' ')}: ${done.stderr}`).toBe(0);
    return done.stdout;
  };
  const beside = (name: string) => join(dirname(home), name);
  writeFileSync(beside('payouts.md'), postMortem);
  run('import', beside('payouts.md'));
  const ref = /REV-\S+/.exec(run('review', 'list'))?.[0] ?? '';
  mkdirSync(beside('shared'));
  mkdirSync(beside('mirror'));
  run('space', 'add', 'Payments', beside('shared'));
  run('space', 'share', 'Payments', ref);
  run('space', 'mirror', 'Payments', beside('mirror'), '--once');
  const found = readdirSync(beside('mirror'), { recursive: true, encoding: 'utf8' });
  const file = (name: string) =>
    join(beside('mirror'), found.find((path) => path.endsWith(name)) ?? name);
  const read = (name: string) => readFileSync(file(name), 'utf8');
  const edit = (name: string, from: string, to: string) => {
    const was = read(name);
    expect(was).toContain(from);
    writeFileSync(file(name), was.replace(from, to));
  };

  const program = await startProgram({ home });
  try {
    const driver = await connect(program);
    await driver.goto(`#/reviews/${ref}/overview`);
    await driver.waitForText('The batch ran twice.');

    // A file saved by an editor stands in the window, and its edit is a step like any other.
    edit('review.md', 'The batch ran twice.', 'The batch was started two times.');
    await driver.waitForText('The batch was started two times.');
    await driver.press('Control+z');
    await driver.waitForText('Undone: Changed in the mirror folder');
    await driver.waitForText('The batch ran twice.');
    await expect.poll(() => read('review.md')).toContain('The batch ran twice.');

    // What a merge by hand left in a file is two versions.
    edit(
      'review.md',
      'Nobody noticed.',
      '<<<<<<< ours\nOne person noticed.\n=======\nThe night shift noticed.\n>>>>>>> theirs',
    );
    await expect.poll(() => read('review.md')).not.toContain('<<<<<<<');
    await driver.goto('#/conflicts');
    await driver.waitForText('One person noticed.');
    await driver.waitForText('The night shift noticed.');

    // A file nobody can read is quoted, and is left as it is.
    edit('timeline.yaml', 'timeline:\n', 'timeline: [ & half written\n');
    await driver.goto('#/spaces');
    await driver.waitForText('Mirror folder of Payments');
    await driver.waitForText('half written');
    expect(read('timeline.yaml')).toContain('& half written');
    expect(await axeFindings(driver)).toEqual([]);
    expect(driver.uncaught(), 'errors nobody caught in the page').toEqual([]);
  } finally {
    await program.stop();
  }
});
