import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import {
  reviewKeys,
  useBackend,
  useSetting,
  type SearchHit,
  type SearchPlace,
} from '../../backend';
import { clockOf, formatDate, t, tAny } from '../../i18n';
import { Icon } from '../../ui';
import { Marked } from './Marked';
import { placeIcon, placeName, say } from './words';

/** A review that was found, with the best of its places. */
export function HitRow({ hit }: { hit: SearchHit }) {
  const place = hit.places[0];
  const facts = [
    hit.severity,
    hit.date && formatDate(hit.date),
    tAny(`state.${hit.state}`),
    ...hit.services,
  ].filter(Boolean);
  return (
    <div className="hit">
      <Icon name={placeIcon(place)} />
      <div className="hit-words">
        <div className="hit-title">
          <span className="strong clip">
            <Marked text={hit.title || t('review.untitled')} marks={hit.titleMarks} />
          </span>
          <span className="mono ink-3 hit-ref">{hit.ref}</span>
        </div>
        {place && (
          <p className="hit-snippet">
            <Snippet place={place} review={hit.ref} />
          </p>
        )}
        <p className="meta clip">
          {facts.join(', ')}
          {hit.reasons[0] && <span className="hit-why"> · {say(hit.reasons[0])}</span>}
        </p>
      </div>
    </div>
  );
}

/** A further place in the review above it. */
export function PlaceRow({ place, review }: { place: SearchPlace; review: string }) {
  return (
    <div className="hit hit-place">
      <Icon name={placeIcon(place)} />
      <p className="hit-snippet">
        <Snippet place={place} review={review} />
      </p>
    </div>
  );
}

function Snippet({ place, review }: { place: SearchPlace; review: string }) {
  return (
    <>
      <span className="hit-where">
        {placeName(place)}
        {place.class === 'timeline' && <Clock review={review} path={place.key} />}
      </span>{' '}
      {place.before && '… '}
      <Marked text={place.snippet} marks={place.marks} />
      {place.after && ' …'}
    </>
  );
}

/** When the entry happened, in the zone that the timelines are shown in. */
function Clock({ review, path }: { review: string; path: string }) {
  const backend = useBackend();
  const [setting] = useSetting('timezone', 'incident');
  const mode = setting === 'utc' || setting === 'local' ? setting : 'incident';
  const times = useQuery({
    queryKey: [...reviewKeys.one(review), 'times', mode],
    queryFn: () => backend.reviews.times(review, mode),
  });
  const at = times.data?.times[path.split('/')[1] ?? '']?.at ?? '';
  const clock = at && clockOf(at);
  return clock ? <span className="num"> {clock}</span> : null;
}

/** Stands behind the last hit that is there; being looked at brings the next ones. */
export function MoreRow({ left, onSeen }: { left: number; onSeen: () => void }) {
  useEffect(onSeen, [onSeen]);
  return <p className="small ink-3 hits-more">{t('library.more', { count: left })}</p>;
}
