package vetting

import (
	"context"

	"secondstory/backend/domain/leak"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// LookThrough looks through several records as Look does and hands on each when it was
// looked at. The names of the workspace are read once for all of them, and each record in a
// transaction of its own, so that whoever writes meanwhile need not wait for the last. It
// ends with the first error, also one of each.
func (s *Service) LookThrough(ctx context.Context, ids []string, space string, text review.Text, each func(Looked) error) error {
	watch := &Watch{}
	for _, id := range ids {
		l, err := s.lookWith(ctx, watch, id, space, text)
		if err == nil {
			err = each(l)
		}
		if err != nil {
			return err
		}
	}
	return nil
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
