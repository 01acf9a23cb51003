import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { until } from './driver.ts';
import type { Driver } from './driver.ts';

/** A place on the page, in whole pixels. */
export type Box = { x: number; y: number; width: number; height: number };

/** Where an element lies. */
export async function boxOf(driver: Driver, selector: string): Promise<Box> {
  const box = await driver.eval((wanted: string) => {
    const found = document.querySelector(wanted)?.getBoundingClientRect();
    return found && [found.left, found.top, found.right, found.bottom].map(Math.round);
  }, selector);
  const [left = 0, top = 0, right = 0, bottom = 0] = box ?? [];
  if (right <= left || bottom <= top) throw new Error(`nothing to see of ${selector}`);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * Writes a small picture of a part of the page: when it has come to rest, in a
 * palette, and without dates in the file, so that the same screen gives the same
 * bytes.
 */
export async function smallPicture(driver: Driver, box: Box, path: string): Promise<void> {
  let last = Buffer.alloc(0);
  await until(
    () => `the page to come to rest for ${path}`,
    async () => {
      await driver.screenshot(path);
      const now = readFileSync(path);
      const rests = now.equals(last);
      last = now;
      return rests || undefined;
    },
  );
  const { width, height, x, y } = box;
  const crop = `${String(width)}x${String(height)}+${String(x)}+${String(y)}`;
  const palette = ['-strip', '+dither', '-colors', '96', '-define', 'png:compression-level=9'];
  execFileSync('convert', [path, '-crop', crop, '+repage', ...palette, `PNG8:${path}`]);
}
