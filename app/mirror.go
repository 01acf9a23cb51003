package app

import (
	"context"
	"slices"
	"sync"

	"secondstory/backend/share/space"
	"secondstory/backend/workspace"
)

// mirrorTold is what the last pass over each mirror had to tell, by space.
type mirrorTold struct {
	mu   sync.Mutex
	last map[string]SpaceMirror
	// once is what passes told of whole folders since the program was started.
	once map[string][]toldOnce
}

type toldOnce struct {
	record string
	MirrorProblem
}

func (m *mirrorTold) clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.last, m.once = nil, nil
}

// put keeps what a pass told and says whether it is something else than before. once is
// told by no later pass, and stays at the top, the newest first, as long as stands says so.
func (m *mirrorTold) put(s SpaceMirror, once []toldOnce, stands func(toldOnce) bool) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.once == nil {
		m.once = map[string][]toldOnce{}
	}
	all := slices.Concat(once, slices.DeleteFunc(m.once[s.ID], func(p toldOnce) bool {
		return !stands(p) || slices.ContainsFunc(once, func(o toldOnce) bool { return o.record == p.record })
	}))
	m.once[s.ID] = all[:min(len(all), shownOfMirror)]
	for i, p := range m.once[s.ID] {
		s.Problems = slices.Insert(s.Problems, i, p.MirrorProblem)
	}
	was, there := m.last[s.ID]
	if m.last == nil {
		m.last = map[string]SpaceMirror{}
	}
	m.last[s.ID] = s
	same := func(a, b MirrorProblem) bool {
		return a.Path == b.Path && a.Message.Key == b.Message.Key && a.Quote == b.Quote
	}
	return !there || was.Error != s.Error || !slices.EqualFunc(was.Problems, s.Problems, same)
}

func (m *mirrorTold) of(id string) SpaceMirror {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.last[id]
}

// shownOfMirror bounds how many files of a mirror are told of.
const shownOfMirror = 50

func (a *App) mirrorState(ctx context.Context, ws *workspace.Workspace, id string, m space.Mirroring, err error) SpaceMirror {
	out := SpaceMirror{ID: id}
	if err != nil {
		out.Error, _ = a.FormatError(err).(string)
	}
	out.Problems = a.mirrorProblems(ctx, ws, m.Problems)
	return out
}

func (a *App) mirrorProblems(ctx context.Context, ws *workspace.Workspace, list []space.Refused) []MirrorProblem {
	out := []MirrorProblem{}
	for _, x := range list[:min(len(list), shownOfMirror)] {
		p := MirrorProblem{Path: x.Path, Line: x.Line, Quote: x.Quote, Message: Message{Key: x.Key, Params: orEmptyMap(x.Params)}}
		if x.Record != "" {
			p.Ref = ws.RefOf(ctx, x.Record, x.Path)
		}
		out = append(out, p)
	}
	return out
}

// tellMirror keeps what a pass told, and says whether it is something else than before.
func (a *App) tellMirror(ctx context.Context, ws *workspace.Workspace, s SpaceMirror, told []space.Refused) bool {
	var once []toldOnce
	for i, p := range a.mirrorProblems(ctx, ws, told) {
		once = append(once, toldOnce{told[i].Record, p})
	}
	return a.told.put(s, once, func(p toldOnce) bool {
		if p.Message.Key != "share.mirror_trashed" {
			return true
		}
		snap, err := ws.Records.Get(ctx, p.record)
		return err == nil && snap.Trashed() // somebody may have taken it out since
	})
}

// mirrored keeps what a pass over a mirror told.
func (a *App) mirrored(ctx context.Context, ws *workspace.Workspace, m workspace.Mirrored) {
	if a.tellMirror(ctx, ws, a.mirrorState(ctx, ws, m.Space, m.Mirroring, m.Err), m.Told) {
		a.emit("reviews.changed", ReviewsChanged{})
	}
}

func (a *App) nudgeMirrors() {
	a.mu.RLock()
	ws := a.ws
	a.mu.RUnlock()
	if ws != nil {
		ws.NudgeMirrors()
	}
}

// Mirrors lists the spaces that are mirrored in a folder, and what the files there have
// to tell.
func (s *Spaces) Mirrors() ([]SpaceMirror, error) {
	return with(s.a, "Spaces.Mirrors", func(ctx context.Context, ws *workspace.Workspace) ([]SpaceMirror, error) {
		list, err := ws.Spaces(ctx)
		out := []SpaceMirror{}
		for _, l := range list {
			if l.Mirror == "" {
				continue
			}
			m := s.a.told.of(l.Space)
			m.ID, m.Folder = l.Space, l.Mirror
			if m.Problems == nil {
				m.Problems = []MirrorProblem{}
			}
			out = append(out, m)
		}
		return out, err
	})
}

// Mirror makes an empty folder the mirror of a space in the background and gives the
// job's id; MirrorResult tells of the files.
func (s *Spaces) Mirror(id, folder string) (string, error) {
	return guard(s.a, "Spaces.Mirror", func(context.Context) (string, error) {
		return s.a.start(func(ctx context.Context, ws *workspace.Workspace, _ func(int, int, string)) (any, error) {
			m, err := ws.StartMirror(ctx, id, folder)
			if err != nil {
				return nil, stopped(ctx, err)
			}
			out := s.a.mirrorState(ctx, ws, id, m, nil)
			out.Folder = folder
			s.a.tellMirror(ctx, ws, out, m.Told)
			return out, nil
		})
	})
}

// MirrorResult gives what a finished beginning of a mirror found.
func (s *Spaces) MirrorResult(jobID string) (SpaceMirror, error) {
	return resultOf[SpaceMirror](s.a, "Spaces.MirrorResult", jobID)
}

// EndMirror ends a mirror; the files stay where they are.
func (s *Spaces) EndMirror(id string) error {
	_, err := with(s.a, "Spaces.EndMirror", func(ctx context.Context, ws *workspace.Workspace) (string, error) {
		return ws.StopMirror(ctx, id)
	})
	return err
}
