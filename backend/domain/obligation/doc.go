// Package obligation counts the time in which others have to be told of an incident:
// authorities, customers, the people concerned.
//
// Vocabulary: a pack is one set of rules as data (Pack) · a step is one notification of
// it · a limit is how long there is and from which trigger on, an event that somebody
// states (becoming aware) or the submission of an earlier step · a fact is an answer
// that a threshold or a choice asks for · a case is what is known of one incident
// (Case) · a clock is what a step comes to in a case (Clock) · the due is the strict
// reading: the earliest end that can be defended; later readings are told beside it
// and never in its place · a pause is a stretch in which a limit does not run.
//
// Invariants: hours are physical time, days and months are dates of the case's zone; a
// month ends on the last day of a month that is too short. What is not known is asked
// for and never assumed; a projected end is the earliest of those still possible. A
// pack is never in force because this program brings it: package policy and the people
// who sign there decide that.
//
// It is not a place for legal advice, for the wording of a notification, for who may
// sign, nor for the time now, which is handed in.
package obligation
