// Package estate holds the services an organisation runs: who answers for each, what it
// needs, and what an incident of one means for the others.
//
// Vocabulary: a service answers to a name and to its aliases; its owner is the role that
// answers for it; a need says that one service does not work without another, from one day
// to another; what it needs, and what these need, is below it, what needs it is above it; a
// pair is a category of incidents at a service, owned by the role that is accountable for
// it; the roll-up of a service counts the incidents told of it and of all below it.
//
// Invariants: a roll-up counts each incident once, however many ways lead to it; a need
// counts on its days alone, both included, and for an incident without a day only where it
// has no bounds; a circle of needs is told and ends every walk; a service is named by words,
// as incidents, reviews and needs name it, and two that answer to one name are told, never
// chosen between. Owners are roles: no count is of a person.
//
// It reads no files, no clock and no store, and knows no incident but for the names of
// services in it.
package estate
