/** What a key does while the words of a cause are being typed. */
export type EditAct =
  | 'after'
  | 'before'
  | 'parent'
  | 'in'
  | 'out'
  | 'up'
  | 'down'
  | 'remove'
  | 'previous'
  | 'next'
  | 'switch'
  | 'leave';

type Typing = {
  isEmpty: boolean;
  /** The caret is in the first or in the last line and nothing is marked. */
  atTop: boolean;
  atEnd: boolean;
};

/** Reads a key press (in the form of commands/keys) in the editor; null writes. */
export function editAct(press: string, typing: Typing): EditAct | null {
  switch (press) {
    case 'Enter':
      // Enter on an empty line ends the list.
      return typing.isEmpty ? 'leave' : 'after';
    case 'Shift+Enter':
      return 'before';
    case 'Ctrl+Enter':
      return 'parent';
    case 'Tab':
    case 'Alt+Shift+ArrowRight':
      return 'in';
    case 'Shift+Tab':
    case 'Alt+Shift+ArrowLeft':
      return 'out';
    case 'Alt+ArrowUp':
      return 'up';
    case 'Alt+ArrowDown':
      return 'down';
    case 'Backspace':
    case 'Delete':
      return typing.isEmpty ? 'remove' : null;
    case 'ArrowUp':
      return typing.atTop ? 'previous' : null;
    case 'ArrowDown':
      return typing.atEnd ? 'next' : null;
    case 'F6':
      return 'switch';
    case 'F2':
    case 'Escape':
      return 'leave';
    default:
      return null;
  }
}

export const statuses = ['hypothesis', 'supported', 'ruled_out', 'unknown'] as const;
export const classes = ['technical', 'procedural', 'human', 'organisational', 'external'] as const;

/** The status after this one: hypothesis, supported, ruled out, unknown, and round again. */
export function nextStatus(status: string): string {
  const at = statuses.findIndex((s) => s === status);
  return statuses[(at + 1) % statuses.length] ?? 'hypothesis';
}

/** Is it a cause, something that held, or luck: round and round. */
export function nextAside(kind: string): string {
  return kind === 'went_well' ? 'luck' : kind === 'luck' ? 'cause' : 'went_well';
}

/** The classes with one taken in or out, in their fixed order. */
export function toggledClass(has: readonly string[], name: string): string[] {
  const next = has.includes(name) ? has.filter((c) => c !== name) : [...has, name];
  return classes.filter((c) => next.includes(c));
}

/** Which numbers of levels may be drawn, from few to all (0). */
export function levelSteps(depth: number, hasCategories: boolean): number[] {
  const steps = hasCategories ? [-1] : [];
  for (let l = 1; l < depth; l += 1) steps.push(l);
  return [...steps, 0];
}

/** One step to fewer (-1) or more (+1) levels. */
export function stepLevel(steps: readonly number[], level: number, by: 1 | -1): number {
  const at = steps.includes(level) ? steps.indexOf(level) : steps.length - 1;
  return steps[Math.min(steps.length - 1, Math.max(0, at + by))] ?? 0;
}

/** The scales a drawing is saved at as a picture: for a chat, a slide, a poster. */
export const pictureScales = [1, 2, 3] as const;
