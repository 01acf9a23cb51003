import { useState } from 'react';
import { useSpaces, type SharedReview } from '../../backend';
import { t, tn } from '../../i18n';
import { Button, Icon } from '../../ui';
import { LeakDialog } from './Leaks';
import { awayWords } from './words';

type List = readonly SharedReview[];

/** Those that are in the space afterwards and were not before. */
export const goesOf = (list: List) =>
  list.filter((r) => ['shared', 'moved', 'unread'].includes(r.becomes));

/** Those of them that leave another space. */
export const movesOf = (list: List) =>
  list.filter((r) => r.becomes === 'moved' || r.becomes === 'unread');

/** As many as can be read at a glance; more are shown when they are asked for. */
const atAGlance = 8;

/** What becomes of each of the reviews, or became: those in need of a person by name. */
export function Account({
  list,
  space,
  done = false,
  onLooked,
}: {
  list: List;
  space: string;
  done?: boolean;
  /** A held one was looked through; without it there is no way to that. */
  onLooked?: (ref: string) => void;
}) {
  const spaces = useSpaces().data ?? [];
  const name = spaces.find((s) => s.id === space)?.name ?? '';
  const [looking, setLooking] = useState<SharedReview | null>(null);
  const of = (kind: SharedReview['becomes']) => list.filter((r) => r.becomes === kind);
  const held = of('held');
  const away = of('away');
  const goes = goesOf(list).length;
  const there = of('there').length;
  // By the space they leave, for those who have only that one are told of each.
  const leaving = [...new Set(movesOf(list).map((r) => r.leaves))].sort().map((from) => ({
    from,
    moved: of('moved').filter((r) => r.leaves === from),
    unread: of('unread').filter((r) => r.leaves === from),
  }));
  return (
    <section className="share-leaks" aria-label={t('share.account')}>
      <div role="status">
        <ul className="share-account small">
          {goes > 0 && (
            <li className="line">
              <Icon name="check" className="ok" />
              {done ? tn('share.did', goes, { name }) : tn('share.goes', goes)}
            </li>
          )}
          {leaving.map(({ from, moved, unread }) => (
            <li key={from} className="line">
              <Icon name="exchange" />
              <span className="grow">
                {moved.length > 0 && tn('share.moves', moved.length, { from })}{' '}
                {unread.length > 0 && tn('share.unread', unread.length, { from })}
              </span>
            </li>
          ))}
          {there > 0 && (
            <li className="line">
              <Icon name="info" />
              {tn('share.there', there, { name })}
            </li>
          )}
          {away.length > 0 && (
            <li className="line">
              <Icon name="warn" className="warn" />
              {tn('share.away', away.length)}
            </li>
          )}
          {held.length > 0 && (
            <li className="line">
              <Icon name="shield" className="warn" />
              {done ? tn('share.didHold', held.length) : tn('share.holds', held.length)}
            </li>
          )}
        </ul>
      </div>
      {leaving.map(({ from, moved, unread }) => (
        <Leaving key={from} from={from} reviews={[...moved, ...unread]} />
      ))}
      {away.length > 0 && (
        <ul aria-label={t('share.awayList')}>
          {away.map((r) => (
            <li key={r.ref} className="space-line">
              <div className="grow">
                {r.title || t('review.untitled')}
                <div className="meta">{awayWords(r.ref, r.place)}</div>
              </div>
            </li>
          ))}
        </ul>
      )}
      {held.length > 0 && (
        <ul aria-label={t('share.held')}>
          {held.map((r) => (
            <li key={r.ref} className="space-line">
              <span className="mono ink-3">{r.ref}</span>
              <div className="grow">
                {r.title || t('review.untitled')}
                <span className="meta"> {tn('kept.places', r.holding)}</span>
              </div>
              {onLooked && (
                <Button
                  size="small"
                  aria-label={t('share.look', { ref: r.ref })}
                  onClick={() => setLooking(r)}
                >
                  {t('leaks.look')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {done && held.length > 0 && (
        <a className="small" href="#/spaces">
          {t('share.toHeld')}
        </a>
      )}
      {looking && (
        <LeakDialog
          reviewRef={looking.ref}
          title={looking.title}
          to={space}
          toName={name}
          onClose={() => {
            setLooking(null);
            onLooked?.(looking.ref);
          }}
        />
      )}
    </section>
  );
}

/** Which reviews leave a space: nobody empties one without having seen of what. */
function Leaving({ from, reviews }: { from: string; reviews: List }) {
  return (
    <details className="share-leaving small" open={reviews.length <= atAGlance}>
      <summary>{tn('share.leaving', reviews.length, { from })}</summary>
      <ul>
        {reviews.map((r) => (
          <li key={r.ref} className="space-line">
            <span className="mono ink-3">{r.ref}</span>
            <div className="grow">{r.title || t('review.untitled')}</div>
          </li>
        ))}
      </ul>
    </details>
  );
}
