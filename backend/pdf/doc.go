// Package pdf prints report models on A4.
//
// Vocabulary: an atom is the smallest piece that is never split between pages
// (a line of a paragraph, a row of a table, a drawing); a chain is atoms that
// keep together (a heading and what follows it, the first two and the last two
// lines of a paragraph); furniture is head and foot of a page; px are 1/96 inch,
// the unit of the whole package.
//
// Invariants: the same model gives the same bytes; text is measured with the
// cuts it is printed in (package draw) and passes its sanitiser first; what a
// font lacks is replaced visibly and listed on the last page; nothing is cut: a
// row longer than a page splits by line, a word longer than a line breaks; the
// head of a table repeats; a model that asks for one page gets exactly one.
//
// It is not the author of any sentence: all texts come with the model. It reads
// and writes no files: Render gives bytes.
package pdf
