import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { axeFindings } from '../lib/axe.ts';
import type { Driver } from '../lib/driver.ts';
import { expect, test } from '../lib/flow.ts';
import { binaries, cleanEnvironment, freePort, startProgram } from '../lib/program.ts';

const postMortem = `# Payouts were sent twice

- Date: 2026-03-01
- Severity: SEV2

## Summary

The batch ran twice.

Nobody noticed at first.

The bank called.

## Timeline

| Time | Event |
|---|---|
| 2026-03-01 10:00 UTC | The alarm came |
| 2026-03-01 10:20 UTC | Payouts were stopped |
`;

/** Runs commands on one home, as another person would at another machine. */
function person(home: string) {
  const run = (...args: string[]) =>
    spawnSync(binaries.underTest, ['--home', home, ...args], {
      env: cleanEnvironment(home),
      encoding: 'utf8',
    });
  return {
    run,
    ok: (...args: string[]) => {
      const done = run(...args);
      expect(done.status, `${args.join(' ')}: ${done.stderr}`).toBe(0);
      return done.stdout;
    },
  };
}

/** A person with a review, another one, and an empty folder that both can reach. */
function twoPeople(home: string) {
  const mine = person(home);
  const other = person(join(dirname(home), 'other'));
  const folder = join(dirname(home), 'shared');
  mkdirSync(folder);
  const file = join(dirname(home), 'payouts.md');
  writeFileSync(file, postMortem);
  mine.ok('import', file);
  const ref = /REV-\S+/.exec(mine.ok('review', 'list'))?.[0] ?? '';
  return { mine, other, folder, ref };
}

const sync = (driver: Driver) => driver.press('Control+Shift+s');

test('two people share a review through a folder, edit it both, and decide what differs @main', async ({
  home,
  connect,
}) => {
  const { mine, other, folder, ref } = twoPeople(home);
  const program = await startProgram({ home });
  try {
    const driver = await connect(program);
    await driver.goto('#/reviews');
    await driver.waitFor('heading', 'Reviews');
    await driver.press('g');
    await driver.press('p');
    await driver.waitForText('Share reviews with others');
    expect(await axeFindings(driver)).toEqual([]);

    await driver.press('n');
    await driver.focus('textbox', 'Name');
    await driver.type('Payments');
    await driver.focus('textbox', 'Folder');
    await driver.type(folder);
    await driver.click('button', 'Test the connection');
    await driver.waitForText('a new space begins here');
    expect(await axeFindings(driver)).toEqual([]);
    await driver.click('button', 'Add');
    await driver.waitForText('The space has begun');

    await driver.goto(`#/reviews/${ref}/overview`);
    await driver.waitFor('button', 'Only here');
    await driver.press('s');
    await driver.press('p');
    await driver.waitFor('dialog', /^Share/);
    expect(await axeFindings(driver)).toEqual([]);
    await driver.click('button', 'Share');
    await driver.waitForGone('button', 'Only here');
    await sync(driver);
    await driver.waitForText('Synced: 0 came, 1 went');

    // The other one joins, and both write: in different places, and in the same.
    other.ok('space', 'add', 'Ours', folder);
    other.ok('record', 'set', ref, 'severity=SEV3', 'sections/summary/text=The other wrote this.');
    other.ok('sync');
    await driver.press('s');
    await driver.press('1');
    await driver.waitFor('button', /SEV1/);
    await sync(driver);
    await driver.waitForText('1 question waits for your decision');
    await driver.waitForText('The other wrote this.');

    await driver.goto('#/spaces');
    await driver.waitForText('brought together with what you wrote');
    expect(await axeFindings(driver)).toEqual([]);
    await driver.click('link', '1 question waits for your decision');
    await driver.waitForText('0 of 1 decided');
    await driver.press('2');
    await driver.press('Enter');
    await driver.waitForText('1 of 1 decided');
    await sync(driver);
    await driver.waitForText('Synced: 0 came, 1 went');
    await driver.waitForText('Everything is sent');

    other.ok('sync');
    expect(other.run('conflicts', 'list').status).toBe(0);
    const shown = mine.ok('review', 'show', ref);
    expect(shown).toContain('The other wrote this.');
    expect(other.ok('review', 'show', ref)).toBe(shown);
    expect(driver.uncaught(), 'errors nobody caught in the page').toEqual([]);
  } finally {
    await program.stop();
  }
});

test('what is typed during a sync is kept, and what arrives stands around the cursor', async ({
  home,
  connect,
}) => {
  test.skip(spawnSync('git', ['--version']).error !== undefined, 'git is not installed');
  const { mine, other, folder, ref } = twoPeople(home);
  mine.ok('space', 'add', 'Payments', folder);
  mine.ok('space', 'share', 'Payments', ref);
  mine.ok('sync');
  other.ok('space', 'add', 'Ours', folder);
  const summary = 'sections/summary/text';
  const theirs = 'The other wrote this above.';
  other.ok(
    'record',
    'set',
    ref,
    `${summary}=${theirs}\n\nNobody noticed at first.\n\nThe bank called.`,
  );
  other.ok('sync');
  // From here on whoever sends waits a while, as on a slow line.
  const hook = join(folder, 'hooks', 'pre-receive');
  mkdirSync(dirname(hook), { recursive: true });
  writeFileSync(hook, '#!/bin/sh\nsleep 2\n');
  chmodSync(hook, 0o755);

  const program = await startProgram({ home });
  try {
    const driver = await connect(program);
    await driver.goto(`#/reviews/${ref}/overview`);
    await driver.focus('region', 'Summary');
    await driver.press('Enter');
    await driver.waitFor('textbox', 'Summary');
    await driver.press('Control+End');
    await driver.type(' Before the sync.');
    await sync(driver);
    const words = 'While it ran I typed on and on, word after word, until it was done.';
    for (const word of words.split(' ')) await driver.type(` ${word}`);
    await driver.waitForText('Synced: 1 came, 1 went');
    await driver.type(' And after.');
    const typed = `The bank called. Before the sync. ${words} And after.`;
    expect(await driver.value('textbox', 'Summary')).toContain(theirs);
    expect(await driver.value('textbox', 'Summary')).toContain(typed);

    // What was typed meanwhile goes with the next one.
    await sync(driver);
    await driver.waitForText('Synced: 0 came, 1 went');
    other.ok('sync');
    const text = other.ok('review', 'show', ref);
    expect(text).toContain(typed);
    expect(text).toContain(theirs);
    expect(other.run('conflicts', 'list').status).toBe(0);
    expect(driver.uncaught(), 'errors nobody caught in the page').toEqual([]);
  } finally {
    await program.stop();
  }
});

test('a server that cannot be reached and a folder in use say what to do', async ({
  home,
  connect,
}) => {
  const folder = join(dirname(home), 'budget');
  mkdirSync(folder);
  writeFileSync(join(folder, 'plan.txt'), 'not ours');
  const program = await startProgram({ home });
  try {
    const driver = await connect(program);
    await driver.goto('#/spaces');
    await driver.click('button', 'Add a space');
    await driver.focus('textbox', 'Folder');
    await driver.type(folder);
    await driver.click('button', 'Test the connection');
    await driver.waitForText('holds other things');

    await driver.click('radio', 'A server');
    await driver.focus('textbox', 'Address');
    await driver.type(`http://127.0.0.1:${String(await freePort())}/team`);
    await driver.click('button', 'Test the connection');
    await driver.waitForText('does not answer such calls');
    await driver.waitForText('compare the address and its port');
    expect(await axeFindings(driver)).toEqual([]);
    await driver.click('button', 'Cancel');
    await driver.waitForText('Share reviews with others');
    expect(driver.uncaught(), 'errors nobody caught in the page').toEqual([]);
  } finally {
    await program.stop();
  }
});
