package space_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"secondstory/backend/share/space"
)

// takesBack is a workspace of which one transaction fails at its end, and that is told
// after it.
type takesBack struct {
	space.Local
	next *bool
	then func()
}

func (l takesBack) Update(ctx context.Context, f func(space.Writer) error) error {
	if !*l.next {
		return l.Local.Update(ctx, f)
	}
	*l.next = false
	err := l.Local.Update(ctx, func(tx space.Writer) error {
		if err := f(tx); err != nil {
			return err
		}
		return errors.New("the disk was busy")
	})
	l.then()
	return err
}

// A review that is written together with others is written again alone where that failed;
// by then it may have arrived by another space.
func TestWhatATransactionTookBackIsNotToldAsReceived(t *testing.T) {
	t.Parallel()
	dir, other := bare(t), bare(t)
	a, b, _ := pair(t, dir)
	a.joinsBoard(other)
	moved, stays := a.makes("It goes on to the board"), a.makes("It stays")
	a.sync()
	a.moves(moved, board)
	a.syncs(board)
	failing, failed := false, false
	b.step = func(name string) {
		if name == "merged for writing back" && !failed {
			failing, failed = true, true
		}
	}
	s := b.syncer()
	s.Local = takesBack{s.Local, &failing, func() { b.joinsBoard(other) }}
	r, err := s.Sync(t.Context(), b.id(), access)
	b.must(err)
	if !failed || b.get(moved).Space != b.idOf(board) {
		t.Fatalf("it did not arrive by the other space in between, so this shows nothing: %+v", b.get(moved))
	}
	if r.Received != 1 || !slices.Equal(r.Came, []string{stays}) {
		t.Errorf("%d received: %v", r.Received, r.Came)
	}
}
