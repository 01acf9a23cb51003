/**
 * Which entries of a list of old positions can stay where they are while the
 * others are put between them: the longest ascending run (-1 is a new entry).
 */
export function staying(old: readonly number[]): Set<number> {
  const tails: number[] = []; // index of the smallest end of a run of each length
  const before: number[] = [];
  old.forEach((value, i) => {
    if (value < 0) return;
    let lo = 0;
    let hi = tails.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if ((old[tails[mid] ?? 0] ?? 0) < value) lo = mid + 1;
      else hi = mid;
    }
    before[i] = lo > 0 ? (tails[lo - 1] ?? -1) : -1;
    tails[lo] = i;
  });
  const keep = new Set<number>();
  for (let i = tails.at(-1) ?? -1; i >= 0; i = before[i] ?? -1) keep.add(i);
  return keep;
}
