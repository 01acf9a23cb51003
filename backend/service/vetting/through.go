package vetting

import (
	"context"
	"slices"
	"sync"

	"secondstory/backend/domain/leak"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// LookThrough looks through several records as Look does and hands on each when it was
// looked at. The names of the workspace are read once for all of them, and each record in a
// transaction of its own, so that whoever writes meanwhile need not wait for the last. It
// ends with the first error, also one of each. What was looked through for the space a moment
// ago, and had nothing in it, is not read again while it, what the space has of it, and what
// is known stay as they were: whoever is shown what would be shared then shares it.
func (s *Service) LookThrough(ctx context.Context, ids []string, space string, text review.Text, each func(Looked) error) error {
	var known []leak.Person
	err := s.Store.View(ctx, func(tx Reader) (err error) {
		known, err = named(tx)
		return err
	})
	if err != nil {
		return err
	}
	watch, by := &Watch{given: known}, s.clean.of(space, known)
	for _, id := range ids {
		var l Looked
		err := s.Store.View(ctx, func(tx Reader) (err error) {
			l, err = s.lookOnce(tx, id, space, text, watch, by)
			return err
		})
		if err == nil {
			err = each(l)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// named are the people whom the workspace knows by name.
func named(tx Reader) ([]leak.Person, error) {
	all, err := tx.Roster()
	if err != nil {
		return nil, err
	}
	more, err := tx.Named()
	return append(all, more...), err
}

// clean are the records that LookThrough found nothing in, for one space and as long as the
// same people are known.
type clean struct {
	mu    sync.Mutex
	space string
	named []leak.Person
	by    *sync.Map // of glance, by record
}

func (c *clean) of(space string, named []leak.Person) *sync.Map {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.by == nil || c.space != space || !slices.Equal(c.named, named) {
		c.space, c.named, c.by = space, named, &sync.Map{}
	}
	return c.by
}

// lookOnce is look, without reading what is known to have nothing in it.
func (s *Service) lookOnce(tx Reader, id, space string, text review.Text, w *Watch, clean *sync.Map) (Looked, error) {
	now, snap, err := seen(tx, id, space)
	if err != nil {
		return Looked{}, err
	}
	if had, ok := clean.Load(id); ok && had.(glance).stands(now) {
		out := had.(glance).looked
		out.Space = snap.Space
		return out, nil
	}
	now.looked, err = s.look(tx, id, space, text, w)
	if l := now.looked; err == nil && len(l.Found)+len(l.Allowed)+l.Shared == 0 {
		clean.Store(id, now)
	}
	return now.looked, err
}

// rolesOfItsOwn gives the names that were found the roles that the record itself has for its
// people: names that were read for many records have those of the first.
func rolesOfItsOwn(snap record.Snapshot, found []leak.Finding, doc *merge.Doc, schema *record.Schema) []leak.Finding {
	own := peopleOf(snap.State)
	if len(found) == 0 || len(own) == 0 {
		return found
	}
	type place struct {
		path, text string
		start      int
	}
	at := func(f leak.Finding) place { return place{f.Path, f.Text, f.Start} }
	roles := map[place]string{}
	for _, f := range leak.Check(doc, schema, leak.NewNames(own)) {
		roles[at(f)] = f.Role
	}
	for i, f := range found {
		if role := roles[at(f)]; role != "" {
			found[i].Role = role
		}
	}
	return found
}
