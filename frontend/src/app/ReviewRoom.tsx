import { useNavigate, useParams } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, type ReactNode } from 'react';
import { useBackend, useReview, useWorkspaceInfo, type Review } from '../backend';
import { useCommandContext, useCommands, type Command } from '../commands';
import { cameFromSearch, flushTexts, ReviewPlace, useWrite } from '../editing';
import { t, tAny } from '../i18n';
import { Button, EmptyState, ErrorNote, Note, showToast, Steps } from '../ui';
import { ReviewHead } from './ReviewHead';
import { reviewTabs } from './reviewTabs';
import { RoomChecks } from './RoomChecks';
import { RoomComments } from './RoomComments';
import { RoomPictures } from './RoomPictures';
import { useFieldHistory } from './useFieldHistory';
import { useKeptFocus } from './useKeptFocus';

/** The frame of one review: what it is called, the path through it, and the present step. */
export function ReviewRoom() {
  const { ref, tab } = useParams({ from: '/reviews/$ref/$tab' });
  const review = useReview(ref);
  // The selection belongs to the step: its effects have run before these.
  useCommandContext({ review: ref });
  useTabCommands(ref, tab);
  // Leaving a step saves what is typed in it.
  useEffect(() => () => void flushTexts(), [ref, tab]);

  if (review.error && !review.data) {
    return (
      <div className="screen">
        <ErrorNote
          title={t('review.cannotOpen')}
          text={tAny(review.error.key, review.error.params)}
          retry={() => void review.refetch()}
        >
          <a className="btn btn-quiet" href="#/reviews">
            {t('error.screen.toList')}
          </a>
        </ErrorNote>
      </div>
    );
  }
  if (!review.data) return <div className="screen" aria-busy="true" />;
  return (
    <Room
      review={review.data}
      tab={tab}
      // What is on the screen stays, with all that is typed in it.
      problem={
        review.error && (
          <Note
            tone="warn"
            acts={
              <Button look="text" size="small" onClick={() => void review.refetch()}>
                {t('act.tryAgain')}
              </Button>
            }
          >
            {t('review.notNewest')} {tAny(review.error.key, review.error.params)}
          </Note>
        )
      }
    />
  );
}

function Room({ review, tab, problem }: { review: Review; tab: string; problem: ReactNode }) {
  const here = reviewTabs.find((x) => x.id === tab);
  const trashed = review.trashed ?? false;
  const locked = useWorkspaceInfo().data?.readOnly ?? false;
  useCommandContext({ readOnly: locked || trashed, inTrash: trashed && !locked });
  const room = useRef<HTMLDivElement>(null);
  useKeptFocus(room);
  const noteField = useFieldHistory(review.ref, tab);
  // Whoever opens a review by key or link is in it, and not before the whole page.
  useEffect(() => {
    const held = document.activeElement;
    const nowhere = held === document.body || held?.matches('main') === true;
    if (nowhere) room.current?.focus({ preventScroll: true });
  }, [review.ref, tab]);
  return (
    <ReviewPlace value={{ review: review.ref, locked: trashed }}>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it notes where the keyboard is */}
      <div
        className="screen room"
        ref={room}
        tabIndex={-1}
        onFocus={noteField}
        role="group"
        aria-label={t('review.room', { title: review.title || review.ref })}
      >
        {trashed && (
          <InTrash review={review} readOnly={locked} onRestored={() => room.current?.focus()} />
        )}
        {problem}
        <RoomChecks review={review.ref} />
        <RoomPictures review={review.ref} />
        <RoomComments review={review} />
        <ReviewHead review={review} />
        <Steps
          label={t('review.steps')}
          current={tab}
          steps={reviewTabs.map((x) => ({
            id: x.id,
            label: t(x.title),
            href: `#/reviews/${review.ref}/${x.id}`,
            count: x.count?.(review),
          }))}
        />
        {here ? (
          // A screen with a sheet of its own to wait on shows it at once, not the step before it.
          <Suspense
            key={here.Waiting ? here.id : undefined}
            fallback={here.Waiting ? <here.Waiting /> : <div className="screen" aria-busy="true" />}
          >
            <here.Screen review={review} />
          </Suspense>
        ) : (
          <EmptyState title={t('error.noScreen.title')} lead={t('error.noScreen.text')} />
        )}
      </div>
    </ReviewPlace>
  );
}

/** Says that the review lies in the trash, and offers the way back. */
function InTrash({
  review,
  readOnly,
  onRestored,
}: {
  review: Review;
  readOnly: boolean;
  onRestored: () => void;
}) {
  const backend = useBackend();
  const write = useWrite();
  const restore = async () => {
    if (await write(() => backend.reviews.restore(review.ref))) {
      // The button goes with the note.
      onRestored();
      showToast({ icon: 'restore', text: t('reviews.restored', { ref: review.ref }) });
    }
  };
  return (
    <Note
      tone="warn"
      icon="trash"
      acts={
        !readOnly && (
          <Button size="small" icon="restore" onClick={() => void restore()}>
            {t('trash.restore')}
          </Button>
        )
      }
    >
      {t('review.inTrash')}
    </Note>
  );
}

function useTabCommands(ref: string, tab: string) {
  const navigate = useNavigate();
  const at = reviewTabs.findIndex((x) => x.id === tab);
  const open = (i: number) => {
    const to = reviewTabs[(i + reviewTabs.length) % reviewTabs.length];
    if (to) void navigate({ to: '/reviews/$ref/$tab', params: { ref, tab: to.id } });
  };
  const steps = reviewTabs.map((x, i): Command => ({
    id: `review.open.${x.id}`,
    title: x.title,
    keys: [`Alt+${i + 1}`],
    icon: x.icon,
    group: 'go',
    inField: true,
    run: () => open(i),
  }));
  useCommands('screen', [
    ...steps,
    {
      id: 'review.backToTrash',
      title: 'go.trash',
      keys: ['Escape'],
      icon: 'arrowLeft',
      group: 'go',
      when: (ctx) => !ctx.inField && ctx.inTrash && !cameFromSearch(ref),
      run: () => navigate({ to: '/trash' }),
    },
    {
      id: 'review.nextStep',
      title: 'review.nextStep',
      keys: ['Ctrl+Tab', 'Ctrl+PageDown'],
      group: 'see',
      inField: true,
      hidden: true,
      run: () => open(at + 1),
    },
    {
      id: 'review.previousStep',
      title: 'review.previousStep',
      keys: ['Ctrl+Shift+Tab', 'Ctrl+PageUp'],
      group: 'see',
      inField: true,
      hidden: true,
      run: () => open(at - 1),
    },
  ]);
}
