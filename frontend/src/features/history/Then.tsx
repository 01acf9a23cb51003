import type { Review } from '../../backend';
import { useCommands } from '../../commands';
import { clockOf, formatDate, t, tAny } from '../../i18n';
import { Button, ErrorNote, Note } from '../../ui';
import { PastReview } from './PastReview';
import { useHistoryPlace } from './place';
import { usePast } from './useHistory';
import { stepWords, whoWords } from './words';

/** The whole review as it was after a step, to read. */
export function Then({ review, step }: { review: Review; step: number }) {
  const { goBack } = useHistoryPlace(review.ref);
  const past = usePast(review.ref, step);
  useCommands('pane', [
    {
      id: 'history.back',
      title: 'history.then.back',
      keys: ['Escape'],
      icon: 'arrowLeft',
      group: 'see',
      when: (ctx) => !ctx.inField,
      run: goBack,
    },
  ]);
  const back = (
    <Button icon="arrowLeft" keys="Escape" onClick={goBack}>
      {t('history.then.back')}
    </Button>
  );
  if (past.error) {
    return (
      <ErrorNote
        title={t('history.then.cannotShow')}
        text={tAny(past.error.key, past.error.params)}
      >
        {back}
      </ErrorNote>
    );
  }
  if (!past.data) return <div className="screen" aria-busy="true" />;
  const { row, review: then } = past.data;
  return (
    <div className="history">
      <Note tone="info" icon="clock" acts={back}>
        <strong>
          {t('history.then.banner', {
            date: formatDate(row.at, 'long'),
            time: clockOf(row.at),
            zone: row.zone,
          })}
        </strong>{' '}
        {row.by && !row.by.own
          ? t('history.then.afterBy', { what: stepWords(row), who: whoWords(row) })
          : t('history.then.after', { what: stepWords(row) })}{' '}
        {row.why && t('history.why', { why: row.why })}
      </Note>
      <PastReview then={then} now={review} />
    </div>
  );
}
