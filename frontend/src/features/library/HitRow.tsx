import { useEffect } from 'react';
import type { SearchHit, SearchPlace } from '../../backend';
import { clockOf, formatDate, formatMoment, t, tAny, tValue } from '../../i18n';
import { Icon } from '../../ui';
import { Marked } from './Marked';
import { placeIcon, say } from './words';

/** A review that was found, with the best of its places. */
export function HitRow({ hit }: { hit: SearchHit }) {
  const place = hit.places[0];
  const facts = [
    hit.severity,
    hit.date && formatDate(hit.date),
    tValue('state', hit.state),
    ...hit.services,
  ].filter(Boolean);
  return (
    <div className="hit">
      <Icon name={placeIcon(place)} />
      <div className="hit-words">
        <div className="hit-title">
          <span className="strong">
            <Marked text={hit.title || t('review.untitled')} marks={hit.titleMarks} />
          </span>
          <span className="mono ink-3 hit-ref">{hit.ref}</span>
        </div>
        {place && (
          <p className="hit-snippet">
            <Snippet place={place} />
          </p>
        )}
        <p className="meta">
          {facts.join(', ')}
          {hit.reasons[0] && <span className="hit-why"> · {say(hit.reasons[0])}</span>}
        </p>
      </div>
    </div>
  );
}

/** A further place in the review above it. */
export function PlaceRow({ place }: { place: SearchPlace }) {
  return (
    <div className="hit hit-place">
      <Icon name={placeIcon(place)} />
      <p className="hit-snippet">
        <Snippet place={place} />
      </p>
    </div>
  );
}

function Snippet({ place }: { place: SearchPlace }) {
  return (
    <>
      <span className="hit-where">
        {tAny(place.name)}
        {place.class === 'timeline' && <When place={place} />}
      </span>{' '}
      {place.before && '… '}
      <Marked text={place.snippet} marks={place.marks} />
      {place.after && ' …'}
    </>
  );
}

/** When the entry happened; with its day and marked where that was searched for. */
function When({ place: { at, timed } }: { place: SearchPlace }) {
  if (timed) {
    return (
      <>
        {' '}
        <mark className="num">{formatMoment(at, 'short')}</mark>
      </>
    );
  }
  const clock = clockOf(at);
  return clock ? <span className="num"> {clock}</span> : null;
}

/** Stands behind the last hit that is there; being looked at brings the next ones. */
export function MoreRow({ left, onSeen }: { left: number; onSeen: () => void }) {
  useEffect(onSeen, [onSeen]);
  return <p className="small ink-3 hits-more">{t('library.more', { count: left })}</p>;
}
