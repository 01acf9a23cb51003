package workspace

import (
	"context"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/login"
	"secondstory/backend/share/remote"
)

// proxyMark begins the site of a proxy among the sites of logins: a server at the same
// address is somebody else.
const proxyMark = "proxy:"

// InMemory is the place of a secret that ends with this run.
const InMemory login.Place = "run"

// ProxyLogin is how the proxy on the way lets this machine through, without its secret.
type ProxyLogin struct {
	// Site is the proxy: its scheme and host; "" where there is none.
	Site string
	User string // "" where none is kept
	// Place of the secret, "" where none is kept.
	Place login.Place
}

// heldProxy is what lets through for this run alone.
type heldProxy struct{ user, secret string }

// ProxyLogin tells what is kept for the proxy that s goes through.
func (w *Workspace) ProxyLogin(ctx context.Context, s NetworkSettings) (ProxyLogin, error) {
	site := remote.Network{Proxy: s.Proxy}.ProxySite()
	if site == "" {
		return ProxyLogin{}, nil
	}
	if held, ok := w.held(site); ok {
		return ProxyLogin{site, held.user, InMemory}, nil
	}
	l, _, err := w.login(ctx, proxyMark+site)
	return ProxyLogin{site, l.User, l.Place}, err
}

// CheckProxyLogin says whether a name and a password can be kept for the proxy that s goes
// through. Without a password the one that is kept for that name stays, and same is true.
// invalid: share.proxy_none, share.proxy_login_incomplete.
func (w *Workspace) CheckProxyLogin(ctx context.Context, s NetworkSettings, user, secret string) (same bool, err error) {
	if err := (remote.Network{Proxy: s.Proxy, CAFile: s.CAFile}).Check(); err != nil {
		return false, err
	}
	now, err := w.ProxyLogin(ctx, s)
	switch {
	case err != nil:
		return false, err
	case now.Site == "" && user+secret != "":
		return false, fault.New(fault.Invalid, "share.proxy_none")
	case secret == "" && user == now.User:
		return true, nil
	case user == "" && secret != "", user != "" && secret == "":
		return false, fault.New(fault.Invalid, "share.proxy_login_incomplete")
	}
	return false, nil
}

// ProxySite is the proxy that s goes through. invalid: share.proxy_bad,
// share.ca_file_bad, share.proxy_none.
func (w *Workspace) ProxySite(s NetworkSettings) (string, error) {
	n := remote.Network{Proxy: s.Proxy, CAFile: s.CAFile}
	if err := n.Check(); err != nil {
		return "", err
	}
	if site := n.ProxySite(); site != "" {
		return site, nil
	}
	return "", fault.New(fault.Invalid, "share.proxy_none")
}

// KeepProxyLogin keeps a name and a password for the proxy of the settings, as other
// secrets are kept: in the keyring, or else in the sealed file.
func (w *Workspace) KeepProxyLogin(ctx context.Context, user, secret string) (ProxyLogin, error) {
	p, err := w.proxyOf(ctx, user, secret)
	if err != nil {
		return p, err
	}
	l := Login{Site: proxyMark + p.Site, User: user}
	before, had, err := w.login(ctx, l.Site)
	if err != nil {
		return p, err
	}
	if l.Place, err = w.logins.Put(ctx, l.Site, secret); err != nil {
		return p, err
	}
	// First where the new one is, then away with the old, as in KeepLogin.
	if err := w.noteLogin(ctx, l); err != nil {
		return p, err
	}
	if had && before.Place != "" && before.Place != l.Place {
		_ = w.logins.Remove(ctx, l.Site, before.Place) //nolint:errcheck // where it cannot be reached it stays locked away
	}
	w.letGo(p.Site)
	p.Place = l.Place
	return p, nil
}

// HoldProxyLogin has a name and a password for the proxy of the settings until the
// workspace is closed; they count before what is kept.
func (w *Workspace) HoldProxyLogin(ctx context.Context, user, secret string) error {
	p, err := w.proxyOf(ctx, user, secret)
	if err != nil {
		return err
	}
	w.proxyMu.Lock()
	defer w.proxyMu.Unlock()
	if w.proxies == nil {
		w.proxies = map[string]heldProxy{}
	}
	w.proxies[p.Site] = heldProxy{user, secret}
	return nil
}

// SealProxyLogin keeps what HoldProxyLogin has in the sealed file, under a passphrase that
// is chosen by that where there is no file yet. denied: share.logins_passphrase; invalid:
// share.logins_short, share.proxy_login_incomplete when nothing is held.
func (w *Workspace) SealProxyLogin(ctx context.Context, passphrase string) error {
	s, err := w.NetworkSettings(ctx)
	if err != nil {
		return err
	}
	held, ok := w.held(remote.Network{Proxy: s.Proxy}.ProxySite())
	if !ok {
		return fault.New(fault.Invalid, "share.proxy_login_incomplete")
	}
	if err := w.UnlockLogins(passphrase); err != nil {
		return err
	}
	_, err = w.KeepProxyLogin(ctx, held.user, held.secret)
	return err
}

// ForgetProxyLogin takes back what was kept or held for the proxy of the settings. That
// there is nothing is no error.
func (w *Workspace) ForgetProxyLogin(ctx context.Context) error {
	s, err := w.NetworkSettings(ctx)
	if err != nil {
		return err
	}
	site := remote.Network{Proxy: s.Proxy}.ProxySite()
	w.letGo(site)
	if _, had, err := w.login(ctx, proxyMark+site); err != nil || !had {
		return err
	}
	_, err = w.forgetSite(ctx, proxyMark+site)
	return err
}

// proxyOf is the proxy of the settings, for which a whole login is given.
func (w *Workspace) proxyOf(ctx context.Context, user, secret string) (ProxyLogin, error) {
	if w.ReadOnly {
		return ProxyLogin{}, fault.New(fault.Denied, "storage.read_only")
	}
	s, err := w.NetworkSettings(ctx)
	if err != nil {
		return ProxyLogin{}, err
	}
	p := ProxyLogin{Site: remote.Network{Proxy: s.Proxy}.ProxySite(), User: user}
	switch {
	case p.Site == "":
		return p, fault.New(fault.Invalid, "share.proxy_none")
	case user == "" || secret == "":
		return p, fault.New(fault.Invalid, "share.proxy_login_incomplete")
	}
	return p, nil
}

// proxyLogin is what a proxy is told that something goes through.
func (w *Workspace) proxyLogin(ctx context.Context, site string) (user, secret string, err error) {
	if held, ok := w.held(site); ok {
		return held.user, held.secret, nil
	}
	l, ok, err := w.login(ctx, proxyMark+site)
	if err != nil || !ok || l.Place == "" {
		return "", "", err
	}
	secret, err = w.logins.Get(ctx, l.Site, l.Place)
	if f, ok := fault.As(err); ok && f.Code == fault.NotFound {
		return "", "", nil // lost: the proxy asks, and a person is told so
	}
	return l.User, secret, err
}

func (w *Workspace) held(site string) (heldProxy, bool) {
	w.proxyMu.Lock()
	defer w.proxyMu.Unlock()
	p, ok := w.proxies[site]
	return p, ok
}

func (w *Workspace) letGo(site string) {
	w.proxyMu.Lock()
	defer w.proxyMu.Unlock()
	delete(w.proxies, site)
}

// IsProxySite says whether a site of Logins is a proxy, as ForgetLogin takes it too.
func IsProxySite(text string) bool { return strings.HasPrefix(strings.TrimSpace(text), proxyMark) }
