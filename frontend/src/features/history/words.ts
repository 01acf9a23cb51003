import type { HistoryBeside, HistoryChange, HistoryRow, Review } from '../../backend';
import { formatList, formatMoment, hasMessage, t, tAny } from '../../i18n';

/** What a step was, in words: an undo names what it took back. */
export function stepWords(row: HistoryRow): string {
  // What came with an exchange and only asks has a name of its own.
  const asks = row.by !== null && row.changes.length > 0 && row.changes.every((c) => c.asked);
  if (asks && row.action === 'sync.receive') return t('history.sync.asked');
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
    case 'analyses':
      return review.analyses.find((a) => a.id === part)?.title ?? '';
    case 'evidence': {
      const piece = review.evidence.find((e) => e.id === part);
      return (
        piece?.text ||
        partWords(review, 'timeline', piece?.entry ?? '') ||
        partWords(review, 'causes', piece?.cause ?? '')
      );
    }
    case 'pictures': {
      const p = review.pictures.find((x) => x.id === part);
      return p?.caption || p?.alt || p?.name || '';
    }
    case 'participants':
      return review.participants.find((p) => p.id === part)?.role ?? '';
    default:
      return '';
  }
}

/** So many letters of a part say which one is meant. */
const shownPlace = 90;
const firstLine = (text: string) => text.split('\n')[0] ?? '';

/** A text cut behind a word, if there is one to cut behind. */
export function clipped(text: string, most: number): string {
  const letters = Array.from(text);
  if (letters.length <= most) return text;
  const head = letters.slice(0, most).join('');
  const whole = /\s/u.test(letters[most] ?? '') ? head : head.replace(/\s+\S*$/u, '');
  // A single word of that length has to be cut somewhere.
  return `${(Array.from(whole).length * 2 > most ? whole : head).trimEnd()}…`;
}

/** Where a change happened: "Due · Set the timers in UTC". */
export function placeWords(review: Review, path: string): string {
  if (path === '') return t('history.wholeReview');
  const { collection, part, field } = pathParts(path);
  if (!collection) return fieldWords(field);
  const words = clipped(firstLine(partWords(review, collection, part)), shownPlace);
  const kind = `history.part.${collection}`;
  const name = field ? fieldWords(field) : hasMessage(kind) ? t(kind) : collection;
  return words ? `${name} · ${words}` : name;
}

/** The same, for a change that asks about it as a question. */
export function changedWords(review: Review, c: HistoryChange): string {
  const place = placeWords(review, c.path);
  return c.asked ? t('history.asked', { place }) : place;
}

/** Fields whose values are words of the catalogue, and under which name. */
const wordSets: Record<string, string> = {
  'causes/status': 'cause',
  'causes/kind': 'causes.kind',
  'evidence/stance': 'stance',
  'evidence/kind': 'causes.kindOf',
  'timeline/kind': 'entry',
  'actions/status': 'action',
  'actions/strength': 'strength',
  'actions/kind': 'actionKind',
  'factors/kind': 'factors',
  '/state': 'state',
};

/** Fields whose values are parts of the same review, and of which collection. */
const partSets: Record<string, string> = {
  'causes/parent': 'causes',
  'causes/also': 'causes',
  'causes/factor': 'factors',
  'evidence/cause': 'causes',
  'evidence/entry': 'timeline',
  'actions/cause': 'causes',
  '/analysis': 'analyses',
};

/** A part that a value names: by its words, never by its id. */
function namedPart(review: Review, collection: string, id: string): string {
  const words = firstLine(partWords(review, collection, id));
  return words
    ? t('history.part.named', { words: clipped(words, shownPlace) })
    : t('history.part.gone');
}

/** One side of a change, in words; "" when there was nothing. */
export function valueWords(review: Review, path: string, text: string): string {
  if (text === '' || text === 'null') return '';
  const { collection, field } = pathParts(path);
  const parts = partSets[`${collection}/${field}`];
  if (parts) {
    const ids = text.startsWith('[') ? stringsIn(text) : [text];
    return formatList(ids.map((id) => namedPart(review, parts, id)));
  }
  if (field === 'about' || (collection === 'conflicts' && field === 'path')) {
    return placeWords(review, text);
  }
  const set = wordSets[`${collection}/${field}`];
  if (set && hasMessage(`${set}.${text}`)) return tAny(`${set}.${text}`);
  if (field === 'rank') return '';
  if (text === 'true') return t('history.yes');
  if (text === 'false') return t('history.no');
  return fromJSON(field, text) ?? text;
}

function stringsIn(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((x) => typeof x === 'string') : [];
  } catch {
    return [text];
  }
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

/** What somebody wrote or decided beside what stood, with who and when. */
export function besideWords(b: HistoryBeside): string {
  const who = b.own ? t('conflicts.decided.own') : b.by || t('conflicts.decided.unknown');
  const params = {
    who,
    value: clipped(b.value, shownBeside),
    time: b.at ? formatMoment(b.at) : '–',
  };
  if (b.file) return t('history.besideFile', params);
  if (!b.decided) return t('history.beside', params);
  const said = b.own ? t('conflicts.decided.yours', params) : t('conflicts.decided.words', params);
  return b.why ? t('conflicts.decided.why', { said, why: b.why }) : said;
}

/** So many letters of a version say what it was. */
const shownBeside = 300;

/** All words of a step, for the filter. */
export function searchText(review: Review, row: HistoryRow): string {
  const changes = row.changes.map((c: HistoryChange) => [
    changedWords(review, c),
    valueWords(review, c.path, c.before),
    valueWords(review, c.path, c.after),
  ]);
  return [stepWords(row), whoWords(row), row.why, ...changes.flat()].join('\n').toLowerCase();
}

/** Done in a terminal: said where somebody looks closer, for it is nobody's name. */
export function originWords(row: HistoryRow): string {
  return row.by === null && row.origin === 'cli' ? t('history.inTerminal') : '';
}

/** Who did it, as the space names them; "you" for the person at this machine. */
export function whoWords(row: HistoryRow): string {
  const { by } = row;
  if (row.own) return t('history.by.you');
  if (by === null) return row.actor;
  if (by.joined) return t('history.by.joined');
  return by.name ? t('history.by.name', { name: by.name }) : t('history.by.unknown');
}

/** When it was written, for what came later with an exchange; "" otherwise. */
export function writtenWords(row: HistoryRow): string {
  if (row.by?.joined) return t('history.joined');
  return row.by?.at ? t('history.written', { at: formatMoment(row.by.at), zone: row.zone }) : '';
}
