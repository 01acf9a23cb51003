import type { ReviewRow } from '../../backend';
import { formatDate, t, tValue, tn } from '../../i18n';
import { isTimed, Promised } from './Promised';
import { Icon, narrowWindow, SeverityChip, useMedia } from '../../ui';

/**
 * One review: two lines, or one line of columns where the window is wide. A list in
 * the order of changes says when each was changed: by the days of the incidents it
 * would look like no order at all.
 */
export function ReviewRowView({
  row,
  wide,
  byChange = false,
}: {
  row: ReviewRow;
  wide: boolean;
  byChange?: boolean;
}) {
  const narrow = useMedia(narrowWindow);
  const services = narrow ? inShort(row.services) : row.services.join(', ');
  const date = row.date ? formatDate(row.date) : t('reviews.noDate');
  const changed = byChange && t('reviews.changedOn', { date: formatDate(row.changedAt) });
  const incident = row.date ? t('reviews.incidentOn', { date }) : date;
  const state = tValue('state', row.state);
  const title = row.title || t('review.untitled');
  const severity = <SeverityChip severity={row.severity} none={t('reviews.noSeverity')} />;

  // What has to be done soon goes before how much there is.
  const clock = row.promise && isTimed(row.promise) ? <Promised promise={row.promise} /> : null;
  if (wide) {
    return (
      <div className={`review-row wide ${changed ? 'by-change' : ''}`}>
        <span className="mono ink-3">{row.ref}</span>
        <span>{severity}</span>
        <span className="strong clip">{title}</span>
        <span className="small ink-2 clip">{row.services.join(', ')}</span>
        <span className="small ink-3 clip">{clock ?? counts(row)}</span>
        <Questions n={row.questions} />
        <span className="small ink-2 clip">{state}</span>
        <span className="small ink-2 num clip right">{date}</span>
        {changed && <span className="small num clip right">{changed}</span>}
      </div>
    );
  }
  return (
    <div className="review-row">
      <span>{severity}</span>
      <div className="review-words">
        <div className="strong clip">{title}</div>
        <div className="meta line clip">
          <span className="mono">{row.ref}</span>
          {row.services.length > 0 && <span className="ink-2 clip">{services}</span>}
          <span className="clip">{counts(row)}</span>
          {row.promise && <Promised promise={row.promise} />}
        </div>
      </div>
      <Questions n={row.questions} />
      <div className="review-aside">
        <div className="small num">{changed || date}</div>
        <div className="meta num">{changed ? [state, incident].join(' · ') : state}</div>
      </div>
    </div>
  );
}

/** The first services and how many more there are: what a narrow window has room for. */
function inShort(services: readonly string[]): string {
  const more = services.length - namedInShort;
  const named = services.slice(0, namedInShort).join(', ');
  return more > 0 ? t('reviews.servicesMore', { named, more }) : named;
}
const namedInShort = 2;

function counts(row: ReviewRow): string {
  const parts = [
    row.entries > 0 ? tn('count.entries', row.entries) : '',
    row.causes > 0 ? tn('count.causes', row.causes) : '',
    row.actions > 0
      ? row.actionsOpen > 0
        ? tn('count.actionsOpen', row.actions, { open: row.actionsOpen })
        : tn('count.actions', row.actions)
      : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

function Questions({ n }: { n: number }) {
  return n > 0 ? (
    <span className="review-questions small warn">
      <Icon name="question" />
      {tn('count.questions', n)}
    </span>
  ) : (
    <span />
  );
}
