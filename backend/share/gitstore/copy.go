package gitstore

import (
	"bytes"
	"context"
	"errors"

	"github.com/go-git/go-git/v5/plumbing"
)

// Copy puts objects of one store into another, durably: a few as files of their
// own, so that a folder everybody pushes to does not fill with tiny packs, many
// as one pack.
func Copy(ctx context.Context, from, to *Store, objects []Hash) error {
	if len(objects) > looseLimit {
		pack, err := from.Pack(objects)
		if err != nil {
			return err
		}
		_, err = to.AcceptPack(ctx, bytes.NewReader(pack), int64(len(pack)))
		return err
	}
	b := to.Batch()
	for _, h := range objects {
		kind, data, err := from.raw(h)
		if err != nil {
			return err
		}
		b.add(kind, data)
	}
	return b.Write()
}

// raw reads an object of any kind.
func (s *Store) raw(h Hash) (plumbing.ObjectType, []byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var kind plumbing.ObjectType
	err := s.again(func() error {
		found, err := s.storage.EncodedObject(plumbing.AnyObject, h)
		if err == nil {
			kind = found.Type()
		}
		return err
	})
	if errors.Is(err, plumbing.ErrObjectNotFound) {
		return 0, nil, missing(h)
	}
	if err != nil {
		return 0, nil, damaged(h, err.Error())
	}
	data, err := s.read(h, kind)
	return kind, data, err
}

// Sizes adds up how large objects are, unpacked.
func (s *Store) Sizes(objects []Hash) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var sum int64
	for _, h := range objects {
		size, err := s.size(h)
		if err != nil {
			return 0, err
		}
		sum += size
	}
	return sum, nil
}

// Haves lists commits that tell a peer what is here already: the given tips and
// about a hundred of their ancestors, each further back than the last (T11).
func (s *Store) Haves(tips ...Hash) ([]Hash, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var haves []Hash
	for _, tip := range tips {
		if tip == Zero {
			continue
		}
		gap := 0
		for h := tip; h != Zero && len(haves) < 120; {
			if !contains(haves, h) {
				haves = append(haves, h)
			}
			if len(haves) > 30 {
				gap = gap*5/4 + 1
			}
			for skip := 0; skip <= gap && h != Zero; skip++ {
				n, err := s.node(h)
				if err != nil {
					return nil, err
				}
				h = Zero
				if len(n.parents) > 0 {
					h = n.parents[0]
				}
			}
		}
	}
	return haves, nil
}
