import { useNavigate, useRouter } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import { useHelpTopics, useNamed } from '../backend';
import { hasMessage, t, tAny } from '../i18n';
import type { IconName } from '../ui';
import { matchWords, type Piece } from './matching';

export type NamedItem = {
  id: string;
  icon: IconName;
  pieces: Piece[];
  aside: string;
  run: () => unknown;
};

const icons: Record<string, IconName> = {
  calendar: 'clock',
  incident: 'bell',
  obligation: 'flag',
  policy: 'shield',
  service: 'hexagon',
  study: 'chart',
};
/** Pages of the handbook that stand in the list at once. */
const mostTopics = 4;

/** What is no review, by its name: rules, calendars, assessments, studies, incidents. */
export function useNamedItems(query: string): NamedItem[] {
  const router = useRouter();
  const asked = useDeferredValue(query);
  const found = useNamed(asked).data;
  if (query === '' || !found) return [];
  return found.flatMap((n) => {
    const pieces = matchWords(`${n.ref} ${n.title}`, query);
    // What is here is of the letters before; a word that stands elsewhere in it is a hit too.
    if (!pieces && asked !== query) return [];
    return [
      {
        id: `named ${n.ref}`,
        icon: icons[n.kind] ?? 'lines',
        pieces: pieces ?? [{ text: `${n.ref} ${n.title}`, hit: false }],
        aside: hasMessage(`palette.kind.${n.kind}`) ? tAny(`palette.kind.${n.kind}`) : '',
        run: () =>
          router.history.push(n.kind === 'incident' ? `/incidents/${n.ref}` : `/reviews/${n.ref}`),
      },
    ];
  });
}

/** Pages of the handbook by their titles. */
export function useHelpItems(query: string): NamedItem[] {
  const navigate = useNavigate();
  const topics = useHelpTopics().data;
  if (query === '' || !topics) return [];
  return topics
    .flatMap((x) => {
      const pieces = matchWords(x.title, query);
      return pieces ? [{ x, pieces }] : [];
    })
    .slice(0, mostTopics)
    .map(({ x, pieces }) => ({
      id: `help ${x.id}`,
      icon: 'question' as const,
      pieces,
      aside: t('area.help'),
      run: () => navigate({ to: '/help/$topic', params: { topic: x.id } }),
    }));
}
