import type { Backend } from './backend';

/** A value that goes on changing, such as a width under the pointer, is written when it rests. */
export const settingRestMs = 300;

/** `kept` is called once the Go side has the value. */
type Write = (name: string, value: string, kept?: () => void) => void;
const writers = new WeakMap<Backend, Write>();

/** Writes settings of one Go side, each once its value has come to rest. */
export function settingWriter(backend: Backend): Write {
  const known = writers.get(backend);
  if (known) return known;
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const write: Write = (name, value, kept) => {
    clearTimeout(timers.get(name));
    const later = () => {
      timers.delete(name);
      // A setting that cannot be kept still holds for this window; nothing typed is at stake.
      backend.workspace.setSetting(name, value).then(kept, () => undefined);
    };
    timers.set(name, setTimeout(later, settingRestMs));
  };
  writers.set(backend, write);
  return write;
}
