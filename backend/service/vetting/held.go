package vetting

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"secondstory/backend/domain/leak"
	"secondstory/backend/domain/record"
)

// glances are what Held told last, by record: the screens ask after each save.
type glances struct {
	mu sync.Mutex
	by map[string]glance
}

// glance is what a record was and what was known when it was looked through.
type glance struct {
	rev     int64
	space   string // it is looked through for
	named   []leak.Person
	allowed []leak.Allowance
	base    [sha256.Size]byte // of what the space has of it
	looked  Looked
}

// stands says whether looking again would tell the same.
func (g glance) stands(now glance) bool {
	return g.rev == now.rev && g.space == now.space && slices.Equal(g.named, now.named) &&
		slices.Equal(g.allowed, now.allowed) && g.base == now.base
}

// Kept is a record that others do not have as it is here, and why.
type Kept struct {
	Looked
	State State
	To    string // the space that is to get it
	From  string // the space it leaves, "" where it leaves none
}

// State says why a record is kept back.
type State string

// An exchange left a record out for words in it (Held). Before it was ever shared it was
// to be, and words in it wait for a person (Asked) or nothing is in the way any more and
// somebody has to say so (Ready). It was moved, and an exchange is to come (Moving).
const (
	Held   State = "held"
	Asked  State = "asked"
	Ready  State = "ready"
	Moving State = "moving"
)

// Held tells the records that are kept back: those that the last exchanges did not share,
// as far as something still keeps them, those that were to be shared, and those on their
// way; Look tells what is found in one. A record is looked through again only when it,
// what others have of it, or what is known has changed.
func (s *Service) Held(ctx context.Context) ([]Kept, error) {
	s.held.mu.Lock()
	defer s.held.mu.Unlock()
	out := []Kept{}
	by := map[string]glance{}
	err := s.Store.View(ctx, func(tx Reader) error {
		list, err := waiting(tx)
		if err != nil || len(list) == 0 {
			return err
		}
		named, err := named(tx)
		if err != nil {
			return err
		}
		w := &Watch{}
		for _, h := range list {
			g, err := s.glance(tx, h.Record, h.Space, named, w)
			if err != nil {
				return err
			}
			by[h.Record] = g
			k := Kept{Looked: g.looked, State: h.state(g.looked.Holding), To: h.Space, From: h.from}
			if k.State != "" {
				out = append(out, k)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.held.by = by
	return out, nil
}

// wait is a record that waits for something, and the space it leaves.
type wait struct {
	leak.Held
	from string
}

// waiting lists what was noted about records and those that are on their way, by id.
func waiting(tx Reader) ([]wait, error) {
	list, err := tx.Held()
	if err != nil {
		return nil, err
	}
	moves, err := tx.Moves()
	if err != nil {
		return nil, err
	}
	by := map[string]wait{}
	for _, m := range moves {
		by[m.Record] = wait{Held: leak.Held{Record: m.Record, Space: m.To}, from: m.From}
	}
	for _, h := range list {
		// Of one that is on its way the exchange with the space it goes to may have told.
		by[h.Record] = wait{h, by[h.Record].from}
	}
	out := make([]wait, 0, len(by))
	for _, id := range slices.Sorted(maps.Keys(by)) {
		out = append(out, by[id])
	}
	return out, nil
}

// state is "" where nothing keeps the record back any more.
func (w wait) state(holding int) State {
	switch {
	case w.Asked && holding > 0:
		return Asked
	case w.Asked:
		return Ready
	case holding > 0:
		return Held
	case w.from != "":
		return Moving
	}
	return ""
}

// seen is what a record is and what is known of it, before it is looked through.
func seen(tx Reader, id, space string) (now glance, snap record.Snapshot, err error) {
	if snap, err = tx.RecordPart(id, nil, nil); err != nil {
		return now, snap, err
	}
	now.rev, now.space = snap.Rev, space
	if now.allowed, err = tx.Allowed(id); err != nil {
		return now, snap, err
	}
	base, _, err := tx.Base(space, id)
	sum := sha256.New()
	for _, file := range base.Files {
		fmt.Fprintf(sum, "%d %d ", len(file.Path), len(file.Text))
		io.WriteString(sum, file.Path)
		io.WriteString(sum, file.Text)
	}
	sum.Sum(now.base[:0])
	return now, snap, err
}

func (s *Service) glance(tx Reader, id, space string, named []leak.Person, w *Watch) (glance, error) {
	now, _, err := seen(tx, id, space)
	if err != nil {
		return glance{}, err
	}
	now.named = named
	if had, ok := s.held.by[id]; ok && had.stands(now) {
		return had, nil
	}
	now.looked, err = s.look(tx, id, space, func(key string, _ ...string) string { return key }, w)
	now.looked.Found, now.looked.Allowed = []Found{}, []Found{}
	return now, err
}

// AskLater notes records that are to go to a space once a person has decided about the
// words in them. What is in the space already is not noted.
func (s *Service) AskLater(ctx context.Context, space string, ids ...string) error {
	return s.Store.Update(ctx, func(tx Writer) error {
		for _, id := range ids {
			snap, err := tx.RecordPart(id, nil, nil)
			if err != nil {
				return err
			}
			if snap.Space == space || snap.Trashed() {
				continue
			}
			if err := tx.PutAsked(space, id, s.Now().UTC()); err != nil {
				return err
			}
		}
		return nil
	})
}

// KeepHere forgets that records were to be shared: they stay where they are.
func (s *Service) KeepHere(ctx context.Context, ids ...string) error {
	return s.Store.Update(ctx, func(tx Writer) error {
		for _, id := range ids {
			if err := tx.DropAsked(id); err != nil {
				return err
			}
		}
		return nil
	})
}
