import { useState, type ReactNode } from 'react';
import type { Calendar, CalendarList } from '../../../backend';
import { formatDate, formatNumber, t, tAny, type MessageKey } from '../../../i18n';
import { Button } from '../../../ui';
import { dayWord, periodWhen, spanWords, weekdayShort } from './words';

/** The four lists of a calendar: each entry opens to be changed. */
export function Entries({
  doc,
  onAdd,
  onEdit,
}: {
  doc: Calendar;
  onAdd: (list: CalendarList) => void;
  onEdit: (list: CalendarList, id: string) => void;
}) {
  const date = (d: string) => `${weekdayShort(d)} ${formatDate(d)}`;
  const list = (
    name: CalendarList,
    title: MessageKey,
    add: MessageKey,
    keys: string,
    rows: readonly EntryRow[],
  ) => (
    <EntryList
      title={t(title)}
      add={t(add)}
      keys={keys}
      rows={rows}
      onAdd={() => onAdd(name)}
      onEdit={(id) => onEdit(name, id)}
    />
  );
  return (
    <div className="calendar-lists">
      {list(
        'week',
        'calendar.week',
        'calendar.addHours',
        'a w',
        doc.week.map((h) => ({ id: h.id, when: `${h.from}–${h.to}`, what: dayWord(h.day) })),
      )}
      {list(
        'holidays',
        'calendar.holidays',
        'calendar.addHoliday',
        'a h',
        doc.holidays.map((h) => ({
          id: h.id,
          when: date(h.on),
          what: (
            <>
              {h.name}{' '}
              {h.yearly && (
                <span className="meta">
                  {h.until
                    ? t('calendar.yearly_until', { date: formatDate(h.until) })
                    : t('calendar.yearly')}
                </span>
              )}
            </>
          ),
        })),
      )}
      {list(
        'exceptions',
        'calendar.exceptions',
        'calendar.addException',
        'a e',
        doc.exceptions.map((e) => ({
          id: e.id,
          when: date(e.on),
          what: `${e.hours.map(spanWords).join(', ') || t('calendar.closed')} ${e.name}`,
        })),
      )}
      {list(
        'periods',
        'calendar.periods',
        'calendar.addPeriod',
        'a p',
        doc.periods.map((p) => ({
          id: p.id,
          when: tAny(`calendar.period.${p.kind}`),
          what: (
            <>
              {p.name} <span className="meta">{periodWhen(p)}</span>{' '}
              {(p.weight > 0 || p.urgency !== 0) && (
                <span className="meta num">
                  {[
                    p.weight > 0 ? `${p.weight} %` : '',
                    p.urgency !== 0 ? t('calendar.urgencyBy', { levels: String(p.urgency) }) : '',
                  ]
                    .filter(Boolean)
                    .join(', ')}
                </span>
              )}
            </>
          ),
        })),
      )}
    </div>
  );
}

type EntryRow = { id: string; when: string; what: ReactNode };

// An import may bring thousands of holidays; nobody reads them one by one.
const shownAtFirst = 100;

function EntryList({
  title,
  add,
  keys,
  rows,
  onAdd,
  onEdit,
}: {
  title: string;
  add: string;
  keys: string;
  rows: readonly EntryRow[];
  onAdd: () => void;
  onEdit: (id: string) => void;
}) {
  const [most, setMost] = useState(shownAtFirst);
  return (
    <section className="calendar-list" aria-label={title}>
      <div className="calendar-list-head">
        <h3 className="h3 grow">
          {title} <span className="meta num">{formatNumber(rows.length)}</span>
        </h3>
        <Button size="small" icon="plus" keys={keys} onClick={onAdd}>
          {add}
        </Button>
      </div>
      {rows.length === 0 ? (
        <p className="meta">{t('calendar.none')}</p>
      ) : (
        <ul>
          {rows.slice(0, most).map((r) => (
            <li key={r.id}>
              <button type="button" className="calendar-entry" onClick={() => onEdit(r.id)}>
                <span className="num">{r.when}</span>
                <span className="grow">{r.what}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {rows.length > most && (
        <Button size="small" look="quiet" onClick={() => setMost(most * 10)}>
          {t('calendar.more', { count: formatNumber(rows.length - most) })}
        </Button>
      )}
    </section>
  );
}
