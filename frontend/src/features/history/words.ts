import type { HistoryChange, HistoryRow, Review } from '../../backend';
import { formatList, formatMoment, hasMessage, t, tAny } from '../../i18n';

/** What a step was, in words: an undo names what it took back. */
export function stepWords(row: HistoryRow): string {
  const what = tAny(row.label.key, row.label.params ?? {});
  if (row.kind === 'undo') return t('history.undo', { what });
  if (row.kind === 'redo') return t('history.redo', { what });
  return what;
}

type PathParts = { collection: string; part: string; field: string };

/** "actions/<id>/due" and "severity" in their parts. */
export function pathParts(path: string): PathParts {
  const [first = '', part = '', field = ''] = path.split('/');
  return part ? { collection: first, part, field } : { collection: '', part: '', field: first };
}

function fieldWords(field: string): string {
  const key = `history.field.${field}`;
  return hasMessage(key) ? t(key) : field;
}

/** The words by which people know a part, as it is now; "" when it is gone. */
function partWords(review: Review, collection: string, part: string): string {
  switch (collection) {
    case 'sections':
      return review.sections.find((s) => s.key === part)?.title ?? '';
    case 'timeline':
      return review.timeline.find((e) => e.id === part)?.text ?? '';
    case 'factors':
      return review.factors.find((f) => f.id === part)?.text ?? '';
    case 'causes':
      return review.causes.find((c) => c.id === part)?.text ?? '';
    case 'actions':
      return review.actions.find((a) => a.id === part)?.title ?? '';
    case 'participants':
      return review.participants.find((p) => p.id === part)?.role ?? '';
    default:
      return '';
  }
}

/** Where a change happened: "Due · Set the timers in UTC". */
export function placeWords(review: Review, path: string): string {
  if (path === '') return t('history.wholeReview');
  const { collection, part, field } = pathParts(path);
  if (!collection) return fieldWords(field);
  const known = partWords(review, collection, part).split('\n')[0] ?? '';
  const words = known.length > 90 ? `${known.slice(0, 89)}…` : known;
  const kind = `history.part.${collection}`;
  const name = field ? fieldWords(field) : hasMessage(kind) ? t(kind) : collection;
  return words ? `${name} · ${words}` : name;
}

/** Fields whose values are words of the catalogue, and under which name. */
const wordSets: Record<string, string> = {
  'actions/status': 'action',
  'actions/strength': 'strength',
  'actions/kind': 'actionKind',
  'factors/kind': 'factors',
  '/state': 'state',
};

/** One side of a change, in words; "" when there was nothing. */
export function valueWords(path: string, text: string): string {
  if (text === '' || text === 'null') return '';
  const { collection, field } = pathParts(path);
  const set = wordSets[`${collection}/${field}`];
  if (set && hasMessage(`${set}.${text}`)) return tAny(`${set}.${text}`);
  if (field === 'rank') return '';
  if (text === 'true') return t('history.yes');
  if (text === 'false') return t('history.no');
  return fromJSON(field, text) ?? text;
}

/** Lists and stated times come as JSON text; null for anything else. */
function fromJSON(field: string, text: string): string | null {
  if (!text.startsWith('[') && !text.startsWith('{')) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Words that only begin like JSON.
    return null;
  }
  if (Array.isArray(value) && value.every((x) => typeof x === 'string')) {
    return formatList(value.map((x) => (hasMessage(`class.${x}`) ? tAny(`class.${x}`) : x)));
  }
  const stated: unknown = Array.isArray(value) ? value.at(-1) : value;
  if (typeof stated === 'object' && stated !== null && 'at' in stated) {
    const { at, zone } = stated as { at: unknown; zone?: unknown };
    if (typeof at === 'string') {
      return [formatMoment(at), typeof zone === 'string' ? zone : ''].filter(Boolean).join(' ');
    }
  }
  return field === 'params' ? '' : null;
}

/** All words of a step, for the filter. */
export function searchText(review: Review, row: HistoryRow): string {
  const changes = row.changes.map((c: HistoryChange) => [
    placeWords(review, c.path),
    valueWords(c.path, c.before),
    valueWords(c.path, c.after),
  ]);
  return [stepWords(row), whoWords(row), ...changes.flat()].join('\n').toLowerCase();
}

export function originWords(origin: string): string {
  const key = `history.origin.${origin}`;
  return hasMessage(key) ? t(key) : origin;
}

/** Who did it: the program for what was done here, else as the space names them. */
export function whoWords(row: HistoryRow): string {
  const { by } = row;
  if (by === null || by.own) return originWords(row.origin);
  if (by.joined) return t('history.by.joined');
  return by.name ? t('history.by.name', { name: by.name }) : t('history.by.unknown');
}

/** When it was written, for what came later with an exchange; "" otherwise. */
export function writtenWords(row: HistoryRow): string {
  return row.by?.at && !row.by.joined ? t('history.written', { at: formatMoment(row.by.at) }) : '';
}
