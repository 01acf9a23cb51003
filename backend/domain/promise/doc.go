// Package promise says by when a review is held, and which incidents have to have one.
//
// Vocabulary: a limit is a length after the resolution of an incident, elapsed or in the
// business time of a calendar; a rule holds a limit for each severity and says what requires
// a review; what people sign is a policy of the kind "review", and its settings are read
// here by their names; the standing of a review is where its clock is at an instant.
//
// Invariants: where no rule is signed the limit is Default and Rule.Signed is false; a setting
// that cannot be read is told as a problem and never guessed; an elapsed limit is counted in
// hours that pass, so that a change of the clocks moves its end on them.
//
// It reads no store and no clock, and judges no person: what is late is the review.
package promise
