package space

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
)

// A mirror is a plain folder with the reviews of a space, for people who like editors.
// A file in it is edited like one that somebody else sent: what was written there last
// is the base, the record here one side, the file the other. Nothing in the folder is
// ours but what is noted as written, and a file that cannot be read is left as it is.

// markerFile says in a folder whose mirror it is. Where it is not, the folder is not
// there: an unplugged disk looks like one from which everything was deleted.
const markerFile = ".second-story-mirror"

// Mirroring is what one pass over a mirror did.
type Mirroring struct {
	Taken   []string // records into which something came from the folder
	Written int      // files that were written or removed in the folder
	Opened  int      // conflicts this pass opened
	// Busy says that a file is still being written; a pass later takes it.
	Busy bool
	// Problems are files that are not taken, each with its bytes where they are in no
	// record. They are told until somebody mends them.
	Problems []Refused
	// Told is what this pass did for a whole folder, once: records that went to the trash
	// with it, and folders that got their name back.
	Told    []Refused
	Notices []Notice
}

// mirrorState is what is known about a mirror, beside the private repository.
type mirrorState struct {
	Dir string `json:"dir"`
	ID  string `json:"mirror"`
}

// mirrored is a record as it was written into the folder last.
type mirrored struct {
	Rev int64 `json:"rev"`
	// Taken is the revision of the record that its files last brought about; another one
	// in the workspace says that a pass was stopped before it could note what it took.
	Taken int64 `json:"taken,omitempty"`
	// Files are what both sides said then; Next what is being written.
	Files map[string]string `json:"files"`
	Next  map[string]string `json:"next,omitempty"`
	// Was are the sums of what stood there when writing began.
	Was      map[string]string `json:"was,omitempty"`
	Seen     map[string]seen   `json:"seen"`
	Problems []sharing.Refusal `json:"problems,omitempty"`
	Notes    []sharing.Refusal `json:"notes,omitempty"`
	// Lacks are the sums of pictures that did not lie beside the files when they were noted:
	// their bytes had not come, or the pass was stopped before it laid them there.
	Lacks []string `json:"lacks,omitempty"`
	// Looked says that Lacks is known: a note of an earlier version does not tell.
	Looked bool `json:"looked,omitempty"`
	stored bool
	// saved is when one of its files was saved last, as the file system says.
	saved time.Time
	// head says that only this much was read so far.
	head *head
}

// seen is a file as it looked when it was read or written last.
type seen struct {
	Size int64 `json:"size"`
	At   int64 `json:"at"` // nanoseconds
}

func seenOf(info fs.FileInfo) seen { return seen{info.Size(), info.ModTime().UnixNano()} }

// mirrorDir holds what is known about the mirror of a space.
func (s *Syncer) mirrorDir(id string) string { return filepath.Join(s.Dir, id+".mirror") }

// MirrorOf is the folder that mirrors a space; "" for none.
func (s *Syncer) MirrorOf(id string) string {
	state, err := s.readMirror(id)
	if err != nil {
		return ""
	}
	return state.Dir
}

func (s *Syncer) readMirror(id string) (state mirrorState, err error) {
	data, err := os.ReadFile(filepath.Join(s.mirrorDir(id), "state.json"))
	if err == nil {
		err = json.Unmarshal(data, &state)
	}
	return state, err
}

// StartMirror makes an empty folder the mirror of a space. Nothing is written into it
// but the marker; Mirror does the rest. Faults: share.folder_in_use, share.mirror_here, share.mirror_missing,
// share.mirror_gone, share.stick_*.
func (s *Syncer) StartMirror(ctx context.Context, id, dir, mirror string) error {
	unlock, err := s.lockMirror(ctx, id)
	if err != nil {
		return err
	}
	defer unlock()
	dir = filepath.Clean(dir)
	if !filepath.IsAbs(dir) {
		return fault.New(fault.Invalid, "share.address_invalid")
	}
	if state, err := s.readMirror(id); err == nil {
		if state.Dir == dir {
			return nil
		}
		return fault.New(fault.Conflict, "share.mirror_known", "folder", state.Dir)
	}
	home := filepath.Dir(filepath.Clean(s.Dir))
	if within(dir, home) || within(home, dir) {
		return fault.New(fault.Denied, "share.mirror_here")
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return fault.Wrap(err, fault.NotFound, "share.mirror_missing", "folder", dir)
	}
	if err != nil {
		return mirrorFault(err)
	}
	for _, e := range entries {
		switch strings.ToLower(e.Name()) {
		case ".ds_store", "desktop.ini", "thumbs.db", ".directory":
		default:
			// What a mirror leaves that was emptied and ended: folders with nothing in them.
			if !e.IsDir() || !hollow(filepath.Join(dir, e.Name())) {
				return fault.New(fault.Denied, "share.folder_in_use", "path", dir)
			}
		}
	}
	marker, err := json.Marshal(map[string]string{"space": id, "mirror": mirror})
	if err != nil {
		return err
	}
	if err := putFile(filepath.Join(dir, markerFile), marker); err != nil {
		return mirrorFault(err)
	}
	return s.writeState(filepath.Join(s.mirrorDir(id), "state.json"), mirrorState{dir, mirror})
}

// hollow says that a folder holds nothing but folders, however deep.
func hollow(dir string) bool {
	return filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			err = fs.ErrExist
		}
		return err
	}) == nil
}

func within(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, dir+string(filepath.Separator))
}

// StopMirror ends a mirror. The files stay in the folder, as everybody's own.
func (s *Syncer) StopMirror(ctx context.Context, id string) error {
	unlock, err := s.lockMirror(ctx, id)
	if err != nil {
		return err
	}
	defer unlock()
	state, err := s.readMirror(id)
	if err == nil && s.marked(state, id) == nil {
		_ = os.Remove(filepath.Join(state.Dir, markerFile)) // it is of no use to anybody any more
	}
	return os.RemoveAll(s.mirrorDir(id))
}

// lockMirror lets one process at a time look after a mirror.
func (s *Syncer) lockMirror(ctx context.Context, id string) (unlock func(), err error) {
	if err := os.MkdirAll(s.Dir, 0o700); err != nil {
		return nil, mirrorFault(err)
	}
	lock := flock.New(filepath.Join(s.Dir, id+".mirror-lock"))
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if ok, err := lock.TryLockContext(ctx, 20*time.Millisecond); err != nil || !ok {
		return nil, fault.Wrap(err, fault.Unavailable, "share.store_busy")
	}
	return func() { _ = lock.Unlock() }, nil
}

// marked makes sure that the folder is there and is this mirror.
func (s *Syncer) marked(state mirrorState, id string) error {
	data, err := os.ReadFile(filepath.Join(state.Dir, markerFile))
	gone := fault.Wrap(err, fault.Unavailable, "share.mirror_gone", "folder", state.Dir)
	if errors.Is(err, fs.ErrPermission) {
		return mirrorFault(err)
	}
	if err != nil {
		return gone
	}
	var said map[string]string
	if json.Unmarshal(data, &said) != nil || said["space"] != id || said["mirror"] != state.ID {
		return gone
	}
	return nil
}

// mirrorFault puts into words what the folder said.
func mirrorFault(err error) error {
	if _, ours := fault.As(err); err == nil || ours {
		return err
	}
	switch {
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fault.Wrap(err, fault.Denied, "share.stick_denied")
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fault.Wrap(err, fault.Unavailable, "share.stick_full")
	}
	return fault.Wrap(err, fault.Unavailable, "share.stick_gone")
}

// writeState replaces a file of ours about the mirror.
func (s *Syncer) writeState(path string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return mirrorFault(err)
	}
	return mirrorFault(putFile(path, data))
}

// putFile puts a whole file in place, durably, or leaves what was there.
func putFile(path string, data []byte) error {
	to, err := os.CreateTemp(filepath.Dir(path), ".tmp-*")
	if err != nil {
		return err
	}
	_, err = to.Write(data)
	err = errors.Join(err, to.Chmod(0o644), to.Sync(), to.Close())
	if err == nil {
		err = os.Rename(to.Name(), path)
	}
	if err != nil {
		_ = os.Remove(to.Name()) // nothing half-written stays
	}
	return err
}

// formatsOf are the formats of a space as this machine knows it.
func (s *Syncer) formatsOf(l sharing.Link) (formats, error) {
	rules := mergeRules
	if config, _, problem := canon.ParseSpace(canon.File{Path: canon.SpacePath, Data: []byte(l.Config)}); problem == nil {
		if config.Format > canon.Format || config.Merge > mergeRules || config.MinApp != "" {
			return formats{}, newer(l.Name)
		}
		rules = config.Merge
	}
	return newFormats(s.Kinds, rules)
}
