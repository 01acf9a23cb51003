export {
  createRegistry,
  ShortcutClash,
  scopes,
  commandGroups,
  type Command,
  type CommandContext,
  type CommandGroup,
  type Registry,
  type Scope,
  type Selection,
} from './registry';
export { keyCaps, normalise, pressOf } from './keys';
export { startDispatcher, takesText, type Dispatcher } from './dispatcher';
export {
  CommandProvider,
  useRegistry,
  useCommands,
  useCommandContext,
  useAvailableCommands,
} from './react';
