package app

import (
	"cmp"
	"context"
	"maps"
	"path/filepath"
	"sort"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/workspace"
)

// Workspace is the bound service of the workspace, the settings and the help.
type Workspace struct{ a *App }

// NewWorkspace binds the service to the app.
func NewWorkspace(a *App) *Workspace { return &Workspace{a} }

// Info tells what is open and what kept it from opening.
func (s *Workspace) Info() (Info, error) {
	return guard(s.a, "Workspace.Info", func(context.Context) (Info, error) {
		s.a.waitForStart()
		return s.a.info(), nil
	})
}

func (a *App) info() Info {
	a.mu.RLock()
	defer a.mu.RUnlock()
	i := Info{Version: a.cfg.Version, Sample: a.sample, First: a.first}
	if a.ws != nil {
		i.Home, i.ReadOnly, i.Full = a.ws.Home, a.ws.ReadOnly, a.ws.Full()
		i.Name = filepath.Base(a.ws.Home)
		i.Actor = a.ws.Who.Actor
	}
	if p := cmp.Or(a.problem, a.damaged); p != nil {
		i.Problem = &Message{Key: p.Key, Params: orEmptyMap(p.Params)}
	}
	return i
}

// TakeOpened gives, once, the files this start was asked to open.
func (s *Workspace) TakeOpened() ([]string, error) {
	return guard(s.a, "Workspace.TakeOpened", func(context.Context) ([]string, error) {
		s.a.openMu.Lock()
		defer s.a.openMu.Unlock()
		files := s.a.given
		s.a.given = nil
		return append([]string{}, files...), nil
	})
}

// Settings of this machine and of the person at it. Those of the person are told while no
// workspace can be opened too: the window looks as they chose.
func (s *Workspace) Settings() ([]Setting, error) {
	return guard(s.a, "Workspace.Settings", func(ctx context.Context) ([]Setting, error) {
		m := map[string]string{}
		ws, users, err := s.a.workspace()
		if err == nil {
			defer users.Done()
			m, err = ws.Settings(ctx)
			s.a.noteDamage(ws, err)
		} else if s.a.cfg.PersonFile != "" {
			err = nil
		}
		if err == nil {
			maps.Copy(m, s.a.person.Settings())
		}
		out := make([]Setting, 0, len(m))
		for name, value := range m {
			out = append(out, Setting{name, value})
		}
		sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
		return out, err
	})
}

// SetSetting keeps a setting. On a read-only workspace it lasts as long as the
// window.
func (s *Workspace) SetSetting(name, value string) error {
	_, err := with(s.a, "Workspace.SetSetting", func(ctx context.Context, ws *workspace.Workspace) (struct{}, error) {
		if len(name) > 200 || len(value) > 10_000 {
			return struct{}{}, fault.New(fault.Invalid, "record.field_too_long", "field", name, "max", "10000")
		}
		if s.a.cfg.PersonFile != "" && workspace.Personal(name) {
			return struct{}{}, s.a.person.Set(name, value)
		}
		if ws.ReadOnly {
			return struct{}{}, nil
		}
		if err := ws.SetSetting(ctx, name, value); err != nil {
			return struct{}{}, err
		}
		if name == workspace.ReportCycleSetting {
			s.a.emit("reviews.changed", ReviewsChanged{}) // Home tells what is due
		}
		return struct{}{}, nil
	})
	return err
}

// Catalogue is the JSON text of a language's sentences.
func (s *Workspace) Catalogue(lang string) (string, error) {
	return guard(s.a, "Workspace.Catalogue", func(context.Context) (string, error) {
		raw, err := assets.Locale(lang)
		if err != nil {
			return "", fault.Wrap(err, fault.NotFound, "settings.no_language", "lang", lang)
		}
		return string(raw), nil
	})
}

// HelpTopics lists the pages of the help.
func (s *Workspace) HelpTopics() ([]HelpTopic, error) {
	return guard(s.a, "Workspace.HelpTopics", func(context.Context) ([]HelpTopic, error) {
		out := []HelpTopic{}
		for _, t := range assets.Topics() {
			out = append(out, HelpTopic{t.ID, t.Title})
		}
		return out, nil
	})
}

// HelpText is the Markdown of a page.
func (s *Workspace) HelpText(id string) (string, error) {
	return guard(s.a, "Workspace.HelpText", func(context.Context) (string, error) {
		text, err := assets.Help(id)
		if err != nil {
			return "", fault.Wrap(err, fault.NotFound, "help.no_page")
		}
		return text, nil
	})
}

// StartOwn opens the person's own workspace and makes it when there is none.
func (s *Workspace) StartOwn() (Info, error) {
	home, _ := s.a.homes()
	return s.a.change(home, false)
}

// OpenSample opens the copy of the sample.
func (s *Workspace) OpenSample() (Info, error) {
	_, home := s.a.homes()
	return s.a.change(home, true)
}

// ChooseFolder asks for the folder of another workspace; "" when the person closed the
// dialog.
func (s *Workspace) ChooseFolder() (string, error) {
	path, err := s.a.shell.OpenFolder(assets.English().Text("dialog.openWorkspace"))
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	return path, nil
}

// OpenFolder makes a folder the person's own workspace for as long as the window is open:
// one that lies there, or a new one where the folder is empty. When it fails, what was
// open stays open. Faults: storage.*.
func (s *Workspace) OpenFolder(path string) (Info, error) {
	return guard(s.a, "Workspace.OpenFolder", func(context.Context) (Info, error) {
		s.a.waitForStart()
		s.a.changing.Lock()
		defer s.a.changing.Unlock()
		s.a.mu.RLock()
		same := s.a.ws != nil && !s.a.sample && filepath.Clean(path) == filepath.Clean(s.a.ws.Home)
		s.a.mu.RUnlock()
		if same {
			return s.a.info(), nil
		}
		if !workspace.MayOpen(path) {
			return s.a.info(), fault.New(fault.Invalid, "storage.other_folder", "name", filepath.Base(path))
		}
		if err := s.a.open(path, false); err != nil {
			return s.a.info(), err
		}
		s.a.mu.Lock()
		s.a.home, s.a.sampleHome, s.a.first = path, workspace.SampleHome(path), false
		s.a.mu.Unlock()
		s.a.emit("reviews.changed", ReviewsChanged{})
		return s.a.info(), nil
	})
}

func (a *App) change(home string, sample bool) (Info, error) {
	return guard(a, "Workspace.change", func(context.Context) (Info, error) {
		a.changing.Lock()
		defer a.changing.Unlock()
		a.mu.RLock()
		same := a.ws != nil && a.sample == sample
		a.mu.RUnlock()
		if same {
			return a.info(), nil
		}
		if err := a.open(home, sample); err != nil {
			return a.info(), err
		}
		a.emit("reviews.changed", ReviewsChanged{})
		return a.info(), nil
	})
}

// Diagnosis says how the workspace is, without what is in it: text for a person to read
// before it is given to anybody.
func (s *Workspace) Diagnosis() (string, error) {
	return with(s.a, "Workspace.Diagnosis", func(ctx context.Context, ws *workspace.Workspace) (string, error) {
		d, err := ws.Diagnose(ctx, "Second Story "+s.a.cfg.Version, assets.English())
		if err != nil {
			return "", err
		}
		text, err := d.Text()
		s.a.savedMu.Lock()
		s.a.diagnosis = text
		s.a.savedMu.Unlock()
		return text, err
	})
}

// SaveDiagnosis saves what Diagnosis gave last, as it was shown.
func (s *Workspace) SaveDiagnosis() (SavedFile, error) {
	return s.a.saveAs("dialog.saveDiagnosis", "second-story-diagnosis-"+s.a.cfg.Now().Format(time.DateOnly), "json", func(context.Context, *workspace.Workspace) ([]byte, error) {
		s.a.savedMu.Lock()
		defer s.a.savedMu.Unlock()
		if s.a.diagnosis == "" {
			return nil, fault.New(fault.NotFound, "diagnosis.none")
		}
		return []byte(s.a.diagnosis), nil
	})
}

// Flushed is the page's answer to the event window.closing: what was typed is
// saved.
func (s *Workspace) Flushed() error {
	_, err := guard(s.a, "Workspace.Flushed", func(context.Context) (struct{}, error) {
		select {
		case s.a.flushed <- struct{}{}:
		default:
		}
		return struct{}{}, nil
	})
	return err
}
