import type { Factor } from './wire';

/** The kinds that had a part in how it came about; the others held, or were learned. */
const contributing: readonly string[] = ['', 'trigger', 'contributing', 'evasion'];

/** True for what had a part in how it came about: causes are made of these alone. */
export const contributes = (f: Factor) => contributing.includes(f.kind);
