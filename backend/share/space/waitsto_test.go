package space_test

import (
	"context"
	"os"
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

// Nobody can have what no commit was made of; what went on a stick, with a push that was not
// heard of or through a mirror folder, and what cannot be looked up, others can have.
func TestOnlyWhatNoCommitHoldsWasReceivedByNobody(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, _, id := pair(t, dir)
	received := func(id string) bool {
		t.Helper()
		got, err := a.ws.Received(t.Context(), id)
		a.must(err)
		return got
	}
	goes := a.makes("It goes on a stick")
	if !received(id) || received(goes) {
		t.Errorf("what was sent %t, what was not %t", received(id), received(goes))
	}
	a.putsOut(t.TempDir()) // the server has not heard of it
	if !received(goes) {
		t.Error("what was carried out on a stick")
	}
	stays := a.makes("It stays here")
	if received(stays) {
		t.Error("what was shared after that")
	}
	store := a.syncer().StoreDir(a.id())
	a.must(os.Rename(store, store+".away"))
	if !received(stays) || !received(id) {
		t.Error("the private repository is gone")
	}
	a.must(os.WriteFile(store, []byte("no repository"), 0o600))
	if !received(stays) {
		t.Error("the private repository cannot be read")
	}
	a.must(os.Remove(store))
	a.must(os.Rename(store+".away", store))
	if received(stays) {
		t.Error("it is back")
	}
	a.mirrors()
	if !received(stays) {
		t.Error("a mirror folder shows it")
	}
}

// What the place took is received, also where the push was stopped before that was heard.
func TestWhatWasPushedUnheardCanBeReceived(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, _, _ := pair(t, dir)
	id := a.makes("It arrives unheard")
	ctx, stop := context.WithCancel(t.Context())
	a.step = func(name string) {
		if name == "committed" {
			git(t, a.syncer().StoreDir(a.id()), "push", "-q", dir, "main")
			stop()
		}
	}
	if _, err := a.syncer().Sync(ctx, a.id(), access); err == nil {
		t.Fatal("it was not stopped")
	}
	if got, err := a.ws.Received(t.Context(), id); err != nil || !got {
		t.Errorf("%t, %v", got, err)
	}
}
