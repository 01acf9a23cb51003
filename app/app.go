package app

import (
	"context"
	"encoding/json"
	"path/filepath"
	"sync"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/service/owning"
	"secondstory/backend/service/recording"
	"secondstory/backend/workspace"
)

// Emitter pushes an event to the window.
type Emitter interface{ Emit(event string, data any) }

// Dialogs asks the person for files. An empty answer means cancelled.
type Dialogs interface {
	OpenFiles(title string) ([]string, error)
	SaveFile(title, name string) (string, error)
	OpenFolder(title string) (string, error)
}

// Shell is what the window toolkit does for us.
type Shell interface {
	Emitter
	Dialogs
	// Front brings the window forward; OpenFile opens a file with the program the
	// person has for it.
	Front()
	OpenFile(path string) error
	// Notify shows a notice of the desktop; an error where it takes none.
	Notify(title, text string) error
}

// Config of the window's side.
type Config struct {
	Version    string
	Home       string // the person's own workspace
	SampleHome string // where the copy of the sample lies
	Sample     bool   // open the sample even where an own workspace exists
	// Open are files (absolute paths) the person asked to open with this program; the
	// window begins with what would come in from them.
	Open       []string
	PersonFile string // settings of the person; "" leaves them to the workspace
	Now        func() time.Time
	NewID      func() string
}

// App holds the open workspace for the bound services.
type App struct {
	cfg   Config
	shell Shell
	log   *logFile
	jobs  *jobs
	// person keeps the settings that do not belong to a workspace.
	person *workspace.Person

	changing sync.Mutex // one change of the workspace at a time; guards lock

	mu      sync.RWMutex
	ws      *workspace.Workspace
	users   *sync.WaitGroup // calls and jobs that work in ws
	sample  bool
	first   bool
	problem *fault.Error
	stop    context.CancelFunc // ends the watcher of ws
	lock    windowLock

	// home and sampleHome are the folders of this window: those of the start until the
	// person chooses another.
	home, sampleHome string
	// damaged is what a call found torn in a workspace that could be opened.
	damaged *fault.Error

	started chan struct{} // closed when Start has opened what it could
	flushed chan struct{} // the page has saved what was typed

	signIns signIns
	told    mirrorTold
	// inboxTold is how the last look into each inbox ended.
	inboxTold inboxTold

	openMu sync.Mutex
	given  []string // files the page has not asked for yet

	savedMu sync.Mutex
	saved   map[string]bool // files this window has written
	// services is what the last table of services touched, so that it can be taken back.
	services owning.Imported
	copies   string // folder of copies for other programs; "" before the first
	// diagnosis is what was shown last, so that this and nothing else is saved.
	diagnosis string

	ownMu sync.Mutex
	own   map[string]int64 // last revision of each record this process wrote
}

// New makes the app; nothing is opened before Start.
func New(cfg Config) *App {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.NewID == nil {
		cfg.NewID = workspace.NewULID(cfg.Now)
	}
	return &App{cfg: cfg, home: cfg.Home, sampleHome: cfg.SampleHome, given: cfg.Open, jobs: newJobs(), person: &workspace.Person{File: cfg.PersonFile}, own: map[string]int64{}, saved: map[string]bool{}, flushed: make(chan struct{}, 1), started: make(chan struct{})}
}

// Start opens the workspace. What goes wrong is told on the screen: the window
// opens all the same.
func (a *App) Start(shell Shell) {
	defer close(a.started)
	a.shell = shell
	a.log = openLog(filepath.Join(a.cfg.Home, "log"))
	home, sample := a.cfg.Home, a.cfg.Sample
	if !sample && !workspace.Exists(home) {
		// The very first start shows the sample; the own workspace is made when the
		// person asks for it.
		sample = true
	}
	a.mu.Lock()
	a.first = sample && !workspace.Exists(a.cfg.SampleHome)
	a.mu.Unlock()
	if sample {
		home = a.cfg.SampleHome
	}
	if err := a.open(home, sample); err != nil {
		a.mu.Lock()
		a.problem, a.sample = faultOf(err), sample
		a.mu.Unlock()
	}
}

// open opens a home and lets go of the one before; when it fails, the one before
// stays open.
func (a *App) open(home string, sample bool) error {
	ctx, stop := context.WithCancel(context.Background())
	ws, err := a.openWorkspace(ctx, home, sample)
	a.mu.Lock()
	defer a.mu.Unlock()
	if err != nil {
		stop()
		a.log.Error("open", err)
		return err
	}
	old, oldStop, oldUsers := a.ws, a.stop, a.users
	a.ws, a.sample, a.problem, a.damaged, a.stop, a.users = ws, sample, nil, nil, stop, &sync.WaitGroup{}
	if old != nil {
		oldStop()
		go func() {
			// What is going on in it ends there: a list that loads, an import that runs.
			oldUsers.Wait()
			old.Close()
		}()
	}
	a.users.Go(func() { a.watch(ctx, ws) })
	a.told.clear()
	a.inboxTold.clear()
	a.savedMu.Lock()
	a.services, a.diagnosis = owning.Imported{}, "" // they were of the one before
	a.savedMu.Unlock()
	if !ws.ReadOnly {
		a.users.Go(func() { ws.KeepMirrors(ctx, func(m workspace.Mirrored) { a.mirrored(ctx, ws, m) }) })
		a.users.Go(func() { ws.KeepInboxes(ctx, a.inboxed) })
		a.users.Go(func() { a.keepNotices(ctx, ws) })
	}
	return nil
}

func (a *App) openWorkspace(ctx context.Context, home string, sample bool) (*workspace.Workspace, error) {
	lock, err := takeWindow(home)
	if err != nil {
		return nil, err
	}
	ws, err := workspace.Open(ctx, home, workspace.Options{Origin: "window", Now: a.cfg.Now, NewID: a.cfg.NewID, OnChange: a.changed})
	if err != nil {
		lock.release()
		return nil, err
	}
	if sample && !ws.ReadOnly {
		if err := ws.FillSample(ctx); err != nil {
			ws.Close()
			lock.release()
			return nil, err
		}
	}
	a.lock.release()
	a.lock = lock
	return ws, nil
}

// Close ends everything: jobs are stopped, what they have done stands.
func (a *App) Close() {
	a.jobs.stopAll() // a restoration too, which nothing else changes the workspace beside
	a.changing.Lock()
	defer a.changing.Unlock()
	a.jobs.stopAll()
	a.dropCopies()
	a.mu.Lock()
	ws, users := a.ws, a.users
	a.ws = nil
	if ws != nil {
		a.stop()
	}
	a.mu.Unlock()
	if ws != nil && within(closeLimit, users.Wait) {
		ws.Close()
	}
	// Work that does not end is left behind: the database survives a process that
	// goes without closing it, a window that stays does not survive its person.
	a.lock.release()
	a.lock = windowLock{}
}

// closeLimit is how long closing waits for work that is going on.
const closeLimit = 5 * time.Second

// within runs f and says whether it ended in time.
func within(limit time.Duration, f func()) bool {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	select {
	case <-done:
		return true
	case <-time.After(limit):
		return false
	}
}

// flushLimit is how long a closing window waits for the page to save what is
// typed.
const flushLimit = 3 * time.Second

// HoldClose gives the page time to save what is typed before the window closes.
// It returns when the page has said so by Workspace.Flushed, or after a while:
// a page that hangs must not keep the window open.
func (a *App) HoldClose() {
	a.mu.RLock()
	open := a.ws != nil
	a.mu.RUnlock()
	if !open {
		return
	}
	select {
	case <-a.flushed: // an answer to an earlier question
	default:
	}
	a.emit("window.closing", struct{}{})
	select {
	case <-a.flushed:
	case <-time.After(flushLimit):
	}
}

// changed is told of every write of this process.
func (a *App) changed(c recording.Changed) {
	a.ownMu.Lock()
	a.own[c.ID] = c.Rev
	a.ownMu.Unlock()
	a.emit("review.changed", ReviewChanged{Ref: c.Ref, Rev: c.Rev, Origin: c.Origin})
	a.emit("reviews.changed", ReviewsChanged{Rev: c.Rev})
	a.nudgeMirrors()
}

// wroteItself says whether a change seen in the database is one of this process,
// which has been announced with its origin already.
func (a *App) wroteItself(c recording.Changed) bool {
	a.ownMu.Lock()
	defer a.ownMu.Unlock()
	return a.own[c.ID] >= c.Rev
}

func (a *App) emit(event string, data any) {
	if a.shell != nil {
		a.shell.Emit(event, data)
	}
}

// pollEvery is how often writes of other processes are looked for.
const pollEvery = 400 * time.Millisecond

// watch tells the window what other processes wrote, and comes forward when a
// second start asks for it.
func (a *App) watch(ctx context.Context, ws *workspace.Workspace) {
	tick := make(chan struct{})
	go func() {
		t := time.NewTicker(pollEvery)
		defer t.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-t.C:
				select {
				case tick <- struct{}{}:
				default:
				}
			}
		}
	}()
	var focus int64
	// A busy moment or a disk that did not answer ends one look, not the watching.
	for ctx.Err() == nil {
		err := ws.Watch(ctx, tick, func(n workspace.News) { a.news(n, &focus) })
		if err == nil || ctx.Err() != nil {
			return
		}
		a.log.Error("watch", err)
		select {
		case <-ctx.Done():
		case <-time.After(watchAgain):
		}
	}
}

// watchAgain is the pause after a look at the database that failed.
const watchAgain = 5 * time.Second

// news tells the window what another process wrote.
func (a *App) news(n workspace.News, focus *int64) {
	if *focus != 0 && n.Focus > *focus || *focus == 0 && n.Focus > a.cfg.Now().Add(-time.Minute).UnixMilli() {
		a.shell.Front()
		if files := a.askedFiles(); len(files) > 0 {
			a.Dropped(files)
		}
	}
	*focus = max(n.Focus, 1)
	others := false
	for _, c := range n.Changed {
		if a.wroteItself(c) {
			continue
		}
		others = true
		a.emit("review.changed", ReviewChanged{Ref: c.Ref, Rev: c.Rev})
	}
	if others || n.Spaces {
		a.emit("reviews.changed", ReviewsChanged{Rev: n.Rev})
	}
	if others {
		a.nudgeMirrors()
	}
}

// workspace gives the open one, or the fault that kept it from opening. It stays
// open until users.Done is called, also when the person opens another. A call that
// comes before Start has ended waits for it: the page is often the faster one.
func (a *App) workspace() (ws *workspace.Workspace, users *sync.WaitGroup, err error) {
	a.waitForStart()
	a.mu.RLock()
	defer a.mu.RUnlock()
	if a.ws == nil {
		if a.problem != nil {
			return nil, nil, a.problem
		}
		return nil, nil, fault.New(fault.Unavailable, "storage.no_workspace")
	}
	a.users.Add(1)
	return a.ws, a.users, nil
}

// homes are the folders of the person's own workspace and of the sample's copy.
func (a *App) homes() (own, sample string) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.home, a.sampleHome
}

// noteDamage keeps what a call found torn, so that the window can say it where nobody
// looks at the one list that failed.
func (a *App) noteDamage(ws *workspace.Workspace, err error) {
	f, ok := fault.As(err)
	if !ok || f.Key != "storage.corrupt" {
		return
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.ws == ws {
		a.damaged = f
	}
}

// waitForStart returns when Start has ended, or after the longest a call may take.
func (a *App) waitForStart() {
	select {
	case <-a.started:
	case <-time.After(callLimit):
	}
}

// Dropped is told of files dropped on the window.
func (a *App) Dropped(paths []string) {
	a.emit("files.dropped", FilesDropped{Paths: paths, Pictures: arePictures(paths)})
}

// askedFiles are the files that a second start was given. Nobody waits for them: what
// cannot be read is as if it had not been asked.
func (a *App) askedFiles() []string {
	ws, users, err := a.workspace()
	if err != nil {
		return nil
	}
	defer users.Done()
	files, err := ws.TakeAskedFiles(context.Background())
	if err != nil {
		a.log.Error("open", err)
	}
	return files
}

// FormatError turns an error into the JSON text the window parses. It is the
// only place that does.
func (a *App) FormatError(err error) any {
	f := faultOf(err)
	w := WireError{Code: string(f.Code), Key: f.Key, Params: f.Params, Fields: []WireField{}}
	for _, field := range f.Fields {
		w.Fields = append(w.Fields, WireField{Name: field.Name, Key: field.Key, Params: field.Params})
	}
	if f.Code == fault.Internal {
		w.Ref = a.log.Error("call", err)
	}
	raw, jerr := json.Marshal(w)
	if jerr != nil {
		return `{"code":"internal","key":"error.internal","params":{},"fields":[],"ref":""}`
	}
	return string(raw)
}

func faultOf(err error) *fault.Error {
	if f, ok := fault.As(err); ok {
		return f
	}
	return fault.Wrap(err, fault.Internal, "error.internal")
}
