import type { IncidentColumn, IncidentPreview, IncidentSample } from '../../backend';
import { formatMoment, formatNumber, t, tAny } from '../../i18n';
import { SelectField } from '../../ui';
import { refusalWords, stateName } from './query';

const targets = [
  'key',
  'title',
  'summary',
  'state',
  'severity',
  'priority',
  'moments.started',
  'moments.detected',
  'moments.acknowledged',
  'moments.mitigated',
  'moments.resolved',
  'moments.closed',
  'services',
  'owners',
  'people',
  'link',
  'taken_at',
  'raw',
] as const;

const optionsOf = (target: string) =>
  (target === 'updates' ? (['updates', ...targets] as const) : targets).map((x) => ({
    value: x,
    label: tAny(`incident.target.${x}`),
  }));

/** The columns of a table with their first values; what each is taken for can be changed. */
export function ColumnsTable({
  columns,
  onChange,
}: {
  columns: readonly IncidentColumn[];
  onChange: (header: string, target: string) => void;
}) {
  return (
    <div
      className="incident-mapping"
      role="region"
      aria-label={t('incident.columns')}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long table is scrolled by key
      tabIndex={0}
    >
      <table className="incident-table">
        <thead>
          <tr>
            <th scope="col">{t('incident.column')}</th>
            <th scope="col">{t('incident.columnValues')}</th>
            <th scope="col">{t('incident.columnAs')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((c) => (
            <tr key={c.header}>
              <th scope="row" className="incident-header">
                {c.header}
              </th>
              <td className="meta mono">
                {c.values.length > 0 ? c.values.join(' · ') : t('incident.columnEmpty')}
              </td>
              <td>
                <SelectField
                  label={t('incident.columnOf', { header: c.header })}
                  hideLabel
                  small
                  value={c.target || 'raw'}
                  options={optionsOf(c.target)}
                  onChange={(x) => onChange(c.header, x)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The first rows of a file as the incidents they would be. */
export function FirstRows({ preview }: { preview: IncidentPreview }) {
  return (
    <section aria-label={t('incident.firstRows')} className="incident-first">
      <p className="label">{t('incident.firstRows')}</p>
      {preview.rows.length === 0 ? (
        <p className="meta">{t('incident.firstRowsLater')}</p>
      ) : (
        <ul className="incident-refused">
          {preview.rows.map((r) => (
            <FirstRow key={r.line} sample={r} />
          ))}
        </ul>
      )}
    </section>
  );
}

function FirstRow({ sample: { line, row, reason, params } }: { sample: IncidentSample }) {
  const known = [
    row.at ? formatMoment(row.at) : t('incident.noTime'),
    row.severity || row.toldSeverity,
    stateName(row.state, row.toldState),
    row.services.join(', '),
  ].filter(Boolean);
  return (
    <li>
      <span className="meta">{t('incident.rowOf', { line: formatNumber(line) })}</span>
      <div className="grow">
        {row.title && (
          <p>
            {row.title} <span className="meta">{row.number}</span>
          </p>
        )}
        {reason ? (
          <p>{refusalWords(reason, params)}</p>
        ) : (
          <p className="meta">{known.join(' · ')}</p>
        )}
      </div>
    </li>
  );
}
