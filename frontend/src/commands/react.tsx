import {
  createContext,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
  type ReactNode,
} from 'react';
import { startDispatcher } from './dispatcher';
import {
  createRegistry,
  type Command,
  type CommandContext,
  type Registry,
  type Scope,
} from './registry';

const RegistryContext = createContext<Registry | null>(null);

/** Gives the tree below a registry and lets the window's keys reach it. */
export function CommandProvider({
  registry: given,
  onPending,
  children,
}: {
  registry?: Registry;
  onPending?: (prefix: string) => void;
  children: ReactNode;
}) {
  const registry = useMemo(() => given ?? createRegistry(), [given]);
  useEffect(() => startDispatcher(registry, window, onPending).stop, [registry, onPending]);
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

export function useRegistry(): Registry {
  const registry = useContext(RegistryContext);
  if (!registry) throw new Error('useRegistry needs a CommandProvider above it');
  return registry;
}

/**
 * Registers commands while the component is on the screen. `run` and `when` may
 * close over the newest state: the registry calls through to the last render.
 */
export function useCommands(scope: Scope, commands: readonly Command[]) {
  const registry = useRegistry();
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  // Registering anew only when what others see has changed keeps the order stable.
  const shape = JSON.stringify(
    commands.map((c) => [c.id, c.title, c.params, c.keys, c.icon, c.group, c.inField, c.hidden]),
  );
  useEffect(() => {
    const through = latest.current.map((c): Command => {
      const now = () => latest.current.find((x) => x.id === c.id);
      return {
        ...c,
        when: (ctx) => {
          const found = now();
          return found !== undefined && (found.when?.(ctx) ?? true);
        },
        run: (ctx) => now()?.run(ctx),
      };
    });
    return registry.register(scope, through);
  }, [registry, scope, shape]);
}

/** Tells the commands where the person is, while the component is on the screen. */
export function useCommandContext(part: Partial<CommandContext>) {
  const registry = useRegistry();
  const text = JSON.stringify(part);
  useEffect(() => {
    const before = registry.context();
    const mine = JSON.parse(text) as Partial<CommandContext>;
    const names = Object.keys(mine) as (keyof CommandContext)[];
    registry.setContext(mine);
    return () => {
      const back = Object.fromEntries(names.map((n) => [n, before[n]]));
      registry.setContext(back);
    };
  }, [registry, text]);
}

/** The commands that can be done now; re-renders when they change. */
export function useAvailableCommands(): Command[] {
  const registry = useRegistry();
  const entries = useSyncExternalStore(registry.subscribe, registry.entries);
  const context = useSyncExternalStore(registry.subscribe, registry.context);
  // entries is no input of available(), but its change is what makes the answer another.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => registry.available(context), [registry, entries, context]);
}
