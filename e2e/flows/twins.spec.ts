import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { axeFindings } from '../lib/axe.ts';
import { expect, test } from '../lib/flow.ts';
import { binaries, cleanEnvironment, startProgram } from '../lib/program.ts';

const postMortem = `# Pumps ran dry

## Summary

Nobody saw the level alarm.

## Timeline

- 2026-03-01 10:00 UTC Level alarm
`;

test('two people who imported the same file are asked once, and one review stays', async ({
  home,
  connect,
}) => {
  const near = dirname(home);
  const other = join(near, 'other');
  const run = (at: string, ...args: string[]) => {
    const done = spawnSync(binaries.underTest, ['--home', at, ...args], {
      env: cleanEnvironment(home),
      encoding: 'utf8',
    });
    // 3 says that something waits for a person.
    expect([0, 3], `${args.join(' ')}: ${done.stderr}`).toContain(done.status);
    return done.stdout;
  };
  const file = join(near, 'pumps.md');
  writeFileSync(file, postMortem);
  mkdirSync(join(near, 'Team'));
  const refs = [other, home].map((at) => {
    run(at, 'import', file);
    const ref = /REV-\S+/.exec(run(at, 'review', 'list'))?.[0] ?? '';
    run(at, 'space', 'add', 'Team', join(near, 'Team'));
    return ref;
  });
  const [theirs = '', ours = ''] = refs;
  run(other, 'space', 'share', 'Team', theirs);
  run(other, 'sync');
  run(home, 'record', 'set', ours, 'severity=SEV1', 'title=Pumps ran dry in the north');
  run(home, 'space', 'share', 'Team', ours);
  run(home, 'sync');

  const program = await startProgram({ home });
  try {
    const driver = await connect(program);
    // Both reviews lead to the question, though it is a record of one of them.
    for (const ref of refs) {
      await driver.goto(`#/reviews/${ref}/overview`);
      await driver.waitForText('Two reviews come from the same file: ');
    }
    expect(await axeFindings(driver)).toEqual([]);
    await driver.click('link', 'Compare and decide');
    await driver.waitFor('radio', new RegExp(`^${theirs}.*Pumps ran dry`));
    await driver.waitFor('radio', new RegExp(`^${ours}.*Pumps ran dry in the north`));
    expect(await axeFindings(driver)).toEqual([]);
    await driver.press('2');
    await driver.waitFor('button', new RegExp(`^Make them one: keep ${ours}`));
    await driver.press('Control+Enter');
    await driver.waitForText('They are one review now');
    const list = run(home, 'review', 'list');
    expect(list).toContain(ours);
    expect(list).not.toContain(theirs);

    // What was decided is decided for the other one too.
    run(home, 'sync');
    run(other, 'sync');
    expect(run(other, 'review', 'list')).not.toContain(theirs);
    expect(run(other, 'review', 'show', ours)).toContain('SEV1');
    expect(driver.uncaught(), 'errors nobody caught in the page').toEqual([]);
  } finally {
    await program.stop();
  }
});
