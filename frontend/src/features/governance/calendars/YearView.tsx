import { useRef, useState, type KeyboardEvent } from 'react';
import type { Calendar } from '../../../backend';
import { formatDate, t, tAny } from '../../../i18n';
import { Button, Segment } from '../../../ui';
import { dayWords, special, weekdayName, weekdayNumber } from './words';

const marks = { open: '', closed: '', holiday: 'H', exception: 'E', outside: '·' } as const;

/**
 * A year as a grid of days, one line a month; arrow keys move, Enter opens the exception of a
 * day. As a list it says the same of the days that are not what their weekday usually is.
 */
export function YearView({
  doc,
  listed,
  onListed,
  onYear,
  onDay,
}: {
  doc: Calendar;
  listed: boolean;
  onListed: (listed: boolean) => void;
  onYear: (year: number) => void;
  onDay: (date: string) => void;
}) {
  // Today, as the calendar's clocks have it, is where somebody begins.
  const today = doc.days.findIndex((d) => d.date === doc.at.slice(0, 10));
  const [at, setAt] = useState(Math.max(0, today));
  const grid = useRef<HTMLDivElement>(null);
  const place = Math.min(at, Math.max(0, doc.days.length - 1));
  const day = doc.days[place];
  const months = Array.from({ length: 12 }, (_, m) =>
    doc.days.flatMap((d, i) => (Number(d.date.slice(5, 7)) === m + 1 ? [{ ...d, i }] : [])),
  );

  function go(to: number) {
    const next = Math.min(doc.days.length - 1, Math.max(0, to));
    setAt(next);
    grid.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus();
  }
  /** The same day of another month, or its last one. */
  function month(step: 1 | -1) {
    if (!day) return;
    const m = Number(day.date.slice(5, 7)) - 1 + step;
    const row = months[m];
    const of = Number(day.date.slice(8)) - 1;
    const to = row?.[Math.min(of, row.length - 1)];
    if (to) go(to.i);
  }
  function onKeyDown(e: KeyboardEvent) {
    if (e.ctrlKey || e.altKey || e.metaKey) return;
    const acts: Partial<Record<string, () => void>> = {
      ArrowRight: () => go(place + 1),
      ArrowLeft: () => go(place - 1),
      ArrowDown: () => month(1),
      ArrowUp: () => month(-1),
      Home: () => go(0),
      End: () => go(doc.days.length - 1),
      Enter: () => day && onDay(day.date),
      ' ': () => day && onDay(day.date),
    };
    const act = acts[e.key];
    if (!act) return;
    e.preventDefault();
    act();
  }
  const list = doc.days.flatMap((d, i) => (special(doc, i) ? [{ ...d, i }] : []));
  const monthName = (m: number) => tAny(`calendar.month.${m + 1}`);
  return (
    <section
      className="calendar-year"
      aria-label={t('calendar.yearOf', { year: String(doc.year) })}
    >
      <div className="calendar-year-head">
        <Button
          look="quiet"
          size="small"
          icon="arrowLeft"
          aria-label={t('calendar.yearBefore')}
          onClick={() => onYear(doc.year - 1)}
        />
        <h3 className="h3 num">{doc.year}</h3>
        <Button
          look="quiet"
          size="small"
          icon="arrowRight"
          aria-label={t('calendar.yearAfter')}
          onClick={() => onYear(doc.year + 1)}
        />
        <span className="grow" />
        <Segment
          label={t('calendar.shownAs')}
          value={listed ? 'list' : 'year'}
          options={[
            { value: 'year', label: t('calendar.asYear') },
            { value: 'list', label: t('calendar.asList') },
          ]}
          onChange={(v) => onListed(v === 'list')}
        />
      </div>
      {doc.days.length === 0 ? (
        <p className="meta">{doc.stopped}</p>
      ) : listed ? (
        list.length === 0 ? (
          <p className="meta">{t('calendar.nothingSpecial')}</p>
        ) : (
          <div className="calendar-scroll">
            <table className="calendar-table">
              <caption className="unseen">
                {t('calendar.yearOf', { year: String(doc.year) })}
              </caption>
              <thead>
                <tr>
                  <th scope="col">{t('calendar.field.on')}</th>
                  <th scope="col">{t('calendar.whatItIs')}</th>
                </tr>
              </thead>
              <tbody>
                {list.map((d) => (
                  <tr key={d.date}>
                    <th scope="row" className="num">
                      {weekdayName(weekdayNumber(d.date)).slice(0, 3)} {formatDate(d.date)}
                    </th>
                    <td>{dayWords(doc, d.i)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )
      ) : (
        <>
          <div
            className="calendar-grid"
            role="grid"
            aria-label={t('calendar.yearOf', { year: String(doc.year) })}
            tabIndex={-1}
            ref={grid}
            onKeyDown={onKeyDown}
          >
            {months.map((row, m) => (
              <div className="calendar-month" role="row" key={monthName(m)}>
                <span className="meta calendar-month-name" role="rowheader">
                  {monthName(m).slice(0, 3)}
                </span>
                {row.map((d) => (
                  <button
                    type="button"
                    key={d.date}
                    role="gridcell"
                    data-day={d.i}
                    tabIndex={d.i === place ? 0 : -1}
                    className={[
                      'calendar-day',
                      `day-${d.state}`,
                      d.state === 'exception' && d.minutes === 0 ? 'day-shut' : '',
                      [0, 6].includes(weekdayNumber(d.date)) ? 'day-weekend' : '',
                      ...d.periods.map((p) => `day-${doc.periods[p]?.kind ?? ''}`),
                    ]
                      .filter(Boolean)
                      .join(' ')}
                    aria-label={`${weekdayName(weekdayNumber(d.date))} ${formatDate(d.date)}: ${dayWords(doc, d.i)}`}
                    onFocus={() => setAt(d.i)}
                    onClick={() => setAt(d.i)}
                    onDoubleClick={() => onDay(d.date)}
                  >
                    <span className="num">{Number(d.date.slice(8))}</span>
                    <span className="calendar-mark" aria-hidden="true">
                      {d.real !== d.minutes ? '±' : marks[d.state]}
                    </span>
                  </button>
                ))}
              </div>
            ))}
          </div>
          <p className="calendar-said" role="status">
            {day && (
              <>
                <b>
                  {weekdayName(weekdayNumber(day.date))} {formatDate(day.date)}
                </b>{' '}
                {dayWords(doc, place)}
              </>
            )}
          </p>
          <ul className="calendar-key meta" aria-hidden="true">
            <li>
              <i className="calendar-day day-open" /> {t('calendar.day.open')}
            </li>
            <li>
              <i className="calendar-day day-closed" /> {t('calendar.day.closed')}
            </li>
            <li>
              <i className="calendar-day day-holiday">H</i> {t('calendar.day.holiday')}
            </li>
            <li>
              <i className="calendar-day day-exception">E</i> {t('calendar.day.exception')}
            </li>
            <li>
              <i className="calendar-day day-open day-peak" /> {t('calendar.period.peak')}
            </li>
            <li>
              <i className="calendar-day day-open day-freeze" /> {t('calendar.period.freeze')}
            </li>
            <li>
              <i className="calendar-day day-open day-maintenance" />{' '}
              {t('calendar.period.maintenance')}
            </li>
            <li>
              <i className="calendar-day day-open">±</i> {t('calendar.clocks')}
            </li>
          </ul>
        </>
      )}
    </section>
  );
}
