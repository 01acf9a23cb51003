import type { MessageKey, MessageParams } from '../i18n';
import { normalise } from './keys';

/**
 * Where a command is at home. Inner scopes win over outer ones: with a cause
 * selected, "n" may mean something else than on the list.
 */
export const scopes = ['app', 'screen', 'pane', 'selection'] as const;
export type Scope = (typeof scopes)[number];

/** The thing the person is at. Screens fill it; commands and the palette read it. */
export type Selection = { kind: string; id: string; label: string };

export type CommandContext = {
  /** Reference of the open review; null outside a review. */
  review: string | null;
  selection: Selection | null;
  /** True while the workspace may only be read. */
  readOnly: boolean;
  /** True while the open review lies in the trash: only the way back out of it is open. */
  inTrash: boolean;
  /** True when the focus is in a field that takes text. */
  inField: boolean;
};

export const commandGroups = ['go', 'write', 'move', 'say', 'see', 'file', 'everywhere'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** One act, from which button, menu, shortcut, palette and help are made. */
export type Command = {
  /** "area.verb", unique among the active ones. */
  id: string;
  title: MessageKey;
  params?: MessageParams | undefined;
  /** Shortcuts; the first is the one that is shown. */
  keys?: readonly string[] | undefined;
  icon?: string | undefined;
  group: CommandGroup;
  /** Commands that cannot be done now are neither run nor shown. */
  when?: ((ctx: CommandContext) => boolean) | undefined;
  run: (ctx: CommandContext) => unknown;
  /** The shortcut also works while a text field has the focus. */
  inField?: boolean | undefined;
  /** Takes something away: offered below what does not, where both fit as well. */
  removes?: boolean | undefined;
  /** Left out of the palette: steps that only make sense with the hand on the keys. */
  hidden?: boolean | undefined;
};

export class ShortcutClash extends Error {}

type Registered = { scope: Scope; command: Command };

export type Registry = ReturnType<typeof createRegistry>;

/** Holds the active commands and refuses two meanings of one shortcut in a scope. */
export function createRegistry() {
  let entries: readonly Registered[] = [];
  let context: CommandContext = {
    review: null,
    selection: null,
    readOnly: false,
    inTrash: false,
    inField: false,
  };
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const l of listeners) l();
  };

  function refuseClash(scope: Scope, command: Command, among: readonly Registered[]) {
    for (const other of among) {
      if (other.command.id === command.id) {
        throw new ShortcutClash(`command ${command.id} is registered twice`);
      }
      if (other.scope !== scope) continue;
      for (const mine of (command.keys ?? []).map(normalise)) {
        for (const theirs of (other.command.keys ?? []).map(normalise)) {
          // "g" alone and "g r" cannot live together: the first never lets the second begin.
          const same =
            mine === theirs || mine.startsWith(`${theirs} `) || theirs.startsWith(`${mine} `);
          if (same) {
            throw new ShortcutClash(
              `${command.id} and ${other.command.id} both want ${mine} in scope ${scope}`,
            );
          }
        }
      }
    }
  }

  const availableIn = (ctx: CommandContext): Command[] =>
    [...entries]
      .sort((a, b) => scopes.indexOf(b.scope) - scopes.indexOf(a.scope))
      .map((e) => e.command)
      .filter((c) => c.when?.(ctx) ?? true);

  return {
    /** Adds commands; the returned function takes them away again. */
    register: (scope: Scope, commands: readonly Command[]): (() => void) => {
      const mine: Registered[] = [];
      for (const command of commands) {
        refuseClash(scope, command, [...entries, ...mine]);
        mine.push({ scope, command });
      }
      entries = [...entries, ...mine];
      changed();
      return () => {
        entries = entries.filter((e) => !mine.includes(e));
        changed();
      };
    },

    /** All commands that can be done now, innermost scope first. */
    available: (ctx: CommandContext = context): Command[] => availableIn(ctx),

    /** Runs a command by its id; false when it cannot be done now. */
    run: (id: string): boolean => {
      const command = availableIn(context).find((c) => c.id === id);
      command?.run(context);
      return command !== undefined;
    },

    context: (): CommandContext => context,
    setContext: (part: Partial<CommandContext>) => {
      context = { ...context, ...part };
      changed();
    },

    /** The same list until something is registered or taken away. */
    entries: (): readonly unknown[] => entries,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
