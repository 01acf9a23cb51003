package app_test

import (
	"bytes"
	"encoding/base64"
	"encoding/pem"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"secondstory/app"
)

func TestHowOthersAreReachedIsSetInTheWindow(t *testing.T) {
	b := ownDesk(t)
	if n := must[app.SpaceNetwork](t)(b.spaces.Network()); n != (app.SpaceNetwork{}) {
		t.Errorf("%+v", n)
	}
	if _, err := b.spaces.SetNetwork(app.SpaceNetworkEntry{Proxy: "ftp://proxy"}); keyOf(err) != "share.proxy_bad" {
		t.Errorf("%v", err)
	}
	none := filepath.Join(t.TempDir(), "none.pem")
	if err := os.WriteFile(none, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := b.spaces.SetNetwork(app.SpaceNetworkEntry{CAFile: none}); keyOf(err) != "share.ca_file_bad" {
		t.Errorf("%v", err)
	}
	want := app.SpaceNetwork{Proxy: "http://proxy.example.org:3128"}
	if _, err := b.spaces.SetNetwork(app.SpaceNetworkEntry{Proxy: want.Proxy}); err != nil {
		t.Error(err)
	}
	if n := must[app.SpaceNetwork](t)(b.spaces.Network()); n != want {
		t.Errorf("%+v", n)
	}
	b.shell.open = []string{"/keys/reviews"}
	if path := must[string](t)(b.spaces.ChooseFile()); path != "/keys/reviews" {
		t.Errorf("%q", path)
	}
}

// deskProxy is a proxy that asks for a name and a password, and leads to one server alone.
func deskProxy(t *testing.T, to, user, secret string) string {
	t.Helper()
	wants := "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+secret))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Proxy-Authorization") != wants {
			w.Header().Set("Proxy-Authenticate", `Basic realm="desk"`)
			w.WriteHeader(http.StatusProxyAuthRequired)
			return
		}
		out, err := net.Dial("tcp", to)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		w.WriteHeader(http.StatusOK)
		in, rest, err := w.(http.Hijacker).Hijack()
		if err != nil {
			_ = out.Close()
			return
		}
		go func() { _, _ = io.Copy(out, rest); _ = out.Close() }()
		_, _ = io.Copy(in, out)
		_ = in.Close()
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestAProxyGetsTheNameAndThePasswordOfThePerson(t *testing.T) {
	const secret = "marker-of-the-desk"
	t.Setenv("SECONDSTORY_KEYRING", "off")
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"} {
		t.Setenv(name, "")
	}
	b := ownDesk(t)
	server := httptest.NewTLSServer(http.HandlerFunc(emptyRepository))
	t.Cleanup(server.Close)
	authority := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(authority, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	proxy := deskProxy(t, server.Listener.Addr().String(), "ada", secret)
	set := app.SpaceNetworkEntry{Proxy: proxy, CAFile: authority}
	keep := func(user, secret string, beyond bool) (app.SpaceKept, error) {
		t.Helper()
		set.User, set.Secret, set.Keep = user, secret, beyond
		return b.spaces.SetNetwork(set)
	}
	looks := func(want string) {
		t.Helper()
		if _, err := b.look(t, app.SpaceEntry{Address: "https://example.com/team.git"}); keyOf(err) != want {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if _, err := keep("", "", false); err != nil {
		t.Fatal(err)
	}
	looks("share.proxy_sign_in")
	if _, err := keep("ada", "", true); keyOf(err) != "share.proxy_login_incomplete" {
		t.Errorf("%v", err)
	}
	if kept := must[app.SpaceKept](t)(keep("ada", "wrong", false)); kept != (app.SpaceKept{}) {
		t.Errorf("%+v", kept)
	}
	looks("share.proxy_login_refused")
	// Without a keyring the sealed file is asked for; until then it is had for this run.
	if kept := must[app.SpaceKept](t)(keep("ada", secret, true)); kept.Ask != "choose" || kept.Kept {
		t.Errorf("%+v", kept)
	}
	looks("")
	if err := b.spaces.SealNetwork("short"); keyOf(err) != "share.logins_short" {
		t.Errorf("%v", err)
	}
	if err := b.spaces.SealNetwork("correct horse"); err != nil {
		t.Fatal(err)
	}
	home := must[app.Info](t)(b.workspace.Info()).Home
	b.Close()
	err := filepath.WalkDir(home, func(path string, e os.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		if raw, err := os.ReadFile(path); err != nil || bytes.Contains(raw, []byte(secret)) {
			t.Errorf("%s tells the password, or %v", path, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	b = &bound{App: app.New(app.Config{Version: "test", Home: filepath.Join(b.home, "own"), SampleHome: filepath.Join(b.home, "sample")}), shell: newShell(), home: b.home}
	b.spaces = app.NewSpaces(b.App)
	b.Start(b.shell)
	t.Cleanup(b.Close)
	looks("share.logins_locked")
	if err := b.spaces.UnlockLogins("correct horse"); err != nil {
		t.Fatal(err)
	}
	looks("")
	if n := must[app.SpaceNetwork](t)(b.spaces.Network()); n.User != "ada" || n.Place != "file" {
		t.Errorf("%+v", n)
	}
	// To keep the rest once more leaves the password as it is; another proxy learns nothing of
	// it, and it is there on the way back.
	if _, err := keep("ada", "", true); err != nil {
		t.Error(err)
	}
	looks("")
	elsewhere := deskProxy(t, server.Listener.Addr().String(), "bo", "else")
	set.Proxy = elsewhere
	if _, err := keep("", "", true); err != nil {
		t.Error(err)
	}
	looks("share.proxy_sign_in")
	set.Proxy = proxy
	if _, err := keep("", "", true); err != nil {
		t.Error(err)
	}
	looks("")
	// Without a name it is forgotten.
	if _, err := keep("", "", true); err != nil {
		t.Error(err)
	}
	looks("share.proxy_sign_in")
	if err := b.spaces.SealNetwork("correct horse"); keyOf(err) != "share.proxy_login_incomplete" {
		t.Errorf("nothing is left to seal: %v", err)
	}
	set.Proxy = ""
	if _, err := keep("ada", secret, true); keyOf(err) != "share.proxy_none" {
		t.Errorf("%v", err)
	}
}

func TestAKeyIsNamedForAServerThatWantsOne(t *testing.T) {
	b := ownDesk(t)
	missing := filepath.Join(t.TempDir(), "key")
	_, err := b.look(t, app.SpaceEntry{Address: "ssh://git@127.0.0.1:9/team.git", Key: missing, User: "ada", Secret: "s"})
	if keyOf(err) != "share.key_missing" {
		t.Errorf("%v", err)
	}
}

func TestTheSealedFileOfLoginsIsOpenedInTheWindow(t *testing.T) {
	t.Setenv("SECONDSTORY_KEYRING", "off")
	b := ownDesk(t)
	if err := b.spaces.UnlockLogins(""); keyOf(err) != "share.logins_passphrase" {
		t.Errorf("%v", err)
	}
	// Where there is none yet, its passphrase is chosen by that.
	if err := b.spaces.UnlockLogins("a good one"); err != nil {
		t.Error(err)
	}
}
