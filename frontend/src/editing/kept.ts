import type { Kept } from '../backend';
import { t, tn } from '../i18n';

/** Reviews that are kept back for one reason and go one way, in the order given. */
export function groupsOfKept(list: readonly Kept[]): [Kept, ...Kept[]][] {
  const groups = new Map<string, [Kept, ...Kept[]]>();
  for (const kept of list) {
    const key = [kept.state, kept.to, kept.from].join('/');
    const group = groups.get(key);
    if (group) group.push(kept);
    else groups.set(key, [kept]);
  }
  return [...groups.values()];
}

/** The same of several that are kept back for one reason. */
export function keptTogether(group: readonly [Kept, ...Kept[]]): string {
  const [kept] = group;
  const names = { name: kept.toName, from: kept.fromName };
  switch (kept.state) {
    case 'asked':
      return tn('kept.together.asked', group.length, names);
    case 'ready':
      return tn('kept.together.ready', group.length, names);
    case 'moving':
      return tn('kept.together.moving', group.length, names);
    default:
      return tn('kept.together.held', group.length, names);
  }
}

/** Why others do not have a review as it is here, and what to do about it. */
export function keptWords(kept: Kept): string {
  const names = { name: kept.toName, from: kept.fromName };
  switch (kept.state) {
    case 'asked':
      return tn('kept.asked', kept.holding, names);
    case 'ready':
      return t('kept.ready', names);
    case 'moving':
      return t('kept.moving', names);
    default:
      return tn('kept.held', kept.holding, names);
  }
}
