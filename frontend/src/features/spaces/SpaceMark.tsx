import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useHeld, useSpaces, type Review } from '../../backend';
import { useCommands } from '../../commands';
import { useReadOnly } from '../../editing';
import { t } from '../../i18n';
import { Button, Chip } from '../../ui';
import { LeakDialog } from './Leaks';
import { useMeant } from './meant';
import { ShareDialog } from './ShareDialog';
import './spaces.css';

/** Says in the head of a review who has it, and leads to sharing it. */
export function SpaceMark({ review }: { review: Review }) {
  const navigate = useNavigate();
  const readOnly = useReadOnly();
  const known = useSpaces().data;
  const spaces = known ?? [];
  const [asking, setAsking] = useState(false);
  const [looking, setLooking] = useState(false);
  const { mean } = useMeant();
  const kept = useHeld().find((h) => h.ref === review.ref);
  // It was to go to a space and is not there yet.
  const meant = kept?.state === 'asked' || kept?.state === 'ready' ? kept.to : undefined;
  const at = spaces.find((s) => s.id === review.space);
  const others = spaces.filter((s) => s !== at);

  useCommands('app', [
    {
      id: 'spaces.share',
      title: 'spaces.share',
      keys: ['s p'],
      icon: 'people',
      group: 'say',
      when: (ctx) => !ctx.readOnly && !review.trashed && known !== undefined,
      // Where nothing can be shared with yet, that comes first.
      run: () => {
        if (spaces.length > 0) {
          setAsking(true);
          return;
        }
        mean([review]);
        void navigate({ to: '/spaces' });
      },
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
          <ShareDialog
            review={review}
            from={at}
            spaces={others}
            meant={meant}
            onClose={() => setAsking(false)}
          />
        )}
        {kept && kept.state !== 'moving' && !readOnly && (
          <Button
            size="small"
            look="quiet"
            icon="shield"
            onClick={() => (meant ? setAsking(true) : setLooking(true))}
          >
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
        <Button
          size="small"
          look="quiet"
          icon={meant ? 'shield' : 'lock'}
          onClick={() => setAsking(true)}
        >
          {t(meant ? 'leaks.heldMark' : 'spaces.onlyHere')}
        </Button>
      )}
      {asking && (
        <ShareDialog
          review={review}
          spaces={spaces}
          meant={meant}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
