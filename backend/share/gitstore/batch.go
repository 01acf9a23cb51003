package gitstore

import (
	"compress/zlib"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"
)

// looseLimit is up to how many objects a batch becomes files of their own; more
// become one pack, which needs four fsyncs however many they are.
const looseLimit = 32

// Batch collects objects in memory. Nothing is on the disk before Write.
type Batch struct {
	store   *Store
	known   map[Hash]int
	objects []object
	bytes   int
}

// Batch begins an empty one.
func (s *Store) Batch() *Batch { return &Batch{store: s, known: map[Hash]int{}} }

// Blob adds the content of a file. The bytes must not be changed afterwards.
func (b *Batch) Blob(data []byte) Hash { return b.add(plumbing.BlobObject, data) }

// Len is how many different objects were added.
func (b *Batch) Len() int { return len(b.objects) }

// Bytes is how much of the memory they take.
func (b *Batch) Bytes() int { return b.bytes }

func (b *Batch) add(kind plumbing.ObjectType, data []byte) Hash {
	made := newObject(kind, data)
	if _, ok := b.known[made.hash]; !ok {
		b.known[made.hash] = len(b.objects)
		b.objects = append(b.objects, made)
		b.bytes += len(data)
	}
	return made.hash
}

// find gives an object that was added and perhaps not written yet.
func (b *Batch) find(h Hash) (object, bool) {
	i, ok := b.known[h]
	if !ok {
		return object{}, false
	}
	return b.objects[i], true
}

// Write puts on the disk what is not there yet, and returns when a power cut
// could no longer take it away (T3). The batch may be written again.
func (b *Batch) Write() error {
	b.store.mu.Lock()
	defer b.store.mu.Unlock()
	var absent []object
	for _, each := range b.objects {
		there, err := b.store.stored(each.hash)
		if err != nil {
			return err
		}
		if !there {
			absent = append(absent, each)
		}
	}
	switch {
	case len(absent) == 0:
		return nil
	case len(absent) <= looseLimit:
		return diskFault(b.store.writeLoose(absent))
	}
	return diskFault(b.store.writePack(absent))
}

// stored asks before writing, because Windows refuses to rename over an object
// that is there (T20). An empty loose file is written again.
func (s *Store) stored(h Hash) (bool, error) {
	if _, err := os.Stat(s.loosePath(h)); err == nil {
		return s.hasLoose(h), nil
	}
	err := s.look(h)
	if isAbsent(err) {
		return false, nil // a stale pack list costs a second copy, which is harmless
	}
	return err == nil, diskFault(err)
}

// writeLoose writes each object as a file. The fsyncs run side by side: a
// journalling file system then commits them together.
func (s *Store) writeLoose(objects []object) error {
	root := filepath.Join(s.dir, "objects")
	folders := map[string]bool{}
	grown := false
	for _, each := range objects {
		folder := filepath.Dir(s.loosePath(each.hash))
		if folders[folder] {
			continue
		}
		folders[folder] = true
		err := SharedFolder(folder)
		if err != nil && !errors.Is(err, os.ErrExist) {
			return err
		}
		grown = grown || err == nil
	}
	s.reached("objects.folders")
	if err := together(len(objects), func(i int) error { return s.writeLooseFile(objects[i]) }); err != nil {
		return err
	}
	s.reached("objects.renamed")
	var names []string
	for folder := range folders {
		names = append(names, folder)
	}
	if grown {
		names = append(names, root)
	}
	err := together(len(names), func(i int) error { return syncFolder(names[i]) })
	s.reached("objects.durable")
	return err
}

func (s *Store) writeLooseFile(each object) (err error) {
	path := s.loosePath(each.hash)
	// Beginning like this, git takes it for no damage where a kill left it in a folder
	// that others use, and clears it away one day.
	file, err := os.CreateTemp(filepath.Dir(path), "tmp_obj_own_*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name()) // the next sweep takes what stays
		}
	}()
	packed := zlib.NewWriter(file)
	_, err = packed.Write(append(header(each.kind, len(each.data)), 0))
	if err == nil {
		_, err = packed.Write(each.data)
	}
	err = errors.Join(err, packed.Close())
	if err == nil {
		err = errors.Join(file.Chmod(0o444), fsync(file))
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	if s.hasLoose(each.hash) { // another program was faster with the same bytes
		return os.Remove(file.Name())
	}
	return replace(file.Name(), path)
}

// together runs n pieces of work, up to eight at once.
func together(n int, work func(i int) error) error {
	errs := make([]error, n)
	places := make(chan struct{}, 8)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			places <- struct{}{}
			errs[i] = work(i)
			<-places
		})
	}
	all.Wait()
	return errors.Join(errs...)
}
