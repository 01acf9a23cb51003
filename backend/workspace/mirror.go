package workspace

import (
	"context"
	"sync"
	"time"

	"secondstory/backend/share/space"
	"secondstory/backend/sqlite"
	"secondstory/backend/watch"
)

// settleFor is how long files of a mirror must look the same before they are read.
const settleFor = 200 * time.Millisecond

func settle(ctx context.Context) error {
	t := time.NewTimer(settleFor)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// StartMirror makes an empty folder the mirror of a space and fills it. Faults:
// share.folder_in_use, share.mirror_here, share.mirror_known, share.stick_*.
func (w *Workspace) StartMirror(ctx context.Context, name, dir string) (space.Mirroring, error) {
	l, err := w.space(ctx, name)
	if err != nil {
		return space.Mirroring{}, err
	}
	s := w.Syncer()
	if err := s.StartMirror(ctx, l.Space, dir, w.newID()); err != nil {
		return space.Mirroring{}, err
	}
	defer w.wakeMirrors()
	return s.Mirror(ctx, l.Space, settle)
}

// StopMirror ends a mirror and says where it was; the files stay there.
func (w *Workspace) StopMirror(ctx context.Context, name string) (dir string, err error) {
	l, err := w.space(ctx, name)
	if err != nil {
		return "", err
	}
	s := w.Syncer()
	dir = s.MirrorOf(l.Space)
	defer w.wakeMirrors()
	return dir, s.StopMirror(ctx, l.Space)
}

// Mirror brings a space and its mirror folder together once.
func (w *Workspace) Mirror(ctx context.Context, name string) (space.Mirroring, error) {
	l, err := w.space(ctx, name)
	if err != nil {
		return space.Mirroring{}, err
	}
	return w.Syncer().Mirror(ctx, l.Space, settle)
}

// NudgeMirrors says that a record has changed; KeepMirrors looks soon, where there are
// mirrors at all.
func (w *Workspace) NudgeMirrors() {
	if w.mirrors.Load() > 0 {
		w.wakeMirrors()
	}
}

func (w *Workspace) wakeMirrors() {
	select {
	case w.mirrorsDue <- struct{}{}:
	default: // it will look anyway
	}
}

// mirrorFolders lists the folders of the mirrors by space.
func (w *Workspace) mirrorFolders(ctx context.Context) (map[string]string, error) {
	s := w.Syncer()
	out := map[string]string{}
	err := w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		links, err := tx.Links()
		for _, l := range links {
			if dir := s.MirrorOf(l.Space); dir != "" {
				out[l.Space] = dir
			}
		}
		return err
	})
	return out, err
}

// Mirrored is what looking after a mirror did, or why it could not.
type Mirrored struct {
	Space string
	space.Mirroring
	Err error
}

// nudgeWait gathers the edits of somebody who types into one pass.
const nudgeWait = time.Second

// KeepMirrors looks after all mirrors until the context ends: at once, so that what
// was edited while nobody looked is taken, after each change in a folder, and after
// NudgeMirrors. It tells what each pass did, one at a time.
func (w *Workspace) KeepMirrors(ctx context.Context, tell func(Mirrored)) {
	var passing sync.Mutex
	pass := func(ctx context.Context, id string) {
		passing.Lock()
		defer passing.Unlock()
		if ctx.Err() != nil {
			return
		}
		m, err := w.Syncer().Mirror(ctx, id, settle)
		if ctx.Err() != nil {
			return // what it could not do is done at the next start
		}
		tell(Mirrored{id, m, err})
		if m.Busy {
			time.AfterFunc(nudgeWait, w.NudgeMirrors)
		}
	}
	type kept struct {
		dir  string
		stop context.CancelFunc
	}
	watching := map[string]kept{}
	var all sync.WaitGroup
	defer all.Wait()
	for {
		took := time.Duration(0)
		now, err := w.mirrorFolders(ctx)
		if err == nil {
			w.mirrors.Store(int64(len(now)))
		}
		for id, k := range watching {
			if err == nil && now[id] != k.dir {
				k.stop()
				delete(watching, id)
			}
		}
		for id, dir := range now {
			if _, there := watching[id]; !there {
				inner, stop := context.WithCancel(ctx)
				watching[id] = kept{dir, stop}
				all.Go(func() { watch.Folder(inner, dir, watch.Timing{}, func() { pass(inner, id) }) })
			}
			began := time.Now()
			pass(ctx, id)
			took = max(took, time.Since(began))
		}
		select {
		case <-ctx.Done():
			for _, k := range watching {
				k.stop()
			}
			return
		case <-w.mirrorsDue:
			select { // those who type go on typing
			case <-ctx.Done():
			case <-time.After(max(nudgeWait, 10*took)): // and a large folder takes no more than its share
			}
		}
	}
}
