import type { Command } from '../commands';
import { hasMessage, t, tAny } from '../i18n';
import { matchWords, rankOf, type Piece } from './matching';

/** What a command is called, and how well that fits; null when it does not. */
export function matchCommand(
  command: Command,
  query: string,
): { pieces: Piece[]; rank: number } | null {
  const title = t(command.title, command.params);
  const inTitle = matchWords(title, query);
  if (inTitle) return { pieces: inTitle, rank: rankOf(inTitle) };
  // People call things by other names: "export" is what saving as a drawing is for many.
  const more = [aboveOf(command), tAny(`keys.group.${command.group}`), ...wordsFor(command.id)];
  return matchWords([title, ...more].join('\n'), query) === null
    ? null
    : { pieces: [{ text: title, hit: false }], rank: 3 };
}

/** What a command of a family belongs to: "JSON" is one way of "Save the causes". */
export function aboveOf({ id, group }: Command): string {
  const family = id.slice(0, id.lastIndexOf('.'));
  return group === 'file' && hasMessage(family) ? tAny(family) : '';
}

/** Other words for a command or its family, kept in the catalogue for the search alone. */
function wordsFor(id: string): string[] {
  const found: string[] = [];
  for (let name = id; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const key = `palette.words.${name}`;
    if (hasMessage(key)) found.push(t(key));
  }
  return found;
}
