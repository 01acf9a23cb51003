import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import en from '../../../assets/locales/en.json';

const texts: Record<string, string> = en;

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

const code = sources(join(import.meta.dirname, '..')).map((path) => readFileSync(path, 'utf8'));

function all(pattern: RegExp): string[] {
  return code.flatMap((text) => [...text.matchAll(pattern)].map((m) => m[1] ?? ''));
}

it('finds a text for every key that the code names', () => {
  const plain = all(/\bt\(\s*'([^']+)'/g);
  const plural = all(/\btn\(\s*'([^']+)'/g).map((k) => `${k}.other`);
  const titles = all(/\btitle: '([a-z]+\.[A-Za-z_.]+)'/g);
  expect(plain.length).toBeGreaterThan(100);
  expect(titles.length).toBeGreaterThan(10);
  const missing = [...plain, ...plural, ...titles].filter((k) => texts[k] === undefined);
  expect(missing).toEqual([]);
});

it('finds at least one text for every family of keys that the code builds', () => {
  const families = [
    ...all(/\btAny\(\s*`([^`$]+)\$\{/g),
    ...all(/\btValue\(\s*'([^']+)'/g).map((set) => `${set}.`),
  ];
  expect(families.length).toBeGreaterThan(0);
  const missing = families.filter((f) => !Object.keys(texts).some((k) => k.startsWith(f)));
  expect(missing).toEqual([]);
});

it('has both forms of every plural', () => {
  const others = Object.keys(texts).filter((k) => k.endsWith('.other'));
  const missing = others.filter((k) => texts[k.replace(/other$/, 'one')] === undefined);
  expect(missing).toEqual([]);
});

it('has no empty text and no gap with a blank in its name', () => {
  const bad = Object.entries(texts).filter(
    ([, v]) => v.trim() === '' || /\{[^}]*\s[^}]*\}/.test(v),
  );
  expect(bad).toEqual([]);
});
