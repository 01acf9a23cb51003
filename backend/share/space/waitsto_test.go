package space_test

import (
	"testing"

	"secondstory/backend/domain/sharing"
)

// What others wrote and was fetched since the last push is not ours to send.
func TestWhatWasFetchedDoesNotWaitToBeSent(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	link := func() sharing.Link {
		list, err := a.ws.Spaces(t.Context())
		a.must(err)
		for _, l := range list {
			if l.Name == team {
				return l.Link
			}
		}
		t.Fatal("it is in no space")
		return sharing.Link{}
	}
	a.sync()
	before := link()
	b.set(id, "title", "Theirs")
	b.sync()
	a.sync()
	// As it is when the program ends between the fetch and the note of a push.
	now := link()
	now.Pushed = before.Pushed
	if ids, err := a.syncer().Unpushed(now); err != nil || len(ids) != 0 || before.Pushed == "" {
		t.Errorf("waits to be sent after a push of %q: %v, %v", before.Pushed, ids, err)
	}
}
