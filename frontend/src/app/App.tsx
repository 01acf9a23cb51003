import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { BackendProvider, connectEvents, createQueryClient, type Backend } from '../backend';
import { CommandProvider } from '../commands';
import { useLanguage } from '../i18n';
import { PendingKeys } from './pendingKeys';
import { createAppRouter } from './router';

/** Puts the window together: Go side, cache, commands, routes. */
export function App({ backend }: { backend: Backend }) {
  const client = useMemo(() => createQueryClient(), []);
  const router = useMemo(() => createAppRouter(), []);
  const [pending, setPending] = useState('');
  const language = useLanguage();
  useEffect(() => connectEvents(backend, client), [backend, client]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  return (
    <BackendProvider value={backend}>
      <QueryClientProvider client={client}>
        <CommandProvider onPending={setPending}>
          <PendingKeys value={pending}>
            {/* All texts are read while rendering, so another language is another tree. */}
            <RouterProvider router={router} key={language} />
          </PendingKeys>
        </CommandProvider>
      </QueryClientProvider>
    </BackendProvider>
  );
}
