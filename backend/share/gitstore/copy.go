package gitstore

import (
	"context"
	"os"

	"github.com/go-git/go-git/v5/plumbing/format/idxfile"
)

// Copy puts objects of one store into another, durably: a few as files of their
// own, so that a folder everybody pushes to does not fill with tiny packs, many
// as one pack, which is written as they are read.
func Copy(ctx context.Context, from, to *Store, objects []Hash) error {
	told := Counted(ctx)
	told.tell(0, len(objects))
	if len(objects) <= looseLimit {
		b := to.Batch()
		for _, h := range objects {
			each, err := from.raw(h)
			if err != nil {
				return err
			}
			b.add(each.kind, each.data)
		}
		if err := b.Write(); err != nil {
			return err
		}
		told.tell(len(objects), len(objects))
		return nil
	}
	defer to.lookAgain()
	if err := to.installPack(func(file *os.File) (Hash, *idxfile.Writer, error) {
		return packInto(file, len(objects), oneByOne(ctx, from, objects))
	}); err != nil {
		return diskFault(err)
	}
	told.tell(len(objects), len(objects))
	return nil
}

// raw reads an object of any kind to be written elsewhere: as it is and, where it has
// been compressed already, so that nobody has to do that again.
func (s *Store) raw(h Hash) (object, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rawLocked(h)
}

func (s *Store) rawLocked(h Hash) (object, error) {
	each, err := s.readAny(h)
	if at := s.unpack.whole; err == nil && at != nil {
		each.packed = make([]byte, at.to-at.from)
		_, err = at.file.ReadAt(each.packed, at.from)
	}
	return each, diskFault(err)
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
