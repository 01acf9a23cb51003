import type { ObligationEnd } from './obligations';

/** `zone` is empty for a calendar that cannot be read. */
export type CalendarRow = { ref: string; title: string; zone: string; trashed: boolean };

export type CalendarList = 'week' | 'holidays' | 'exceptions' | 'periods';

export type Weekday =
  'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** Times of day are 09:00, or 30:00 for six in the morning of the day after. */
export type CalendarHours = { id: string; day: Weekday; from: string; to: string };

export type CalendarHoliday = {
  id: string;
  on: string;
  name: string;
  yearly: boolean;
  until: string;
};

/** Without hours the date is closed. */
export type CalendarException = { id: string; on: string; name: string; hours: string[] };

export type PeriodKind = 'peak' | 'freeze' | 'maintenance';

/** From begin to end, or on the days first to last, there at hours of their weekdays. */
export type CalendarPeriod = {
  id: string;
  kind: PeriodKind;
  name: string;
  begin: string;
  end: string;
  firstDay: string;
  lastDay: string;
  hours: string[];
  weight: number;
  urgency: number;
};

export type DayState = 'open' | 'closed' | 'holiday' | 'exception' | 'outside';

export type CalendarDay = {
  date: string;
  state: DayState;
  /** As the clocks show it, and as they pass: another number where they change. */
  minutes: number;
  real: number;
  name: string;
  hours: string[];
  /** Places in the periods. */
  periods: number[];
};

export type CalendarFinding = {
  place: number;
  level: 'problem' | 'notice';
  key: string;
  path: string;
  message: string;
  /** What a fix does; "" where a person has to choose. */
  fix: string;
};

export type CalendarDue = { length: string; at: string; explained: string; problem: string };

export type Calendar = {
  ref: string;
  title: string;
  zone: string;
  validFrom: string;
  validTo: string;
  note: string;
  /** The hash of what it says. */
  version: string;
  trashed: boolean;
  week: CalendarHours[];
  holidays: CalendarHoliday[];
  exceptions: CalendarException[];
  periods: CalendarPeriod[];
  year: number;
  days: CalendarDay[];
  findings: CalendarFinding[];
  due: CalendarDue[];
  /** From when it is due, on the clocks of the calendar. */
  at: string;
  /** In which periods that lies, and how much more urgent things are then; '' for none. */
  liesIn: string;
  /** Entries of the file it was made of that wait for a person. */
  aside: CalendarAside[];
  /** How many more stand in the file alone. */
  asideLeft: number;
  /** The clocks show the time asked about twice or never. */
  picks: boolean;
  /** Why no clock can be made of it; "" when one can. */
  stopped: string;
};

/** An entry of a file that became nothing yet; `asks` is what would let it be taken. */
export type CalendarAside = {
  id: string;
  line: number;
  title: string;
  message: string;
  asks: 'pick' | 'zone' | 'form' | '';
  text: string;
  /** How many others ask the same. */
  alike: number;
  /** The two times that are chosen from, with their offsets; '' where none is. */
  earlier: string;
  later: string;
};

export type CalendarSettling = {
  form: string;
  zone: string;
  pick: string;
  text: string;
  /** The same answer for all that ask the same. */
  alike: boolean;
};

export type CalendarImportLine = { line: number; title: string; aside: boolean; message: string };

export type CalendarImported = {
  /** "" where nothing was made. */
  ref: string;
  title: string;
  file: string;
  read: number;
  taken: number;
  entries: CalendarImportLine[];
  /** A calendar (ref) says all of it already. */
  known: boolean;
  /** Entries that the calendar they went into had before. */
  same: number;
  /** Days that are taken as closed. */
  closed: number;
  /** Single times of entries that were taken which wait for an answer. */
  nights: number;
  /** The calendars of a file with several of which nobody has chosen one yet. */
  names: string[];
};

/** A limit that runs and whose end a calendar decides. */
export type CalendarLimit = {
  /** Of the assessment. */
  ref: string;
  rules: string;
  about: string;
  step: string;
  /** False for an end that is only projected. */
  sure: boolean;
  end: ObligationEnd | null;
  /** By the calendar as it was when somebody began to look, where that is another end. */
  before: ObligationEnd | null;
};

/** `since` is what the calendar said when somebody began to look, for the next question. */
export type CalendarLimits = { since: string; limits: CalendarLimit[] };
