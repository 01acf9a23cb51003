const waitMs = 4000;

/** Keys held back that are acts and no letters, as they stand in the held text. */
export const heldActs = { '\n': 'after', '\t': 'in', '\v': 'out', '\u001B': 'leave' } as const;

/**
 * Holds the keys that are pressed between asking for a new cause and the moment
 * its field stands there, so that a person who types a list loses no letter and
 * none of them is taken for a command.
 */
export class TypeAhead {
  private held: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly onLost: (text: string) => void;

  /** onLost gets the words for which no field came. */
  constructor(onLost: (text: string) => void = () => undefined) {
    this.onLost = onLost;
  }

  /** Begins to hold, with what is already waiting. */
  hold(waiting = '') {
    if (this.held === null) window.addEventListener('keydown', this.onKey, true);
    this.held = (this.held ?? '') + waiting;
    clearTimeout(this.timer);
    // A field that never comes must not swallow the keyboard.
    this.timer = setTimeout(() => this.drop(), waitMs);
  }

  /** Ends it and gives what was typed. */
  take(): string {
    const typed = this.held ?? '';
    this.held = null;
    clearTimeout(this.timer);
    window.removeEventListener('keydown', this.onKey, true);
    return typed;
  }

  /** Ends it without a field: the words go where the person finds them, a line for each cause. */
  drop() {
    const words = this.take()
      .replaceAll(/[\t\v\u001B]/g, '')
      .trim();
    if (words !== '') this.onLost(words);
  }

  private readonly onKey = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || this.held === null) return;
    let c: string;
    if (e.key === 'Enter') c = '\n';
    else if (e.key === 'Tab') c = e.shiftKey ? '\v' : '\t';
    else if (e.key === 'Escape') c = '\u001B';
    else if (e.key === 'Backspace') c = '';
    else if (e.key.length <= 2 && !/^F\d$/.test(e.key)) c = e.key;
    else return;
    e.preventDefault();
    e.stopImmediatePropagation();
    this.held = e.key === 'Backspace' ? this.held.slice(0, -1) : this.held + c;
  };
}

/** The letters up to the first held act, that act, and what comes after it. */
export function splitHeld(held: string): {
  text: string;
  act: (typeof heldActs)[keyof typeof heldActs] | null;
  rest: string;
} {
  const at = held.search(/[\n\t\v\u001B]/);
  if (at < 0) return { text: held, act: null, rest: '' };
  return {
    text: held.slice(0, at),
    act: heldActs[held[at] as keyof typeof heldActs],
    rest: held.slice(at + 1),
  };
}
