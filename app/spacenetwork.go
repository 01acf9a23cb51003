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
		return SpaceNetwork{Proxy: n.Proxy, CAFile: n.CAFile}, err
	})
}

// SetNetwork keeps how this machine reaches others, when that can be used.
func (s *Spaces) SetNetwork(n SpaceNetwork) error {
	_, err := with(s.a, "Spaces.SetNetwork", func(ctx context.Context, ws *workspace.Workspace) (struct{}, error) {
		return struct{}{}, ws.SetNetworkSettings(ctx, workspace.NetworkSettings{Proxy: n.Proxy, CAFile: n.CAFile})
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
