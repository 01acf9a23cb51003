import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useHeld, useSpaces, type Review } from '../../backend';
import { useCommands } from '../../commands';
import { useReadOnly } from '../../editing';
import { t } from '../../i18n';
import { Button, Chip } from '../../ui';
import { LeakDialog } from './Leaks';
import { ShareDialog } from './ShareDialog';
import './spaces.css';

/** Says in the head of a review who has it, and leads to sharing it. */
export function SpaceMark({ review }: { review: Review }) {
  const navigate = useNavigate();
  const readOnly = useReadOnly();
  const spaces = useSpaces().data ?? [];
  const [asking, setAsking] = useState(false);
  const [looking, setLooking] = useState(false);
  const held = useHeld().some((h) => h.ref === review.ref);
  const at = spaces.find((s) => s.id === review.space);
  const others = spaces.filter((s) => s !== at);

  useCommands('app', [
    {
      id: 'spaces.share',
      title: 'spaces.share',
      keys: ['s p'],
      icon: 'people',
      group: 'say',
      when: (ctx) => !ctx.readOnly && !review.trashed,
      // Where nothing can be shared with yet, that comes first.
      run: () => (spaces.length > 0 ? setAsking(true) : void navigate({ to: '/spaces' })),
    },
  ]);

  if (at) {
    return (
      <>
        <Chip icon="people" tone="info">
          <span className="unseen">{t('spaces.in')}</span> {at.name}
        </Chip>
        {!readOnly && !review.trashed && (
          <Button size="small" look="quiet" onClick={() => setAsking(true)}>
            {t('spaces.move')}
          </Button>
        )}
        {asking && (
          <ShareDialog review={review} from={at} spaces={others} onClose={() => setAsking(false)} />
        )}
        {held && !readOnly && (
          <Button size="small" look="quiet" icon="shield" onClick={() => setLooking(true)}>
            {t('leaks.heldMark')}
          </Button>
        )}
        {looking && (
          <LeakDialog
            reviewRef={review.ref}
            title={review.title}
            onClose={() => setLooking(false)}
          />
        )}
      </>
    );
  }
  if (spaces.length === 0 || review.trashed) return null;
  return (
    <>
      {readOnly ? (
        <Chip icon="lock">{t('spaces.onlyHere')}</Chip>
      ) : (
        <Button size="small" look="quiet" icon="lock" onClick={() => setAsking(true)}>
          {t('spaces.onlyHere')}
        </Button>
      )}
      {asking && <ShareDialog review={review} spaces={spaces} onClose={() => setAsking(false)} />}
    </>
  );
}
