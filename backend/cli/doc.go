// Package cli is the command line: the same work as the window, headless,
// through the same services.
//
// Vocabulary: a command is a verb of the product (import, review, record …);
// a reference names a record; --json asks for one JSON document on standard
// output and nothing else there.
//
// Invariants: exit status 0 done, 1 failed, 2 wrong usage, 3 done and something
// needs a person; progress and prose go to standard error; field names in JSON
// are snake_case and stable.
//
// It holds no rule of the domain and imports no window library.
package cli
