// Package objects reads incidents from JSON and from lines of JSON: what pagers, status
// pages, alert managers and event buses export or send.
//
// Vocabulary: a unit is an object that a file holds at its top, alone, in a list or one a
// line; an envelope is a unit with lists of objects in it ({"incidents": […]}); an item is
// the object that becomes a row; a dialect knows the fields of one tool; a field is claimed
// when a dialect took it, and what nobody claimed is kept raw.
//
// Invariants: which dialect reads a unit is decided by the unit, so one file may hold
// several; no more than one unit (or one item of an envelope that is larger) is in memory;
// an item that cannot be read is refused with its place and the next one is read; every
// field of an item is in the list of uses as mapped, raw or skipped with its reason; the
// same item has the same source and key in whatever file it comes.
//
// It opens no file, asks no network and knows no database.
package objects
