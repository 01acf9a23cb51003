// Package owning works on the services of package estate: it makes and changes them, matches
// the names that incidents and reviews tell with them, counts incidents through what needs
// what, and takes services out of tables.
//
// Vocabulary: as package estate; a proposal is a name somebody told that no service answers
// to, with what it may mean; an answer to one makes a service, an alias, or says that it is
// none; an import reads a table, each row of which says something of one service.
//
// Invariants: nobody answers a proposal but a person; an incident of the register and the
// review that was begun from it count as one, as the review tells it, and one that was cancelled
// counts nowhere, as in measures; a service that was told of anywhere is retired and not removed; a new name keeps the old one as an alias, so nothing that was told before
// loses its service; reading the same table twice changes nothing the second time; of a
// table read = created + updated + unchanged + refused.
//
// It knows no format of files: whoever joins it hands rows in.
package owning
