import { isModifier, normalise, pressOf, writesText } from './keys';
import type { Command, Registry } from './registry';

/** How long a started sequence ("g …") waits for its next key. */
const sequenceMs = 1500;

/** True for elements in which key presses write text. */
export function takesText(el: EventTarget | null): boolean {
  if (!(el instanceof HTMLElement)) return false;
  if (el.isContentEditable || el.closest('[contenteditable="true"]')) return true;
  if (el instanceof HTMLTextAreaElement) return true;
  if (el instanceof HTMLSelectElement) return true;
  return (
    el instanceof HTMLInputElement &&
    !['button', 'checkbox', 'radio', 'range', 'submit', 'file', 'color'].includes(el.type)
  );
}

/** Keys that a focused control answers itself. */
function belongsToControl(press: string, el: EventTarget | null): boolean {
  if (!(el instanceof HTMLElement)) return false;
  if (press !== 'Enter' && press !== 'Space') return false;
  return el.closest('button, a[href], summary, input, [role="menuitem"]') !== null;
}

// A field has an undo history of its own; the record's undo must not reach into it.
const fieldHistory = ['Ctrl+z', 'Ctrl+Shift+z', 'Ctrl+y'];

export type Dispatcher = { stop: () => void; pending: () => string };

/**
 * Listens to the keys of the window and runs the command they stand for. A
 * component that answers a key itself calls preventDefault, and the press ends
 * there. While a modal dialog is open its own keys are the only ones.
 */
export function startDispatcher(
  registry: Registry,
  target: Window,
  onPending: (prefix: string) => void = () => undefined,
): Dispatcher {
  let pending = '';
  let timer: number | undefined;

  function setPending(prefix: string) {
    target.clearTimeout(timer);
    if (pending !== prefix) onPending(prefix);
    pending = prefix;
    if (prefix) timer = target.setTimeout(() => setPending(''), sequenceMs);
  }

  function onKeyDown(e: KeyboardEvent) {
    if (e.defaultPrevented || e.isComposing || isModifier(e.key)) return;
    if (target.document.querySelector('dialog[open]')) return;
    const press = pressOf(e);
    const inField = takesText(e.target);
    if (inField && fieldHistory.includes(press)) return;
    if (belongsToControl(press, e.target)) return;

    const ctx = { ...registry.context(), inField };
    const usable = registry
      .available(ctx)
      .filter((c) => !inField || !writesText(press) || c.inField === true);
    const wanted = pending ? `${pending} ${press}` : press;

    const match = (keys: string): [Command | undefined, boolean] => [
      usable.find((c) => c.keys?.some((k) => normalise(k) === keys)),
      usable.some((c) => c.keys?.some((k) => normalise(k).startsWith(`${keys} `))),
    ];
    let [found, begins] = match(wanted);
    // "g" and then a key that ends nothing: the key counts for itself.
    if (!found && !begins && pending) [found, begins] = match(press);

    if (found) {
      e.preventDefault();
      setPending('');
      found.run(ctx);
    } else if (begins) {
      e.preventDefault();
      setPending(press);
    } else {
      setPending('');
    }
  }

  target.addEventListener('keydown', onKeyDown);
  return {
    stop() {
      setPending('');
      target.removeEventListener('keydown', onKeyDown);
    },
    pending: () => pending,
  };
}
