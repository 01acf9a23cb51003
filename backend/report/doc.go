// Package report turns a review into a report: an ordered list of blocks that
// a painter puts on paper.
//
// Vocabulary: a model is one report; a block is a heading, a paragraph, a list,
// a table, a figure …; a span is a run of text in one style; a shrink is a block
// with shorter and shorter forms, for reports that must fit one page; furniture
// is what stands at the head and foot of every page.
//
// Invariants: the same review and options give the same model; no sentence a
// person reads stands in Go (Options.Text gives them all); names of people are
// never printed, only roles; nothing is cut without a visible mark that says so
// and where the rest stands; parts without content leave no empty heading;
// every instant is shown in one zone, named in the head of its column.
//
// It is not the painter (package pdf): it knows no page, no font size and no
// file. It reads no clock: what is overdue is so as of Options.AsOf.
package report
