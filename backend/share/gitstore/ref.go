package gitstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
)

// packedRefs is the file in which git keeps refs together.
const packedRefs = "packed-refs"

// refWait is how long a ref that another program holds locked is waited for.
const refWait = time.Second

// StaleRef says that a ref is not what its writer thought. It is the cause of
// share.ref_moved.
type StaleRef struct {
	Name       string
	Want, Have Hash
}

func (e *StaleRef) Error() string {
	return fmt.Sprintf("%s is %s and not %s", e.Name, e.Have, e.Want)
}

// BrokenRef says that the file of a ref holds no hash. It is the cause of
// share.ref_broken.
type BrokenRef struct {
	Name    string
	Content string
}

func (e *BrokenRef) Error() string { return fmt.Sprintf("%s holds %q", e.Name, e.Content) }

// IsStale says whether err is that of a ref that has moved, and to where.
func IsStale(err error) (have Hash, ok bool) {
	var stale *StaleRef
	if errors.As(err, &stale) {
		return stale.Have, true
	}
	return Zero, false
}

// IsBroken says whether err is that of a ref whose file holds no hash.
func IsBroken(err error) bool {
	var broken *BrokenRef
	return errors.As(err, &broken)
}

// Ref reads a ref, Zero when there is none. A file that is there decides: when
// it is empty or torn that is an error, never a reason to believe an older value
// among the packed refs (T2). unavailable: share.ref_broken.
func (s *Store) Ref(name string) (Hash, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ref(name)
}

func (s *Store) ref(name string) (Hash, error) {
	if err := checkName(name); err != nil {
		return Zero, err
	}
	content, err := os.ReadFile(s.refPath(name))
	switch {
	case err == nil:
		return s.parseRef(name, content)
	case errors.Is(err, fs.ErrNotExist) || isFolder(s.refPath(name)):
		packed, err := s.packedRefs()
		return packed[name], err
	}
	return Zero, diskFault(err)
}

func (s *Store) parseRef(name string, content []byte) (Hash, error) {
	h, err := ParseHash(string(bytes.TrimRight(content, "\n")))
	if err != nil || h == Zero {
		shown := string(content[:min(len(content), 60)])
		return Zero, fault.Wrap(&BrokenRef{name, shown}, fault.Unavailable, "share.ref_broken")
	}
	return h, nil
}

// Refs lists every ref with its value; broken ones have Zero.
func (s *Store) Refs() (map[string]Hash, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.refs()
}

func (s *Store) refs() (map[string]Hash, error) {
	all, err := s.packedRefs()
	if err != nil {
		return nil, err
	}
	root := filepath.Join(s.dir, "refs")
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		relative, err := filepath.Rel(s.dir, path)
		name := filepath.ToSlash(relative)
		if err != nil || checkName(name) != nil || strings.HasPrefix(entry.Name(), "tmp_own_") {
			return err
		}
		h, err := s.ref(name)
		if err != nil && !IsBroken(err) {
			return err
		}
		all[name] = h
		return nil
	})
	return all, diskFault(err)
}

// CAS moves a ref from old to new; Zero as old means that there must be none.
// The object of new is on the disk before, or the ref is not moved. When CAS
// returns without an error the new value survives a power cut. conflict:
// share.ref_moved (see IsStale); unavailable: share.ref_broken, share.ref_held.
func (s *Store) CAS(ctx context.Context, name string, old, new Hash) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, err := s.commit(new); err != nil {
		return err
	}
	return s.writeRef(ctx, name, new, func() error {
		have, err := s.ref(name)
		if err != nil {
			return err
		}
		if have != old {
			return fault.Wrap(&StaleRef{name, old, have}, fault.Conflict, "share.ref_moved")
		}
		return nil
	})
}

// writeRef is the one way a ref changes: the lock file that git knows too (T4),
// the comparison while it is held, the value on the disk, then the rename (T1).
func (s *Store) writeRef(ctx context.Context, name string, h Hash, compare func() error) (err error) {
	if err := checkName(name); err != nil {
		return err
	}
	path := s.refPath(name)
	if err := sharedFolders(filepath.Dir(path)); err != nil {
		return diskFault(err)
	}
	if err := s.announce(name); err != nil {
		return diskFault(err)
	}
	lock, err := s.lockFile(ctx, path+".lock")
	if err != nil {
		return errors.Join(err, s.announce(""))
	}
	s.reached("ref.locked")
	renamed := false
	defer func() {
		if !renamed {
			err = errors.Join(err, lock.Close(), diskFault(remove(lock.Name())))
		}
		err = errors.Join(err, diskFault(s.announce("")))
	}()
	if err := compare(); err != nil {
		return err
	}
	_, err = lock.WriteString(h.String() + "\n")
	s.reached("ref.written")
	if err == nil {
		err = fsync(lock)
	}
	s.reached("ref.durable")
	if err != nil {
		return diskFault(err)
	}
	renamed = true
	if err = lock.Close(); err == nil {
		err = replace(lock.Name(), path)
	}
	if err != nil {
		return diskFault(errors.Join(err, remove(lock.Name())))
	}
	s.reached("ref.renamed")
	err = diskFault(syncFolder(filepath.Dir(path)))
	s.reached("ref.done")
	return err
}

// announce says which ref is being written, and which file beside it; see sweep. A guest leaves no such
// file at somebody else's, and nobody would read it there.
func (s *Store) announce(name string) error {
	if s.owner == nil {
		return nil
	}
	if name == "" {
		return remove(s.writingFile())
	}
	return os.WriteFile(s.writingFile(), []byte(name), 0o600)
}

// lockFile makes the lock file, waiting a moment for another program to let go.
func (s *Store) lockFile(ctx context.Context, path string) (*os.File, error) {
	deadline := time.Now().Add(s.wait)
	for {
		lock, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
		if err == nil {
			return lock, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, diskFault(err)
		}
		if time.Now().After(deadline) {
			return nil, fault.Wrap(err, fault.Unavailable, "share.ref_held")
		}
		select {
		case <-ctx.Done():
			return nil, fault.Wrap(ctx.Err(), fault.Cancelled, "share.cancelled")
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// Delete takes a ref away, also from among the packed ones, where an old value
// would otherwise come to light again.
func (s *Store) Delete(ctx context.Context, name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.deleteRef(ctx, name)
}

func (s *Store) deleteRef(ctx context.Context, name string) (err error) {
	if err := checkName(name); err != nil {
		return err
	}
	packed, err := s.packedRefs()
	if err != nil {
		return err
	}
	path := s.refPath(name)
	if err := sharedFolders(filepath.Dir(path)); err != nil {
		return diskFault(err)
	}
	writing := name
	if _, ok := packed[name]; ok {
		writing += "\n" + packedRefs
	}
	if err := s.announce(writing); err != nil {
		return diskFault(err)
	}
	lock, err := s.lockFile(ctx, path+".lock")
	if err != nil {
		return errors.Join(err, s.announce(""))
	}
	s.reached("delete.locked")
	defer func() {
		err = errors.Join(err, lock.Close(), diskFault(remove(lock.Name())), diskFault(s.announce("")))
	}()
	if _, ok := packed[name]; ok {
		if err := s.dropPacked(ctx, name); err != nil {
			return err
		}
	}
	return diskFault(errors.Join(remove(path), syncFolder(filepath.Dir(path))))
}

// dropPacked writes packed-refs without one ref, under git's lock file for it.
func (s *Store) dropPacked(ctx context.Context, name string) error {
	path := filepath.Join(s.dir, packedRefs)
	lock, err := s.lockFile(ctx, path+".lock")
	if err != nil {
		return err
	}
	s.reached("packed.locked")
	content, err := os.ReadFile(path)
	var kept bytes.Buffer
	skipping := false
	for line := range strings.Lines(string(content)) {
		// A line with ^ says what the tag above it points to.
		skipping = strings.TrimSpace(line[min(41, len(line)):]) == name || skipping && strings.HasPrefix(line, "^")
		if !skipping {
			kept.WriteString(line)
		}
	}
	if err == nil {
		_, err = lock.Write(kept.Bytes())
	}
	if err == nil {
		err = fsync(lock)
	}
	err = errors.Join(err, lock.Close())
	s.reached("packed.written")
	if err == nil {
		err = replace(lock.Name(), path)
	}
	if err != nil {
		return diskFault(errors.Join(err, remove(lock.Name())))
	}
	s.reached("packed.renamed")
	return diskFault(syncFolder(s.dir))
}

func (s *Store) packedRefs() (map[string]Hash, error) {
	refs := map[string]Hash{}
	content, err := os.ReadFile(filepath.Join(s.dir, packedRefs))
	if errors.Is(err, fs.ErrNotExist) {
		return refs, nil
	}
	if err != nil {
		return nil, diskFault(err)
	}
	for line := range strings.Lines(string(content)) {
		value, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		if h, err := ParseHash(value); err == nil && checkName(name) == nil {
			refs[name] = h
		}
	}
	return refs, nil
}

func (s *Store) refPath(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// checkName allows the names this program makes and a person could: nothing
// that leaves the folder refs or that a file system reads in its own way.
func checkName(name string) error {
	wrong := !strings.HasPrefix(name, "refs/") || len(name) > 200
	for _, part := range strings.Split(name, "/") {
		wrong = wrong || part == "" || part[0] == '.' || part[0] == '-' || strings.HasSuffix(part, ".") ||
			strings.HasSuffix(part, ".lock") || strings.Contains(part, "..") || strings.Contains(part, "@{") ||
			strings.ContainsFunc(part, func(r rune) bool { return r <= ' ' || r == 0x7f || strings.ContainsRune(`\:*?"<>|~^[`, r) })
	}
	if wrong {
		return fault.New(fault.Invalid, "share.ref_name", "name", name)
	}
	return nil
}

func sortedNames(refs map[string]Hash) []string {
	names := make([]string, 0, len(refs))
	for name := range refs {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
