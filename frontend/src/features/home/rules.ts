import type {
  DueClock,
  DueList,
  DuePolicy,
  EndedException,
  RuleNeed,
  WaitingPolicy,
} from '../../backend';
import {
  formatDate,
  formatLeft,
  formatNumber,
  hasMessage,
  t,
  tAny,
  tn,
  type MessageKey,
} from '../../i18n';
import type { IconName } from '../../ui';

/** What rules ask of a person, as a row of Home. */
type Asked = {
  key: string;
  icon: IconName;
  late: boolean;
  title: string;
  kind: string;
  lead: string;
  when: string;
  day: string;
  href: string;
};

/**
 * Limits, for one that runs waits for somebody as well as one that is over; versions to be
 * signed; and rules that should have been looked at again.
 */
export const rulesWaiting = (due: DueList): Asked[] => [
  ...due.clocks.map((c) => ofClock(c, due.day)),
  ...due.waiting.map(ofWaiting),
  ...due.needs.map((n) => ofNeed(n, due.day)),
  ...due.ended.map((e) => ofEnded(e, due.day)),
  ...due.policies.filter((p) => p.overdue_days > 0).map((p) => ofPolicy(p, due.day)),
];

/** Rules to be looked at again soon. */
export const rulesAhead = (due: DueList): Asked[] =>
  due.policies.filter((p) => p.overdue_days === 0).map((p) => ofPolicy(p, due.day));

// Of another year the year too: "11 Apr" of last year looks like next spring.
const dayWords = (day: string, today: string) =>
  formatDate(day, day.slice(0, 4) === today.slice(0, 4) ? 'short' : 'medium');

function kindWords(kind: string): string {
  const key = `policyKind.${kind}`;
  return hasMessage(key) ? tAny(key) : kind;
}

function kindOf(c: DueClock, over: boolean): MessageKey {
  if (c.asks) return 'home.clockAsks';
  if (c.waits.length > 0) return 'home.clockWaits';
  return over ? 'home.clockOver' : 'home.clockRuns';
}

function endKey(c: DueClock, over: boolean): MessageKey {
  if (c.asks) return over ? 'home.clockAsksOver' : 'home.clockAsksLeft';
  if (over) return 'home.clockOverBy';
  return c.waits.length > 0 ? 'home.clockProjected' : 'home.clockLeft';
}

function ofClock(c: DueClock, today: string): Asked {
  const over = c.end.left < 0;
  const time = formatLeft(Math.abs(c.end.left));
  const [day = '', clock = '', zone = ''] = c.end.case.split(' ');
  return {
    key: `clock/${c.ref}/${c.id}`,
    icon: over ? 'warn' : 'clock',
    late: over,
    // Which incident it is, and that nobody vouches for the rules, are never what is cut.
    title: [c.step, c.subject].filter(Boolean).join(' · '),
    kind: t(kindOf(c, over)),
    lead: [
      c.signed ? '' : t('home.clockUnsigned'),
      c.weekdays ? t('obligations.byWeekdays') : '',
      c.pack,
      ...c.waits.map((what) => t('obligation.waits_for', { what })),
    ]
      .filter(Boolean)
      .join(' · '),
    when: t(endKey(c, over), { time }),
    day: c.end.whole
      ? dayWords(c.end.day, today)
      : `${dayWords(day, today)}, ${[clock, zone].join(' ')}`,
    href: `/governance/obligations/${c.ref}`,
  };
}

function ofWaiting(p: WaitingPolicy): Asked {
  return {
    key: `sign/${p.ref}`,
    icon: 'pen',
    late: false,
    title: p.title,
    kind: t('home.toSign'),
    lead: kindWords(p.kind),
    when: t('home.signed', { have: String(p.have), need: String(p.need) }),
    day: p.ref,
    href: `/governance/policies/${p.ref}`,
  };
}

const needSigns: Record<RuleNeed['what'], IconName> = {
  exception: 'flag',
  changed: 'warn',
  confirm: 'shield',
  undecided: 'question',
  damaged: 'warn',
  forged: 'warn',
  forged_answer: 'warn',
  key: 'shield',
};

/** What is quoted of a value in one line. */
const mostShown = 40;

function shown(value: string): string {
  const one = Array.from(value.trim().replace(/\s+/gu, ' '));
  if (one.length === 0) return '–';
  return one.length > mostShown ? `${one.slice(0, mostShown).join('')}…` : one.join('');
}

/** In one line what an exception says otherwise than what was answered. */
function changesWords(n: RuleNeed): string {
  if (n.what !== 'changed') return '';
  if (n.since.length === 0) return t('ruleNeed.changed_unknown');
  return n.since
    .map((d) =>
      t('ruleNeed.change', {
        part: tAny(`policyPart.${d.part}`),
        before: shown(d.before),
        after: shown(d.after),
      }),
    )
    .join('; ');
}

function ofNeed(n: RuleNeed, today: string): Asked {
  const forged = n.what === 'forged' || n.what === 'forged_answer';
  const what =
    n.what === 'changed' ? `changed_${n.answer}` : forged && n.own ? `${n.what}_own` : n.what;
  return {
    key: n.key,
    icon: needSigns[n.what],
    late: forged || n.what === 'damaged' || n.what === 'changed',
    title: n.part && n.what !== 'key' ? n.text : n.title,
    kind: tAny(`home.need.${n.what}`),
    lead: tAny(`ruleNeed.${what}`, {
      text: n.text,
      title: n.title,
      number: formatNumber(n.number),
      changes: changesWords(n),
    }),
    when: n.day ? t('home.askedOn', { day: dayWords(n.day.slice(0, 10), today) }) : '',
    day: n.ref,
    href: n.part ? `/governance/exceptions/${n.part}` : `/governance/policies/${n.ref}`,
  };
}

function ofEnded(e: EndedException, today: string): Asked {
  return {
    key: `ended/${e.id}`,
    icon: 'speech',
    late: false,
    title: e.procedure,
    kind: t('home.exceptionEnded'),
    lead: e.title,
    when: t('home.exceptionNoOutcome'),
    day: t('home.exceptionUntil', { day: dayWords(e.to, today) }),
    href: `/governance/exceptions/${e.id}`,
  };
}

function ofPolicy(p: DuePolicy, today: string): Asked {
  const late = p.overdue_days > 0;
  const day = dayWords(p.review, today);
  return {
    key: `policy/${p.ref}`,
    icon: late ? 'warn' : 'ring',
    late,
    title: p.title,
    kind: t('home.reviewRule'),
    lead: kindWords(p.kind),
    when: late ? tn('report.overdue', p.overdue_days) : t('home.due', { day }),
    day: late ? t('home.wasDue', { day }) : p.ref,
    href: `/governance/policies/${p.ref}`,
  };
}
