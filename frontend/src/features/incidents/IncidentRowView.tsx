import type { IncidentRow } from '../../backend';
import { formatMinutes, formatMoment, t } from '../../i18n';
import { Icon, SeverityChip } from '../../ui';
import { stateName } from './query';

/** One incident: two lines, or one line of columns where the window is wide. */
export function IncidentRowView({ row, wide }: { row: IncidentRow; wide: boolean }) {
  const when = row.at ? formatMoment(row.at) : t('incident.noTime');
  const length = row.minutes >= 0 ? formatMinutes(row.minutes) : '';
  const state = stateName(row.state, row.toldState);
  const severity = row.severity ? (
    <SeverityChip severity={row.severity} />
  ) : row.state === 'planned' ? null : (
    <span className="meta clip">{row.toldSeverity || row.priority}</span>
  );
  const reviewed = row.review ? (
    <Icon name="reviews" label={t('incident.hasReview', { ref: row.review })} />
  ) : (
    <span />
  );
  if (wide)
    return (
      <div className="incident-row wide">
        <span>{severity}</span>
        <span className="mono ink-3 clip">{row.number}</span>
        <span className="strong clip">{row.title}</span>
        <span className="small ink-2 clip">{row.services.join(', ')}</span>
        {reviewed}
        <span className="small ink-2 clip">{state}</span>
        <span className="small ink-2 num right">{length}</span>
        <span className="small ink-2 num right">{when}</span>
      </div>
    );
  return (
    <div className="incident-row">
      <span>{severity}</span>
      <div className="incident-words">
        <div className="strong clip">{row.title}</div>
        <div className="meta line clip">
          <span className="mono">{row.number}</span>
          {row.services.length > 0 && <span className="ink-2 clip">{row.services.join(', ')}</span>}
        </div>
      </div>
      {reviewed}
      <div className="incident-aside">
        <div className="small num">{when}</div>
        <div className="meta num">{[state, length].filter(Boolean).join(' · ')}</div>
      </div>
    </div>
  );
}
