import type { Entry, EntryKind, Phase, Review, ShownTimes, TimeStatement } from '../../backend';
import { clockText, isUnread, zoneSaid } from '../../editing';
import { dateOf, formatDate, formatMinutes, hasMessage, t, tAny, tied, tValue } from '../../i18n';
import type { IconName } from '../../ui';

/** The kinds of an entry in the order of their menu, each with its sign. */
export const kindSigns: Record<Exclude<EntryKind, ''>, IconName> = {
  observation: 'eye',
  detection: 'bell',
  ack: 'check',
  declare: 'flag',
  decision: 'fork',
  action: 'play',
  comms: 'speech',
  handover: 'exchange',
  command: 'person',
  mitigation: 'half',
  restore: 'restore',
  resolve: 'verified',
};
export const kinds = Object.keys(kindSigns) as (keyof typeof kindSigns)[];

/** How a time stands in its column. */
export type TimeLabel = {
  text: string;
  /** What it was before somebody corrected it; shown struck through. */
  before: string;
  /** Its own zone, where rows beside each other stand in different ones. */
  zone: string;
  unread: boolean;
  /** It is said to have ended before it began. */
  backwards: boolean;
};

export type Row =
  | { kind: 'date'; key: string; title: string }
  | { kind: 'phase'; key: string; title: string; note: string }
  | { kind: 'entry'; key: string; entry: Entry; time: TimeLabel; causes: number };

function label(s: TimeStatement, at: string, end: string): string {
  if (isUnread(s)) return s.raw?.trim() || t('time.none');
  const clock = clockText(at);
  if (!clock) {
    const day = formatDate(at, 'short') || at;
    return end ? `${day}–${formatDate(end, 'short')}` : day;
  }
  const to = end && clockText(end);
  const nextDay = to && dateOf(end) !== dateOf(at) ? ` ${formatDate(end, 'short')}` : '';
  const span = to ? `${clock}–${to}${nextDay}` : clock;
  return s.precision === 'approximate' || s.precision === 'hour'
    ? t('time.about', { time: span })
    : span;
}

/** The zone of a time as it fits beside it: as it was written, a long name as its offset. */
function shortZone({ at, zone }: TimeStatement): string {
  return zone.includes('/') ? (/[+-]\d\d:\d\d$/.exec(at)?.[0] ?? zone) : zoneSaid({ at, zone });
}

/** True when times stand as stated, in zones that differ: the clock alone would mislead. */
function inOwnZones(timeline: readonly Entry[], shown: ShownTimes | undefined): boolean {
  return shown?.zone === '' && zonesSaid(timeline).size > 1;
}

/** The zones, or offsets, in which the clocks of a timeline stand; "" is among them for none. */
export function zonesSaid(timeline: readonly Entry[]): ReadonlySet<string> {
  const clocked = timeline.filter((e) => !isUnread(e) && clockText(e.at) !== '');
  return new Set(clocked.map(zoneSaid));
}

/** The time of an entry as the column shows it: in the zone of the screen where Go gave it. */
export function timeLabel(
  entry: Entry,
  shown: ShownTimes | undefined,
  ownZones = false,
): TimeLabel {
  const now = shown?.times[entry.id];
  const text = label(entry, now?.at ?? entry.at, now?.end ?? entry.end ?? '');
  // A statement that only added the zone reads the same and is no correction to show here.
  const index = entry.times
    .slice(0, -1)
    .findLastIndex((s) => s.at.slice(0, 19) !== entry.at.slice(0, 19));
  const earlier = entry.times[index];
  const was = shown?.times[`${entry.id}/${index}`];
  const before = earlier
    ? label(earlier, was?.at ?? earlier.at, was?.end ?? earlier.end ?? '')
    : '';
  const zone = ownZones && !isUnread(entry) && clockText(entry.at) ? shortZone(entry) : '';
  return {
    text,
    before: before === text ? '' : before,
    zone,
    unread: isUnread(entry),
    backwards: endsBefore(entry),
  };
}

/** True where an end lies before its beginning; both are stated in one form. */
function endsBefore({ at, end }: TimeStatement): boolean {
  if (!end) return false;
  const [from, to] = [Date.parse(at), Date.parse(end)];
  // A time without a day is a clock alone, and those compare as they are written.
  return Number.isNaN(from) || Number.isNaN(to) ? at.startsWith('T') && end < at : to < from;
}

/** Markdown as one run of words: rows show what it says, the inspector how it looks. */
export function plainWords(text: string): string {
  const words = text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/(\*\*|__|`|~~)(.+?)\1/g, '$2')
    .replace(/(^|[\s(“"])[*_]([^*_\s][^*_]*)[*_](?=$|[\s.,;:!?)”"])/g, '$1$2')
    .replace(/\s+/g, ' ')
    .trim();
  return tied(words);
}

function fits(entry: Entry, time: TimeLabel, words: readonly string[]): boolean {
  const kind = entry.kind ? tValue('entry', entry.kind) : '';
  const all =
    `${time.text} ${time.zone} ${entry.role ?? ''} ${entry.workstream ?? ''} ${kind} ${entry.text}`.toLowerCase();
  return words.every((w) => all.includes(w));
}

/** "33 min, nobody knows yet": how long a phase lasts, and what it waits for. */
function phaseNote(phase: Phase): string {
  const minutes = formatMinutes(phase.minutes);
  const length = phase.exact ? minutes : t('time.about', { time: minutes });
  const key = `timeline.phase.${phase.from}_${phase.to}`;
  return hasMessage(key) ? tAny(key, { length }) : length;
}

/** Entries as rows, with a heading where the day or the phase changes. */
export function rowsOf(review: Review, shown: ShownTimes | undefined, filter: string): Row[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const causes = new Map<string, number>();
  for (const e of review.evidence) {
    if (e.entry) causes.set(e.entry, (causes.get(e.entry) ?? 0) + 1);
  }
  const day = (e: Entry) => (isUnread(e) ? '' : dateOf(shown?.times[e.id]?.at ?? e.at));
  const several = new Set(review.timeline.map(day).filter(Boolean)).size > 1;
  const ownZones = inOwnZones(review.timeline, shown);
  const phases = new Map((shown?.phases ?? []).map((p) => [p.entry, p]));

  const rows: Row[] = [];
  let last = '';
  let phase: Phase | undefined;
  let afterwards = false;
  for (const entry of review.timeline) {
    phase = phases.get(entry.id) ?? phase;
    if (entry.id === shown?.after) {
      afterwards = true;
      phase = undefined;
    }
    const time = timeLabel(entry, shown, ownZones);
    if (words.length > 0 && !fits(entry, time, words)) continue;
    const date = day(entry);
    if (several && date && date !== last) {
      last = date;
      rows.push({ kind: 'date', key: `date ${date} ${entry.id}`, title: formatDate(date, 'long') });
    }
    if (phase) {
      rows.push({
        kind: 'phase',
        key: `phase ${phase.from} ${entry.id}`,
        title: tAny(`report.phase.${phase.from}_${phase.to}`),
        note: phaseNote(phase),
      });
      phase = undefined;
    }
    if (afterwards) {
      rows.push({
        kind: 'phase',
        key: `phase after ${entry.id}`,
        title: t('timeline.phase.after'),
        note: '',
      });
      afterwards = false;
    }
    rows.push({ kind: 'entry', key: entry.id, entry, time, causes: causes.get(entry.id) ?? 0 });
  }
  return rows;
}

const mostChars = 16;

/** Width of the time column in characters of its font: the longest time, within reason. */
export function timeColumn(rows: readonly Row[]): number {
  let most = 5;
  for (const r of rows) {
    if (r.kind !== 'entry') continue;
    const beside = r.time.before ? r.time.before.length + 1 : 0;
    const zone = r.time.zone ? r.time.zone.length + 1 : 0;
    most = Math.max(
      most,
      r.time.text.length + beside + zone + (r.time.unread || r.time.backwards ? 2 : 0),
    );
  }
  return Math.min(most, mostChars);
}

/** Every role of the timeline and of the participants, once. */
export function rolesOf(review: Review): string[] {
  const all = [
    ...review.timeline.map((e) => e.role ?? ''),
    ...review.participants.map((p) => p.role),
  ];
  return [...new Set(all.filter(Boolean))].sort((a, b) => a.localeCompare(b));
}

/** Every workstream of the timeline, once. */
export function workstreamsOf(review: Review): string[] {
  const all = review.timeline.map((e) => e.workstream ?? '').filter(Boolean);
  return [...new Set(all)].sort((a, b) => a.localeCompare(b));
}
