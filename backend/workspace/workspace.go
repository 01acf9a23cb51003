package workspace

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/report"
	"secondstory/backend/service/auditing"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/inboxing"
	"secondstory/backend/service/keeping"
	"secondstory/backend/service/measuring"
	"secondstory/backend/service/obligating"
	"secondstory/backend/service/owning"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/registering"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/service/scheduling"
	"secondstory/backend/service/searching"
	"secondstory/backend/service/signing"
	"secondstory/backend/service/studying"
	"secondstory/backend/service/vetting"
	"secondstory/backend/share/login"
	"secondstory/backend/share/space"
	"secondstory/backend/sqlite"
)

// lockWait is how long a start waits for another process's migration.
const lockWait = 10 * time.Second

// Options of opening a home.
type Options struct {
	Origin string           // "window" or "cli"
	Now    func() time.Time // the clock; nil = the machine's
	NewID  func() string    // ids; nil = ULIDs of the clock
	Random io.Reader        // what the key of the device is made of; nil = the machine's
	// Zone of this machine; nil = the machine's.
	Zone func() *time.Location
	// MustExist refuses a home without a workspace instead of making one.
	MustExist bool
	// OnChange is told of every write of this process after it is durable.
	OnChange func(recording.Changed)
	// Passphrase asks for that of the sealed file of logins; first says that it is
	// chosen now. nil where nobody can be asked.
	Passphrase func(ctx context.Context, first bool) (string, error)
}

// Workspace is an open home.
type Workspace struct {
	Home     string
	ReadOnly bool
	Fresh    bool // made by this very start
	Who      recording.Identity
	Registry *record.Registry

	Records *recording.Service
	Reviews *reviewing.Service
	Keeping *keeping.Service
	// Calendars are the business clocks.
	Calendars *scheduling.Service
	Imports   *importing.Service
	Search    *searching.Service
	Vetting   *vetting.Service
	// Obligations are the assessments of incidents.
	Obligations *obligating.Service
	Audit       *auditing.Service
	// Studies ask whether a change did what it was made for.
	Studies *studying.Service

	// Register is the incidents that other tools told of.
	Register *registering.Service
	// Inbox looks after the folders into which other programs drop files.
	Inbox *inboxing.Service
	// Services are what the organisation runs, and who answers for it.
	Services *owning.Service
	// Policies are the rules people sign.
	Policies *signing.Service

	logins *login.Keeper
	// proxies are what lets through a proxy for this run alone, by its site.
	proxyMu sync.Mutex
	proxies map[string]heldProxy

	local *sqlite.Local
	index atomic.Pointer[sqlite.Index]
	// mending is held by who puts the index in order.
	mending sync.Mutex
	lock    *flock.Flock
	id      string
	now     func() time.Time
	newID   func() string
	random  io.Reader
	// waits keeps what waits to be sent between two looks.
	waits space.Waits
	// figures keeps fitted diagrams between reports of one process.
	figures report.FigureCache
	// paper does so with pictures.
	paper paperPictures
	// measured keeps the last measures, which a page asks for several times.
	measured measuring.Shelf
	// actions keeps the actions of the reviews.
	actions actionShelf
	// mirrorsDue wakes whoever looks after the mirror folders.
	mirrorsDue chan struct{}
	mirrors    atomic.Int64 // how many there are
	// inboxesDue wakes whoever looks after the inboxes.
	inboxesDue chan struct{}
}

// DefaultHome is the workspace folder when none is named: the platform's data
// folder.
func DefaultHome() (string, error) {
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" && filepath.IsAbs(dir) {
		return filepath.Join(dir, "second-story"), nil
	}
	dir, err := os.UserHomeDir()
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "storage.no_home")
	}
	return filepath.Join(dir, ".local", "share", "second-story"), nil
}

// Open opens a home and makes it when it is absent. Faults are of the keys
// storage.*; a home on a read-only disk opens with ReadOnly set.
func Open(ctx context.Context, home string, o Options) (*Workspace, error) {
	home, err := filepath.Abs(home)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "storage.no_home")
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.NewID == nil {
		o.NewID = NewULID(o.Now)
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Zone == nil {
		o.Zone = func() *time.Location { return time.Local }
	}
	w := &Workspace{Home: home, Registry: NewRegistry(), now: o.Now, newID: o.NewID, random: o.Random, mirrorsDue: make(chan struct{}, 1), inboxesDue: make(chan struct{}, 1)}
	w.logins = &login.Keeper{Sealed: filepath.Join(home, "logins.sealed"), NoKeyring: os.Getenv(keyringVariable) == "off", Ask: o.Passphrase}
	if err := w.openLocal(ctx, o.MustExist); err != nil {
		w.Close()
		return nil, err
	}
	if err := w.identify(ctx); err != nil {
		w.Close()
		return nil, err
	}
	if err := w.openIndex(); err != nil {
		w.Close()
		return nil, err
	}
	s := store{local: w.local, registry: w.Registry}
	w.Records = &recording.Service{Store: s, Registry: w.Registry, Who: w.Who, Origin: o.Origin, Now: o.Now, NewID: o.NewID, OnChange: o.OnChange}
	w.Reviews = &reviewing.Service{Rec: w.Records, Now: o.Now, NewID: o.NewID, Zone: o.Zone, Sides: sides}
	w.Reviews.Room = w.roomOf
	w.Records.May = w.Reviews.MayReach
	w.Keeping = &keeping.Service{Rec: w.Records, NewID: o.NewID, Rules: rules()}
	w.Imports = &importing.Service{Rec: w.Records, Sources: s, Quarantine: s, Files: files{}, Reader: reader{}, Pictures: pictureFiles{w}, Now: o.Now, NewID: o.NewID}
	w.Register = newRegistering(w)
	w.Inbox = newInboxing(w)
	w.Vetting = newVetting(w)
	w.Policies = newSigning(w)
	w.Calendars = newScheduling(w, o.Zone)
	w.Search = newSearching(w)
	if w.Obligations, err = newObligating(w); err != nil {
		w.Close()
		return nil, err
	}
	w.Register.Named = w.Obligations.Subjected
	w.Studies = newStudying(w)
	w.Services = newOwning(w)
	w.Audit = newAuditing(w)
	return w, nil
}

// Close closes the databases and lets go of the lock.
func (w *Workspace) Close() {
	if index := w.index.Load(); index != nil {
		index.Close()
	}
	if w.local != nil {
		w.local.Close()
	}
	if w.lock != nil {
		_ = w.lock.Unlock() //nolint:errcheck // the lock goes with the process anyway
	}
}

func (w *Workspace) dbPath() string { return filepath.Join(w.Home, "local.db") }

func (w *Workspace) openLocal(ctx context.Context, mustExist bool) error {
	if info, err := os.Stat(w.Home); errors.Is(err, syscall.ENOTDIR) || err == nil && !info.IsDir() {
		return fault.New(fault.Invalid, "storage.home_is_file", "name", filepath.Base(w.Home))
	}
	if err := resumeRestore(ctx, w.Home); err != nil {
		return err
	}
	info, err := os.Stat(w.dbPath())
	exists := err == nil
	switch {
	case !exists && mustExist:
		return fault.New(fault.NotFound, "storage.no_workspace")
	case exists && info.Size() == 0 && w.usedBefore():
		// A full disk or a broken copy left it so. A new workspace in its place would
		// look as if nothing had ever been written.
		return fault.New(fault.Unavailable, "storage.corrupt")
	}
	if err := os.MkdirAll(w.Home, 0o700); err != nil {
		return homeFault(err)
	}
	if err := w.lockShared(ctx); err != nil {
		switch {
		case exists && isFullFault(err):
			return w.openFull()
		case exists && fault.Is(err, fault.Denied):
			return w.openReadOnly()
		}
		return err
	}
	if w.local, err = sqlite.OpenLocal(w.dbPath()); err != nil {
		f, ok := fault.As(err)
		switch {
		case exists && isFullFault(err):
			return w.openFull()
		case exists && ok && f.Code == fault.Denied && f.Key != "storage.newer":
			return w.openReadOnly()
		}
		return err
	}
	needed, existing, err := w.local.NeedsMigration()
	if err != nil || !needed {
		return err
	}
	return w.migrate(ctx, existing)
}

// usedBefore says that something was written here once: lists and spaces come after the
// first start alone.
func (w *Workspace) usedBefore() bool {
	for _, name := range []string{"local.db-wal", "index.db"} {
		if info, err := os.Stat(filepath.Join(w.Home, name)); err == nil && info.Size() > 0 {
			return name != "local.db-wal"
		}
	}
	spaces, err := os.ReadDir(filepath.Join(w.Home, "spaces"))
	return err == nil && len(spaces) > 0
}

func (w *Workspace) openReadOnly() (err error) {
	w.ReadOnly = true
	if w.local != nil {
		w.local.Close()
	}
	w.local, err = sqlite.OpenLocalReadOnly(w.dbPath())
	return err
}

// openFull opens for reading where the disk has no room: who only wants to read
// must not be kept from it.
func (w *Workspace) openFull() (err error) {
	w.ReadOnly = true
	w.local, err = sqlite.OpenLocalFull(w.dbPath())
	return err
}

func isFullFault(err error) bool { return hasKey(err, "storage.full") }

// Full says whether the workspace is read-only because its disk has no room.
func (w *Workspace) Full() bool { return w.local.Full() }

// lockShared takes the workspace lock beside other processes. storage.denied
// when the folder cannot be written.
func (w *Workspace) lockShared(ctx context.Context) error {
	w.lock = flock.New(filepath.Join(w.Home, "lock"))
	waiting, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	ok, err := w.lock.TryRLockContext(waiting, 50*time.Millisecond)
	switch {
	case err == nil && ok:
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		return fault.New(fault.Unavailable, "storage.migrating")
	}
	return homeFault(err)
}

// migrate takes the lock alone, brings the schema up to date and goes back to
// the shared lock.
func (w *Workspace) migrate(ctx context.Context, existing bool) error {
	if err := w.lock.Unlock(); err != nil {
		return homeFault(err)
	}
	waiting, cancel := context.WithTimeout(ctx, lockWait)
	defer cancel()
	ok, err := w.lock.TryLockContext(waiting, 50*time.Millisecond)
	if err != nil || !ok {
		return fault.Wrap(err, fault.Unavailable, "storage.in_use")
	}
	// Another start may have done it in between.
	needed, _, err := w.local.NeedsMigration()
	if err != nil {
		return err
	}
	if needed {
		backup := filepath.Join(w.Home, "before-migration-"+w.now().UTC().Format("20060102-150405")+".db")
		if err := w.local.Migrate(ctx, backup); err != nil {
			return err
		}
		w.Fresh = !existing
	}
	if err := w.lock.Unlock(); err != nil {
		return homeFault(err)
	}
	return w.lockShared(ctx)
}

func homeFault(err error) error {
	if errors.Is(err, fs.ErrPermission) || isReadOnlyDisk(err) || errors.Is(err, fs.ErrExist) {
		return fault.Wrap(err, fault.Denied, "storage.denied")
	}
	if isFull(err) {
		return fault.Wrap(err, fault.Unavailable, "storage.full")
	}
	return fault.Wrap(err, fault.Denied, "storage.denied")
}

// identify reads who writes here; a new workspace gets device, actor, personal
// space and chains.
func (w *Workspace) identify(ctx context.Context) error {
	read := func(tx *sqlite.Tx) error {
		for name, v := range map[string]*string{"workspace": &w.id, "device": &w.Who.Device, "actor": &w.Who.Actor,
			"personal_space": &w.Who.Space, "space_chain": &w.Who.SpaceChain, "local_chain": &w.Who.LocalChain} {
			var err error
			if *v, err = tx.Meta(name); err != nil {
				return err
			}
		}
		return nil
	}
	if err := w.local.View(ctx, w.Registry, read); err != nil || w.id != "" {
		return err
	}
	if w.ReadOnly {
		return fault.New(fault.NotFound, "storage.no_workspace")
	}
	return w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error {
		if err := read(tx); err != nil || w.id != "" {
			return err // another process was faster
		}
		now := w.now()
		w.id = w.newID()
		w.Who = recording.Identity{Device: shortID("d", w.newID), Actor: shortID("a", w.newID), Space: w.newID()}
		w.Who.SpaceChain, w.Who.LocalChain = w.Who.Device+"/"+w.Who.Space, w.Who.Device+"/local"
		if err := tx.AddSpace(w.Who.Space, "personal", "personal", now); err != nil {
			return err
		}
		if err := tx.AddChain(w.Who.SpaceChain, w.Who.Device, w.Who.Space, now); err != nil {
			return err
		}
		if err := tx.AddChain(w.Who.LocalChain, w.Who.Device, "", now); err != nil {
			return err
		}
		for _, kv := range [][2]string{{"workspace", w.id}, {"device", w.Who.Device}, {"actor", w.Who.Actor}, {"personal_space", w.Who.Space},
			{"space_chain", w.Who.SpaceChain}, {"local_chain", w.Who.LocalChain}, {"rev", "0"}, {"created_at", now.UTC().Format(time.RFC3339)}} {
			if err := tx.SetMeta(kv[0], kv[1]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *Workspace) openIndex() error {
	if !w.ReadOnly {
		index, err := sqlite.OpenIndex(filepath.Join(w.Home, "index.db"), w.id, indexRow)
		if err == nil {
			w.index.Store(index)
			return nil
		}
		// The index is a convenience: where its file cannot be written it lives in
		// memory for this run.
	}
	index, err := sqlite.OpenIndexInMemory(w.id, indexRow)
	if err == nil {
		w.index.Store(index)
	}
	return err
}
