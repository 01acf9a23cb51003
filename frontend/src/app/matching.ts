/** A text cut at the places where the words of a query were found. */
export type Piece = { text: string; hit: boolean };

/**
 * Finds all words of the query in the text, each anywhere; null when one is
 * missing. An empty query fits everything.
 */
export function matchWords(text: string, query: string): Piece[] | null {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const lower = text.toLowerCase();
  // Some letters change length in lower case; then offsets would lie.
  const comparable = lower.length === text.length ? lower : text;
  const hits: [number, number][] = [];
  for (const word of words) {
    const at = comparable.indexOf(word);
    if (at < 0) return null;
    hits.push([at, at + word.length]);
  }
  hits.sort((a, b) => a[0] - b[0]);
  const pieces: Piece[] = [];
  let end = 0;
  for (const [from, to] of hits) {
    if (to <= end) continue;
    const start = Math.max(from, end);
    if (start > end) pieces.push({ text: text.slice(end, start), hit: false });
    pieces.push({ text: text.slice(start, to), hit: true });
    end = to;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), hit: false });
  return pieces;
}

/** How well it fits: at the start of the text, at the start of a word, anywhere. Lower is better. */
export function rankOf(pieces: readonly Piece[]): number {
  const first = pieces.findIndex((p) => p.hit);
  if (first <= 0) return 0;
  return /[\s“"(]$/.test(pieces[first - 1]?.text ?? '') ? 1 : 2;
}
