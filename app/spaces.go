package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
	"secondstory/backend/workspace"
)

// Spaces is the bound service of sharing reviews with others.
type Spaces struct {
	a     *App
	mu    sync.Mutex
	going map[string]context.CancelFunc // exchanges that Stop can end, by space
}

// NewSpaces binds the service to the app.
func NewSpaces(a *App) *Spaces { return &Spaces{a: a} }

// lookLimit bounds a look at an address: whoever waits for it wants to know by then.
const lookLimit = 45 * time.Second

// List tells the spaces this workspace takes part in, by name.
func (s *Spaces) List() ([]SpaceState, error) {
	return with(s.a, "Spaces.List", func(ctx context.Context, ws *workspace.Workspace) ([]SpaceState, error) {
		z, err := s.a.clock(ctx, ws)
		if err != nil {
			return nil, err
		}
		list, err := ws.Spaces(ctx)
		if err != nil {
			return nil, err
		}
		out := make([]SpaceState, 0, len(list))
		for _, l := range list {
			st := SpaceState{ID: l.Space, Name: l.Name, Address: l.Address, Reviews: l.Records, Unsent: l.Unsent, Undecided: l.Undecided,
				Aside: l.Aside, Alias: l.Alias, Audience: l.Audience, AudienceAside: l.AudienceAside}
			if st.User, st.Key, st.Remembered, err = s.a.signsInAs(ctx, ws, l); err != nil {
				return nil, err
			}
			if !l.SyncedAt.IsZero() {
				st.SyncedAt, _ = z.tell(l.SyncedAt)
			}
			out = append(out, st)
		}
		return out, nil
	})
}

// ChooseFolder asks the person for a folder; "" when cancelled.
func (s *Spaces) ChooseFolder() (string, error) {
	path, err := s.a.shell.OpenFolder(assets.English().Text("spaces.chooseFolder"))
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	return path, nil
}

// Look asks in the background whether an address can be shared through, and gives
// the job's id.
func (s *Spaces) Look(entry SpaceEntry) (string, error) {
	return guard(s.a, "Spaces.Look", func(context.Context) (string, error) {
		return s.a.start(func(ctx context.Context, ws *workspace.Workspace, _ func(int, int, string)) (any, error) {
			ctx, cancel := context.WithTimeout(ctx, lookLimit)
			defer cancel()
			seen, err := ws.LookAt(ctx, entry.address(), entry.access())
			return SpaceSeen{Address: seen.Address, Empty: seen.Empty, Name: seen.Name, Audience: seen.Audience}, err
		})
	})
}

// LookResult gives what a finished look found.
func (s *Spaces) LookResult(jobID string) (SpaceSeen, error) {
	return resultOf[SpaceSeen](s.a, "Spaces.LookResult", jobID)
}

// Add enters a space, exchanges it once in the background and gives the job's id.
func (s *Spaces) Add(entry SpaceEntry) (string, error) {
	return guard(s.a, "Spaces.Add", func(context.Context) (string, error) {
		name := strings.TrimSpace(entry.Name)
		return s.a.start(func(ctx context.Context, ws *workspace.Workspace, progress func(int, int, string)) (any, error) {
			access := entry.access()
			added, err := ws.AddSpaceTold(ctx, workspace.NewSpace{Name: name, Address: entry.address(), Alias: entry.Alias, Audience: entry.Audience}, access, told(name, progress))
			// Where only the exchange failed the space is entered, and the next sync goes on.
			if added.ID == "" {
				return nil, stopped(ctx, err)
			}
			known, kerr := ws.Spaces(context.WithoutCancel(ctx))
			at := slices.IndexFunc(known, func(l workspace.SpaceInfo) bool { return l.Space == added.ID })
			if kerr != nil || at < 0 {
				return nil, errors.Join(stopped(ctx, err), kerr)
			}
			kept := s.a.keepSignIn(context.WithoutCancel(ctx), ws, known[at], access, entry.Keep)
			out := s.a.account(ctx, ws, known[at], added.Report, err)
			out.Begun = added.Begun
			if out.KeepAsk = kept.Ask; entry.Keep && !kept.Kept && kept.Ask == "" {
				out.Notices = append(out.Notices, remark(ctx, ws, "", "", 0, "spaces.notKept", nil))
			}
			return out, nil
		})
	})
}

// AddResult tells what the first exchange did.
func (s *Spaces) AddResult(jobID string) (SpaceAccount, error) {
	return resultOf[SpaceAccount](s.a, "Spaces.AddResult", jobID)
}

// SignIn keeps for this run what the space asks for, or where Keep says so as a login
// of this computer; whether that could be done is the answer.
func (s *Spaces) SignIn(id string, who SpaceSignIn) (SpaceKept, error) {
	return with(s.a, "Spaces.SignIn", func(ctx context.Context, ws *workspace.Workspace) (SpaceKept, error) {
		list, err := ws.Spaces(ctx)
		for _, l := range list {
			if l.Space == id {
				return s.a.keepSignIn(ctx, ws, l, who.accessTo(l.Address), who.Keep), nil
			}
		}
		if err == nil {
			err = fault.New(fault.NotFound, "share.space_missing", "name", id)
		}
		return SpaceKept{}, err
	})
}

// SetAlias keeps what the person wants to be called in a space, "" for the pseudonym.
// The next sync tells the others.
func (s *Spaces) SetAlias(id, alias string) error {
	_, err := with(s.a, "Spaces.SetAlias", func(ctx context.Context, ws *workspace.Workspace) (string, error) {
		return ws.SetAlias(ctx, id, alias)
	})
	return err
}

// SetAudience changes what a space says about who can read it, "" for no words. The next
// sync tells the others.
func (s *Spaces) SetAudience(id, audience string) error {
	_, err := with(s.a, "Spaces.SetAudience", func(ctx context.Context, ws *workspace.Workspace) (string, error) {
		return ws.SetAudience(ctx, id, audience)
	})
	return err
}

// People lists who writes to the spaces of this workspace.
func (s *Spaces) People() ([]SpacePerson, error) {
	return with(s.a, "Spaces.People", func(ctx context.Context, ws *workspace.Workspace) ([]SpacePerson, error) {
		list, err := ws.People(ctx)
		out := make([]SpacePerson, 0, len(list))
		for _, p := range list {
			out = append(out, SpacePerson{Space: p.Space, Actor: p.Actor, Alias: p.Called()})
		}
		return out, err
	})
}

// Share puts a review into a space: the next sync sends it to everybody who has it.
func (s *Spaces) Share(ref, id string) error {
	_, err := on(s.a, "Spaces.Share", ref, func(ctx context.Context, ws *workspace.Workspace, review string) (struct{}, error) {
		return struct{}{}, ws.Share(ctx, id, review)
	})
	return err
}

// Remove ends taking part; the reviews stay here.
func (s *Spaces) Remove(id string) error {
	_, err := with(s.a, "Spaces.Remove", func(ctx context.Context, ws *workspace.Workspace) (struct{}, error) {
		if err := ws.LeaveSpace(ctx, id); err != nil {
			return struct{}{}, err
		}
		s.a.signIns.forget(ws, id)
		s.a.emit("reviews.changed", ReviewsChanged{})
		return struct{}{}, nil
	})
	return err
}

// Sync exchanges the spaces named, or all, side by side in the background and gives the
// job's id. One that fails keeps no other waiting. Progress of a space is told as
// "phase:name"; the phase of one that has ended is how it went.
func (s *Spaces) Sync(ids []string) (string, error) {
	return guard(s.a, "Spaces.Sync", func(context.Context) (string, error) {
		return s.a.start(func(ctx context.Context, ws *workspace.Workspace, progress func(int, int, string)) (any, error) {
			list, err := ws.Spaces(ctx)
			if err == nil {
				list, err = ws.ExchangeOrder(ctx, list)
			}
			if err != nil {
				return nil, stopped(ctx, err)
			}
			if len(ids) > 0 {
				list = slices.DeleteFunc(list, func(l workspace.SpaceInfo) bool { return !slices.Contains(ids, l.Space) })
			}
			went, err := ws.Exchange(ctx, list, workspace.Exchanging{
				Access: func(l workspace.SpaceInfo) remote.Access { return s.a.signIns.of(ws, l.Space) },
				Told:   func(l workspace.SpaceInfo) workspace.Told { return told(l.Name, progress) },
				Begins: func(ctx context.Context, l workspace.SpaceInfo) (context.Context, func(workspace.Exchanged)) {
					one, ended := s.begins(ctx, l.Space)
					return one, func(x workspace.Exchanged) {
						ended()
						progress(0, 0, stateOf(x)+":"+l.Name)
					}
				},
			})
			if err != nil {
				return nil, stopped(ctx, err)
			}
			out := []SpaceAccount{}
			for _, x := range went {
				account := s.a.account(ctx, ws, x.Space, x.Report, x.Err)
				if x.Err != nil || x.Unasked {
					account.State = stateOf(x)
				}
				if x.Stopped {
					account.Error = ""
				}
				out = append(out, account)
			}
			return out, nil
		})
	})
}

// stateOf is how an exchange ended, in the word of a SpaceAccount.
func stateOf(x workspace.Exchanged) string {
	switch {
	case x.Unasked:
		return "unasked"
	case x.Stopped:
		return "stopped"
	case x.Err != nil:
		return "failed"
	}
	return string(x.Report.State)
}

// begins gives a context for the exchange of one space, which Stop ends, until ended is called.
func (s *Spaces) begins(ctx context.Context, id string) (one context.Context, ended func()) {
	one, cancel := context.WithCancel(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.going == nil {
		s.going = map[string]context.CancelFunc{}
	}
	s.going[id] = cancel
	return one, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		cancel()
		delete(s.going, id)
	}
}

// Stop ends the exchange of one space that a Sync is making; the others go on. What was done
// stands, and what was not is done by the next exchange.
func (s *Spaces) Stop(id string) error {
	_, err := guard(s.a, "Spaces.Stop", func(context.Context) (struct{}, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if cancel := s.going[id]; cancel != nil {
			cancel()
		}
		return struct{}{}, nil
	})
	return err
}

// SyncResult tells what a finished sync did, space by space.
func (s *Spaces) SyncResult(jobID string) ([]SpaceAccount, error) {
	return resultOf[[]SpaceAccount](s.a, "Spaces.SyncResult", jobID)
}

// told hands on what an exchange does to the page.
func told(name string, progress func(done, total int, label string)) workspace.Told {
	return func(doing space.Phase, done, total int) { progress(done, total, string(doing)+":"+name) }
}

// stopped says in the person's words that it was they who ended it.
func stopped(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return fault.Wrap(err, fault.Cancelled, "share.cancelled")
	}
	return err
}

// resultOf gives what a finished job of a known kind made.
func resultOf[T any](a *App, name, jobID string) (T, error) {
	return guard(a, name, func(context.Context) (T, error) {
		result, err := a.jobs.result(jobID)
		out, ok := result.(T)
		if err == nil && !ok {
			err = fault.New(fault.NotFound, "job.unknown")
		}
		return out, err
	})
}
