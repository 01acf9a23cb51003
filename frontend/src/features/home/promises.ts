import type { DueList, DuePromise } from '../../backend';
import { formatDate, formatMinutes, t, tn, tValue } from '../../i18n';
import type { Need } from './need';

/**
 * Incidents that have to have a review and have none, and reviews whose clock runs: both wait
 * for somebody, for a clock that runs is as good as over by the time it is looked at next.
 */
export function reviewsToHold(due: DueList): Need[] {
  const missing = due.unreviewed;
  return [
    ...(missing.total > 0
      ? [
          {
            key: `unreviewed/${missing.rule}`,
            icon: 'warn' as const,
            late: true,
            title: tn('home.unreviewed', missing.total),
            kind: t('home.unreviewedBy', { title: missing.title, number: String(missing.number) }),
            lead: missing.first.map((i) => i.title || i.ref).join(' · '),
            when: '',
            day: missing.rule,
            href:
              missing.total === 1 && missing.first[0]
                ? `/incidents/${missing.first[0].ref}`
                : '/incidents',
          },
        ]
      : []),
    ...due.promises.map((p) => ofPromise(p, due.day)),
  ];
}

function ofPromise(p: DuePromise, today: string): Need {
  const over = p.state === 'over';
  const day = p.due.slice(0, 10);
  return {
    key: `promise/${p.ref}`,
    icon: over ? 'warn' : 'clock',
    late: over,
    title: p.title || t('review.untitled'),
    kind: t(over ? 'home.promiseOver' : 'home.promiseRuns'),
    lead: [
      p.severity,
      tValue('state', p.phase),
      p.limit,
      p.why,
      p.business === null || p.why !== ''
        ? ''
        : t('promise.in_business', {
            length: `${p.business < 0 ? '−' : ''}${formatMinutes(Math.abs(p.business))}`,
          }),
      p.rule === ''
        ? t('promise.shipped')
        : t('promise.rule', { ref: p.rule, number: String(p.number) }),
    ]
      .filter(Boolean)
      .join(' · '),
    when:
      p.state === 'unknown'
        ? t('promise.unknown')
        : t(over ? 'promise.over_by' : 'promise.left', { length: formatMinutes(Math.abs(p.left)) }),
    day: `${formatDate(day, day.slice(0, 4) === today.slice(0, 4) ? 'short' : 'medium')}, ${p.due.slice(11, 16)}`,
    href: `/reviews/${p.ref}/overview`,
  };
}
