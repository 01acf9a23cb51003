import { useState } from 'react';
import type { Review } from '../backend';
import { useCommands, useRegistry } from '../commands';
import { CommentsDialog } from '../features/comments';
import { t } from '../i18n';

const collections: Record<string, string | undefined> = {
  section: 'sections',
  entry: 'timeline',
  factor: 'factors',
  cause: 'causes',
  action: 'actions',
};

type Place = { about: string; where: string };

/** From anywhere in a review a key comments on what the person is at, or on the review. */
export function RoomComments({ review }: { review: Review }) {
  const registry = useRegistry();
  const [at, setAt] = useState<Place | null>(null);
  useCommands('screen', [
    {
      id: 'comment.here',
      title: 'comment.here',
      keys: ['Alt+C'],
      icon: 'speech',
      group: 'write',
      inField: true,
      run: () => {
        const chosen = registry.context().selection;
        const collection = chosen ? collections[chosen.kind] : undefined;
        setAt(
          chosen && collection
            ? { about: `${collection}/${chosen.id}`, where: chosen.label }
            : { about: '', where: t('comment.ofReview') },
        );
      },
    },
  ]);
  return at && <CommentsDialog {...at} review={review} onClose={() => setAt(null)} />;
}
