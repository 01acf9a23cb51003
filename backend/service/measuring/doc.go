// Package measuring answers questions about incidents as measures: it reads them from
// the index, measures them with domain/measure and writes the table of them.
//
// It stores nothing and draws nothing.
package measuring
