// Package fault holds errors as values: a code, a message key of the catalogue
// and parameters.
//
// Vocabulary: the code is the class (invalid, not found …), the key names the
// sentence in assets/locales, the parameters fill its gaps, the cause is for
// the log only.
//
// Invariant: nothing a person sees is written here; no path of ours, no SQL and
// no stack ever stands in a parameter.
//
// It is not a place for outcomes that are no errors: merge results, import rows
// and findings are values of their own packages.
package fault
