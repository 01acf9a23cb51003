import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeBetween } from './CodeEditor';

it('turns the first text into the second', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (head, a, b, tail) => {
      const from = head + a + tail;
      const to = head + b + tail;
      const c = changeBetween(from, to);
      expect(from.slice(0, c.from) + c.insert + from.slice(c.to)).toBe(to);
      expect(c.to - c.from).toBeLessThanOrEqual(a.length);
    }),
  );
});
