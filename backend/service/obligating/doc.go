// Package obligating keeps the assessments of incidents: which packs were looked at, what
// was decided and by which role, which times were stated, what was sent and when.
//
// Invariants: every change is one step of history that undo takes back. A decision not to
// notify has a reason and an approver. A clock is counted anew each time it is asked for,
// by the rules that stand in the record; nothing of it is stored. A pack nobody has
// signed is counted and said to be unsigned.
//
// It is not a place for how limits are counted (domain/obligation) nor for signing
// (policies).
package obligating
