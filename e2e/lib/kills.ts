import { expect } from '@playwright/test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Driver } from './driver.ts';
import { startProgram } from './program.ts';
import type { Program } from './program.ts';

export type KillOptions = {
  home: string;
  args: string[];
  connect: (program: Program) => Promise<Driver>;
  rounds: number;
  /** Same seed, same moments. */
  seed: number;
  /** Latest moment of a kill after the first key, in milliseconds. */
  within: number;
  /** Opens the field, puts the cursor at its end and returns the text in it. */
  open: (driver: Driver) => Promise<string>;
  /**
   * The text in the field if the screen says that all of it is saved, else
   * undefined. Both must be read in one step in the page, or a key pressed in
   * between would turn a true answer into a false one.
   */
  saved: (driver: Driver) => Promise<string | undefined>;
};

/** The long run says how far it is. */
const isLong = process.env.SECONDSTORY_SOAK !== undefined;

/**
 * Types into a field and kills the program without warning, again and again
 * on the same home. After each kill the field must hold everything that the
 * screen had called saved, and nothing that was never typed.
 *
 * Keys come at the pace of a fast typist, so that kills fall between a key and
 * its save, inside a save and after it; a look up after each word lets a save
 * come about. The pace is the input, not a wait.
 */
export async function killWhileTyping(options: KillOptions): Promise<{ confirmed: number }> {
  const next = generator(options.seed);
  let typed = '';
  let promised = '';
  let confirmed = 0;
  if (isLong) console.log(`seed ${String(options.seed)}, ${String(options.rounds)} kills`);
  for (let round = 1; round <= options.rounds; round++) {
    if (isLong && round % 10 === 1) {
      console.log(
        `after ${String(round - 1)} kills: ${String(confirmed)} saves confirmed, none lost`,
      );
    }
    const program = await startProgram({ home: options.home, args: options.args });
    let driver: Driver | undefined;
    try {
      driver = await options.connect(program);
      const found = await options.open(driver);
      if (round === 1) typed = promised = found;
      expectKept(found, promised, typed, round - 1);
      typed = promised = found;

      let isKilled = false;
      const killing = pause(next() * options.within).then(async () => {
        isKilled = true;
        await program.kill9();
      });
      const words = `${round === 1 && typed === '' ? '' : ' '}round ${String(round)} the queue filled while the page was quiet`;
      for (let at = 0; !isKilled; at++) {
        const key = words[at % words.length] as string;
        try {
          await driver.type(key);
          typed += key;
          // After a word the typist looks up: long enough for a save to begin and
          // often to end, so that kills fall on all sides of it.
          for (let looks = key === ' ' ? 30 : 1; looks > 0 && !isKilled; looks--) {
            // A call into a dead program never settles.
            const kept = await Promise.race([options.saved(driver), killing]);
            if (kept !== undefined && !isKilled) {
              promised = kept;
              confirmed++;
              break;
            }
            await pause(20);
          }
        } catch (error) {
          // A dead program may fail any call; a living one may not.
          if (!isKilled) throw error;
          typed += key;
        }
        await pause(20);
      }
      await killing;
    } finally {
      await program.kill9();
      await driver?.close();
    }
  }
  const program = await startProgram({ home: options.home, args: options.args });
  try {
    expectKept(await options.open(await options.connect(program)), promised, typed, options.rounds);
  } finally {
    await program.stop();
  }
  return { confirmed };
}

function expectKept(found: string, promised: string, typed: string, round: number): void {
  const where = `after kill ${String(round)}`;
  expect(
    found.startsWith(promised),
    `${where}: saved text is lost: promised ${JSON.stringify(promised)}, found ${JSON.stringify(found)}`,
  ).toBe(true);
  expect(
    typed.startsWith(found),
    `${where}: text nobody typed: typed ${JSON.stringify(typed)}, found ${JSON.stringify(found)}`,
  ).toBe(true);
}

/** Mulberry32: small, seeded, good enough to spread kills over time. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
