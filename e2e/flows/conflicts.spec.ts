import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { axeFindings } from '../lib/axe.ts';
import { expect, test } from '../lib/flow.ts';
import { binaries, cleanEnvironment, startProgram } from '../lib/program.ts';

const first = `# Payouts were sent twice

- Date: 2026-03-01
- Severity: SEV2

## Summary

The batch ran twice.

## Timeline

| Time | Event |
|---|---|
| 2026-03-01 10:00 UTC | The alarm came |
| 2026-03-01 10:20 UTC | Payouts were stopped |
`;

/** Imports a file, changes the review, and imports the file changed in the same places. */
function twoVersions(home: string) {
  const file = join(dirname(home), 'payouts.md');
  const run = (...args: string[]) =>
    spawnSync(binaries.underTest, ['--home', home, ...args], {
      env: cleanEnvironment(home),
      encoding: 'utf8',
    });
  writeFileSync(file, first);
  expect(run('import', file).status).toBe(0);
  const ref = /REV-\S+/.exec(run('review', 'list').stdout)?.[0] ?? '';
  run('record', 'set', ref, 'severity=SEV1', 'sections/summary/text=The batch ran two times.');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('SEV2', 'SEV3').replace('ran twice', 'was started twice'),
  );
  expect(run('import', file, '--update').status).toBe(3);
  return { run, ref };
}

test('two versions after a second import are decided by keyboard alone @main', async ({
  home,
  connect,
}) => {
  const { run, ref } = twoVersions(home);
  const program = await startProgram({ home });
  try {
    const driver = await connect(program);
    await driver.goto(`#/reviews/${ref}/overview`);
    await driver.waitForText('undecided');

    await driver.press('g');
    await driver.press('c');
    await driver.waitFor('heading', 'Two versions');
    await driver.waitForText('0 of 2 decided');
    expect(await axeFindings(driver)).toEqual([]);
    // Whichever of the two comes first.
    for (let n = 0; n < 2; n += 1) {
      await driver.waitForText(`${n} of 2 decided`);
      await driver.press('2');
      await driver.press('Enter');
    }
    await driver.waitForText('2 of 2 decided');
    expect(run('conflicts', 'list').status).toBe(0);
    const shown = run('review', 'show', ref).stdout;
    expect(shown).toContain('SEV3');
    expect(shown).toContain('The batch was started twice.');

    // The last decision is taken back: the question is open again, the first version stands.
    await driver.click('button', 'Undo');
    await driver.waitForText('1 of 2 decided');
    expect(run('conflicts', 'list').status).toBe(3);
    expect(await axeFindings(driver)).toEqual([]);
    expect(driver.uncaught(), 'errors nobody caught in the page').toEqual([]);
  } finally {
    await program.stop();
  }
});

test('what is undecided is marked in the export, and the screen leads to its help @main', async ({
  home,
  connect,
}) => {
  const { run, ref } = twoVersions(home);
  expect(run('review', 'export', ref, '--to', 'md', '-o', '-').stdout).toMatch(
    /\*\*Severity\*\*: SEV1 \*\(undecided: more than one version\)\*/,
  );
  const program = await startProgram({ home });
  try {
    const driver = await connect(program);
    await driver.goto('#/conflicts');
    await driver.click('link', 'How deciding works');
    await driver.waitFor('heading', 'When the value has moved on');
    expect(await axeFindings(driver)).toEqual([]);
  } finally {
    await program.stop();
  }
});
