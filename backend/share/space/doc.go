// Package space is the exchange of a workspace's records with a shared space: the
// loop that commits what was edited here, brings in what others did, merges the
// two and sends the result.
//
// Vocabulary: the head is the newest commit of the private repository; to write
// back is to bring what the head holds into the workspace; the base of a record is
// what it was when the two last agreed; a snapshot is a record as a commit that is
// being made will have it; a refusal is a file that is not taken and stays where it
// is; a round is fetch, merge, write back, push; a record is held that is not sent
// because a person has to decide about words in it; a stub is what a record leaves in
// the space it was moved from.
//
// Invariants, each held by a test:
//   - what was typed is current in every workspace, or in a conflict there, whatever
//     was killed when: edits are in the workspace before they are in a commit, and
//     leave a base only once their commit is durable;
//   - what is typed during a sync takes part in the next one at the latest and never stops
//     this one;
//   - a removal that does not hold loses nothing that was edited here before it, and the
//     exchange that gives it back sends it;
//   - merges of heads depend on the commits alone, so that all devices make the same;
//   - a file nobody here can read is left alone and told; it keeps no other record
//     from being exchanged, and the version here keeps what could be read before;
//   - what lies in the folder of a record and is none of its files is told, goes along
//     unread through every merge, and keeps nothing of the record from being exchanged;
//   - a picture that the space lacks, or has something else in the place of, is sent by
//     whoever has it; one that cannot be read here is told and stops nothing;
//   - a record that moves is in the space it goes to before it leaves the other, and what
//     was edited where it had been is brought to where it is;
//   - a rewritten history is neither merged nor followed unless a person says so,
//     throws nothing back into a space that a record has moved on to, and
//     what was here outlives either choice.
//
// It does not know SQL or the journal: the workspace hands in a Local.
package space
