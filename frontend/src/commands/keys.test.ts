import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyCaps, normalise } from './keys';

it('gives every way of writing a shortcut one form', () => {
  expect(normalise('shift+ctrl+Z')).toBe('Ctrl+Shift+z');
  expect(normalise(' G  R ')).toBe('g r');
  expect(normalise('Ctrl++')).toBe('Ctrl++');
});

it('does not change what is already normal', () => {
  const key = fc.constantFrom('a', 'Enter', 'F6', '?', '\\', 'ArrowUp');
  const mods = fc.subarray(['Ctrl', 'Alt', 'Shift']);
  fc.assert(
    fc.property(mods, key, (m, k) => {
      const once = normalise([...m, k].join('+'));
      expect(normalise(once)).toBe(once);
    }),
  );
});

it('draws combinations as one cap and sequences as several', () => {
  expect(keyCaps('Ctrl+K')).toEqual(['Ctrl K']);
  expect(keyCaps('g r')).toEqual(['g', 'r']);
  expect(keyCaps('n')).toEqual(['N']);
  expect(keyCaps('Alt+ArrowUp')).toEqual(['Alt ↑']);
});
