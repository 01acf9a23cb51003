// Package review is the post-incident review: its schema, the typed view that
// screens and reports read, and its rules.
//
// Vocabulary: a review has sections of Markdown, a timeline of entries, factors,
// one or more analyses of causes, actions and participants; an anchor is one of
// the moments durations are counted between (started, detected, declared,
// mitigated, resolved); a finding is a question, finding or notice about the
// record that a person answers or dismisses.
//
// Invariants: roles are shared, names stay in the local field "people"; an entry
// keeps every statement of its time and the last one counts; numbers shown are
// computed from statements and never stored.
//
// It is not the store's shape: the truth is a record.State of Schema.
package review
