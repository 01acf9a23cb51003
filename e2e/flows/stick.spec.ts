import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { axeFindings } from '../lib/axe.ts';
import { expect, test } from '../lib/flow.ts';
import { binaries, cleanEnvironment, startProgram } from '../lib/program.ts';

test('two people share a review on a stick, without a server @main', async ({ home, connect }) => {
  const other = join(dirname(home), 'other');
  const stick = join(dirname(home), 'stick');
  mkdirSync(stick);
  const run = (at: string, ...args: string[]) => {
    const done = spawnSync(binaries.underTest, ['--home', at, ...args], {
      env: cleanEnvironment(at),
      encoding: 'utf8',
    });
    expect(done.status, `${args.join(' ')}: ${done.stderr}`).toBe(0);
    return done.stdout;
  };
  const file = join(dirname(home), 'payouts.md');
  writeFileSync(
    file,
    '# Payouts were sent twice\n\n- Severity: SEV2\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n',
  );
  run(home, 'import', file);
  const ref = /REV-\S+/.exec(run(home, 'review', 'list'))?.[0] ?? '';
  const program = await startProgram({ home });
  try {
    const driver = await connect(program);
    await driver.goto('#/spaces');
    await driver.waitForText('Share reviews with others');
    await driver.press('n');
    await driver.focus('textbox', 'Name');
    await driver.type('Payments');
    await driver.click('radio', 'Files on a stick');
    await driver.focus('textbox', 'Folder');
    await driver.type(stick);
    expect(await axeFindings(driver)).toEqual([]);
    await driver.click('button', 'Add');
    await driver.waitForText('The space has begun');
    await driver.waitForText(`Files in ${stick}`);

    run(home, 'space', 'share', 'Payments', ref);
    await driver.press('Control+Shift+s');
    await driver.waitForText('Written for the others');
    expect(readdirSync(join(stick, 'outbox')).length).toBe(1);

    // The other one joins from the stick, edits, and brings it back with a damaged file beside.
    run(other, 'space', 'bundle', 'in', 'Ours', stick);
    run(other, 'record', 'set', ref, 'title=Payouts went twice');
    run(other, 'space', 'bundle', 'out', 'Ours', stick);
    writeFileSync(join(stick, 'holiday.bundle'), 'a picture');
    await driver.press('Control+Shift+s');
    await driver.waitForText('Payouts went twice');
    await driver.waitForText('This file is no bundle of a space');
    expect(await axeFindings(driver)).toEqual([]);
    expect(driver.uncaught(), 'errors nobody caught in the page').toEqual([]);
  } finally {
    await program.stop();
  }
});
