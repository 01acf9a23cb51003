import { fireEvent } from '@testing-library/dom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startDispatcher } from './dispatcher';
import { createRegistry, type Command, type Registry } from './registry';

let registry: Registry;
let stop: () => void;
let ran: string[];
let pending: string[];

function add(id: string, keys: string[], more: Partial<Command> = {}) {
  registry.register('app', [
    { id, title: 'act.undo', keys, group: 'go', run: () => ran.push(id), ...more },
  ]);
}
function press(key: string, more: KeyboardEventInit = {}, on: Element = document.body) {
  return fireEvent.keyDown(on, { key, ...more });
}

beforeEach(() => {
  vi.useFakeTimers();
  ran = [];
  pending = [];
  registry = createRegistry();
  stop = startDispatcher(registry, window, (p) => pending.push(p)).stop;
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  document.body.innerHTML = '';
});

describe('the dispatcher', () => {
  it('runs a sequence only when its keys come one after the other', () => {
    add('go.reviews', ['g r']);
    press('r');
    expect(ran).toEqual([]);
    press('g');
    press('r');
    expect(ran).toEqual(['go.reviews']);
    expect(pending).toEqual(['g', '']);
  });

  it('forgets the beginning of a sequence after a while', () => {
    add('go.reviews', ['g r']);
    press('g');
    vi.advanceTimersByTime(5000);
    press('r');
    expect(ran).toEqual([]);
  });

  it('counts a key that ends no sequence for itself', () => {
    add('go.reviews', ['g r']);
    add('review.start', ['n']);
    press('g');
    press('n');
    expect(ran).toEqual(['review.start']);
  });

  it('keeps plain keys out of text fields and lets Ctrl keys through', () => {
    add('review.start', ['n']);
    add('app.find', ['Ctrl+K']);
    const field = document.body.appendChild(document.createElement('input'));
    press('n', {}, field);
    expect(ran).toEqual([]);
    press('k', { ctrlKey: true }, field);
    expect(ran).toEqual(['app.find']);
  });

  it('leaves undo and redo to a text field, and takes them elsewhere', () => {
    add('edit.undo', ['Ctrl+Z']);
    add('edit.redo', ['Ctrl+Shift+Z']);
    const field = document.body.appendChild(document.createElement('textarea'));
    expect(press('z', { ctrlKey: true }, field)).toBe(true);
    expect(press('Z', { ctrlKey: true, shiftKey: true }, field)).toBe(true);
    expect(ran).toEqual([]);
    press('z', { ctrlKey: true });
    press('Z', { ctrlKey: true, shiftKey: true });
    expect(ran).toEqual(['edit.undo', 'edit.redo']);
  });

  it('leaves a key alone that a component has answered', () => {
    add('reviews.remove', ['Delete']);
    const row = document.body.appendChild(document.createElement('div'));
    row.addEventListener('keydown', (e) => e.preventDefault());
    press('Delete', {}, row);
    expect(ran).toEqual([]);
  });

  it('is silent while a dialog is open', () => {
    add('review.start', ['n']);
    document.body.innerHTML = '<dialog open></dialog>';
    press('n');
    expect(ran).toEqual([]);
  });

  it('finds "?" whatever keys make it on this keyboard', () => {
    add('app.keys', ['?']);
    press('?', { shiftKey: true });
    press('?');
    expect(ran).toEqual(['app.keys', 'app.keys']);
  });

  it('takes the Command key of a Mac for Ctrl', () => {
    add('app.find', ['Ctrl+K']);
    press('k', { metaKey: true });
    expect(ran).toEqual(['app.find']);
  });
});
