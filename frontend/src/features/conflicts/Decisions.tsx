import type { Undecided } from '../../backend';
import { decisionWords } from './words';

/** All that was decided about a question, the last one last. */
export function Decisions({ conflict: c }: { conflict: Undecided }) {
  return (
    <ul className="decide-said">
      {c.decisions.map((d, i) => (
        <li key={i}>{decisionWords(c, d)}</li>
      ))}
    </ul>
  );
}
