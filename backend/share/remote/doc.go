// Package remote exchanges the one branch of a space with a shared repository:
// a folder, http or https, ssh, or git's own protocol.
//
// Vocabulary: an address says where the shared repository is; a fetch brings its
// branch into the store's remote-tracking ref; a push offers the store's commits
// and is accepted, or stale because somebody was faster, or fails; a failure has
// a kind, and a rejected one the server's own words.
//
// Invariants, each held by a test:
//   - a push never forces: the server is told what the branch is thought to be,
//     and after each push it is asked what it is now (T8, T24), so that a lost
//     answer is no lost push and no push is believed that did not happen;
//   - what is sent is what the server does not have, found without walking the
//     whole history, in pieces of bounded size (T9);
//   - what is fetched is complete and on the disk before a ref names it, never
//     shallow (T10), over few refs (T11);
//   - a plain folder needs no git on this machine and is written with the same
//     locks that git uses (T17); a folder with hooks is left to git, which runs them;
//   - every call ends when its context does.
//
// A network says how this machine reaches others: proxy, certificate authorities,
// known hosts, keys. Of a host of ssh that is not known the fingerprint is told, and
// accepted by whoever gives it back; one that shows another key than the known one is
// refused whatever is given. The kind of key that is known is asked for first (T12).
//
// It is not a place for secrets: a user and a token, or a key and its passphrase, are
// handed in for one exchange, sent or shown to the one host they are for when it asks,
// and kept nowhere. The name and the password of a proxy are asked of Network.ProxyLogin
// once something goes through it, and told to that proxy alone.
package remote
