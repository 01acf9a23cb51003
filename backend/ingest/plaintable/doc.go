// Package plaintable reads incidents from tables of which nothing is known but their
// headers: a CSV file with a column that can be the title.
//
// Vocabulary: a target is the name of what a column means ("title", "moments.started",
// "services"); a sentinel is a text that stands for a missing value ("?", "N/A", "-").
//
// Invariants: a file is read twice, once to decide about the order of day and month and
// about zones from whole columns, once for its rows; no more than a row is held; a column
// that means nothing here is kept raw under its name.
//
// Readers that know a tool go before it. It opens no file.
package plaintable
