import type { ConflictChoice, ConflictDecision, Undecided } from '../../backend';
import { asksOfWhole, otherSide, versionName, wayTo } from '../../editing';
import { formatAct, formatDate, isDay, t } from '../../i18n';
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
  twin: 'file',
  notice: 'info',
};
export const iconOf = (c: Undecided): IconName => icons[c.form];

/** What a question is called in a list: of a whole review its title, which says of which. */
export const titleOf = (c: Undecided): string =>
  asksOfWhole(c) ? c.title || t('review.untitled') : c.where;

/** A decision in one line: who took what, when, and why. */
export function decisionWords(c: Undecided, d: ConflictDecision): string {
  const about = {
    who: d.by || t('conflicts.decided.unknown'),
    value: short(shownText(c, d.value)),
    time: d.at ? formatAct(d.at) : '',
  };
  const said = d.own ? t('conflicts.decided.yours', about) : t('conflicts.decided.words', about);
  return d.why ? t('conflicts.decided.why', { said, why: d.why }) : `${said}.`;
}

/** A value as it stands on the screen: a date in words, nothing as words too. */
export function shownText(c: Undecided, text: string): string {
  if (text.trim() === '' && isEmptied(c)) return t('conflicts.emptied');
  if (text === '') return t('conflicts.nothing');
  if (c.form === 'twin' && isOpen(c)) return twinOf(text).title;
  return c.form === 'date' && isDay(text) ? formatDate(text, 'long') : text;
}

/** Whether no words mean here that somebody took them away. */
const isEmptied = (c: Undecided): boolean =>
  (c.form === 'text' || c.form === 'line') && c.base_shown.trim() !== '';

/** So many signs of a version tell it from another in a list. */
const shownApart = 28;

/**
 * Where two versions begin to differ, one beside the other: several questions about one
 * section begin alike, and their first words tell none of them apart.
 */
export function apartWords(c: Undecided): string {
  const pair = c.gone && c.shown.length > 2 ? [1, 2] : [0, otherSide(c.shown)];
  const [one = '', other = ''] = pair.map((at) => {
    const text = c.shown[at]?.text ?? '';
    return text.trim() === '' ? '' : shownText(c, text).replace(/\s+/gu, ' ');
  });
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  // Back to the beginning of the word, and never into the middle of a sign of two parts.
  const from = one.lastIndexOf(' ', same - 1) + 1;
  const piece = (text: string) => {
    const signs = Array.from(text.slice(from));
    const cut =
      signs.length > shownApart
        ? `${signs.slice(0, shownApart).join('').trimEnd()}…`
        : signs.join('');
    return cut ? `“${from > 0 ? '…' : ''}${cut}”` : shownText(c, '');
  };
  return t('conflicts.apart', { one: piece(one), other: piece(other) });
}

/** One line of a value, for a button. */
export function short(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return line.length > 36 ? `${line.slice(0, 35)}…` : line;
}

/** A review of two of one file by its reference and its title; without a reference it is gone. */
export function twinOf(text: string): { ref: string; title: string } {
  const [, ref, title] = /^([A-Z]+-\d\d-\w+)(?: (.*))?$/s.exec(text) ?? [];
  return ref ? { ref, title: title || t('review.untitled') } : { ref: '', title: text };
}

/** Whose a version is, and when it was written, as far as that is known. */
export function whose(c: Undecided, side: number): { name: string; note: string } {
  const version = c.shown[side];
  if (c.form === 'space') {
    const at = version?.from === 'here' ? 'conflicts.space.here' : 'conflicts.from.elsewhere';
    return { name: t(at), note: '' };
  }
  if (c.form === 'twin') {
    const { ref } = twinOf(version?.text ?? '');
    const known = version?.by || version?.from === 'own';
    const notes = [known ? versionName(version) : '', version?.at ? formatAct(version.at) : ''];
    return { name: ref || t('conflicts.from.twin'), note: notes.filter(Boolean).join(', ') };
  }
  const name = versionName(version);
  const notes = [
    version?.at ? formatAct(version.at) : '',
    // Beside a comparison nothing else says it: the other half of it has no words.
    c.form === 'text' && version?.text.trim() === '' && isEmptied(c) ? t('conflicts.emptied') : '',
    side === 0 && version?.from !== 'now' ? t('conflicts.stands') : '',
  ];
  return { name, note: notes.filter(Boolean).join(', ') };
}

/** What pressing the one filled button does; own is the value of one's own. */
export function doing(c: Undecided, choice: ConflictChoice, own = ''): string {
  if (c.form === 'twin') {
    if (choice === 'both') return t('conflicts.twin.both');
    return t('conflicts.twin.make', { ref: twinOf(c.shown[Number(choice) - 1]?.text ?? '').ref });
  }
  if (choice === 'both') return t(versionsOf(c) > 2 ? 'conflicts.all' : 'conflicts.takeBoth');
  if (choice === 'text' && c.form === 'choice') {
    const chosen = c.options.find((x) => x.value === own)?.label ?? own;
    return t('conflicts.take', { value: shownText(c, chosen) });
  }
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

/** Where the field stands in its record; the record, where its part is not there any more. */
export const placeOf = (c: Undecided): string => wayTo(c.ref, c.gone ? '' : c.path);

/** How many versions there are; that what they are about was taken away is none. */
export const versionsOf = (c: Undecided): number => c.shown.length - (c.gone ? 1 : 0);
