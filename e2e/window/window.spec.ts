import { expect, test } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loopbackOnly, runIsolated, trafficOf } from '../lib/network.ts';
import { binaries, cleanEnvironment, startWindow, temporaryHome } from '../lib/program.ts';
import { settledPicture, windowTitled } from '../lib/screen.ts';

// The binaries as people get them. Nothing drives these but the screen.

const title = 'Second Story';

test('the production window opens, has its title and shows something', async ({}, info) => {
  const { home, remove } = temporaryHome();
  const program = startWindow({ home, args: ['--sample'] });
  try {
    const window = await windowTitled(title, program);
    expect([window.width, window.height]).toEqual([1280, 800]);
    expect(await settledPicture(window, info.outputPath('window.png'))).toBeGreaterThan(24);
  } finally {
    await program.stop();
    remove();
  }
});

test('the command line links no window library', () => {
  const libraries = spawnSync('ldd', [binaries.commandLine], { encoding: 'utf8' });
  expect(libraries.stderr + libraries.stdout).not.toMatch(/No such file/);
  expect(libraries.stdout).not.toMatch(/gtk|gdk|webkit|javascriptcore|X11|wayland/i);
  // The same question asked of the window, so that the answer above means something.
  expect(spawnSync('ldd', [binaries.window], { encoding: 'utf8' }).stdout).toMatch(/webkit/);
});

test('the window works without a network and asks for none', async ({}, info) => {
  const place = loopbackOnly();
  test.skip('reason' in place, 'reason' in place ? place.reason : '');
  if ('reason' in place) return;
  const { home, remove } = temporaryHome();
  const program = startWindow({ home, args: ['--sample'], wrap: place.wrap });
  try {
    const window = await windowTitled(title, program);
    await settledPicture(window, info.outputPath('window.png'));
    expect(trafficOf(program.pid)).toEqual({ noRoute: 0, connections: 0, datagrams: 0 });
  } finally {
    await program.stop();
    remove();
  }
});

test('the command line does a whole review without a network and asks for none', () => {
  const place = loopbackOnly();
  test.skip('reason' in place, 'reason' in place ? place.reason : '');
  if ('reason' in place) return;
  const { home, remove } = temporaryHome();
  const command = (...args: string[]): string => {
    const line = [binaries.commandLine, '--home', home, ...args];
    const ran = runIsolated(place.wrap, line, cleanEnvironment(home));
    expect(ran.status, `${args.join(' ')}:\n${ran.output}`).toBe(0);
    expect(ran.traffic, args.join(' ')).toEqual({ noRoute: 0, connections: 0, datagrams: 0 });
    return ran.output;
  };
  try {
    const file = join(dirname(home), 'checkout.md');
    writeFileSync(file, postMortem);
    command('version');
    command('help');
    command('import', file, '--zone', 'Europe/Berlin');
    const list = JSON.parse(command('--json', 'review', 'list')) as {
      reviews: { ref: string; title: string }[];
    };
    expect(list.reviews.map((row) => row.title)).toEqual(['Checkout stood still for half an hour']);
    const ref = list.reviews[0]?.ref ?? '';
    command('record', 'set', ref, 'severity=SEV1');
    expect(command('review', 'show', ref)).toContain('SEV1');
    command('record', 'undo', ref);
    expect(command('review', 'show', ref)).not.toContain('SEV1');
    command('review', 'export', ref, '--to', 'md', '-o', join(dirname(home), 'out'));
    command('doctor');
  } finally {
    remove();
  }
});

const postMortem = `# Checkout stood still for half an hour

## Summary

The payment queue filled while its consumer waited for a certificate.

## Timeline

- 2026-11-16 22:09 The first orders time out.
- 2026-11-16 22:14 The on-call engineer is paged.
- 2026-11-16 22:41 Orders go through again.

## Action items

- Warn two weeks before a certificate ends
`;

test('a program that does ask for the network would be noticed', () => {
  const place = loopbackOnly();
  test.skip('reason' in place, 'reason' in place ? place.reason : '');
  if ('reason' in place) return;
  // 192.0.2.0/24 is reserved for documentation: nobody lives there.
  const asks = `require('net').connect(80, '192.0.2.1').on('error', () => process.exit(0))`;
  const ran = runIsolated(place.wrap, [process.execPath, '-e', asks], {
    PATH: process.env['PATH'],
  });
  expect(ran.traffic.noRoute).toBeGreaterThan(0);
});
