import type { ConflictChoice, ConflictSide } from '../backend';

const numbers = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** The number of the version at a place of the list; nine are told apart. */
export const sideAt = (at: number): ConflictSide => numbers[at] ?? '9';

/** What stands under a number, for the answer; nothing for an answer without one. */
export const seenAt = (values: readonly string[], choice: ConflictChoice): string[] => {
  const value = values[Number(choice) - 1];
  return value === undefined ? [] : [value];
};
