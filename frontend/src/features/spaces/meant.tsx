import { useSyncExternalStore } from 'react';
import { useWorkspaceInfo } from '../../backend';
import { formatNumber, t, tn } from '../../i18n';
import { Button, Note } from '../../ui';

/** A review that somebody chose to share. */
export type Chosen = { ref: string; title: string };

const none: readonly Chosen[] = [];
let kept: { home: string; reviews: readonly Chosen[] } = { home: '', reviews: none };
const listeners = new Set<() => void>();

/**
 * What somebody wanted to share when there was no space yet: kept while one is added, until
 * it is shared or let go, or another workspace is opened. Not stored.
 */
export function useMeant() {
  const home = useWorkspaceInfo().data?.home ?? '';
  const all = useSyncExternalStore(
    (l) => {
      listeners.add(l);
      return () => listeners.delete(l);
    },
    () => kept,
  );
  const mean = (reviews: readonly Chosen[]) => {
    kept = { home, reviews: reviews.map(({ ref, title }) => ({ ref, title })) };
    for (const l of listeners) l();
  };
  return { reviews: all.home === home ? all.reviews : none, mean, forget: () => mean(none) };
}

/** As many as are named; the others are counted. */
const named = 3;

/** Says what is to be shared, and what has to be there first. */
export function Meant({
  reviews,
  onShare,
  onForget,
}: {
  reviews: readonly Chosen[];
  /** Shares them; undefined where no space is there yet. */
  onShare: (() => void) | undefined;
  onForget: () => void;
}) {
  if (reviews.length === 0) return null;
  const more = reviews.length - named;
  return (
    <Note
      tone="info"
      icon="people"
      acts={
        <>
          <Button look="quiet" onClick={onForget}>
            {t('spaces.meant.not')}
          </Button>
          {onShare && <Button onClick={onShare}>{t('reviews.share')}</Button>}
        </>
      }
    >
      {tn(onShare ? 'spaces.meant.now' : 'spaces.meant.first', reviews.length)}
      <div className="meta">
        {reviews
          .slice(0, named)
          .map((r) => r.title || r.ref)
          .join(' · ')}
        {more > 0 && ` · ${t('spaces.meant.more', { count: formatNumber(more) })}`}
      </div>
    </Note>
  );
}
