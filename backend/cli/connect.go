package cli

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/login"
	"secondstory/backend/share/remote"
	"secondstory/backend/workspace"
)

// connecting are the flags about reaching others.
type connecting struct {
	key, accept, user, alias, audience, proxy, authorities string
	// bundles carries a space through files, full makes one of them stand alone.
	bundles, full bool
}

// where each of the flags has a meaning: one that is not heeded must not look as if.
var flagPlaces = map[string][]string{
	"once": {"mirror"}, "off": {"mirror"}, "bundles": {"add"}, "full": {"bundle"}, "key": {"add", "test", "login"}, "accept-host": {"add", "test"}, "with": {"replace"}, "why": {"allow"}, "role": {"roster"}, "user": {"login", "network"}, "alias": {"add"}, "audience": {"add"}, "bring-back": {"accept"}, "unlock": {"doctor"}, "yes": {"doctor"}, "proxy": {"network"}, "ca-file": {"network"},
}

func (c connecting) misplaced(f *pflag.FlagSet, sub string) (err error) {
	f.Visit(func(each *pflag.Flag) {
		places, ours := flagPlaces[each.Name]
		if ours && err == nil && !slices.Contains(places, sub) {
			err = usage("cli.flag_elsewhere", "flag", "--"+each.Name, "command", "space "+places[0])
		}
	})
	return err
}

func (c connecting) access() remote.Access {
	a := accessOf()
	a.Key, a.AcceptHost = c.key, c.accept
	return a
}

// placeOf reads an address. A folder may be named from where one stands; what is
// stored is its whole path.
func placeOf(address string) (string, error) {
	if info, err := os.Stat(address); err == nil && info.IsDir() {
		return filepath.Abs(address)
	}
	_, err := remote.ParseAddress(address)
	if f, ok := fault.As(err); ok {
		return "", usageError{f}
	}
	return address, err
}

// knowing carries out what reaches a host, and once more when a person at the terminal
// says that the key of an unknown host is the right one.
func (r *run) knowing(access remote.Access, do func(remote.Access) error) error {
	err := do(access)
	f, ok := fault.As(err)
	if !ok || f.Key != "share.host_unknown" || !r.person() {
		return err
	}
	r.note("%s", r.t("cli.host_question", "host", f.Params["host"], "kind", f.Params["kind"], "fingerprint", f.Params["fingerprint"]))
	answer, asked := r.line()
	if asked != nil || answer != r.t("cli.yes") {
		return err
	}
	access.AcceptHost = f.Params["fingerprint"]
	return do(access)
}

func (r *run) spaceTest(c connecting) (int, error) {
	if len(r.args) != 1 {
		return 0, usage("cli.space_test_missing")
	}
	address, err := placeOf(r.args[0])
	if err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	var found workspace.Connection
	err = r.knowing(c.access(), func(access remote.Access) (err error) {
		r.patiently(r.args[0], func(workspace.Told) { found, err = r.ws.TestConnection(r.ctx, address, access) })
		return err
	})
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"address": found.Address, "empty": found.Empty, "host_key": found.HostKey})
		return Done, nil
	}
	key := "cli.space_test_used"
	if found.Empty {
		key = "cli.space_test_empty"
	}
	r.say("%s", r.t(key, "address", found.Address))
	if found.HostKey != "" {
		r.say("  %s", r.t("cli.space_test_host", "fingerprint", found.HostKey))
	}
	return Done, nil
}

type jsonLogin struct {
	Site  string `json:"site"`
	User  string `json:"user"`
	Key   string `json:"key"`
	Place string `json:"place"`
}

func loginDoc(l workspace.Login) jsonLogin {
	return jsonLogin{l.Site, l.User, l.Key, string(l.Place)}
}

// spaceLogin keeps a login. Its secret comes from a person or from standard input and
// stands in no argument, which others on the machine can see.
func (r *run) spaceLogin(c connecting) (int, error) {
	if len(r.args) != 1 {
		return 0, usage("cli.space_login_missing")
	}
	site, err := remote.ParseSite(r.args[0])
	if err != nil {
		if f, ok := fault.As(err); ok {
			return 0, usageError{f}
		}
		return 0, err
	}
	access := remote.Access{User: c.user, Key: c.key}
	switch {
	case site.IsSSH() && (c.key == "" || c.user != ""):
		return 0, usage("cli.space_login_key")
	case !site.IsSSH() && (c.user == "" || c.key != ""):
		return 0, usage("cli.space_login_user")
	case site.IsSSH():
		if access.Passphrase = os.Getenv(keyVariable); access.Passphrase == "" && remote.IsLocked(remote.CheckKey(c.key, "")) {
			access.Passphrase, err = r.secret("cli.ask_key_passphrase", "file", filepath.Base(c.key))
		}
	default:
		access.Secret, err = r.secret("cli.ask_token", "site", site.Site())
	}
	if err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	kept, err := r.ws.KeepLogin(r.ctx, r.args[0], access)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(loginDoc(kept))
		return Done, nil
	}
	key := "cli.login_kept_key"
	switch kept.Place {
	case login.Keyring:
		key = "cli.login_kept_keyring"
	case login.File:
		key = "cli.login_kept_file"
	}
	r.say("%s", r.t(key, "site", kept.Site))
	return Done, nil
}

func (r *run) spaceLogout() (int, error) {
	if len(r.args) != 1 {
		return 0, usage("cli.space_logout_missing")
	}
	if _, err := remote.ParseSite(r.args[0]); err != nil && !workspace.IsProxySite(r.args[0]) {
		if f, ok := fault.As(err); ok {
			return 0, usageError{f}
		}
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	gone, err := r.ws.ForgetLogin(r.ctx, r.args[0])
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"forgotten": gone.Site})
		return Done, nil
	}
	r.say("%s", r.t("cli.login_forgotten", "site", gone.Site))
	return Done, nil
}

func (r *run) spaceLogins() (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	all, err := r.ws.Logins(r.ctx)
	if err != nil {
		return 0, err
	}
	out := []jsonLogin{}
	for _, l := range all {
		out = append(out, loginDoc(l))
		place := "cli.login_place_none"
		switch l.Place {
		case login.Keyring:
			place = "cli.login_place_keyring"
		case login.File:
			place = "cli.login_place_file"
		}
		r.say("%s", r.t("cli.login_line", "site", l.Site, "who", orDash(l.User+l.Key), "place", r.t(place)))
	}
	if r.json {
		r.print(map[string]any{"logins": out})
	} else if len(out) == 0 {
		r.say("%s", r.t("cli.login_none"))
	}
	return Done, nil
}

// spaceNetwork shows or changes how others are reached.
func (r *run) spaceNetwork(f *pflag.FlagSet, c connecting) (int, error) {
	if err := r.noMore(); err != nil {
		return 0, err
	}
	if err := r.open(); err != nil {
		return 0, err
	}
	set, err := r.ws.NetworkSettings(r.ctx)
	if err != nil {
		return 0, err
	}
	if f.Changed("proxy") {
		if set.Proxy = c.proxy; c.proxy == "environment" {
			set.Proxy = ""
		}
	}
	if f.Changed("ca-file") {
		if set.CAFile = c.authorities; c.authorities == "none" {
			set.CAFile = ""
		}
	}
	if f.NFlag() > 0 {
		if err := r.setNetwork(set, f.Changed("user"), c.user); err != nil {
			return 0, err
		}
		if set, err = r.ws.NetworkSettings(r.ctx); err != nil {
			return 0, err
		}
	}
	who, err := r.ws.ProxyLogin(r.ctx, set)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"proxy": set.Proxy, "ca_file": set.CAFile, "user": who.User, "place": string(who.Place)})
		return Done, nil
	}
	proxy := r.t("cli.network_environment")
	switch set.Proxy {
	case "":
	case remote.NoProxy:
		proxy = r.t("cli.network_no_proxy")
	default:
		proxy = set.Proxy
	}
	r.say("%s", r.t("cli.network_proxy", "proxy", proxy))
	if who.User != "" {
		place := "cli.login_place_keyring"
		if who.Place == login.File {
			place = "cli.login_place_file"
		}
		r.say("%s", r.t("cli.network_user", "user", who.User, "place", r.t(place)))
	}
	r.say("%s", r.t("cli.network_ca", "file", orDash(set.CAFile)))
	return Done, nil
}

// setNetwork keeps how others are reached. The password of a proxy comes from a person or
// from standard input, like a token.
func (r *run) setNetwork(set workspace.NetworkSettings, login bool, user string) error {
	secret := ""
	if login && user != "" {
		// Nobody is asked for a password that would go nowhere.
		site, err := r.ws.ProxySite(set)
		if err != nil {
			return err
		}
		if secret, err = r.secret("cli.ask_proxy", "user", user, "proxy", site); err != nil {
			return err
		}
	}
	if err := r.ws.SetNetworkSettings(r.ctx, set); err != nil || !login {
		return err
	}
	if user == "" {
		return r.ws.ForgetProxyLogin(r.ctx)
	}
	_, err := r.ws.KeepProxyLogin(r.ctx, user, secret)
	return err
}
