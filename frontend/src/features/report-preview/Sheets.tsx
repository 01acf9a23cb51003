import { t, tAny, tn } from '../../i18n';
import { Button, ErrorNote, Note } from '../../ui';
import { Pages } from './Pages';
import type { Paper, Reader } from './pdf';
import type { useLook } from './useLook';
import { WaitingSheet } from './Waiting';

/** The pages of a report: those there are, or why there are none, or that they are on their way. */
export function Sheets({
  reader,
  paper,
  problem,
  damaged,
  isStale,
  retry,
  view,
}: {
  reader: Reader;
  paper: Paper | null;
  problem: { key: string; params: Readonly<Record<string, string>> } | null;
  /** What was printed cannot be read. */
  damaged: boolean;
  isStale: boolean;
  retry: () => void;
  view: ReturnType<typeof useLook>['view'];
}) {
  const words = problem ? tAny(problem.key, problem.params) : damaged ? t('report.damaged') : '';
  return (
    <>
      {paper && words && (
        <Note
          tone="warn"
          acts={
            <Button look="text" size="small" onClick={retry}>
              {t('act.tryAgain')}
            </Button>
          }
        >
          {t('report.notNewest')} {words}
        </Note>
      )}
      {paper ? (
        <Pages reader={reader} paper={paper} isStale={isStale && !words} {...view} />
      ) : words ? (
        <ErrorNote title={t('report.cannotShow')} text={words} retry={retry} />
      ) : (
        <WaitingSheet />
      )}
      <span className="unseen" role="status">
        {paper && !isStale && !problem ? tn('report.updated', paper.sheets.length) : ''}
      </span>
    </>
  );
}
