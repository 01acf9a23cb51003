// Package auditing reads the journal of the workspace as an audit trail and checks it.
//
// Vocabulary: an entry is one change of one entity, whoever made it: a person, a version
// of a rule, or an exchange that brought it; a page is cut from the newest entries down
// by the number of the last one seen; a check reads every entry of every chain and holds
// it against the anchors that are known, and each record against the state that its
// entries lead to.
//
// Invariants: nothing here writes; a page costs what it shows, however long the journal
// is; a check says what it cannot exclude as well as what it can.
//
// It decides nothing about who may see what: whoever has the workspace has its journal.
package auditing
