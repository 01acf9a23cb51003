import { formatNumber, t, tAny } from '../i18n';

/** How far the exchange of one space is; its phase at the end is how it went. */
export type SpaceDoing = { phase: string; done: number; total: number };

/** What is under way, or how it ended: "phase:name of the space". */
export const ofSpace =
  /^(fetch|bring|prepare|receive|send|answer|done|waiting|read_only|failed|stopped|unasked):(.*)$/s;

const ended = new Set(['done', 'waiting', 'read_only', 'failed', 'stopped', 'unasked']);

/** Whether the exchange of a space is over; one that has not begun is not. */
export const isOver = (doing: SpaceDoing | undefined): boolean => ended.has(doing?.phase ?? '');

/** Whether a phase, or what is under way with its phase first, counts the parts that go or come. */
export const inParts = (doing: string): boolean => /^(send|answer|bring)\b/.test(doing);

/** What a space does just now, in its own row. */
export function rowWords(doing: SpaceDoing | undefined): string {
  if (!doing) return t('spaces.phase.turn');
  if (isOver(doing)) return tAny(`spaces.phase.${doing.phase}`);
  const words = tAny(`spaces.row.${doing.phase}`);
  return doing.total > 0
    ? `${words} · ${t(inParts(doing.phase) ? 'progress.parts' : 'progress.of', {
        done: formatNumber(doing.done),
        total: formatNumber(doing.total),
      })}`
    : words;
}

/** What all of them do, in one line: of several, how many have been exchanged. */
export function footWords(doing: readonly (SpaceDoing | undefined)[]): string {
  const [first] = doing;
  if (doing.length <= 1) return first ? rowWords(first) : t('status.exchanging');
  const over = doing.filter(isOver).length;
  const all = t('status.exchanging.several', {
    done: formatNumber(over),
    all: formatNumber(doing.length),
  });
  // Where one keeps the others waiting, it is the one that a person waits for.
  const last = over === doing.length - 1 && doing.find((d) => !isOver(d));
  return last ? `${all} · ${rowWords(last)}` : all;
}
