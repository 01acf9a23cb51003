// Package ical reads calendars out of iCalendar files (RFC 5545) and writes them.
//
// Vocabulary: an entry is a component of the file below VCALENDAR that is no zone: an
// event, or a to-do, which has no place in a calendar · the form of an entry is what it
// becomes: hours of the week, a holiday, an exception, a peak, a freeze or a maintenance ·
// a stamp is a date or a time as the file writes it.
//
// Invariants: every entry is taken or has one finding that says in which line it begins
// and why it was not, so accepted and quarantined add up to what was read; an entry is
// taken whole or not at all. A local time that exists twice or not at all is never moved:
// its entry is put aside. Zones are those of the zone data, by name, or by a name Windows has for
// them; what the file says about a zone of a known name is not believed, and of an unknown one
// it is taken for the zone of the zone data that shows the same in the time of the entries,
// where one does. Work and results are bounded whatever the
// file says. What this package wrote it reads back as the same calendar.
//
// It is not the place where a calendar is stored, nor where a person is asked: whoever
// calls it says what entries without a form are (Options).
package ical
