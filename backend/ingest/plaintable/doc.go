// Package plaintable reads incidents from tables: those that a tool writes (Jira, ServiceNow),
// and those of which nothing is known but their headers.
//
// Vocabulary: a dialect is how one tool writes its tables, known by their headers; a grid is
// a table of texts in whatever kind of file; a target is the name of what a column means
// ("title", "moments.started", "services", "updates"); a sentinel is a text that stands for
// a missing value ("?", "N/A", "-").
//
// Invariants: a file is read twice, once to decide about the order of day and month and
// about zones from whole columns (times in comments are of their column), once for its rows;
// no more than a row is held; a column that means nothing here is kept raw under its name,
// as often as it is there; what a person says of a column goes before what a dialect knows.
//
// It opens no file and joins no rows: rows of one incident are joined by the register.
package plaintable
