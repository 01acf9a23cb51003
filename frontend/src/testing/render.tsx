import { QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { render } from '@testing-library/react';
import axe from 'axe-core';
import type { ReactNode } from 'react';
import { BackendProvider, connectEvents, createQueryClient, type Backend } from '../backend';
import { CommandProvider, createRegistry } from '../commands';
import { SyncProvider } from '../editing';
import { Toasts } from '../ui';

/** Renders a screen with everything a screen may lean on; links lead to a memory history. */
export function renderScreen(screen: ReactNode, backend: Backend, at = '/start') {
  const client = createQueryClient();
  const registry = createRegistry();
  connectEvents(backend, client);
  const root = createRootRoute({ component: () => <SyncProvider>{screen}</SyncProvider> });
  const anywhere = createRoute({ getParentRoute: () => root, path: '$' });
  const router = createRouter({
    routeTree: root.addChildren([anywhere]),
    history: createMemoryHistory({ initialEntries: [at] }),
  });
  const view = render(
    <BackendProvider value={backend}>
      <QueryClientProvider client={client}>
        <CommandProvider registry={registry}>
          {/* The test's own little router stands in for the registered one. */}
          <RouterProvider router={router as never} />
          <Toasts />
        </CommandProvider>
      </QueryClientProvider>
    </BackendProvider>,
  );
  return { ...view, registry, path: () => router.state.location.pathname };
}

/** The serious and critical findings of axe, in words. Colour needs a real engine. */
export async function seriousFindings(container: Element): Promise<string[]> {
  const result = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
  return result.violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`);
}
