import type { SearchMark } from '../../backend';
import { piecesOf } from './words';

/** A text with its found words marked. */
export function Marked({ text, marks }: { text: string; marks: readonly SearchMark[] }) {
  return piecesOf(text, marks).map((p, i) =>
    p.hit ? <mark key={i}>{p.text}</mark> : <span key={i}>{p.text}</span>,
  );
}
