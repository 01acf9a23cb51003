import { useState } from 'react';
import {
  calendarName,
  useCalendars,
  type CalendarRow,
  type MeasurePeriod,
  type MeasureQuery,
} from '../../backend';
import { t, type MessageKey } from '../../i18n';
import { Menu, Segment, type MenuItem } from '../../ui';
import { PeriodDialog } from './PeriodDialog';

const periods: readonly [string, MessageKey][] = [
  ['3m', 'measures.period.3m'],
  ['6m', 'measures.period.6m'],
  ['12m', 'measures.period.12m'],
  ['24m', 'measures.period.24m'],
  ['all', 'measures.period.all'],
];
const severities = ['SEV1', 'SEV2', 'SEV3', 'SEV4', 'SEV5'];

/** Which incidents, over which period, and how they are shown. */
export function Filters({
  query,
  services,
  wholes,
  span,
  onChange,
  look,
  onLook,
}: {
  query: MeasureQuery;
  services: readonly string[];
  /** Whole quarters and years that can be asked for. */
  wholes: readonly MeasurePeriod[];
  /** The days that are shown, in words. */
  span: string;
  onChange: (query: MeasureQuery) => void;
  look: Look;
  onLook: (look: Look) => void;
}) {
  const [asking, setAsking] = useState(false);
  const calendars = useCalendars(false).data ?? [];
  const last = periods.find(([p]) => p === query.period)?.[1];
  const period = last ? t(last) : (wholes.find((w) => w.period === query.period)?.title ?? span);
  const office = calendars.find((c) => c.ref === query.calendar);
  const hours = (c: CalendarRow) => t('measures.hoursOf', { name: calendarName(c, calendars) });
  const [severity = ''] = query.severities;
  const one = (id: string, label: string, ticked: boolean, change: Partial<MeasureQuery>) =>
    ({ id, label, ticked, onSelect: () => onChange({ ...query, ...change }) }) satisfies MenuItem;
  return (
    <div className="measure-filters" role="search" aria-label={t('measures.filter')}>
      <Menu
        label={t('measures.period')}
        text={period}
        size="small"
        items={[
          ...periods.map(([p, key]) => one(p, t(key), p === query.period, { period: p })),
          'line',
          ...wholes.map((w) =>
            one(w.period, w.title, w.period === query.period, { period: w.period }),
          ),
          'line',
          { id: 'days', label: t('measures.period.days'), onSelect: () => setAsking(true) },
        ]}
      />
      <Menu
        label={t('reviews.severity')}
        text={severity || t('reviews.allSeverities')}
        size="small"
        aria-pressed={severity !== ''}
        items={['', ...severities].map((s) =>
          one(s || 'all', s || t('reviews.allSeverities'), s === severity, {
            severities: s ? [s] : [],
          }),
        )}
      />
      <Menu
        label={t('measures.service')}
        text={query.service || t('measures.allServices')}
        size="small"
        aria-pressed={query.service !== ''}
        items={['', ...services].map((s) =>
          one(s || 'all', s || t('measures.allServices'), s === query.service, { service: s }),
        )}
      />
      {(calendars.length > 0 || query.calendar !== '') && (
        <Menu
          label={t('measures.hours')}
          text={
            office
              ? hours(office)
              : query.calendar
                ? t('measures.hoursOf', { name: query.calendar })
                : t('measures.allHours')
          }
          size="small"
          aria-pressed={query.calendar !== ''}
          items={[
            one('all', t('measures.allHours'), query.calendar === '', { calendar: '' }),
            ...calendars.map((c) =>
              one(c.ref, hours(c), c.ref === query.calendar, { calendar: c.ref }),
            ),
          ]}
        />
      )}
      <span className="grow" />
      <Segment
        label={t('measures.look')}
        value={look}
        options={[
          { value: 'spread', label: t('measures.look.spread') },
          { value: 'course', label: t('measures.look.course') },
          { value: 'table', label: t('measures.look.table') },
        ]}
        onChange={onLook}
      />
      {asking && (
        <PeriodDialog
          period={query.period}
          onChoose={(next) => {
            setAsking(false);
            onChange({ ...query, period: next });
          }}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

/** Pictures of one dot a case, of cases in their order, or the same as tables. */
export type Look = 'spread' | 'course' | 'table';
