import { useParams } from '@tanstack/react-router';
import { useReview, useWorkspaceInfo } from '../backend';
import { AssessDialog, ToldCard } from '../features/governance/obligations/ReviewCard';
import { IncidentPage } from '../features/incidents';
import { formatMoment, t, tAny } from '../i18n';
import { ErrorNote } from '../ui';

/**
 * An incident with who has to be told of it; where a review was begun from it, with the
 * timeline of that review.
 */
export function IncidentRoom() {
  const { ref = '' } = useParams({ strict: false });
  const readOnly = useWorkspaceInfo().data?.readOnly ?? false;
  return (
    <IncidentPage
      key={ref}
      name={ref}
      history={(review) => <Owned review={review} />}
      told={({ id, zone }) => <ToldCard subject={id} zone={zone} readOnly={readOnly} />}
      assess={({ id, zone }, onClose) => (
        <AssessDialog subject={id} zone={zone} onClose={onClose} />
      )}
    />
  );
}

function Owned({ review }: { review: string }) {
  const read = useReview(review);
  if (read.error)
    return (
      <ErrorNote
        title={t('incident.broke')}
        text={tAny(read.error.key, read.error.params)}
        retry={() => void read.refetch()}
      />
    );
  return (
    <ol className="incident-lines">
      {read.data?.timeline.map((e) => (
        <li key={e.id}>
          <span className="mono small ink-2 num">
            {e.at ? formatMoment(e.at) : t('incident.noTime')}
          </span>
          <span className="incident-line-text">{e.text}</span>
          <span className="meta">{e.role}</span>
        </li>
      ))}
    </ol>
  );
}
