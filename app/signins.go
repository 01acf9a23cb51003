package app

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/remote"
	"secondstory/backend/workspace"
)

// signIns hold what shared repositories ask for. They are kept in memory, so they end
// with this run.
type signIns struct {
	mu   sync.Mutex
	list map[string]remote.Access // by home and space
}

func signInKey(ws *workspace.Workspace, id string) string { return ws.Home + "\n" + id }

func (s *signIns) set(ws *workspace.Workspace, id string, a remote.Access) {
	if a == (remote.Access{}) {
		s.forget(ws, id)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.list == nil {
		s.list = map[string]remote.Access{}
	}
	s.list[signInKey(ws, id)] = a
}

func (s *signIns) forget(ws *workspace.Workspace, id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.list, signInKey(ws, id))
}

func (s *signIns) of(ws *workspace.Workspace, id string) remote.Access {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.list[signInKey(ws, id)]
}

// access is what the address of an entry is asked with.
func (e SpaceEntry) access() remote.Access {
	a := SpaceSignIn{User: e.User, Secret: e.Secret, Key: e.Key, Passphrase: e.Passphrase}.accessTo(e.Address)
	a.AcceptHost = e.AcceptHost
	return a
}

// signsInAs says who signs in to a space, with which file of a key, and whether a secret
// is kept for it beyond this run: what a person is asked with once it is refused, so that
// the new one takes the place of the old one.
func (a *App) signsInAs(ctx context.Context, ws *workspace.Workspace, l workspace.SpaceInfo) (user, key string, kept bool, err error) {
	login, err := ws.KeptLogin(ctx, l.Address)
	now := a.signIns.of(ws, l.Space)
	return cmp.Or(now.User, login.User), cmp.Or(now.Key, login.Key), login.Place != "", err
}

// keepSignIn keeps what a space asks for and says whether that is beyond this run. Where
// there is no keyring the run's memory has it, so that the exchange goes on all the same,
// and ask says what the sealed file wants: "choose" a passphrase, or "enter" it.
func (a *App) keepSignIn(ctx context.Context, ws *workspace.Workspace, l workspace.SpaceInfo, access remote.Access, keep bool) SpaceKept {
	access.AcceptHost = "" // known from now on
	var kept SpaceKept
	if keep && (access.Secret != "" || access.Key != "") {
		_, err := ws.KeepLogin(ctx, l.Address, access)
		if err == nil {
			a.signIns.forget(ws, l.Space)
			return SpaceKept{Kept: true}
		}
		kept.Ask = sealAsks(err)
	}
	a.signIns.set(ws, l.Space, access)
	return kept
}

// sealAsks is what the sealed file wants after a secret could not be kept, "" for nothing.
func sealAsks(err error) string {
	if f, ok := fault.As(err); ok {
		return map[string]string{"share.logins_no_passphrase": "choose", "share.logins_locked": "enter"}[f.Key]
	}
	return ""
}

// Seal keeps in the sealed file what this run has for a space, under a passphrase that is
// chosen by that where there is no file yet. denied: share.logins_passphrase; invalid:
// share.logins_short.
func (s *Spaces) Seal(id, passphrase string) error {
	_, err := with(s.a, "Spaces.Seal", func(ctx context.Context, ws *workspace.Workspace) (struct{}, error) {
		access := s.a.signIns.of(ws, id)
		list, err := ws.Spaces(ctx)
		at := slices.IndexFunc(list, func(l workspace.SpaceInfo) bool { return l.Space == id })
		switch {
		case err != nil:
			return struct{}{}, err
		case at < 0:
			return struct{}{}, fault.New(fault.NotFound, "share.space_missing", "name", id)
		case access == (remote.Access{}):
			return struct{}{}, fault.New(fault.Invalid, "share.login_incomplete")
		}
		if err := ws.UnlockLogins(passphrase); err != nil {
			return struct{}{}, err
		}
		if _, err := ws.KeepLogin(ctx, list[at].Address, access); err != nil {
			return struct{}{}, err
		}
		s.a.signIns.forget(ws, id)
		return struct{}{}, nil
	})
	return err
}

// accessTo is what lets a person in at one address: a key where ssh is spoken, a user and
// a secret for the one host elsewhere; nothing where nothing was entered, and for a
// folder, which asks nobody.
func (who SpaceSignIn) accessTo(address string) remote.Access {
	where, err := remote.ParseAddress(address)
	switch {
	case err != nil || where.Site() == "":
		return remote.Access{}
	case where.IsSSH():
		return remote.Access{Key: strings.TrimSpace(who.Key), Passphrase: who.Passphrase}
	case who.User == "" && who.Secret == "":
		return remote.Access{}
	}
	return remote.Access{User: who.User, Secret: who.Secret, Host: where.Host()}
}
