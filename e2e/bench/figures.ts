import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../lib/program.ts';

const file = join(root, 'build/bench/window.txt');

/**
 * Keeps figures in the form in which `go test -bench` prints them, so that
 * build/benchreport reads both alike: one line, values with their units.
 */
export function keep(
  name: string,
  variant: string,
  count: number,
  metrics: Record<string, number>,
): void {
  const values = Object.entries(metrics).map(([unit, value]) => `${value.toFixed(3)} ${unit}`);
  const line = `Benchmark${name}/${variant.replaceAll(' ', '_')}\t${String(count)}\t${values.join('\t')}`;
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `pkg: window\n${line}\n`);
  console.log(line);
}

/** The value that this share of all is not above. */
export function quantile(all: readonly number[], share: number): number {
  const sorted = all.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
