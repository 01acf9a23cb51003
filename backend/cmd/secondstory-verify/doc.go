// Command secondstory-verify checks an evidence pack of Second Story. It needs nothing
// of that program and no library but Go's own, so that somebody who trusts neither can
// read all of it, in the order in which it works:
//
//	go build -o verify .
//	./verify [--json] [--anchors FILE] PACK.zip
//
// verify.go is the check of the chains and seals.go that of the seals; main.go reads the call
// and tells the result.
//
// A pack is a zip. manifest.json lists the other files with their SHA-256, and the
// chains. A chain file has one entry a line: {"entry":{…},"hash":"…"}. The hash is the
// SHA-256 of the bytes between "entry": and ,"hash"; the entry holds its number (seq)
// and the hash of the entry before it (prev). So nobody can change, remove or put in an
// entry without making the hashes of all later ones anew. Whoever made those anew is
// found out by an anchor: the hash of an entry that was written down somewhere else.
// The commits of a shared space hold such lines ("Audit: device number hash"):
//
//	git log --format=%B | grep ^Audit: > anchors.txt
//
// seals.json holds what people decided about rules (signatures, answers to requests for
// exceptions), each as the very text that the device of that person sealed with its ed25519
// key. Nobody who has not that key can have made such a seal. Whose key it is the pack alone
// cannot tell: compare it with the one the device shows.
//
// It ends with 0 when all holds, 3 when something does not, 1 when the pack cannot be
// read, 2 when it was called wrongly.
package main
