// Package reporttest gives the tests of reports and their printing a fictional
// review, random reviews and an English catalogue of their own, so that a
// reworded sentence of the product breaks no picture of a report.
//
// It is for tests only; nothing of the product imports it.
package reporttest
