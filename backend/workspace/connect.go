package workspace

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/login"
	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
	"secondstory/backend/sqlite"
)

// Settings of this machine about reaching others. A login is noted without its secret.
const (
	proxySetting = "connect.proxy"
	caSetting    = "connect.ca_file"
	loginSetting = "login:" // and the site
)

// keyringVariable leaves the keyring of the system alone when it says "off": logins
// are then kept in the sealed file.
const keyringVariable = "SECONDSTORY_KEYRING"

// tryLimit is how long a test of a connection may take.
const tryLimit = 45 * time.Second

// network says how this machine reaches others. Hosts that a person accepts are
// written beside the workspace; the files of ssh are only read.
func (w *Workspace) network(ctx context.Context) (remote.Network, error) {
	settings, err := w.Settings(ctx)
	n := remote.Network{Proxy: settings[proxySetting], CAFile: settings[caSetting], ProxyLogin: w.proxyLogin,
		OwnHosts: filepath.Join(w.Home, "known_hosts")}
	if home, err := os.UserHomeDir(); err == nil {
		dir := filepath.Join(home, ".ssh")
		n.Hosts = []string{filepath.Join(dir, "known_hosts"), filepath.Join(dir, "known_hosts2")}
		for _, name := range []string{"id_ed25519", "id_ecdsa", "id_rsa"} {
			n.Keys = append(n.Keys, filepath.Join(dir, name))
		}
	}
	n.Hosts = append(n.Hosts, "/etc/ssh/ssh_known_hosts")
	return n, err
}

// NetworkSettings are what a person may set about reaching others.
type NetworkSettings struct {
	Proxy  string // "" for that of the environment, remote.NoProxy for none
	CAFile string // "" for the authorities of the machine alone
}

// NetworkSettings reads them.
func (w *Workspace) NetworkSettings(ctx context.Context) (NetworkSettings, error) {
	all, err := w.Settings(ctx)
	return NetworkSettings{all[proxySetting], all[caSetting]}, err
}

// SetNetworkSettings keeps them when they can be used. invalid: share.proxy_bad,
// share.ca_file_bad.
func (w *Workspace) SetNetworkSettings(ctx context.Context, s NetworkSettings) error {
	if s.CAFile != "" {
		whole, err := filepath.Abs(s.CAFile)
		if err != nil {
			return err
		}
		s.CAFile = whole
	}
	if err := (remote.Network{Proxy: s.Proxy, CAFile: s.CAFile}).Check(); err != nil {
		return err
	}
	return w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error {
		if err := tx.SetSetting(proxySetting, s.Proxy); err != nil {
			return err
		}
		return tx.SetSetting(caSetting, s.CAFile)
	})
}

// Connection is what a test of an address found when all went well.
type Connection struct {
	Address string // as it is stored
	// Empty says that nobody has begun a space there: the first exchange does.
	Empty bool
	// HostKey is the fingerprint of the key by which a host of ssh is known, "" for others.
	HostKey string
}

// TestConnection finds out whether an address can be used: it reads and asks whether it
// may write, and changes nothing there. A host key in access.AcceptHost that a person
// has looked at becomes known. Where access names nothing, a kept login is used. Faults:
// share.*, each with what a person can do; share.host_unknown has the params "host",
// "kind" and "fingerprint", which is what AcceptHost wants.
func (w *Workspace) TestConnection(ctx context.Context, address string, access remote.Access) (Connection, error) {
	where, err := remote.ParseAddress(address)
	if err != nil {
		return Connection{}, err
	}
	c := Connection{Address: where.String()}
	// A folder that is no repository yet becomes one with the first exchange.
	if seen, fits, err := space.SeeFolder(address); err != nil || fits {
		c.Empty = seen.Empty
		return c, err
	}
	if access, err = w.accessTo(ctx, address, access); err != nil {
		return c, err
	}
	ctx, cancel := context.WithTimeout(ctx, tryLimit)
	defer cancel()
	sight, err := w.Syncer().Try(ctx, where, access)
	c.Empty, c.HostKey = sight.Tip.IsZero(), sight.HostKey
	return c, err
}

// Login is how a site lets this person in. The secret itself is never in it.
type Login struct {
	Site string `json:"-"`
	User string `json:"user,omitempty"`
	Key  string `json:"key,omitempty"` // the file of a private key
	// Place of the secret, "" where none is kept.
	Place login.Place `json:"place,omitempty"`
}

// Logins lists what is kept, by site.
func (w *Workspace) Logins(ctx context.Context) ([]Login, error) {
	settings, err := w.Settings(ctx)
	out := []Login{}
	for name, value := range settings {
		site, ok := strings.CutPrefix(name, loginSetting)
		l := Login{Site: site}
		if ok && json.Unmarshal([]byte(value), &l) == nil {
			out = append(out, l)
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Site < out[j].Site })
	return out, err
}

func (w *Workspace) login(ctx context.Context, site string) (l Login, ok bool, err error) {
	all, err := w.Logins(ctx)
	for _, each := range all {
		if each.Site == site {
			return each, true, err
		}
	}
	return l, false, err
}

// KeptLogin is the login that is kept for the host of an address, the zero one where
// there is none.
func (w *Workspace) KeptLogin(ctx context.Context, address string) (Login, error) {
	where, err := remote.ParseAddress(address)
	if err != nil || where.Site() == "" {
		return Login{}, nil //nolint:nilerr // for what is no address nothing is kept
	}
	l, _, err := w.login(ctx, where.Site())
	return l, err
}

// KeepLogin keeps how the host of an address lets this person in: a name and a token
// for https, the file of a key and its passphrase for ssh. The secret goes into the
// keyring of the system, or where there is none into the sealed file.
func (w *Workspace) KeepLogin(ctx context.Context, address string, access remote.Access) (Login, error) {
	where, err := remote.ParseSite(address)
	if err != nil {
		return Login{}, err
	}
	l, secret := Login{Site: where.Site(), User: access.User}, access.Secret
	if where.IsSSH() {
		if l.User, secret = "", access.Passphrase; access.Key == "" {
			return Login{}, fault.New(fault.Invalid, "share.login_no_key")
		}
		if l.Key, err = filepath.Abs(access.Key); err != nil {
			return Login{}, err
		}
		if err := remote.CheckKey(l.Key, secret); err != nil && (secret != "" || !remote.IsLocked(err)) {
			return Login{}, shownHere(err)
		}
	} else if l.User == "" || secret == "" {
		return Login{}, fault.New(fault.Invalid, "share.login_incomplete")
	}
	if w.ReadOnly {
		return Login{}, fault.New(fault.Denied, "storage.read_only")
	}
	before, had, err := w.login(ctx, l.Site)
	if err != nil {
		return Login{}, err
	}
	if secret == "" && before.isOf(l.Key) && remote.IsLocked(remote.CheckKey(l.Key, "")) {
		l.Place = before.Place // to name the file again throws away nothing that opens it
	}
	if secret != "" {
		if l.Place, err = w.logins.Put(ctx, l.Site, secret); err != nil {
			return Login{}, err
		}
	}
	// First where the new one is, then away with the old: in between both are there.
	if err := w.noteLogin(ctx, l); err != nil {
		return Login{}, err
	}
	if had && before.Place != "" && before.Place != l.Place {
		// The old one is of no use any more; where it cannot be reached it stays locked away.
		_ = w.logins.Remove(ctx, l.Site, before.Place) //nolint:errcheck // as said
	}
	return l, nil
}

// isOf says whether a secret is kept for the file of a key.
func (l Login) isOf(key string) bool {
	whole, err := filepath.Abs(key)
	return err == nil && l.Place != "" && l.Key == whole
}

func (w *Workspace) noteLogin(ctx context.Context, l Login) error {
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return w.SetSetting(ctx, loginSetting+l.Site, string(text))
}

// ForgetLogin takes back what KeepLogin did, or KeepProxyLogin for a proxy as Logins
// names it. not_found: share.login_none.
func (w *Workspace) ForgetLogin(ctx context.Context, address string) (Login, error) {
	if IsProxySite(address) {
		site := strings.TrimSpace(address)
		w.letGo(strings.TrimPrefix(site, proxyMark))
		return w.forgetSite(ctx, site)
	}
	where, err := remote.ParseSite(address)
	if err != nil {
		return Login{}, err
	}
	return w.forgetSite(ctx, where.Site())
}

func (w *Workspace) forgetSite(ctx context.Context, site string) (Login, error) {
	l, ok, err := w.login(ctx, site)
	if err == nil && !ok {
		err = fault.New(fault.NotFound, "share.login_none", "site", site)
	}
	if err == nil && l.Place != "" {
		err = w.logins.Remove(ctx, l.Site, l.Place)
	}
	if err != nil {
		return l, err
	}
	return l, w.SetSetting(ctx, loginSetting+l.Site, "")
}

// AcceptedKeys are the fingerprints by which the host of an address was accepted here.
func (w *Workspace) AcceptedKeys(ctx context.Context, address string) ([]string, error) {
	where, err := remote.ParseSite(address)
	if err != nil {
		return nil, err
	}
	n, err := w.network(ctx)
	if err != nil {
		return nil, err
	}
	return n.AcceptedKeys(where)
}

// ForgetHost takes back that a key of the host of an address was accepted: the next
// exchange asks about the one it shows. not_found: share.host_not_accepted.
func (w *Workspace) ForgetHost(ctx context.Context, address, fingerprint string) error {
	where, err := remote.ParseSite(address)
	if err != nil {
		return err
	}
	if w.ReadOnly {
		return fault.New(fault.Denied, "storage.read_only")
	}
	n, err := w.network(ctx)
	if err != nil {
		return err
	}
	return n.ForgetHost(where, fingerprint)
}

// UnlockLogins opens the sealed file of logins for as long as this process runs: what a
// window does after share.logins_locked. denied: share.logins_passphrase.
func (w *Workspace) UnlockLogins(passphrase string) error { return w.logins.Unlock(passphrase) }

// accessTo completes what is given with the login that is kept for the host of an
// address. What is given for that host counts before what is kept.
func (w *Workspace) accessTo(ctx context.Context, address string, given remote.Access) (remote.Access, error) {
	where, err := remote.ParseAddress(address)
	if err != nil || where.Site() == "" || given.Key != "" && given.Passphrase != "" || !where.IsSSH() && given.IsFor(where) {
		return given, err
	}
	l, ok, err := w.login(ctx, where.Site())
	// The passphrase that is kept opens the file of its key alone.
	if err != nil || !ok || given.Key != "" && !l.isOf(given.Key) {
		return given, err
	}
	secret := ""
	if l.Place != "" && (given.Passphrase == "" || !where.IsSSH()) {
		if secret, err = w.logins.Get(ctx, l.Site, l.Place); err != nil {
			return given, err
		}
	}
	if where.IsSSH() {
		given.Key = l.Key
		if secret != "" {
			given.Passphrase = secret
		}
		return given, nil
	}
	given.User, given.Secret, given.Host = l.User, secret, where.Host()
	return given, nil
}

// rememberKey notes the file of the key with which a space was entered: the next
// exchange wants it too. Its passphrase is kept only where somebody says so.
func (w *Workspace) rememberKey(ctx context.Context, address string, access remote.Access) error {
	where, err := remote.ParseAddress(address)
	if err != nil || !where.IsSSH() || access.Key == "" {
		return err
	}
	key, err := filepath.Abs(access.Key)
	if err != nil {
		return err
	}
	before, had, err := w.login(ctx, where.Site())
	if err != nil || had && before.Key == key {
		return err
	}
	if had && before.Place != "" {
		_ = w.logins.Remove(ctx, before.Site, before.Place) //nolint:errcheck // the passphrase of another key, of no use any more
	}
	return w.noteLogin(ctx, Login{Site: where.Site(), Key: key})
}

// shownHere gives a failure of package remote the words a person reads.
func shownHere(err error) error {
	if f, ok := remote.FaultOf(err); ok {
		return f
	}
	return err
}
