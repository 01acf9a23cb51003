// Package asfile puts a report model into files that are read without paper: HTML
// for a browser, Markdown for another tool, JSON for a program.
//
// Vocabulary: a form is what a shrink looks like; here it is always the fullest, for
// no page is ever full.
//
// Invariants: the same model gives the same bytes; every word of the model is in
// every file; an HTML file holds everything it shows, runs nothing and asks nobody;
// text is text whatever signs it holds; links lead to the web or to mail only.
//
// It is no painter of paper (package pdf) and writes no files: it gives bytes.
package asfile
