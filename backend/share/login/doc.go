// Package login keeps what shared repositories ask for: tokens and passphrases.
//
// Vocabulary: a site is who asks, a host as remote.Address names it; a place is where
// the secret of a site lies: the keyring of the system, or, on a machine without one,
// a sealed file that a passphrase opens.
//
// Invariants, each held by a test:
//   - a secret is written nowhere else, and to the file only sealed;
//   - a file that cannot be opened is never written over;
//   - two programs that keep something at once both keep it;
//   - a keyring that does not answer ends with the context and is no keyring.
//
// It does not know what a secret is for, nor which sites there are: package workspace
// notes that, without the secret, beside the other settings.
package login
