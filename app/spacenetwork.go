package app

import (
	"context"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/workspace"
)

// ChooseFile asks the person for the file of a key or of a certificate; "" when
// cancelled.
func (s *Spaces) ChooseFile() (string, error) {
	paths, err := s.a.shell.OpenFiles(assets.English().Text("spaces.chooseFile"))
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	if len(paths) == 0 {
		return "", nil
	}
	return paths[0], nil
}

// Network tells how this machine reaches others.
func (s *Spaces) Network() (SpaceNetwork, error) {
	return with(s.a, "Spaces.Network", func(ctx context.Context, ws *workspace.Workspace) (SpaceNetwork, error) {
		n, err := ws.NetworkSettings(ctx)
		if err != nil {
			return SpaceNetwork{}, err
		}
		who, err := ws.ProxyLogin(ctx, n)
		return SpaceNetwork{Proxy: n.Proxy, CAFile: n.CAFile, User: who.User, Place: string(who.Place)}, err
	})
}

// SetNetwork keeps how this machine reaches others, when that can be used, and with whose
// name and password a proxy lets it through. invalid: share.proxy_bad, share.ca_file_bad,
// share.proxy_none, share.proxy_login_incomplete.
func (s *Spaces) SetNetwork(n SpaceNetworkEntry) (SpaceKept, error) {
	return with(s.a, "Spaces.SetNetwork", func(ctx context.Context, ws *workspace.Workspace) (SpaceKept, error) {
		before, err := ws.NetworkSettings(ctx)
		if err != nil {
			return SpaceKept{}, err
		}
		set := workspace.NetworkSettings{Proxy: n.Proxy, CAFile: n.CAFile}
		// What is kept for another proxy waits there for the way back.
		stays := n.User == "" && n.Secret == "" && n.Proxy != before.Proxy
		same := stays
		if !stays {
			if same, err = ws.CheckProxyLogin(ctx, set, n.User, n.Secret); err != nil {
				return SpaceKept{}, err
			}
		}
		if err := ws.SetNetworkSettings(ctx, set); err != nil || same {
			return SpaceKept{Kept: err == nil}, err
		}
		if n.User == "" {
			return SpaceKept{Kept: true}, ws.ForgetProxyLogin(ctx)
		}
		var kept SpaceKept
		if n.Keep {
			if _, err = ws.KeepProxyLogin(ctx, n.User, n.Secret); err == nil {
				return SpaceKept{Kept: true}, nil
			}
			kept.Ask = sealAsks(err)
		}
		return kept, ws.HoldProxyLogin(ctx, n.User, n.Secret)
	})
}

// SealNetwork keeps in the sealed file what this run has for the proxy, as Seal does for a
// space. denied: share.logins_passphrase; invalid: share.logins_short.
func (s *Spaces) SealNetwork(passphrase string) error {
	_, err := with(s.a, "Spaces.SealNetwork", func(ctx context.Context, ws *workspace.Workspace) (struct{}, error) {
		return struct{}{}, ws.SealProxyLogin(ctx, passphrase)
	})
	return err
}

// UnlockLogins opens the sealed file of logins for this run; where there is none yet its
// passphrase is chosen by it.
func (s *Spaces) UnlockLogins(passphrase string) error {
	_, err := with(s.a, "Spaces.UnlockLogins", func(_ context.Context, ws *workspace.Workspace) (struct{}, error) {
		if passphrase == "" {
			return struct{}{}, fault.New(fault.Denied, "share.logins_passphrase")
		}
		return struct{}{}, ws.UnlockLogins(passphrase)
	})
	return err
}
