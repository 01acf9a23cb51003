import { test } from '@playwright/test';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { binaries, root, startWindow, temporaryHome } from '../lib/program.ts';
import { firstPaint, windowTitled } from '../lib/screen.ts';
import { keep, quantile } from './figures.ts';

// Cold start and memory of the production window beside an empty one. The
// runs alternate, so that a busy machine slows both. A picture of the screen
// takes some 50 ms, which is the resolution of the times.

const runs = 7;
const kinds = [
  {
    name: 'empty window',
    binary: binaries.emptyWindow,
    title: 'Empty window',
    args: [] as string[],
  },
  { name: 'Second Story', binary: binaries.window, title: 'Second Story', args: [] as string[] },
];

type Sample = { milliseconds: number; uiMegabytes: number; webMegabytes: number };

test('cold start and memory beside an empty window', async () => {
  // A prepared home, such as one of 10,000 generated reviews; else the sample.
  const prepared = process.env['BENCH_HOME'] ?? '';
  const samples = new Map<string, Sample[]>(kinds.map((kind) => [kind.name, []]));
  const { home, remove } = temporaryHome();
  if (prepared !== '') cpSync(resolve(root, prepared), home, { recursive: true });
  else kinds[1]?.args.push('--sample');
  try {
    // The first run of each fills the file cache and is not counted.
    for (let run = 0; run <= runs; run++) {
      for (const kind of kinds) {
        const started = performance.now();
        const program = startWindow({ home, binary: kind.binary, args: kind.args });
        try {
          await firstPaint(await windowTitled(kind.title, program));
          const sample = {
            milliseconds: performance.now() - started,
            uiMegabytes: residentMegabytes(program.pid),
            webMegabytes: webProcessesOf(program.pid).reduce(
              (sum, pid) => sum + residentMegabytes(pid),
              0,
            ),
          };
          if (run > 0) samples.get(kind.name)?.push(sample);
        } finally {
          await program.stop();
        }
      }
    }
  } finally {
    remove();
  }
  for (const [name, all] of samples) {
    const middle = (of: (each: Sample) => number) => quantile(all.map(of), 0.5);
    keep('ColdStart', name === kinds[0]?.name ? `peer=${name}` : 'ours', runs, {
      ms: middle((each) => each.milliseconds),
      'slowest-ms': Math.max(...all.map((each) => each.milliseconds)),
      'UI-MB': middle((each) => each.uiMegabytes),
      'web-MB': middle((each) => each.webMegabytes),
    });
  }
});

function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(
    readFileSync(`/proc/${String(pid)}/status`, 'utf8'),
  )?.[1];
  return Number(kilobytes) / 1024;
}

/** The processes that WebKit started for a window. */
function webProcessesOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        // Field 4 is the parent; the name in brackets before it may hold blanks.
        const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent;
      } catch {
        return false; // It has ended since the folder was read.
      }
    });
}
