package vetting

import (
	"context"
	"slices"
	"sync"

	"secondstory/backend/domain/leak"
	"secondstory/backend/domain/sharing"
)

// glances are what Held told last, by record: the screens ask after each save.
type glances struct {
	mu sync.Mutex
	by map[string]glance
}

// glance is what a record was and what was known when it was looked through.
type glance struct {
	rev     int64
	space   string
	named   []leak.Person
	allowed []leak.Allowance
	base    []sharing.File
	looked  Looked
}

// stands says whether looking again would tell the same.
func (g glance) stands(now glance) bool {
	return g.rev == now.rev && g.space == now.space && slices.Equal(g.named, now.named) &&
		slices.Equal(g.allowed, now.allowed) && slices.Equal(g.base, now.base)
}

// Held tells the records that the last exchanges did not share, as far as something
// still keeps them back, and how much that is; Look tells what it is. A record is looked
// through again only when it, what others have of it, or what is known has changed.
func (s *Service) Held(ctx context.Context) ([]Looked, error) {
	s.held.mu.Lock()
	defer s.held.mu.Unlock()
	out := []Looked{}
	by := map[string]glance{}
	err := s.Store.View(ctx, func(tx Reader) error {
		list, err := tx.Held()
		if err != nil || len(list) == 0 {
			return err
		}
		var named []leak.Person
		for _, read := range []func() ([]leak.Person, error){tx.Roster, tx.Named} {
			more, err := read()
			if err != nil {
				return err
			}
			named = append(named, more...)
		}
		w := &Watch{}
		for _, h := range list {
			g, err := s.glance(tx, h.Record, named, w)
			if err != nil {
				return err
			}
			by[h.Record] = g
			if g.looked.Holding > 0 {
				out = append(out, g.looked)
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

func (s *Service) glance(tx Reader, id string, named []leak.Person, w *Watch) (glance, error) {
	snap, err := tx.RecordPart(id, nil, nil)
	if err != nil {
		return glance{}, err
	}
	now := glance{rev: snap.Rev, space: snap.Space, named: named}
	if now.allowed, err = tx.Allowed(id); err != nil {
		return glance{}, err
	}
	base, _, err := tx.Base(snap.Space, id)
	if err != nil {
		return glance{}, err
	}
	now.base = base.Files
	if had, ok := s.held.by[id]; ok && had.stands(now) {
		return had, nil
	}
	now.looked, err = s.look(tx, id, "", func(key string, _ ...string) string { return key }, w)
	now.looked.Found, now.looked.Allowed = []Found{}, []Found{}
	return now, err
}
