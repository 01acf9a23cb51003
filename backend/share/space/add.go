package space

import (
	"context"
	"slices"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote"
)

// Found is what was seen at an address.
type Found struct {
	Address string // as it is stored
	// ID and Name of the space that is there; "" where the repository is empty and the
	// first sync will begin a space.
	ID   string
	Name string
	// Audience is who can read it, in its own words.
	Audience string
	// Alias is what this device has called itself there before; "" for nothing.
	Alias string
}

// Look asks what is at an address, before anything is entered. A repository that
// holds something else than a space is refused: a sync would write into it.
func (s *Syncer) Look(ctx context.Context, id, address string, access remote.Access) (f Found, err error) {
	where, err := remote.ParseAddress(address)
	if err != nil {
		return f, err
	}
	f.Address = where.String()
	store, err := gitstore.Open(ctx, s.StoreDir(id))
	if err != nil {
		return f, err
	}
	defer store.Close()
	if dir, ok := where.Bundles(); ok {
		return s.lookInto(ctx, store, f, dir)
	}
	peer, err := s.peer(ctx, where, access)
	if err != nil {
		return f, err
	}
	defer peer.Close()
	if _, err := peer.Fetch(s.counting(ctx, Bringing), store); err != nil {
		return f, shown(err)
	}
	tip, err := store.Ref(gitstore.Tracking)
	if err != nil {
		return f, err
	}
	if tip == gitstore.Zero {
		others, err := peer.Others(ctx)
		if err == nil && others {
			err = fault.New(fault.Denied, "share.not_a_space")
		}
		return f, shown(err)
	}
	c, err := store.Commit(tip)
	if err != nil {
		return f, err
	}
	config, ok, err := readSpace(store, c.Tree)
	if err == nil && !ok {
		err = fault.New(fault.Denied, "share.not_a_space")
	}
	if err != nil {
		return f, err
	}
	f.ID, f.Name, f.Audience = config.ID, config.Name, sharing.ShownAudience(config.Audience)
	f.Alias, err = (&run{Syncer: s, ctx: ctx, store: store}).calledBefore(tip, c.Tree)
	return f, err
}

// Try finds out whether an address can be used, and sends and brings nothing. Faults:
// share.*, each with what a person can do.
func (s *Syncer) Try(ctx context.Context, address remote.Address, access remote.Access) (remote.Sight, error) {
	if dir, ok := address.Bundles(); ok {
		return seeBundles(dir)
	}
	peer, err := s.peer(ctx, address, access)
	if err != nil {
		return remote.Sight{}, err
	}
	defer peer.Close()
	sight, err := peer.Try(ctx)
	if err == nil && sight.Others {
		err = fault.New(fault.Denied, "share.not_a_space")
	}
	return sight, shown(err)
}

// IDOf is the id that a space gives itself; a workspace may know it by another.
func IDOf(l sharing.Link) string {
	config, _, problem := canon.ParseSpace(canon.File{Path: canon.SpacePath, Data: []byte(l.Config)})
	if problem != nil {
		return l.Space
	}
	return config.ID
}

// Named says whether a space is called by an id: its own, or one of those it had where
// two began it at once.
func Named(l sharing.Link, id string) bool {
	config, _, problem := canon.ParseSpace(canon.File{Path: canon.SpacePath, Data: []byte(l.Config)})
	if problem != nil {
		return l.Space == id
	}
	return config.ID == id || slices.Contains(config.Aliases, id)
}
