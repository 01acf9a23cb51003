import { describe, expect, it, vi } from 'vitest';
import { createRegistry, ShortcutClash, type Command } from './registry';

function command(id: string, keys: string[], run: Command['run'] = () => undefined): Command {
  return { id, title: 'act.undo', keys, group: 'everywhere', run };
}

describe('the registry', () => {
  it('refuses two meanings of one shortcut in a scope', () => {
    const registry = createRegistry();
    registry.register('screen', [command('a.one', ['Ctrl+K'])]);
    expect(() => registry.register('screen', [command('a.two', ['ctrl+k'])])).toThrow(
      ShortcutClash,
    );
  });

  it('refuses a key that is also the beginning of a sequence', () => {
    const registry = createRegistry();
    registry.register('app', [command('go.reviews', ['g r'])]);
    expect(() => registry.register('app', [command('graph.show', ['g'])])).toThrow(ShortcutClash);
  });

  it('refuses a command that is registered twice', () => {
    const registry = createRegistry();
    registry.register('app', [command('a.one', [])]);
    expect(() => registry.register('screen', [command('a.one', [])])).toThrow(ShortcutClash);
  });

  it('leaves nothing behind of a refused registration', () => {
    const registry = createRegistry();
    registry.register('app', [command('a.one', ['x'])]);
    expect(() =>
      registry.register('app', [command('a.two', ['y']), command('a.three', ['x'])]),
    ).toThrow(ShortcutClash);
    expect(registry.available().map((c) => c.id)).toEqual(['a.one']);
  });

  it('lets an inner scope take a key of an outer one, and puts it first', () => {
    const registry = createRegistry();
    registry.register('app', [command('a.outer', ['n'])]);
    registry.register('selection', [command('a.inner', ['n'])]);
    expect(registry.available().map((c) => c.id)).toEqual(['a.inner', 'a.outer']);
  });

  it('frees keys when a screen takes its commands away', () => {
    const registry = createRegistry();
    const leave = registry.register('screen', [command('a.one', ['n'])]);
    leave();
    registry.register('screen', [command('a.two', ['n'])]);
    expect(registry.available().map((c) => c.id)).toEqual(['a.two']);
  });

  it('neither shows nor runs what cannot be done now', () => {
    const registry = createRegistry();
    const run = vi.fn();
    registry.register('app', [{ ...command('a.write', ['w'], run), when: (c) => !c.readOnly }]);
    registry.setContext({ readOnly: true });
    expect(registry.available()).toEqual([]);
    expect(registry.run('a.write')).toBe(false);
    registry.setContext({ readOnly: false });
    expect(registry.run('a.write')).toBe(true);
    expect(run).toHaveBeenCalledOnce();
  });
});
