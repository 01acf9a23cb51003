import type {
  DueAction,
  DueList,
  DueReport,
  Kept,
  ReviewList,
  ReviewRow,
  Study,
  Undecided,
} from '../../backend';
import { asksOfWhole, groupsOfKept } from '../../editing';
import { formatDate, t, tn, tValue } from '../../i18n';
import type { Need } from './need';
import { reviewsToHold } from './promises';
import { rulesAhead, rulesWaiting } from './rules';

export type Row = { group: string; count: number } | Need;

export const isGroup = (row: Row): row is { group: string; count: number } => 'group' in row;
export const keyOf = (row: Row): string => (isGroup(row) ? row.group : row.key);

/** How many questions are named one by one; the others are a line. */
const named = 5;
/** The same for reviews that ask something since they were imported. */
export const namedAsking = 3;

export function needsOf(
  conflicts: readonly Undecided[],
  held: readonly Kept[],
  due: DueList,
  asking: ReviewList,
  studies: readonly Study[] = [],
): { waiting: Need[]; ahead: Need[]; count: number } {
  const open = conflicts.filter((c) => c.state === 'open');
  const late = due.actions.filter((a) => a.overdue_days > 0);
  const rules = rulesWaiting(due);
  const checks = studies.filter((s) => s.state === 'due');
  const intake = intakeOf(due);
  const promised = reviewsToHold(due);
  const waiting = [
    ...rules,
    ...promised,
    ...open.slice(0, named).map(ofConflict),
    ...(open.length > named ? [others(open.length - named)] : []),
    ...groupsOfKept(held).map(ofHeld),
    ...intake,
    ...due.reports.map((r) => ofReport(r, due.day)),
    ...asking.rows.map(ofAsking),
    ...(asking.fits > asking.rows.length ? [moreAsking(asking.fits - asking.rows.length)] : []),
    ...checks.map((s) => ofStudy(s, due.day)),
    ...due.odd.map(ofOddDate),
    ...late.map((a) => ofAction(a, due.day)),
  ];
  return {
    waiting,
    ahead: [
      ...rulesAhead(due),
      ...due.actions.filter((a) => a.overdue_days === 0).map((a) => ofAction(a, due.day)),
      ...studies.filter((s) => s.state === 'running').map((s) => ofStudy(s, due.day)),
    ],
    count:
      rules.length +
      promised.length +
      open.length +
      held.length +
      asking.fits +
      due.odd.length +
      late.length +
      checks.length +
      due.reports.length +
      intake.length,
  };
}

/** What other programs brought, and what of it needs a person. */
function intakeOf(due: DueList): Need[] {
  const inbox = t('home.inbox');
  const line = (key: string, kind: string, title: string, lead: string, href: string): Need => ({
    key,
    icon: 'bringIn',
    late: false,
    title,
    kind,
    lead,
    when: '',
    day: '',
    href,
  });
  const files = tn('home.inboxFiles', due.inbox_files);
  const reviews = tn('home.inboxReviews', due.inbox_reviews);
  const rows = tn('home.quarantineRows', due.quarantine);
  const told: [number, Need][] = [
    [
      due.inbox_files,
      line('inbox/files', inbox, files, t('home.inboxFiles.lead'), '/incidents/inbox'),
    ],
    [
      due.inbox_reviews,
      line('inbox/reviews', inbox, reviews, t('home.inboxReviews.lead'), '/incidents/inbox'),
    ],
    [
      due.quarantine,
      line('quarantine/rows', t('home.quarantine'), rows, t('home.quarantine.lead'), '/incidents'),
    ],
  ];
  return [
    ...due.imports.map((i) =>
      line(
        `import/${i.id}`,
        t('home.import'),
        t('home.importKilled', { file: i.file }),
        tn('home.importKilled.lead', i.read),
        '/incidents',
      ),
    ),
    ...told.filter(([count]) => count > 0).map(([, need]) => need),
  ];
}

function ofConflict(c: Undecided): Need {
  return {
    key: `conflict/${c.ref}/${c.id}`,
    icon: 'exchange',
    late: false,
    // The review itself is what is asked about: its title says which one.
    title: asksOfWhole(c) ? c.title || t('review.untitled') : c.where,
    kind: t('home.conflict'),
    lead: asksOfWhole(c) ? c.where : c.title,
    when: c.ref,
    day: '',
    href: `/conflicts?at=${encodeURIComponent(`${c.ref}/${c.id}`)}`,
  };
}

function others(count: number): Need {
  return {
    key: 'conflicts',
    icon: 'exchange',
    late: false,
    title: tn('home.moreConflicts', count),
    kind: t('home.conflict'),
    lead: t('home.moreConflicts.lead'),
    when: '',
    day: '',
    href: '/conflicts',
  };
}

/** Why it is kept back, in one line: Spaces, where it leads, tells it whole. */
function heldWords(group: readonly [Kept, ...Kept[]]): string {
  const [look] = group;
  if (look.state === 'moving') return t('home.held.moving');
  if (look.state === 'ready') return t('home.held.ready');
  return group.length > 1 ? t('home.held.several') : tn('home.held.places', look.holding);
}

function ofHeld(group: readonly [Kept, ...Kept[]]): Need {
  const [look] = group;
  if (group.length > 1) {
    return {
      key: `held/${look.state}/${look.to}/${look.from}`,
      icon: 'shield',
      late: false,
      title: tn('reviews.count', group.length),
      kind: t('home.held'),
      lead: heldWords(group),
      when: '',
      day: '',
      href: '/spaces',
    };
  }
  return {
    key: `held/${look.ref}`,
    icon: 'shield',
    late: false,
    title: look.title || look.ref,
    kind: t('home.held'),
    lead: heldWords(group),
    when: look.ref,
    day: '',
    href: '/spaces',
  };
}

function ofAsking(r: ReviewRow): Need {
  return {
    key: `asking/${r.ref}`,
    icon: 'question',
    late: false,
    title: r.title || t('review.untitled'),
    kind: tn('count.questions', r.questions),
    lead: t('home.asking.lead'),
    when: r.ref,
    day: '',
    href: `/reviews/${r.ref}/overview`,
  };
}

function moreAsking(count: number): Need {
  return {
    key: 'asking',
    icon: 'question',
    late: false,
    title: tn('home.moreAsking', count),
    kind: t('home.asking'),
    lead: t('home.moreAsking.lead'),
    when: '',
    day: '',
    href: '/reviews',
  };
}

function ofStudy(s: Study, today: string): Need {
  const day = formatDate(s.check, s.check.slice(0, 4) === today.slice(0, 4) ? 'short' : 'medium');
  return {
    key: `study/${s.ref}`,
    icon: 'chart',
    late: false,
    title: s.title,
    kind: t(s.state === 'due' ? 'home.checkDue' : 'home.checkAhead'),
    lead: s.subject_title,
    when: t('home.due', { day }),
    day: s.ref,
    href: `/measures/studies/${s.ref}`,
  };
}

/** The report of a whole period; it is due until one of that period was issued. */
function ofReport(r: DueReport, today: string): Need {
  const day = formatDate(r.day, r.day.slice(0, 4) === today.slice(0, 4) ? 'short' : 'medium');
  return {
    key: r.key,
    icon: 'chart',
    late: false,
    title: r.title,
    kind: t('home.reportDue'),
    lead: t('home.report.lead'),
    when: t('home.due', { day }),
    day: '',
    href: `/measures?period=${encodeURIComponent(r.period)}`,
  };
}

function ofAction(a: DueAction, today: string): Need {
  const late = a.overdue_days > 0;
  // Of another year the year too: "11 Apr" of last year looks like next spring.
  const day = formatDate(a.due, a.due.slice(0, 4) === today.slice(0, 4) ? 'short' : 'medium');
  return {
    key: `action/${a.ref}/${a.id}`,
    icon: late ? 'warn' : 'ring',
    late,
    title: firstLine(a.title) || t('home.untitled'),
    kind: t(late ? 'home.overdue' : 'home.toDo'),
    lead: [tValue('action', a.status), a.role || t('home.noOwner'), a.review]
      .filter(Boolean)
      .join(' · '),
    when: late ? tn('report.overdue', a.overdue_days) : t('home.due', { day }),
    day: late ? t('home.wasDue', { day }) : a.ref,
    href: `/reviews/${a.ref}/actions?at=${encodeURIComponent(a.id)}`,
  };
}

/** It is due on no day, so nothing else would ever tell of it. */
function ofOddDate(a: DueAction): Need {
  return {
    key: `odd/${a.ref}/${a.id}`,
    icon: 'warn',
    late: false,
    title: firstLine(a.title) || t('home.untitled'),
    kind: t('home.oddDate'),
    lead: [t('home.oddDate.lead'), a.review].filter(Boolean).join(' · '),
    when: t('home.oddDate.is', { date: a.due }),
    day: a.ref,
    href: `/reviews/${a.ref}/actions?at=${encodeURIComponent(a.id)}`,
  };
}

/** Titles may hold marks of Markdown and more than one line. */
function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replace(/[*_`]/g, '').trim();
}
