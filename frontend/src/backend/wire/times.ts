import type { Params } from './message';
import type { Anchor, TimeStatement } from './review';

export type TimeCheck = {
  ok: boolean;
  statement: TimeStatement;
  key: string;
  params: Params | null;
};

/**
 * The times whole, or as what became of those with an earlier stamp: then `shown.times` holds
 * what is new or another, and `gone` what is no more.
 */
export type TimesSince = { stamp: string; whole: boolean; shown: ShownTimes; gone: string[] };

/** How a line of the scribe is read. */
export type LineCheck = {
  ok: boolean;
  /** It begins with a time; else it happened now. */
  stated: boolean;
  statement: TimeStatement;
  /** The words behind the time. */
  text: string;
  key: string;
  params: Params | null;
  /** Who states the day and the zone: the line, the review, a key time, the entry above, the clock, "" for nobody. */
  day_from: string;
  /** Days between the day named there and that of the statement. */
  day_shift: number;
  zone_from: string;
};

/** incident: the zone of the review; local: that of this machine. */
export type ZoneMode = 'incident' | 'utc' | 'local';
/** A statement in the zone of a screen, in the forms of TimeStatement.at. */
export type ShownTime = { at: string; end: string };
/** From one known moment to the next; entry is the first one in it. */
export type Phase = { entry: string; from: Anchor; to: Anchor; minutes: number; exact: boolean };
/** A stretch of the incident of which no entry tells, between two entries ("" where a known moment stands); least: minutes from which one is told. */
export type Silence = {
  after: string;
  before: string;
  minutes: number;
  at: string;
  least: number;
};
/** Times by entry id or anchor name, earlier statements of an entry as "id/index"; zone "" means as stated. */
export type ShownTimes = {
  zone: string;
  times: Record<string, ShownTime>;
  phases: Phase[];
  /** The first entry later than the resolution, "" when there is none. */
  after: string;
  silences: Silence[];
  handling: HandlingLine[];
};
/** A sentence about how the incident was handled; about is an entry ("timeline/id"), a key moment or "". */
export type HandlingLine = { text: string; about: string; asks: boolean };
