package space_test

import (
	"testing"

	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/space"
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
	// A commit that never left gave it to nobody.
	for which, want := range map[string]bool{id: true, "01ARZ3NDEKTSV4RRFFQ69G5FAV": false} {
		if got, err := a.syncer().Received(link(), "review", which); err != nil || got != want {
			t.Errorf("received %s: %v, %v", which, got, err)
		}
	}
	unsent := link()
	unsent.Space = "nowhere"
	if got, err := a.syncer().Received(unsent, "review", id); err != nil || got {
		t.Errorf("received where nothing was exchanged: %v, %v", got, err)
	}
	// As long as nothing moves, the history is looked through once.
	s, looks := a.syncer(), 0
	s.Waits = &space.Waits{}
	s.Step = func(string) { looks++ }
	for range 3 {
		if ids, err := s.Unpushed(now); err != nil || len(ids) != 0 {
			t.Errorf("%v, %v", ids, err)
		}
	}
	if looks != 1 {
		t.Errorf("%d looks", looks)
	}
	now.Pushed = ""
	if _, err := s.Unpushed(now); err != nil || looks != 2 {
		t.Errorf("%d looks, %v", looks, err)
	}
}
