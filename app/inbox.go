package app

import (
	"context"
	"path/filepath"
	"sync"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/inbox"
	"secondstory/backend/service/inboxing"
	"secondstory/backend/workspace"
)

// Inbox is the bound service of the folders into which other programs drop files.
type Inbox struct{ a *App }

// NewInbox binds the service to the app.
func NewInbox(a *App) *Inbox { return &Inbox{a} }

// inboxTold is what kept each inbox from being looked into the last time, by its id.
type inboxTold struct {
	mu   sync.Mutex
	last map[string]*fault.Error
	// emitted is when the window was told of a file last: of two thousand it hears now and then.
	emitted time.Time
}

func (m *inboxTold) clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last = nil
}

// put keeps how the last look ended and says whether that differs from before.
func (m *inboxTold) put(id string, f *fault.Error) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	was := m.last[id]
	if m.last == nil {
		m.last = map[string]*fault.Error{}
	}
	m.last[id] = f
	return (was == nil) != (f == nil) || f != nil && f.Key != was.Key
}

func (m *inboxTold) of(id string) *fault.Error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.last[id]
}

// due says whether the window may be told of a file again.
func (m *inboxTold) due(now time.Time) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if now.Sub(m.emitted) < inboxTellEvery {
		return false
	}
	m.emitted = now
	return true
}

// inboxTellEvery is the pause between two files of which the window is told.
const inboxTellEvery = time.Second

// inboxed tells the window what came of a look.
func (a *App) inboxed(i workspace.Inboxed) {
	if i.File != nil {
		if a.inboxTold.due(time.Now()) {
			a.emit("reviews.changed", ReviewsChanged{})
		}
		return
	}
	var f *fault.Error
	if i.Err != nil {
		if f = faultOf(i.Err); f.Code == fault.Internal {
			a.log.Error("inbox", i.Err)
		}
	}
	if a.inboxTold.put(i.Folder, f) || i.Look != nil && len(i.Look.Read) > 0 {
		a.emit("reviews.changed", ReviewsChanged{})
	}
}

// mostInbox bounds what one call gives of each list.
const mostInbox = 500

// State tells of all inboxes, with at most limit files in each list.
func (s *Inbox) State(limit int) (InboxState, error) {
	return with(s.a, "Inbox.State", func(ctx context.Context, ws *workspace.Workspace) (InboxState, error) {
		st, err := ws.Inbox.Told(ctx, min(max(limit, 1), mostInbox))
		out := InboxState{Folders: make([]InboxFolder, 0, len(st.Folders)), Waits: st.Count.Waits(), Taken: st.Count.Taken}
		paths := map[string]string{}
		for _, f := range st.Folders {
			paths[f.ID] = f.Path
			row := InboxFolder{ID: f.ID, Folder: f.Path, Paused: f.Paused, Move: f.Move}
			if p := s.a.inboxTold.of(f.ID); p != nil && !f.Paused {
				row.Problem = &Message{Key: p.Key, Params: orEmptyMap(p.Params)}
			}
			out.Folders = append(out.Folders, row)
		}
		out.Waiting, out.Files = s.files(st.Waiting, paths), s.files(st.Files, paths)
		return out, err
	})
}

func (s *Inbox) files(list []inboxing.Told, folders map[string]string) []InboxFile {
	out := make([]InboxFile, 0, len(list))
	for _, f := range list {
		a := f.Account
		row := InboxFile{N: f.N, Name: f.Name, At: f.At.In(s.a.cfg.Now().Location()).Format(time.RFC3339), State: string(f.State), Format: f.Format,
			There: f.There, Import: f.Import, Withdrawn: f.Withdrawn, Key: f.Key, Params: orEmptyMap(f.Params),
			Read: a.Read, Created: a.Created, Updated: a.Updated, Unchanged: a.Unchanged, Quarantined: a.Quarantined}
		if dir := folders[f.Folder]; dir != "" {
			row.Path = filepath.Join(dir, f.Name)
		}
		out = append(out, row)
	}
	return out
}

// ChooseFolder asks the person for a folder; "" when cancelled.
func (s *Inbox) ChooseFolder() (string, error) {
	path, err := s.a.shell.OpenFolder(assets.English().Text("inbox.choose"))
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	return path, nil
}

// Add makes a folder an inbox; move says that what came in goes to a folder in it.
func (s *Inbox) Add(folder string, move bool) error {
	return s.change("Inbox.Add", func(ctx context.Context, ws *workspace.Workspace) error {
		_, err := ws.Inbox.Add(ctx, folder, move)
		return err
	})
}

// Set pauses an inbox or lets it go on, and says whether what came in is moved.
func (s *Inbox) Set(id string, paused, move bool) error {
	return s.change("Inbox.Set", func(ctx context.Context, ws *workspace.Workspace) error {
		_, err := ws.Inbox.Change(ctx, id, func(f *inbox.Folder) { f.Paused, f.Move = paused, move })
		return err
	})
}

// Remove ends an inbox; its files and what came in stay.
func (s *Inbox) Remove(id string) error {
	return s.change("Inbox.Remove", func(ctx context.Context, ws *workspace.Workspace) error { return ws.Inbox.Remove(ctx, id) })
}

// Leave lets a file that waits be.
func (s *Inbox) Leave(n int64) error {
	return s.change("Inbox.Leave", func(ctx context.Context, ws *workspace.Workspace) error { return ws.Inbox.Leave(ctx, n) })
}

// Again has a file read once more.
func (s *Inbox) Again(n int64) error {
	return s.change("Inbox.Again", func(ctx context.Context, ws *workspace.Workspace) error { return ws.Inbox.Again(ctx, n) })
}

// Look has all inboxes looked into now.
func (s *Inbox) Look() error {
	return s.change("Inbox.Look", func(context.Context, *workspace.Workspace) error { return nil })
}

// change does something to the inboxes and has them looked into.
func (s *Inbox) change(name string, f func(ctx context.Context, ws *workspace.Workspace) error) error {
	_, err := with(s.a, name, func(ctx context.Context, ws *workspace.Workspace) (struct{}, error) {
		if err := f(ctx, ws); err != nil {
			return struct{}{}, err
		}
		ws.NudgeInboxes()
		s.a.emit("reviews.changed", ReviewsChanged{})
		return struct{}{}, nil
	})
	return err
}
