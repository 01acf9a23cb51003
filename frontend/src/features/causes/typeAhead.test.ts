import { fireEvent } from '@testing-library/dom';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { splitHeld, TypeAhead } from './typeAhead';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('holds what is typed until the field is there, and lets nothing else hear it', () => {
  const heard = vi.fn();
  document.body.addEventListener('keydown', heard);
  const ahead = new TypeAhead();
  ahead.hold();
  for (const key of ['v', 'A', 'x', 'Backspace', 'ß', 'Enter', 't']) {
    fireEvent.keyDown(document.body, { key });
  }
  expect(heard).not.toHaveBeenCalled();
  expect(ahead.take()).toBe('vAß\nt');
  fireEvent.keyDown(document.body, { key: 'v' });
  expect(heard).toHaveBeenCalledOnce();
  document.body.removeEventListener('keydown', heard);
});

it('holds Escape as well: it means the field that is coming', () => {
  const ahead = new TypeAhead();
  ahead.hold();
  fireEvent.keyDown(document.body, { key: 'a' });
  expect(fireEvent.keyDown(document.body, { key: 'Escape' })).toBe(false);
  expect(splitHeld(ahead.take())).toEqual({ text: 'a', act: 'leave', rest: '' });
});

it('leaves shortcuts and arrows alone', () => {
  const ahead = new TypeAhead();
  ahead.hold();
  expect(fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true })).toBe(true);
  expect(fireEvent.keyDown(document.body, { key: 'ArrowUp' })).toBe(true);
  expect(fireEvent.keyDown(document.body, { key: 'F6' })).toBe(true);
  expect(ahead.take()).toBe('');
});

it('gives the keyboard back when the field never comes', () => {
  const ahead = new TypeAhead();
  ahead.hold();
  vi.advanceTimersByTime(10_000);
  expect(fireEvent.keyDown(document.body, { key: 'v' })).toBe(true);
});

it('splits held keys at the first act and loses none', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'b', '\n', '\t', '\v', '\u001B')), (keys) => {
      let rest = keys.join('');
      let out = '';
      while (rest !== '') {
        const part = splitHeld(rest);
        const act = { after: '\n', in: '\t', out: '\v', leave: '\u001B', none: '' }[
          part.act ?? 'none'
        ];
        out += part.text + act;
        rest = part.rest;
      }
      expect(out).toBe(keys.join(''));
    }),
  );
});

it('hands on the words for which no field came, a line for each cause', () => {
  const lost = vi.fn();
  const ahead = new TypeAhead(lost);
  ahead.hold();
  for (const key of ['a', 'Enter', 'Tab', 'b']) fireEvent.keyDown(document.body, { key });
  vi.advanceTimersByTime(10_000);
  expect(lost).toHaveBeenCalledExactlyOnceWith('a\nb');
  ahead.drop();
  expect(lost).toHaveBeenCalledOnce();
});
