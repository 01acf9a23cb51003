import type { IncidentOrder, IncidentQuery } from '../../backend';
import { t, type MessageKey } from '../../i18n';
import { Icon } from '../../ui';

// The columns of a wide row, in their order.
const columns: readonly (readonly [MessageKey, IncidentOrder?, string?])[] = [
  ['incident.field.severity', 'severity'],
  ['incident.field.number', 'number'],
  ['incident.target.title', 'title'],
  ['incident.field.services'],
  ['incident.field.review'],
  ['incident.field.state', 'state'],
  ['incident.length', 'length', 'right'],
  ['incident.columnTime', 'time', 'right'],
];

/** What the columns of the wide list are; pressing one orders by it, and again turns it round. */
export function ColumnHeads({
  query,
  onQuery,
}: {
  query: IncidentQuery;
  onQuery: (query: IncidentQuery) => void;
}) {
  return (
    <div className="incident-row wide incident-heads" role="group" aria-label={t('incident.order')}>
      {columns.map(([key, order, side = '']) => {
        if (key === 'incident.field.review') return <span key={key} />;
        if (!order)
          return (
            <span key={key} className="label">
              {t(key)}
            </span>
          );
        const on = query.order === order;
        return (
          <button
            key={key}
            type="button"
            className={`incident-head label ${side}`}
            aria-pressed={on}
            onClick={() => onQuery({ ...query, order, reverse: on && !query.reverse })}
          >
            {t(key)}{' '}
            {on && (
              <Icon
                name={query.reverse ? 'arrowUp' : 'arrowDown'}
                label={query.reverse ? t('incident.turnedRound') : undefined}
              />
            )}
          </button>
        );
      })}
    </div>
  );
}
