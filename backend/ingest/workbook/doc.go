// Package workbook reads the sheets of a workbook (.xlsx) as rows of texts, one row after
// the other.
//
// Vocabulary: a part is a file inside of the workbook; a serial is how a workbook counts
// days, from 1900 (with a 29 February of that year that never was) or from 1904; a style
// says whether a number is a date.
//
// Invariants: what is held is the table of shared texts, within a bound, and one row; a date
// comes out with its year first, to the minute or the second as the cell shows it, whatever
// the language of the program; of a formula the saved result counts, and a cell whose result
// was not saved says so; a part that unpacks to far more than it takes is refused.
//
// It is no general reader of workbooks: pictures, formats and formulas are not looked at. A
// library was looked at and left: it holds the file, writes parts of it into a temporary
// folder, and shows dates in the order of the sheet's language, which is the question a
// workbook can answer.
package workbook
