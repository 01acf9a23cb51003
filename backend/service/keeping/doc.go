// Package keeping changes records of kinds that need no use cases of their own: it sets
// fields, adds parts, takes them away and brings them back, as the schema of the kind
// says. What a kind asks of its values beyond its schema is in its Rules.
//
// Invariants: each call is one step of history that undo takes back. What the rules of a
// kind refuse changes nothing. It is not a place for reviews, whose fields mean more than
// their schema says (package reviewing), nor for questions of a merge, which are asked
// there for all kinds.
package keeping
