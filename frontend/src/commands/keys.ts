// Shortcuts as text: "Ctrl+K", "Shift+Tab", "?", "n", and sequences "g r". The
// text of a key press is made by the same rules, so both sides compare as strings.

const modifiers = ['Ctrl', 'Alt', 'Shift'] as const;

const names: Record<string, string> = {
  ' ': 'Space',
  Spacebar: 'Space',
  Esc: 'Escape',
  Del: 'Delete',
};

function normalKey(key: string): string {
  const named = names[key] ?? key;
  return named.length === 1 ? named.toLowerCase() : named;
}

/** One written form for each shortcut: "shift+ctrl+Z" and "Ctrl+Shift+z" are the same. */
export function normalise(keys: string): string {
  return keys
    .trim()
    .split(/\s+/)
    .map((press) => {
      // In "Ctrl++" the last plus is the key itself.
      const parts = press.split(/\+(?!$)/);
      const key = normalKey(parts.pop() ?? '');
      const wanted = parts.map((p) => p.toLowerCase());
      const mods = modifiers.filter((m) => wanted.includes(m.toLowerCase()));
      return [...mods, key].join('+');
    })
    .join(' ');
}

type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/**
 * The text of a key press. Shift counts for letters and named keys only: on "?"
 * and its like it depends on the keyboard. The Mac's Command key is our Ctrl.
 */
export function pressOf(e: Press): string {
  const key = normalKey(e.key);
  const isLetter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
  const isNamed = key.length > 1;
  const parts: string[] = [];
  if (e.ctrlKey || e.metaKey) parts.push('Ctrl');
  if (e.altKey) parts.push('Alt');
  if (e.shiftKey && (isLetter || isNamed || e.ctrlKey || e.metaKey)) parts.push('Shift');
  parts.push(key);
  return parts.join('+');
}

/** True for a press of a modifier alone. */
export function isModifier(key: string): boolean {
  return ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead'].includes(key);
}

/** True when the press would write or move in a text field. */
export function writesText(press: string): boolean {
  if (/^F\d+$/.test(press) || press === 'Escape') return false;
  return !/^(Ctrl|Alt)\+/.test(press);
}

/** The keys as caps to draw: "Ctrl+K" gives ["Ctrl K"], "g r" gives ["g", "r"]. */
export function keyCaps(keys: string): string[] {
  const shown: Record<string, string> = {
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
    Escape: 'Esc',
    Delete: 'Del',
  };
  const presses = normalise(keys).split(' ');
  return presses.map((press) =>
    press
      .split(/\+(?!$)/)
      .map((k) => shown[k] ?? (k.length === 1 && presses.length === 1 ? k.toUpperCase() : k))
      .join(' '),
  );
}
