package inboxing

import (
	"context"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/inbox"
	"secondstory/backend/domain/incident"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/registering"
)

// folderSetting begins the names under which the inboxes of this machine are kept.
const folderSetting = "inbox.folder."

// Tx reads in one consistent state.
type Tx interface {
	Settings() (map[string]string, error)
	// InboxLatest is the last reading of each name of an inbox.
	InboxLatest(folder string) ([]inbox.File, error)
	// InboxFiles lists readings, the newest first, those before n where it is not 0.
	InboxFiles(before int64, limit int) ([]inbox.File, error)
	InboxWaiting(limit int) ([]inbox.File, error)
	InboxFile(n int64) (inbox.File, bool, error)
	// InboxOf is the first reading of a content whose incidents came in, or that was left.
	InboxOf(sum string) (inbox.File, bool, error)
	InboxCount() (inbox.Count, error)
	// IncidentImportOf is the last import of a content that ended well or was taken back.
	IncidentImportOf(sum string) (incident.Import, bool, error)
	IncidentImports(id string, limit int) ([]incident.Import, error)
	// SourceCount is how many files have become or joined reviews.
	SourceCount() (int, error)
}

// Writer writes in the transaction it belongs to.
type Writer interface {
	Tx
	SetSetting(name, value string) error
	PutInboxFile(f inbox.File) (int64, error)
	DropInbox(folder string) error
}

// Store runs transactions. Update is durable when it returns.
type Store interface {
	View(ctx context.Context, f func(Tx) error) error
	Update(ctx context.Context, f func(Writer) error) error
}

// Disk reads folders of this machine. Faults are of the keys file.*.
type Disk interface {
	// List gives the files of a folder itself, by name; links and folders are none.
	List(dir string) ([]inbox.Entry, error)
	// Sum is the SHA-256 of a file and the stamp it had when its reading began.
	Sum(ctx context.Context, path string) (sum string, stamp inbox.Stamp, err error)
	// Move puts a file into a folder within its own and replaces nothing there. moved is
	// false where the file is no longer the one with that stamp.
	Move(dir, name, into string, stamp inbox.Stamp) (moved bool, err error)
}

// Incidents takes files of incidents.
type Incidents interface {
	// Knows says how surely a file is one of incidents; 0 for not at all.
	Knows(path string) (sure int, err error)
	Import(ctx context.Context, path string, o registering.Options, progress registering.Progress) (registering.Outcome, error)
}

// Reviews says what would become of files of reviews.
type Reviews interface {
	Preview(ctx context.Context, paths []string, opts importing.Options, progress importing.Progress) (importing.Preview, error)
}

// Alone calls f while no other process looks into inboxes; ran is false where one does.
type Alone interface {
	Alone(f func() error) (ran bool, err error)
}

// Service is safe for use by several goroutines.
type Service struct {
	Store     Store
	Disk      Disk
	Incidents Incidents
	Reviews   Reviews
	Lock      Alone
	// May refuses folders that are for something else.
	May   func(ctx context.Context, dir string) error
	Now   func() time.Time
	NewID func() string
	// Rest is how long a file has to stay as it is before it is read.
	Rest time.Duration

	mu    sync.Mutex
	seen  map[string]map[string]sighting // by folder and name
	asked map[string]string              // by folder: what was known when its files were asked last
}

// sighting is a file as earlier looks found it, and since when it has been so.
type sighting struct {
	inbox.Stamp
	since time.Time
}

// Folders lists the inboxes, the oldest first.
func (s *Service) Folders(ctx context.Context) (list []inbox.Folder, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		list, err = folders(tx)
		return err
	})
	return list, err
}

func folders(tx Tx) ([]inbox.Folder, error) {
	all, err := tx.Settings()
	if err != nil {
		return nil, err
	}
	list := []inbox.Folder{}
	for name, value := range all {
		if !strings.HasPrefix(name, folderSetting) {
			continue
		}
		var f inbox.Folder
		if err := json.Unmarshal([]byte(value), &f); err != nil {
			return nil, err
		}
		list = append(list, f)
	}
	slices.SortFunc(list, func(a, b inbox.Folder) int { return strings.Compare(a.ID, b.ID) })
	return list, nil
}

// Find gives an inbox by its id or its path. not_found: inbox.none.
func (s *Service) Find(ctx context.Context, name string) (inbox.Folder, error) {
	list, err := s.Folders(ctx)
	if err != nil {
		return inbox.Folder{}, err
	}
	for _, f := range list {
		if f.ID == name || f.Path == filepath.Clean(name) {
			return f, nil
		}
	}
	return inbox.Folder{}, fault.New(fault.NotFound, "inbox.none", "folder", name)
}

// Add makes a folder an inbox. path is absolute. What lies there already comes in as well.
// Faults: file.*, inbox.known, inbox.within and those of May.
func (s *Service) Add(ctx context.Context, path string, move bool) (inbox.Folder, error) {
	path = filepath.Clean(path)
	if _, err := s.Disk.List(path); err != nil {
		return inbox.Folder{}, err
	}
	if s.May != nil {
		if err := s.May(ctx, path); err != nil {
			return inbox.Folder{}, err
		}
	}
	f := inbox.Folder{ID: s.NewID(), Path: path, Move: move, Added: s.Now().UTC().Truncate(time.Millisecond)}
	err := s.Store.Update(ctx, func(tx Writer) error {
		list, err := folders(tx)
		if err != nil {
			return err
		}
		for _, other := range list {
			if other.Path == path {
				return fault.New(fault.Conflict, "inbox.known", "folder", path)
			}
			if path == filepath.Join(other.Path, inbox.DoneFolder) {
				return fault.New(fault.Invalid, "inbox.is_done", "folder", path)
			}
		}
		return put(tx, f)
	})
	return f, err
}

func put(tx Writer, f inbox.Folder) error {
	raw, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return tx.SetSetting(folderSetting+f.ID, string(raw))
}

// Change pauses an inbox or lets it go on, and says whether what came in is moved.
func (s *Service) Change(ctx context.Context, id string, change func(*inbox.Folder)) (f inbox.Folder, err error) {
	err = s.Store.Update(ctx, func(tx Writer) error {
		if f, err = one(tx, id); err != nil {
			return err
		}
		change(&f)
		return put(tx, f)
	})
	return f, err
}

// PauseAll pauses every inbox: a copy of a workspace takes no files from the one it was made of
// until a person says so.
func PauseAll(tx Writer) error {
	list, err := folders(tx)
	if err != nil {
		return err
	}
	for _, f := range list {
		f.Paused = true
		if err := put(tx, f); err != nil {
			return err
		}
	}
	return nil
}

// Remove ends an inbox. The folder and its files stay as they are, and so does what came in.
func (s *Service) Remove(ctx context.Context, id string) error {
	return s.Store.Update(ctx, func(tx Writer) error {
		f, err := one(tx, id)
		if err != nil {
			return err
		}
		if err := tx.DropInbox(f.ID); err != nil {
			return err
		}
		return tx.SetSetting(folderSetting+f.ID, "")
	})
}

func one(tx Tx, id string) (inbox.Folder, error) {
	list, err := folders(tx)
	for _, f := range list {
		if f.ID == id {
			return f, nil
		}
	}
	if err == nil {
		err = fault.New(fault.NotFound, "inbox.none", "folder", id)
	}
	return inbox.Folder{}, err
}

// Leave lets a file that waits be: it is told no more. Again has it read anew at the next
// look, also where its content came before or was taken back. not_found: inbox.no_file.
func (s *Service) Leave(ctx context.Context, n int64) error { return s.mark(ctx, n, inbox.Left) }

// Again is described at Leave.
func (s *Service) Again(ctx context.Context, n int64) error { return s.mark(ctx, n, inbox.Later) }

func (s *Service) mark(ctx context.Context, n int64, to inbox.State) error {
	return s.Store.Update(ctx, func(tx Writer) error {
		f, ok, err := tx.InboxFile(n)
		if err != nil {
			return err
		}
		if !ok || !f.There {
			return fault.New(fault.NotFound, "inbox.no_file")
		}
		f.State = to
		if to == inbox.Later {
			f.Import, f.Key, f.Params = "", again, nil
		}
		_, err = tx.PutInboxFile(f)
		return err
	})
}

// again is the key of a file that a person wants read once more whatever came before.
const again = "inbox.again"

// Told is a reading with the import it became.
type Told struct {
	inbox.File
	Account   incident.Account
	Withdrawn bool
}

// State is all there is to tell of the inboxes.
type State struct {
	Folders []inbox.Folder
	Waiting []Told // the oldest first
	Files   []Told // all readings, the newest first
	Count   inbox.Count
}

// Told gives the state, with at most limit files in each list.
func (s *Service) Told(ctx context.Context, limit int) (st State, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		if st.Folders, err = folders(tx); err != nil {
			return err
		}
		if st.Count, err = tx.InboxCount(); err != nil {
			return err
		}
		waiting, err := tx.InboxWaiting(limit)
		if err != nil {
			return err
		}
		files, err := tx.InboxFiles(0, limit)
		if err != nil {
			return err
		}
		if st.Waiting, err = tell(tx, waiting); err != nil {
			return err
		}
		st.Files, err = tell(tx, files)
		return err
	})
	return st, err
}

// Count counts what came in and what waits.
func (s *Service) Count(ctx context.Context) (c inbox.Count, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		c, err = tx.InboxCount()
		return err
	})
	return c, err
}

func tell(tx Tx, list []inbox.File) ([]Told, error) {
	out := make([]Told, 0, len(list))
	for _, f := range list {
		t := Told{File: f}
		if f.Import != "" {
			imports, err := tx.IncidentImports(f.Import, 1)
			if err != nil {
				return nil, err
			}
			if len(imports) == 1 {
				t.Account, t.Withdrawn = imports[0].Account, imports[0].State == incident.Withdrawn
			}
		}
		out = append(out, t)
	}
	return out, nil
}

// TellOne is a reading with the import it became.
func (s *Service) TellOne(ctx context.Context, f inbox.File) (t Told, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		list, err := tell(tx, []inbox.File{f})
		if err == nil {
			t = list[0]
		}
		return err
	})
	return t, err
}
