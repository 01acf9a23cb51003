import type { ConflictChoice, Undecided } from '../../backend';
import { formatDate, formatMoment, t, tAny } from '../../i18n';
import type { IconName } from '../../ui';

export const isOpen = (c: Undecided) => c.state === 'open';
/** Ids of one review are unlike; two reviews may share one that an import brought. */
export const keyOf = (c: Undecided) => `${c.ref}/${c.id}`;

/** Whether a link means this question: by the id of any of its conflicts, in its review. */
export const isAsked = (c: Undecided, asked: string) =>
  c.members.some((id) => asked === id || asked === `${c.ref}/${id}`);

const icons: Record<Undecided['form'], IconName> = {
  text: 'file',
  line: 'pen',
  choice: 'flag',
  date: 'clock',
  time: 'clock',
  list: 'lines',
  part: 'trash',
  record: 'trash',
  place: 'tree',
  facts: 'info',
  space: 'people',
  notice: 'info',
};
export const iconOf = (c: Undecided): IconName => icons[c.form];

/** A value as it stands on the screen: a date in words, nothing as words too. */
export function shownText(c: Undecided, text: string): string {
  if (text === '') return t('conflicts.nothing');
  return c.form === 'date' ? formatDate(text, 'long') : text;
}

/** One line of a value, for a button. */
export function short(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return line.length > 36 ? `${line.slice(0, 35)}…` : line;
}

/** Whose a version is, and when it was written, as far as that is known. */
export function whose(c: Undecided, side: number): { name: string; note: string } {
  const version = c.shown[side];
  if (c.form === 'space') {
    const at = version?.from === 'here' ? 'conflicts.space.here' : 'conflicts.from.elsewhere';
    return { name: t(at), note: '' };
  }
  const name = version?.by
    ? t('conflicts.from.by', { name: version.by })
    : tAny(`conflicts.from.${version?.from ?? 'another'}`);
  const notes = [
    version?.at ? formatMoment(version.at) : '',
    side === 0 && version?.from !== 'now' ? t('conflicts.stands') : '',
  ];
  return { name, note: notes.filter(Boolean).join(', ') };
}

/** What pressing the one filled button does. */
export function doing(c: Undecided, choice: ConflictChoice): string {
  if (choice === 'both') return t(c.shown.length > 2 ? 'conflicts.all' : 'conflicts.takeBoth');
  if (choice === 'text') return t('conflicts.takeOwn');
  const at = Number(choice) - 1;
  if (c.form === 'notice' || (c.moved && at === 0)) return t('conflicts.leave');
  const text = c.shown[at]?.text ?? '';
  if (c.form === 'space') {
    const here = c.shown[at]?.from === 'here';
    return t(here ? 'conflicts.space.keep' : 'conflicts.space.move', { name: text });
  }
  const goes = c.values[at] === '';
  if (c.form === 'record') return t(goes ? 'conflicts.record.goes' : 'conflicts.record.stays');
  if (c.form === 'part') return t(goes ? 'conflicts.goes' : 'conflicts.stays');
  if (c.form === 'text' || text === '' || text.includes('\n')) {
    if (at > 1) return t('conflicts.takeNumber', { n: choice });
    return t(at === 0 ? 'conflicts.takeFirst' : 'conflicts.takeSecond');
  }
  if (c.form === 'place') return t('conflicts.hang', { place: short(text) });
  return t('conflicts.take', { value: short(shownText(c, text)) });
}

/** Where the field stands in its review. */
export function placeOf(c: Undecided): string {
  const [collection, id] = c.path.split('/');
  const steps: Record<string, string> = {
    timeline: 'timeline',
    factors: 'factors',
    causes: 'causes',
    actions: 'actions',
  };
  const step = steps[collection ?? ''];
  return step && id ? `#/reviews/${c.ref}/${step}?at=${id}` : `#/reviews/${c.ref}/overview`;
}
