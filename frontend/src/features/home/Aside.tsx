import { useBackupState, useSpaces, useWaiting, type ReviewRow, type Waiting } from '../../backend';
import { formatAct, formatDate, t, tValue, tn } from '../../i18n';

/** Beside what is needed: where the person was, and how the spaces stand. */
export function Aside({ reviews }: { reviews: readonly ReviewRow[] }) {
  const spaces = useSpaces().data ?? [];
  const waiting = useWaiting();
  const backup = useBackupState().data;
  return (
    <div className="home-aside">
      {reviews.length > 0 && (
        <section aria-labelledby="home-lately">
          <h2 className="label" id="home-lately">
            {t('home.lately')}
          </h2>
          <ul className="home-lately">
            {reviews.map((r) => (
              <li key={r.ref}>
                <a href={`#/reviews/${r.ref}`}>{r.title || t('review.untitled')}</a>
                <div className="meta clip">
                  {[
                    tValue('state', r.state),
                    t('reviews.changedOn', { date: formatDate(r.changedAt) }),
                    r.questions > 0 ? tn('count.questions', r.questions) : '',
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </li>
            ))}
          </ul>
          <a className="small" href="#/reviews">
            {t('home.allReviews')}
          </a>
        </section>
      )}
      {spaces.length > 0 && (
        <section aria-labelledby="home-spaces">
          <h2 className="label" id="home-spaces">
            {t('area.spaces')}
          </h2>
          <ul className="home-lately">
            {spaces.map((s) => (
              <li key={s.id}>
                <a href="#/spaces">{s.name}</a>
                <div className="meta clip">{standing(waiting(s))}</div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {backup?.due && (
        <p className="small ink-2">
          {backup.at ? tn('backup.lastAgo', backup.days) : t('backup.never')}.{' '}
          <a href="#/settings">{t('backup.toSettings')}</a>
        </p>
      )}
    </div>
  );
}

function standing(s: Waiting): string {
  return [
    s.syncedAt
      ? t('spaces.exchanged', { time: formatAct(s.syncedAt) })
      : t('spaces.neverExchanged'),
    s.unsent > 0 ? tn('spaces.unsent', s.unsent) : '',
    s.kept > 0 ? tn('spaces.kept', s.kept) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
