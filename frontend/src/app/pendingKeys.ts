import { createContext, useContext } from 'react';

const Context = createContext('');

/** The beginning of a key sequence ("g") that waits for its next key. */
export const PendingKeys = Context.Provider;

export function usePendingKeys(): string {
  return useContext(Context);
}
