import { execFileSync, spawnSync } from 'node:child_process';
import { until } from './driver.ts';
import type { Program } from './program.ts';

/** A top-level window on the X screen. */
export type Window = { id: string; title: string; width: number; height: number };

/** The windows on the screen, as xwininfo lists them. */
export function windows(): Window[] {
  const tree = spawnSync('xwininfo', ['-root', '-tree'], { encoding: 'utf8' }).stdout ?? '';
  return [...tree.matchAll(/^\s+(0x[0-9a-f]+) "([^"]*)".*?(\d+)x(\d+)[+-]/gm)].map((match) => ({
    id: match[1] as string,
    title: match[2] as string,
    width: Number(match[3]),
    height: Number(match[4]),
  }));
}

/** Waits until the program shows a window with this title, and is still running. */
export async function windowTitled(title: string, program: Program): Promise<Window> {
  return until(
    () =>
      `a window titled "${title}"; there are ${JSON.stringify(windows())}; the program wrote:\n${program.log()}`,
    async () => {
      const found = windows().find((each) => each.title === title && each.width > 200);
      if (!found || !isMapped(found)) return undefined;
      return found;
    },
    20_000,
  );
}

/** Waits for the first picture of a window that is more than one plain colour. */
export async function firstPaint(window: Window): Promise<void> {
  await until(
    () => `a first paint of "${window.title}"`,
    async () => {
      const shot = spawnSync('import', ['-window', window.id, '-format', '%k', 'info:'], {
        encoding: 'utf8',
      });
      return Number(shot.stdout) > 8 || undefined;
    },
    20_000,
  );
}

function isMapped(window: Window): boolean {
  return (
    spawnSync('xwininfo', ['-id', window.id], { encoding: 'utf8' }).stdout?.includes(
      'IsViewable',
    ) ?? false
  );
}

/**
 * Takes pictures of a window until two in a row are the same and hold at least
 * `colours` colours: an empty page has a handful, text alone brings dozens.
 */
export async function settledPicture(window: Window, path: string, colours = 24): Promise<number> {
  let last = '';
  let seen = 0;
  return until(
    () => `a picture of "${window.title}" that is not blank; the last had ${String(seen)} colours`,
    async () => {
      const shot = spawnSync('import', ['-window', window.id, path], { encoding: 'utf8' });
      if (shot.status !== 0) return undefined;
      const described = execFileSync('identify', ['-format', '%k %#', path], { encoding: 'utf8' });
      seen = Number(described.split(' ')[0]);
      const same = described === last;
      last = described;
      return same && seen >= colours ? seen : undefined;
    },
    20_000,
  );
}

/** Resizes a window; there is no window manager that could refuse. */
export async function resize(window: Window, width: number, height: number): Promise<Window> {
  execFileSync('xdotool', [
    'windowmove',
    window.id,
    '0',
    '0',
    'windowsize',
    window.id,
    String(width),
    String(height),
  ]);
  return until(
    () => `"${window.title}" to become ${String(width)}x${String(height)}`,
    async () =>
      windows().find(
        (each) => each.id === window.id && each.width === width && each.height === height,
      ),
  );
}

/**
 * Gives the keyboard of the screen to the browser of a flow in WebKit. Without a
 * window manager no window has it, and where it is not nothing shows a focus.
 */
export async function focusBrowser(): Promise<void> {
  const browser = await until(
    () => `a browser; there are ${JSON.stringify(windows())}`,
    async () => windows().find((each) => each.title.startsWith('[Automation]') && isMapped(each)),
    10_000,
  );
  execFileSync('xdotool', ['windowfocus', '--sync', browser.id]);
}

/** Presses keys in a window, in the words of xdotool: 'ctrl+k', 'Return'. */
export function pressIn(window: Window, ...keys: string[]): void {
  execFileSync('xdotool', ['windowfocus', '--sync', window.id, 'key', '--clearmodifiers', ...keys]);
}
