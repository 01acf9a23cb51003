// Package soak drives the long-running tests: many seeds, a bounded number at
// once, with lines that say how far they are and which seed failed.
//
// It is for tests only; nothing of the product imports it.
package soak
