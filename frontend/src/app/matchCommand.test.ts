import { expect, it } from 'vitest';
import type { Command } from '../commands';
import { aboveOf, matchCommand } from './matchCommand';

const command = (part: Partial<Command>): Command => ({
  id: 'causes.export.json',
  title: 'causes.export.json',
  group: 'file',
  run: () => undefined,
  ...part,
});

it('finds a command by its title, its family, its group and what else it is called', () => {
  const save = command({});
  expect(matchCommand(save, 'json')).toEqual({ pieces: [{ text: 'JSON', hit: true }], rank: 0 });
  for (const query of ['export', 'EXPORT json', 'save causes', 'files', 'image']) {
    expect(matchCommand(save, query)).toEqual({ pieces: [{ text: 'JSON', hit: false }], rank: 3 });
  }
  expect(matchCommand(save, 'export xmind')).toBeNull();
  expect(aboveOf(save)).toBe('Save the causes');
});

it('puts no family before a command that has none', () => {
  const undo = command({ id: 'edit.undo', title: 'act.undo', group: 'everywhere' });
  expect(aboveOf(undo)).toBe('');
  expect(matchCommand(undo, 'revert')?.rank).toBe(3);
  expect(matchCommand(undo, 'export')).toBeNull();
});
