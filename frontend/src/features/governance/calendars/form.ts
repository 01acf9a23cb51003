import type { Calendar, CalendarList, PeriodKind, Weekday } from '../../../backend';

/** What a person types about an entry, of whichever list it is. */
export type Form = {
  title: string;
  zone: string;
  day: Weekday;
  from: string;
  to: string;
  on: string;
  name: string;
  yearly: boolean;
  until: string;
  hours: string;
  kind: PeriodKind;
  times: boolean;
  begin: string;
  end: string;
  weight: string;
  urgency: string;
};

export function emptyForm(on: string): Form {
  return {
    title: '',
    zone: '',
    day: 'monday',
    from: '09:00',
    to: '17:00',
    on,
    name: '',
    yearly: false,
    until: '',
    hours: '',
    kind: 'peak',
    times: false,
    begin: '',
    end: '',
    weight: '',
    urgency: '',
  };
}

/** An entry as it is, to be changed; undefined for a new one. */
export function formOf(
  doc: Calendar,
  list: CalendarList | 'head',
  id: string | undefined,
): Form | undefined {
  const empty = emptyForm('');
  if (list === 'head')
    return { ...empty, title: doc.title, zone: doc.zone, from: doc.validFrom, to: doc.validTo };
  if (list === 'week') {
    const h = doc.week.find((x) => x.id === id);
    return h && { ...empty, day: h.day, from: h.from, to: h.to };
  }
  if (list === 'holidays') {
    const h = doc.holidays.find((x) => x.id === id);
    return h && { ...empty, on: h.on, name: h.name, yearly: h.yearly, until: h.until };
  }
  if (list === 'exceptions') {
    const e = doc.exceptions.find((x) => x.id === id);
    return e && { ...empty, on: e.on, name: e.name, hours: e.hours.join(', ') };
  }
  const p = doc.periods.find((x) => x.id === id);
  return (
    p && {
      ...empty,
      kind: p.kind,
      name: p.name,
      times: p.firstDay === '',
      begin: p.begin.replace('T', ' '),
      end: p.end.replace('T', ' '),
      on: p.firstDay,
      until: p.lastDay,
      hours: p.hours.join(', '),
      weight: p.weight ? String(p.weight) : '',
      urgency: p.urgency ? String(p.urgency) : '',
    }
  );
}

const text = (s: string) => s.trim() || null;
const words = (s: string) =>
  s
    .split(',')
    .map((w) => w.trim())
    .filter(Boolean);
/** A number, or what was typed: the other side says what is wrong with it. */
const number = (s: string) => {
  const n = Number(s.trim());
  return s.trim() === '' ? null : Number.isNaN(n) ? s.trim() : n;
};

/** The fields of the record that a form says; null takes one away. */
export function fieldsOf(list: CalendarList | 'head', f: Form): Record<string, unknown> {
  switch (list) {
    case 'head':
      return {
        title: f.title.trim(),
        zone: text(f.zone),
        valid_from: text(f.from),
        valid_to: text(f.to),
      };
    case 'week':
      return { day: f.day, from: f.from.trim(), to: f.to.trim() };
    case 'holidays':
      return {
        on: text(f.on),
        name: text(f.name),
        yearly: f.yearly || null,
        until: f.yearly ? text(f.until) : null,
      };
    case 'exceptions': {
      const hours = words(f.hours);
      return { on: text(f.on), name: text(f.name), hours: hours.length > 0 ? hours : null };
    }
    case 'periods': {
      const hours = f.times ? [] : words(f.hours.toLowerCase());
      const moment = (s: string) => (f.times ? text(s.trim().replace(' ', 'T')) : null);
      return {
        kind: f.kind,
        name: text(f.name),
        begin: moment(f.begin),
        end: moment(f.end),
        first_day: f.times ? null : text(f.on),
        last_day: f.times ? null : text(f.until),
        hours: hours.length > 0 ? hours : null,
        weight: f.kind === 'peak' ? number(f.weight) : null,
        urgency: f.kind === 'peak' ? number(f.urgency) : null,
      };
    }
  }
}
