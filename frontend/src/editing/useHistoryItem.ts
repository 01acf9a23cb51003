import { useRouter } from '@tanstack/react-router';
import { t } from '../i18n';
import type { MenuItem } from '../ui';

/** The line of a menu that leads to what became of a place of a review, as Alt+H does there. */
export function useHistoryItem(review: string): (place: string) => MenuItem {
  const router = useRouter();
  return (place) => ({
    id: 'history',
    label: t('history.ofThis'),
    icon: 'history',
    keys: 'Alt+H',
    onSelect: () =>
      router.history.push(`/reviews/${review}/history?${new URLSearchParams({ of: place })}`),
  });
}
