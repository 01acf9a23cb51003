package gitstore

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/idxfile"
)

// From how many loose objects, and from how many small packs, tidying is worth
// its reading.
const (
	manyLoose      = 1000
	manyPacks      = 50
	smallPackBytes = 4 << 20
)

// Tidy packs loose objects and joins small packs when there are many, and says
// how many objects moved. Reading all there is and writing it anew, as a full
// repack does, would cost minutes in a large space for nothing.
func (s *Store) Tidy() (int, error) { return s.tidy(manyLoose, manyPacks) }

func (s *Store) tidy(loose, packs int) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.owner == nil {
		return 0, nil // a guest does not tidy up at somebody else's
	}
	lying, err := s.looseObjects()
	if err != nil {
		return 0, diskFault(err)
	}
	small, err := s.smallPacks()
	if err != nil {
		return 0, diskFault(err)
	}
	if len(lying) < loose {
		lying = nil
	}
	if len(small) < packs {
		small = nil
	}
	if len(lying) == 0 && len(small) == 0 {
		return 0, nil
	}
	moved, kept, err := s.join(lying, small)
	if err != nil {
		return 0, diskFault(err)
	}
	s.reopen() // no file may be open that is taken away
	s.reached("tidy.packed")
	// Everything is in the new pack, durably: from here a crash leaves copies.
	for _, h := range lying {
		if err := remove(s.loosePath(h)); err != nil {
			return 0, diskFault(err)
		}
	}
	s.reached("tidy.half")
	for _, pack := range small {
		if pack == kept {
			continue // the only small pack there was, written again as it is
		}
		for _, ending := range []string{".pack", ".idx", ".rev", ".bitmap"} {
			if err := remove(strings.TrimSuffix(pack, ".idx") + ending); err != nil {
				return 0, diskFault(err)
			}
		}
	}
	s.reopen()
	return moved, nil
}

// join writes one pack of loose objects and small packs; kept is its index file.
func (s *Store) join(loose []Hash, packs []string) (moved int, kept string, err error) {
	seen := map[Hash]bool{}
	var all []Hash
	add := func(h Hash) {
		if !seen[h] {
			seen[h] = true
			all = append(all, h)
		}
	}
	for _, h := range loose {
		add(h)
	}
	for _, pack := range packs {
		hashes, err := readIndex(pack)
		if err != nil {
			return 0, "", err
		}
		for _, h := range hashes {
			add(h)
		}
	}
	err = s.installPack(func(file *os.File) (Hash, *idxfile.Writer, error) {
		_, _, err := packInto(file, len(all), func(i int) (object, error) { return s.rawLocked(all[i]) })
		if err != nil {
			return Zero, nil, err
		}
		// Read again as a stranger would: what it holds is removed elsewhere.
		if _, err := file.Seek(0, 0); err != nil {
			return Zero, nil, err
		}
		sum, index, n, err := indexOf(file)
		if err == nil && n != len(all) {
			err = errors.New("the new pack does not hold everything")
		}
		kept = filepath.Join(s.dir, "objects", "pack", "pack-"+sum.String()+".idx")
		return sum, index, err
	})
	return len(all), kept, err
}

func (s *Store) looseObjects() ([]Hash, error) {
	found, err := filepath.Glob(filepath.Join(s.dir, "objects", "[0-9a-f][0-9a-f]", "*"))
	var hashes []Hash
	for _, path := range found {
		h, err := ParseHash(filepath.Base(filepath.Dir(path)) + filepath.Base(path))
		if err == nil && s.hasLoose(h) {
			hashes = append(hashes, h)
		}
	}
	return hashes, err
}

// smallPacks lists index files. A pack with a .keep file is somebody's wish.
func (s *Store) smallPacks() ([]string, error) {
	found, err := filepath.Glob(filepath.Join(s.dir, "objects", "pack", "pack-*.idx"))
	var small []string
	for _, index := range found {
		stem := strings.TrimSuffix(index, ".idx")
		info, err := os.Stat(stem + ".pack")
		_, keep := os.Stat(stem + ".keep")
		if err == nil && keep != nil && info.Size() <= smallPackBytes {
			small = append(small, index)
		}
	}
	sort.Strings(small)
	return small, err
}

func readIndex(path string) ([]Hash, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	table := idxfile.NewMemoryIndex()
	if err := idxfile.NewDecoder(bufio.NewReader(file)).Decode(table); err != nil {
		return nil, err
	}
	entries, err := table.Entries()
	if err != nil {
		return nil, err
	}
	defer entries.Close()
	var hashes []Hash
	for {
		entry, err := entries.Next()
		if err != nil {
			break // io.EOF; the table is in memory
		}
		hashes = append(hashes, entry.Hash)
	}
	return hashes, nil
}
