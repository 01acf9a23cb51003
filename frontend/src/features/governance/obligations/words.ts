import type {
  Assessment,
  ObligationClock,
  ObligationEnd,
  ObligationLater,
  ObligationState,
} from '../../../backend';
import { formatDate, formatLeft, t, tAny } from '../../../i18n';
import type { ChipTone } from '../../../ui';

export const stateOf = (state: ObligationState): string => tAny(`obligation.state.${state}`);

export const toneOf = (state: ObligationState, signed: boolean): ChipTone => {
  if (!signed) return 'neutral';
  switch (state) {
    case 'overdue':
      return 'bad';
    case 'late':
    case 'paused':
      return 'warn';
    case 'running':
    case 'asks':
      return 'info';
    case 'met':
      return 'ok';
    default:
      return 'neutral';
  }
};

/** "Mon 26 Oct 2026, 13:25 CET" of "2026-10-26 13:25 CET", or a day in words. */
export function momentWords(at: string): string {
  const [day = '', clock = '', ...zone] = at.split(' ');
  const date = formatDate(day, 'long');
  if (!date) return at;
  return clock ? `${date}, ${[clock, ...zone].join(' ')}` : date;
}

/** The end as its authority reads it: a day to its last minute, or a time. */
export const endWords = (end: ObligationEnd): string =>
  end.whole ? t('obligations.endOf', { day: formatDate(end.day, 'long') }) : momentWords(end.case);

/** Whether the rules did not hold on the day of the incident; a law only proposed never does. */
export const outside = (a: Assessment): boolean => a.applies === 'not_yet' || a.applies === 'ended';

/** Which day lies outside of the time in which the rules hold. */
export function outsideWords(a: Assessment): string {
  const day = formatDate(a.applies_day, 'long');
  return a.applies === 'not_yet'
    ? t('obligation.outside_before', { from: formatDate(a.applies_from, 'long'), day })
    : t('obligation.outside_after', { to: formatDate(a.applies_to, 'long'), day });
}

/** What was sent, by the names of its steps. */
export const sentOf = (a: Assessment): string[] =>
  a.clocks.filter((k) => k.sent.length > 0).map((k) => k.name);

/** What somebody keeps of an assessment elsewhere: its clocks as lines of text. */
export function cardText(a: Assessment): string {
  const lines = [`${a.pack_name} · ${a.subject_title || a.subject_ref} (${a.ref})`];
  if (!a.signed)
    lines.push(t(a.standing === 'proposed' ? 'obligation.proposal' : 'obligation.unsigned'));
  if (outside(a)) lines.push(outsideWords(a));
  lines.push(decisionWords(a));
  for (const m of a.against) lines.push(tAny(m.key, m.params ?? undefined));
  for (const k of a.clocks) {
    const end = endOf(k);
    const waits = [
      ...lapsedWords(k),
      ...k.waits_for.map((what) => t('obligation.waits_for', { what })),
      ...k.waits_sent.map((what) => t('obligations.waitsSent', { what })),
      ...k.missing.map((what) => t('obligation.asks', { what })),
    ];
    const sent = k.sent.map((s) =>
      t('obligation.sent', { at: momentWords(s.day || s.at.case), role: s.by_role }),
    );
    const due = end && k.sent.length === 0 ? [`${clockWords(k)}, ${leftWords(end)}`] : [];
    const said = [stateOf(k.state), ...due, ...sent, ...waits].join('; ');
    lines.push(`- ${k.name}: ${said}`);
  }
  return lines.join('\n');
}

/** How much time is left, or by how much it is over, in the words of Home. */
export function leftWords(end: ObligationEnd): string {
  const time = formatLeft(Math.abs(end.left));
  return end.left < 0 ? t('obligations.over', { time }) : t('obligations.left', { time });
}

const open: readonly ObligationState[] = ['running', 'overdue', 'paused', 'waits', 'asks'];

export const endOf = (k: ObligationClock): ObligationEnd | null => k.due ?? k.projected;

/** When a clock ends: one that waits for a time moves with the day, and says so. */
export function clockWords(k: ObligationClock): string {
  const end = endOf(k);
  if (!end) return '';
  return k.due ? endWords(end) : t('obligation.projected', { end: endWords(end) });
}

/** Which limits of a clock are over and count no more. */
export const lapsedWords = (k: ObligationClock): string[] =>
  k.lapsed.map((l) => t('obligation.lapsed', { what: l.what, end: endWords(l) }));

/** The clock that ends first of those that still run. */
export function nextOf(a: Assessment): ObligationClock | undefined {
  return a.clocks
    .filter((k) => open.includes(k.state) && endOf(k) !== null)
    .sort((x, y) => ((endOf(x)?.utc ?? '') < (endOf(y)?.utc ?? '') ? -1 : 1))[0];
}

/** How many limits are over beside the one that ended first; a target of one's own is none. */
export function moreOver(a: Assessment): number {
  const next = nextOf(a);
  const over = (k: ObligationClock) => open.includes(k.state) && (endOf(k)?.left ?? 0) < 0;
  return a.clocks.filter((k) => k !== next && !k.soft && over(k)).length;
}

/** A later reading, with the question that decides about it. */
export function readingWords(l: ObligationLater): string {
  const reading = tAny(`obligation.reading.${l.reading}`, { end: endWords(l) });
  return l.if.length ? t('obligation.reading_if', { reading, what: l.if.join(', ') }) : reading;
}

export const decisionWords = (a: Assessment): string =>
  tAny(`obligation.decision.${a.decision || 'open'}`);

/** How the rules of an assessment stand that nobody has in force. */
export const signedWords = (a: Assessment): string => {
  if (a.standing === 'proposed') return t('obligations.proposal');
  if (a.ended) return t('obligations.ended');
  return t(a.superseded ? 'obligations.superseded' : 'obligations.unsigned');
};

/** Whether something has to be said before a clock can run. */
export const waits = (a: Assessment): boolean =>
  a.decision === '' || a.clocks.some((k) => k.state === 'asks' || k.state === 'waits');

/** Why no clock runs, and what was sent. */
export function stillWords(a: Assessment): string {
  if (outside(a)) return t('obligations.outside');
  if (a.decision === 'not_notifiable') return t('obligations.noClock');
  const sent = sentOf(a).join(', ');
  const open = a.clocks.some((k) => k.state === 'asks' || k.state === 'waits');
  if (sent) return t(open ? 'obligations.sentAndOpen' : 'obligations.sentAll', { what: sent });
  return t(waits(a) ? 'obligations.notSaid' : 'obligations.nothingRuns');
}
