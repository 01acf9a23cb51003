// Package scheduling is what people do with calendars: make, import and export them, look
// them through, and ask their clock when something is due.
//
// Invariants: every answer of a clock names the calendar and the version it was made with,
// which is the hash of what the calendar says; nothing is computed on a calendar with an
// entry that cannot be read. An import is one new record, one step in a record that exists,
// or nothing; what it puts aside waits in that record, within bounds, until a person settles
// or drops it.
package scheduling
