import { useRef, useState } from 'react';
import { parseError, useBackend, type Study } from '../../backend';
import { useWrite } from '../../editing';
import { textOf, valueOf, without, type PlanField } from './words';

/**
 * What is typed into the fields of a study until it is saved, each with what stood in its
 * field when the typing began: something else that stands there by then is not overwritten.
 */
export function useTyped(s: Study, onSaved: () => Promise<unknown>) {
  const backend = useBackend();
  const write = useWrite();
  const [typed, setTyped] = useState<Partial<Record<PlanField, string | undefined>>>({});
  const seen = useRef<Partial<Record<PlanField, unknown>>>({});
  const last = useRef<Promise<unknown>>(Promise.resolve());

  function put(name: PlanField, text: string) {
    if (typed[name] === undefined) seen.current[name] = s.plan[name];
    setTyped((old) => ({ ...old, [name]: text }));
  }

  async function carry(name: PlanField, text: string) {
    const base = seen.current[name];
    if (text !== textOf({ ...s.plan, [name]: base }, name)) {
      const value = valueOf(name, text);
      const body = JSON.stringify([{ path: name, base, value }]);
      // What is refused stays in its field to be put right.
      const saved = await write(() =>
        backend.studies.set(s.ref, body, 'studies').catch(async (e: unknown) => {
          // The toast says that something else stands there; saved once more, it is meant.
          if (parseError(e).code === 'conflict')
            seen.current[name] = (await backend.studies.get(s.ref)).plan[name];
          throw e;
        }),
      );
      if (!saved) return;
      seen.current[name] = value ?? '';
      await onSaved();
    }
    // What was typed while it was saved is not saved yet.
    setTyped((old) => (old[name] === text ? without(old, name) : old));
  }

  /** Saves a field behind those that are being saved: each begins from what the last left. */
  function save(name: PlanField, text = typed[name]) {
    if (text !== undefined) last.current = last.current.then(() => carry(name, text));
  }
  /** Ends once all that was left until now is saved and read anew. */
  const settled = () => last.current;
  return { typed, put, save, settled };
}
