import { useBackend, type ReportChoice } from '../../backend';
import { IssueDialog as AnyIssueDialog } from '../../editing';
import { t } from '../../i18n';

/**
 * Gives a report of a review out. Seen is the revision of the review that the person
 * looked at; 0 is none yet.
 */
export function IssueDialog({
  review,
  choice,
  seen,
  onClose,
}: {
  review: string;
  choice: ReportChoice;
  seen: number;
  onClose: () => void;
}) {
  const backend = useBackend();
  return (
    <AnyIssueDialog
      title={t('report.issue.title')}
      of={[review]}
      issued={() => backend.reports.issued(review)}
      issue={(format, to) => backend.reports.issue(review, choice, format, to, seen)}
      moved={t('report.issued.moved')}
      same={t('report.issued.same')}
      onClose={onClose}
    />
  );
}
