package gitstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	format "github.com/go-git/go-git/v5/plumbing/format/config"
	"github.com/gofrs/flock"

	"secondstory/backend/domain/fault"
)

// Hash names an object by its content.
type Hash = plumbing.Hash

// Zero stands for "no object", as in git.
var Zero Hash

// Main is the one branch of a space, Tracking what the remote had when it was
// last asked. More refs would make every exchange longer (T11).
const (
	Main     = "refs/heads/main"
	Tracking = "refs/remotes/origin/main"
)

// ownerWait is how long a second opener waits for the first to let go.
const ownerWait = 10 * time.Second

// Store is one bare repository. All methods may be called from any goroutine.
type Store struct {
	dir   string
	owner *flock.Flock // nil for a guest
	wait  time.Duration

	mu      sync.Mutex
	folders *folders
	waited  []string // packs whose index did not come
	unpack  unpacker
	graph   graph
	trees   recent[Hash, []Entry]
	blobs   recent[Hash, []byte]
	commits recent[Hash, Commit]
	closed  bool

	step func(name string) // told after each step that a crash may follow; tests only
}

// Open opens the repository in dir and makes it when there is none. It waits for
// another owner up to ten seconds. unavailable: share.store_busy; denied:
// share.store_foreign, share.store_denied.
func Open(ctx context.Context, dir string) (*Store, error) {
	return open(ctx, dir, ownerWait, nil)
}

func open(ctx context.Context, dir string, wait time.Duration, step func(string)) (_ *Store, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, diskFault(err)
	}
	s := newStore(dir)
	s.step = step
	s.owner = flock.New(filepath.Join(dir, "owner"))
	waiting, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	ok, err := s.owner.TryLockContext(waiting, 20*time.Millisecond)
	switch {
	case ctx.Err() != nil:
		return nil, fault.Wrap(ctx.Err(), fault.Cancelled, "share.cancelled")
	case errors.Is(err, context.DeadlineExceeded), err == nil && !ok:
		return nil, fault.New(fault.Unavailable, "share.store_busy")
	case err != nil:
		return nil, diskFault(err)
	}
	defer func() {
		if err != nil {
			_ = s.owner.Unlock() // the first error is the one worth telling
		}
	}()
	if err := initialise(dir); err != nil {
		return nil, diskFault(err)
	}
	if err := s.sweep(time.Now()); err != nil {
		return nil, diskFault(err)
	}
	if err := s.inspect(); err != nil {
		return nil, err
	}
	if err := s.mendPacks(); err != nil {
		return nil, diskFault(err)
	}
	s.reopen()
	s.graph.load(s.graphFile())
	return s, nil
}

// OpenGuest opens somebody else's bare repository beside whoever uses it: no
// owner, nothing swept, nothing cached on disk. What other stores know of the
// history is known here too, as commits are the same everywhere. not_found:
// share.remote_missing; denied: share.store_foreign.
func OpenGuest(dir string, others ...*Store) (*Store, error) {
	for _, part := range []string{"HEAD", "objects", "refs"} {
		if _, err := os.Stat(filepath.Join(dir, part)); err != nil {
			if errors.Is(err, fs.ErrNotExist) {
				return nil, fault.Wrap(err, fault.NotFound, "share.remote_missing")
			}
			return nil, diskFault(err)
		}
	}
	s := newStore(dir)
	if err := s.inspect(); err != nil {
		return nil, err
	}
	for _, other := range others {
		other.mu.Lock()
		maps.Copy(s.graph.nodes, other.graph.nodes)
		other.mu.Unlock()
	}
	s.reopen()
	return s, nil
}

// CreateBare makes an empty bare repository that others may use too.
func CreateBare(dir string) error {
	if err := sharedFolders(dir); err != nil {
		return diskFault(err)
	}
	return diskFault(initialise(dir))
}

func newStore(dir string) *Store {
	return &Store{dir: dir, wait: refWait, graph: graph{nodes: map[Hash]node{}},
		trees: recent[Hash, []Entry]{room: roomForEntries}, blobs: recent[Hash, []byte]{room: roomForBlobs}, commits: recent[Hash, Commit]{room: roomForCommits}}
}

// Close lets the next owner in.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	err := s.folders.close()
	if s.owner != nil {
		s.graph.save(s.graphFile())
		err = errors.Join(err, s.owner.Unlock())
	}
	return diskFault(err)
}

// Dir is the folder of the repository.
func (s *Store) Dir() string { return s.dir }

func (s *Store) reached(step string) {
	if s.step != nil {
		s.step(step)
	}
}

// reopen forgets what is known about packs, so that the folder is looked at again (T6).
func (s *Store) reopen() {
	if s.folders != nil {
		_ = s.folders.close() // read handles only
	}
	s.folders = newFolders(s.dir)
}

// initialise makes what a bare repository needs. HEAD comes last: without it
// git and this package see no repository, and a start that was cut short is
// finished by the next one.
func initialise(dir string) error {
	// Also where there is one: a backup, or a tool that carries folders, leaves out empty ones.
	for _, folder := range []string{"objects/info", "objects/pack", "refs/heads", "refs/tags"} {
		if err := sharedFolders(filepath.Join(dir, filepath.FromSlash(folder))); err != nil {
			return err
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "HEAD")); err == nil {
		return nil
	}
	config := "[core]\n\trepositoryformatversion = 0\n\tfilemode = false\n\tbare = true\n"
	if err := writeDurably(filepath.Join(dir, "config"), []byte(config)); err != nil {
		return err
	}
	if err := writeDurably(filepath.Join(dir, "HEAD"), []byte("ref: "+Main+"\n")); err != nil {
		return err
	}
	for _, folder := range []string{"objects", "refs", "."} {
		if err := syncFolder(filepath.Join(dir, folder)); err != nil {
			return err
		}
	}
	return nil
}

// inspect refuses what this package does not understand, before anything is
// read as if it were something else: extensions (SHA-256, partial clones,
// reftable) and shallow histories (T10, T19).
func (s *Store) inspect() error {
	file, err := os.Open(filepath.Join(s.dir, "config"))
	if err != nil {
		return diskFault(err)
	}
	defer file.Close()
	config := format.New()
	if err := format.NewDecoder(file).Decode(config); err != nil {
		return fault.Wrap(err, fault.Denied, "share.store_foreign", "what", "config")
	}
	if version := config.Section("core").Option("repositoryformatversion"); version != "" && version != "0" && version != "1" {
		return fault.New(fault.Denied, "share.store_foreign", "what", "repositoryformatversion "+version)
	}
	for _, option := range config.Section("extensions").Options {
		if option.Key != "noop" {
			return fault.New(fault.Denied, "share.store_foreign", "what", option.Key+" "+option.Value)
		}
	}
	if info, err := os.Stat(filepath.Join(s.dir, "shallow")); err == nil && info.Size() > 0 {
		return fault.New(fault.Denied, "share.store_foreign", "what", "shallow")
	}
	return nil
}

// ErrMissing is the cause of every error about an object that is not there.
var ErrMissing = errors.New("object is missing")

// ErrDamaged is the cause of every error about an object that is not what its
// name says.
var ErrDamaged = errors.New("object is damaged")

// missing is the error about an object that is not here; broken is what kept a pack that
// may hold it from being read, nil where nothing did.
func missing(h Hash, broken error) error {
	err := fmt.Errorf("%w: %s", ErrMissing, h)
	if broken != nil {
		err = fmt.Errorf("%w (%w)", err, broken)
	}
	return fault.Wrap(err, fault.Unavailable, "share.store_damaged")
}

func damaged(h Hash, why string) error {
	return fault.Wrap(fmt.Errorf("%w: %s: %s", ErrDamaged, h, why), fault.Unavailable, "share.store_damaged")
}

// diskFault leaves faults as they are and names what the disk said.
func diskFault(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := fault.As(err); ok {
		return err
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return fault.Wrap(err, fault.Denied, "share.store_denied")
	case isFull(err):
		return fault.Wrap(err, fault.Unavailable, "storage.full")
	}
	return fault.Wrap(err, fault.Unavailable, "share.store_unusable")
}
