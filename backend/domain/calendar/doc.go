// Package calendar is the business clock: it adds and measures working time on a
// named version of a calendar, exactly across every change of the clocks.
//
// Vocabulary: a calendar is data (Calendar), its clock is what computes with it
// (Clock) · hours are when it is open · a holiday closes a date, an exception gives
// one date hours of its own, in place of the week's and of a holiday's · a period is a
// stretch of peak, freeze or maintenance; it changes weights and urgency, never
// whether it is open · a moment is a local time with the answer to the question which
// of two instants it means, where the clocks went back.
//
// Invariants: hours are the set of instants at which the clocks of the zone read a
// time inside them, so a night of 23 hours has fewer of them and one of 25 more, and
// nothing is moved to a neighbouring hour; all sums are made in UTC. A local time that
// exists twice or not at all is a Question and a fault, until somebody has picked; it
// is never shifted. A date outside the valid range gives no hours and no closed day but
// a fault, for nobody has said what holds there. No search goes further than Horizon.
// A Clock never changes after it was made and may be used by many at once.
//
// It is not a place for screens, for recurrence rules (readers of foreign formats
// bring single dates), for what is due to whom (obligations) nor for the time now.
// Zones come from the zone data of the standard library, which the program links in.
package calendar
