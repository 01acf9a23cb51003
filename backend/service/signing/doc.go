// Package signing is what people do with rules: propose a version, sign it, take a
// decision back, end a rule, ask for an exception and answer one. Drafts are written
// like any other record (package keeping).
//
// Invariants: what is signed is what the signer saw, named by its hash; a decision is
// that of the actor of this machine, or says who recorded it for whom; nothing that was
// proposed or signed is undone by a key, for others may rely on it, and is taken back
// by a decision instead. Which version holds is decided by package policy from the
// record alone.
package signing
