package space

import (
	"context"
	"os"
	"sync"

	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote"
)

// Waits keeps what Unpushed found: as long as neither head, nor what was fetched, nor what
// was sent is another, two trees are not compared anew for each look at a list of spaces.
type Waits struct {
	mu    sync.Mutex
	found map[string]waits // by space
}

type waits struct {
	head, fetched Hash
	pushed        string
	ids           []string
}

// as gives what was found when all three were the same.
func (w *Waits) as(space string, now waits) ([]string, bool) {
	if w == nil {
		return nil, false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	was, ok := w.found[space]
	return was.ids, ok && was.head == now.head && was.fetched == now.fetched && was.pushed == now.pushed
}

func (w *Waits) keep(space string, now waits) {
	if w == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.found == nil {
		w.found = map[string]waits{}
	}
	w.found[space] = now
}

// Unpushed lists the records, by id, whose changes are in a commit here that the place of
// the space is not known to hold: a bundle took them, or an exchange was cut off. Nobody
// else has them by that. For a space of bundles alone there is no such place.
func (s *Syncer) Unpushed(l sharing.Link) ([]string, error) {
	if where, err := remote.ParseAddress(l.Address); err == nil {
		if _, carried := where.Bundles(); carried {
			return nil, nil
		}
	}
	store, head, err := s.asGuest(l.Space)
	if err != nil || store == nil {
		return nil, err
	}
	defer store.Close()
	if head.String() == l.Pushed {
		return nil, nil
	}
	fetched, err := store.Ref(gitstore.Tracking)
	if err != nil {
		return nil, shown(err)
	}
	now := waits{head: head, fetched: fetched, pushed: l.Pushed}
	if ids, known := s.Waits.as(l.Space, now); known {
		return ids, nil
	}
	s.reached("looked for what waits")
	theirs, err := theirsOf(store, l, fetched)
	if err != nil {
		return nil, shown(err)
	}
	from := gitstore.Zero
	if theirs != gitstore.Zero {
		bases, err := store.MergeBases(head, theirs)
		if err != nil {
			return nil, shown(err)
		}
		if len(bases) > 0 {
			c, err := store.Commit(bases[0])
			if err != nil {
				return nil, shown(err)
			}
			from = c.Tree
		}
	}
	c, err := store.Commit(head)
	if err != nil {
		return nil, shown(err)
	}
	changes, err := store.Diff(from, c.Tree)
	if err != nil {
		return nil, shown(err)
	}
	formats, err := s.formatsOf(l)
	if err != nil {
		return nil, err
	}
	for _, p := range formats.places(changes) {
		now.ids = append(now.ids, p.ID)
	}
	s.Waits.keep(l.Space, now)
	return now.ids, nil
}

// AskedOf is a record of a space of which it is asked whether others can have it. Committed
// says that it has a base there.
type AskedOf struct {
	Kind, ID  string
	Committed bool
}

// Received says of each of several records whether others of their space can have it. Only
// where no commit was ever made of it here, and the place is not known to hold it, can
// nobody: a commit may have gone with a stick, or with a push that nobody heard the end of.
// Where that cannot be told, also because ctx ended, and of a space of bundles or one that a
// mirror folder shows, they can.
func (s *Syncer) Received(ctx context.Context, l sharing.Link, list []AskedOf) []bool {
	out := make([]bool, len(list))
	all := s.MirrorOf(l.Space) != ""
	if where, err := remote.ParseAddress(l.Address); err == nil {
		_, carried := where.Bundles()
		all = all || carried
	}
	var open []int
	for i, a := range list {
		if out[i] = all || a.Committed; !out[i] {
			open = append(open, i)
		}
	}
	if len(open) == 0 {
		return out
	}
	asked := make([]AskedOf, len(open))
	for n, i := range open {
		asked[n] = list[i]
	}
	holds, err := s.placeHolds(ctx, l, asked)
	for n, i := range open {
		out[i] = err != nil || holds[n]
	}
	return out
}

// placeHolds says of each record whether the place of a space is known to hold it. It is an
// error that the private repository is gone after an exchange.
func (s *Syncer) placeHolds(ctx context.Context, l sharing.Link, list []AskedOf) ([]bool, error) {
	out := make([]bool, len(list))
	if _, err := os.Stat(s.StoreDir(l.Space)); os.IsNotExist(err) && l.Head == "" && l.Pushed == "" {
		return out, nil // nothing was exchanged yet
	} else if err != nil {
		return nil, err
	}
	store, err := gitstore.OpenGuest(s.StoreDir(l.Space))
	if err != nil {
		return nil, err
	}
	defer store.Close()
	fetched, err := store.Ref(gitstore.Tracking)
	if err != nil {
		return nil, err
	}
	theirs, err := theirsOf(store, l, fetched)
	if err != nil || theirs == gitstore.Zero {
		return out, err
	}
	formats, err := s.formatsOf(l)
	if err != nil {
		return nil, err
	}
	c, err := store.Commit(theirs)
	if err != nil {
		return nil, err
	}
	for i, a := range list {
		place, ok := formats.placeOf(a.Kind, a.ID)
		if !ok {
			continue
		}
		entries, err := entriesOf(store, c.Tree, place)
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		out[i] = len(entries) > 0
	}
	return out, nil
}

// theirsOf is the last commit that the place of a space is known to hold: what was fetched
// from there, or what was sent there since.
func theirsOf(store *gitstore.Store, l sharing.Link, fetched Hash) (Hash, error) {
	sent, err := gitstore.ParseHash(l.Pushed)
	if err != nil {
		return fetched, nil // nothing was sent yet
	}
	if has, err := store.Has(sent); err != nil || !has {
		return fetched, err
	}
	if fetched == gitstore.Zero {
		return sent, nil
	}
	if since, err := store.IsAncestor(fetched, sent); err != nil || !since {
		return fetched, err
	}
	return sent, nil
}

// asGuest opens the repository of a space to read it beside an exchange that may be going
// on: what that adds is read the next time. The store is nil where nothing was exchanged
// yet; else whoever asked closes it.
func (s *Syncer) asGuest(space string) (store *gitstore.Store, head gitstore.Hash, err error) {
	if _, err := os.Stat(s.StoreDir(space)); err != nil {
		return nil, head, nil // or the next exchange makes it anew
	}
	if store, err = gitstore.OpenGuest(s.StoreDir(space)); err != nil {
		return nil, head, shown(err)
	}
	if head, err = store.Ref(gitstore.Main); err != nil || head == gitstore.Zero {
		store.Close()
		return nil, head, shown(err)
	}
	return store, head, nil
}
