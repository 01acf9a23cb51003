import type { PutOff } from '../../backend';
import { formatDate, t } from '../../i18n';
import type { Need } from './need';

type Needs = { waiting: Need[]; ahead: Need[]; count: number };

/**
 * Limits run on whatever is put off, and a line that stands for several things is none of
 * them: what is told of these stays.
 */
export function mayBePutOff(need: Need): boolean {
  const parts = need.key.split('/');
  const stays = ['clock', 'promise', 'unreviewed'].includes(parts[0] ?? '');
  return parts.length > 1 && !stays && !(parts[0] === 'held' && parts.length > 2);
}

/** What is needed now, and apart from it what was put off, with its day and its reason. */
export function apart(needs: Needs, putOff: readonly PutOff[]): Needs & { off: Need[] } {
  const offs = new Map(putOff.map((p) => [p.key, p]));
  const stays = (need: Need) => !offs.has(need.key) || !mayBePutOff(need);
  const off = [...needs.waiting, ...needs.ahead]
    .filter((need) => !stays(need))
    .map((need): Need => {
      const { until, reason } = offs.get(need.key) ?? { until: '', reason: '' };
      return {
        ...need,
        icon: 'clock',
        late: false,
        lead: reason,
        when: t('home.backOn', { day: formatDate(until, 'short') }),
        day: '',
      };
    });
  const waiting = needs.waiting.filter(stays);
  return {
    waiting,
    ahead: needs.ahead.filter(stays),
    off,
    count: needs.count - (needs.waiting.length - waiting.length),
  };
}
