import { t } from '../../i18n';
import './waiting.css';

// Comes with the room and not with the report: it stands there while the code of
// the report is still on its way.

/** The sheet on which the report will be, while there is nothing to show yet. */
export function WaitingSheet() {
  return (
    <div className="paper" aria-busy="true">
      <div className="paper-waiting">
        <span className="paper-turning" aria-hidden />
        <p className="small" role="status">
          {t('report.making')}
        </p>
      </div>
    </div>
  );
}

/** The report before its code is there. Its head is empty, so that the sheet stays where it is. */
export function ReportWaiting() {
  return (
    <section className="paper-screen" aria-label={t('review.tab.report')}>
      <div className="pane-head paper-head" />
      <WaitingSheet />
    </section>
  );
}
