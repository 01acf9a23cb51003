// Package policy holds rules that people sign: what a rule says, who has to agree to
// it, which version of it holds at an instant, and who may step aside from it.
//
// Vocabulary: the terms are all that people sign, the text with its settings and data
// as well as its dates and seats · the draft is what is being written · a version is a
// draft as it was proposed, under a number, and never changes · a seat is a role whose
// agreement is needed, by as many different people as it counts · a sign-off is one
// decision of one actor about one content · a tally is what the sign-offs of a content
// come to · an ending is a version that says that the rule ends · a rule is the name
// of a version that a result keeps (Rule) · an exception lets somebody step aside from
// a procedure until a day.
//
// Invariants: a hash covers number and terms, so a sign-off counts for the content it
// was given for and for nothing else, and agreement to version 1 is none to a version 3
// that says the same. An actor counts once, whatever roles, devices or orders of
// arrival there are; of several decisions the last counts, of two at once the more
// careful one, and nobody's own decision is outvoted by one recorded for them. What is
// open is not in force: two signed versions of one number, a version that is not what
// its hash says, a conflict about what was signed. Everything here follows from the
// content of the record and the instant asked about; the order in which it arrived
// plays no part.
//
// A version asks for its own seats and for those of the signed version before it. Where it
// was told who has which key (Judge), a sign-off counts only when the device that it names
// made it; that is known to each machine for itself, and merging does not ask.
//
// It is not a store and no clock. A hash binds a decision to a content and a seal to a
// device, not to a person: a device is believed to be its owner's, as everywhere in a space.
package policy
