import { describe, expect, it } from 'vitest';
import {
  classes,
  editAct,
  levelSteps,
  nextStatus,
  stepLevel,
  toggledClass,
  type EditAct,
} from './keys';
import { classKeys } from './signs';

const written = { isEmpty: false, atTop: false, atEnd: false };
const empty = { isEmpty: true, atTop: true, atEnd: true };

describe('while the words of a cause are typed', () => {
  it.each<[string, EditAct]>([
    ['Enter', 'after'],
    ['Shift+Enter', 'before'],
    ['Ctrl+Enter', 'parent'],
    ['Tab', 'in'],
    ['Shift+Tab', 'out'],
    ['Alt+Shift+ArrowRight', 'in'],
    ['Alt+Shift+ArrowLeft', 'out'],
    ['Alt+ArrowUp', 'up'],
    ['Alt+ArrowDown', 'down'],
    ['Escape', 'leave'],
    ['F6', 'switch'],
  ])('%s means %s', (press, act) => {
    expect(editAct(press, written)).toBe(act);
  });

  it.each(['a', 'v', 't', 'm', '1', 'Space', '[', 'Backspace', 'Delete', 'ArrowUp', 'Ctrl+z'])(
    '%s writes or belongs to the field',
    (press) => {
      expect(editAct(press, written)).toBeNull();
    },
  );

  it('takes an empty cause away with Backspace, and ends the list with Enter on it', () => {
    expect(editAct('Backspace', empty)).toBe('remove');
    expect(editAct('Enter', empty)).toBe('leave');
  });

  it('leaves by arrows only at the ends of the words', () => {
    expect(editAct('ArrowUp', { ...written, atTop: true })).toBe('previous');
    expect(editAct('ArrowDown', { ...written, atEnd: true })).toBe('next');
    expect(editAct('ArrowDown', { ...written, atTop: true })).toBeNull();
  });
});

it('goes round the four statuses and begins anew with what it does not know', () => {
  expect(['hypothesis', 'supported', 'ruled_out', 'unknown', ''].map(nextStatus)).toEqual([
    'supported',
    'ruled_out',
    'unknown',
    'hypothesis',
    'hypothesis',
  ]);
});

it('keeps classes in their order and takes one out again', () => {
  expect(toggledClass(['human'], 'technical')).toEqual(['technical', 'human']);
  expect(toggledClass(['technical', 'human'], 'technical')).toEqual(['human']);
});

it('steps through the levels there are and stops at both ends', () => {
  const steps = levelSteps(3, true);
  expect(steps).toEqual([-1, 1, 2, 0]);
  expect(stepLevel(steps, 0, 1)).toBe(0);
  expect(stepLevel(steps, 0, -1)).toBe(2);
  expect(stepLevel(steps, -1, -1)).toBe(-1);
  // A level that went with the last cause of it counts as all.
  expect(stepLevel(levelSteps(1, false), 2, -1)).toBe(0);
});

it('gives every class a key of its own', () => {
  const keys = classes.map((c) => classKeys[c]);
  expect(keys.filter(Boolean)).toHaveLength(classes.length);
  expect(new Set(keys).size).toBe(classes.length);
});
