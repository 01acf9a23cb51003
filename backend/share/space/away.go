package space

import (
	"context"

	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// WentTo says of records which a space has let go of where they went: the spaces by their
// own ids, by record. Nothing is said of one that the space holds, or never had, and nothing
// where the private repository cannot be read: the next exchange tells so and mends it.
func (s *Syncer) WentTo(ctx context.Context, l sharing.Link, list []AskedOf) map[string][]string {
	out := map[string][]string{}
	head, err := gitstore.ParseHash(l.Head)
	if err != nil || len(list) == 0 {
		return out // nothing has been received from it yet
	}
	all, err := s.formatsOf(l)
	if err != nil {
		return out
	}
	guest, err := gitstore.OpenGuest(s.StoreDir(l.Space))
	if err != nil {
		return out
	}
	defer guest.Close()
	c, err := guest.Commit(head)
	if err != nil {
		return out
	}
	for _, a := range list {
		if ctx.Err() != nil {
			break
		}
		place, ok := all.placeOf(a.Kind, a.ID)
		if !ok {
			continue
		}
		// Most have none: nothing else of them is read.
		if stub, err := entryAt(guest, c.Tree, canon.StubPath(place.Dir)); err != nil || stub.Name == "" {
			continue
		}
		if in, err := all.readFolder(guest, c.Tree, place); err == nil && in.stub != nil {
			out[a.ID] = in.stub.Spaces()
		}
	}
	return out
}
