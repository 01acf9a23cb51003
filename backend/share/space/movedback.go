package space

import (
	"slices"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// Of a replaced history, a record that has left this space may come back in it: a server
// was restored from a copy of before the move. What it says was said before the record left,
// so it is no edit of where the record is now, and leaves again.

// cameBack says whether a record had left this space in the history that was here before it
// was replaced, and has lost its stub in the new one.
func (r *run) cameBack(p canon.Place, in folder) (bool, error) {
	if r.agreed == nil || in.stub != nil || len(in.files) == 0 {
		return false, nil
	}
	_, tree, err := r.replacedHead()
	if err != nil || tree == gitstore.Zero {
		return false, err
	}
	was, err := r.format.readFolder(r.store, tree, p)
	return was.stub != nil, err
}

// replacedHead is what was here before the history that is followed; until it is followed
// to its end the head has not moved.
func (r *run) replacedHead() (head, tree Hash, err error) {
	if head, err = r.store.Ref(gitstore.Main); err != nil || head == gitstore.Zero {
		return head, tree, err
	}
	c, err := r.store.Commit(head)
	return head, c.Tree, err
}

// wentFrom is what a copy in a new history comes from, of a record that has left this space:
// what it said where the two histories part. Where they have nothing in common, a copy that
// says what the old one has said is its own base, and another goes on from what it said last.
func (r *run) wentFrom(f format, p canon.Place, theirs, last *merge.Doc, commit string, locked bool) (*merge.Doc, error) {
	head, _, err := r.replacedHead()
	if err != nil {
		return nil, err
	}
	if stopped, err := r.followed(commit, head); err != nil || stopped {
		return last, err // another new history brought it as it was then
	}
	if r.parted != gitstore.Zero {
		doc, err := r.docAt(f, p, r.parted, map[Hash]*merge.Doc{})
		if err != nil || doc != nil && doc.There() {
			return doc, err
		}
	}
	had, err := r.versions(f, p, head, locked)
	if err != nil {
		return nil, err
	}
	if theirs != nil && slices.ContainsFunc(had, func(d *merge.Doc) bool { return d != nil && d.Equal(theirs) }) {
		return theirs, nil
	}
	for _, d := range slices.Backward(had) {
		if d != nil && d.There() {
			return d, nil
		}
	}
	return last, nil
}

// leavesAgain notes that a record which came back leaves this space once more. The space it
// is in had it before its first stub was written here. A move that is not over yet goes first.
func (r *run) leavesAgain(tx Writer, id, to string) error {
	moves, err := tx.Moves()
	if err != nil || slices.ContainsFunc(moves, func(m sharing.Move) bool { return m.Record == id }) {
		return err
	}
	return tx.PutMove(sharing.Move{Record: id, From: r.link.Space, To: to, Arrived: true, At: r.Now().UTC()})
}
