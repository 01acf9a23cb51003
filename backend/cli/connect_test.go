package cli_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"io/fs"
	"log"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"secondstory/backend/cli"
	"secondstory/backend/share/gitstore"
)

const token = "tok-9c41-marker"

// server is git's own program behind a name and a token.
func server(t *testing.T) (address, bare string) {
	t.Helper()
	out, err := exec.Command("git", "--exec-path").Output()
	program := filepath.Join(strings.TrimSpace(string(out)), "git-http-backend")
	if _, serr := os.Stat(program); err != nil || serr != nil {
		t.Skip("git http-backend is not installed")
	}
	bare = filepath.Join(t.TempDir(), "shared.git")
	if err := gitstore.CreateBare(bare); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, secret, _ := r.BasicAuth()
		switch {
		case strings.HasPrefix(r.URL.Path, "/forbidden"):
			w.WriteHeader(http.StatusForbidden)
		case strings.HasPrefix(r.URL.Path, "/away"):
			http.Redirect(w, r, "https://elsewhere.invalid"+r.URL.Path, http.StatusFound)
		case user != "ada" || secret != token:
			w.Header().Set("WWW-Authenticate", `Basic realm="shared"`)
			w.WriteHeader(http.StatusUnauthorized)
		case strings.HasPrefix(r.URL.Path, "/readable") && strings.Contains(r.URL.RawQuery, "receive-pack"):
			w.WriteHeader(http.StatusForbidden)
		default:
			r.URL.Path = strings.Replace(r.URL.Path, "/readable", "/shared", 1)
			(&cgi.Handler{Path: program, Dir: filepath.Dir(bare), Env: []string{"GIT_PROJECT_ROOT=" + filepath.Dir(bare), "GIT_HTTP_EXPORT_ALL=1",
				"REMOTE_USER=" + user, "GIT_CONFIG_GLOBAL=" + os.DevNull, "HOME=" + filepath.Dir(bare)},
				Stderr: nowhere{}, Logger: log.New(nowhere{}, "", 0)}).ServeHTTP(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s.URL, bare
}

type nowhere struct{}

func (nowhere) Write(p []byte) (int, error) { return len(p), nil }

// typing runs a command with something on standard input.
func (d *desk) typing(text string, args ...string) call {
	d.t.Helper()
	env, out, errs := d.env(append([]string{"--home", d.home}, args...)...)
	env.In = strings.NewReader(text)
	status := cli.Run(env)
	return call{status, out.String(), errs.String()}
}

// alone keeps the keyring, the keys and the hosts of whoever runs the tests out of them.
func alone(t *testing.T) {
	t.Helper()
	t.Setenv("HOME", t.TempDir())
	t.Setenv("SSH_AUTH_SOCK", "")
	for _, name := range []string{"SECONDSTORY_USER", "SECONDSTORY_TOKEN", "SECONDSTORY_HOST", "SECONDSTORY_KEY_PASSPHRASE", "SECONDSTORY_LOGINS_PASSPHRASE"} {
		t.Setenv(name, "")
	}
	t.Setenv("SECONDSTORY_KEYRING", "off")
}

// tellsOf looks for secrets in every file below a folder.
func tellsOf(t *testing.T, dir string, secrets ...string) (files int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		files++
		raw, err := os.ReadFile(path)
		for _, s := range secrets {
			if strings.Contains(string(raw), s) {
				t.Errorf("%s tells %s", path, s)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestALoginIsKeptOnceAndTheTokenStandsNowhere(t *testing.T) {
	alone(t)
	address, bare := server(t)
	d := newDesk(t)
	ref := d.review()
	repository := address + "/shared.git"
	if c := d.do("space", "test", repository); c.status != cli.Failed || !strings.Contains(c.err, "wants to know who you are") {
		t.Fatalf("%+v", c)
	}
	var told strings.Builder
	keep := func(c call) call { told.WriteString(c.out + c.err); return c }
	// Without a passphrase there is nowhere to keep it, and it is said.
	if c := keep(d.typing(token+"\n", "space", "login", address, "--user", "ada")); c.status != cli.Failed || !strings.Contains(c.err, "no keyring") {
		t.Fatalf("%+v", c)
	}
	t.Setenv("SECONDSTORY_LOGINS_PASSPHRASE", "short")
	if c := keep(d.typing(token+"\n", "space", "login", address, "--user", "ada")); c.status != cli.Failed || !strings.Contains(c.err, "at least 8 characters") {
		t.Fatalf("%+v", c)
	}
	t.Setenv("SECONDSTORY_LOGINS_PASSPHRASE", "correct horse")
	if c := keep(d.typing(token+"\n", "space", "login", address, "--user", "ada")); c.status != cli.Done || !strings.Contains(c.out, "no keyring") || !strings.Contains(c.out, "sealed") {
		t.Fatalf("%+v", c)
	}
	if c := keep(d.do("space", "test", repository)); c.status != cli.Done || !strings.Contains(c.out, "nobody has begun") {
		t.Fatalf("%+v", c)
	}
	for _, args := range [][]string{{"space", "add", "Team", repository}, {"space", "share", "Team", ref}, {"sync", "--json"}, {"space", "test", repository, "--json"},
		{"space", "list", "--json"}, {"space", "logins"}, {"space", "logins", "--json"}, {"doctor"}} {
		if c := keep(d.do(args...)); c.status != cli.Done {
			t.Fatalf("%v: %+v", args, c)
		}
	}
	if !strings.Contains(told.String(), `"sent": 1`) {
		t.Error("nothing was sent")
	}
	t.Setenv("SECONDSTORY_LOGINS_PASSPHRASE", "battery staple")
	if c := keep(d.do("sync")); c.status != cli.Failed || !strings.Contains(c.err, "does not open") {
		t.Errorf("%+v", c)
	}
	t.Setenv("SECONDSTORY_LOGINS_PASSPHRASE", "")
	if c := keep(d.do("sync")); c.status != cli.Failed || !strings.Contains(c.err, "sealed with a passphrase") {
		t.Errorf("%+v", c)
	}
	secrets := []string{token, "correct horse", base64.StdEncoding.EncodeToString([]byte("ada:" + token))}
	if n := tellsOf(t, d.dir, secrets...); n < 5 {
		t.Errorf("only %d files were looked at", n)
	}
	tellsOf(t, bare, secrets...)
	tellsOf(t, os.Getenv("HOME"), secrets...)
	for _, s := range secrets {
		if strings.Contains(told.String(), s) {
			t.Errorf("an answer tells %s", s)
		}
	}
	t.Setenv("SECONDSTORY_LOGINS_PASSPHRASE", "correct horse")
	d.ok("space", "logout", address)
	if c := d.do("space", "logout", address); c.status != cli.Failed {
		t.Errorf("%+v", c)
	}
	if c := d.do("sync"); c.status != cli.Failed || !strings.Contains(c.err, "wants to know who you are") {
		t.Errorf("%+v", c)
	}
}

func TestATestOfAConnectionSaysWhatIsWrongAndWhatToDo(t *testing.T) {
	alone(t)
	address, bare := server(t)
	d := newDesk(t)
	t.Setenv("SECONDSTORY_USER", "ada")
	t.Setenv("SECONDSTORY_TOKEN", token)
	t.Setenv("SECONDSTORY_HOST", "127.0.0.1")
	for place, want := range map[string]string{
		address + "/forbidden.git": "share.remote_forbidden", address + "/nothing.git": "share.remote_missing", address + "/away.git": "share.remote_moved",
		address + "/readable.git": "share.remote_read_only", "http://127.0.0.1:1/r.git": "share.remote_not_listening", "ssh://git@127.0.0.1:1/r.git": "share.remote_not_listening",
		filepath.Join(bare, "refs"): "share.folder_in_use", // as space add says too
	} {
		c := d.do("space", "test", place, "--json")
		var doc struct{ Error struct{ Key, Message string } }
		if err := json.Unmarshal([]byte(c.out), &doc); err != nil || c.status != cli.Failed || doc.Error.Key != want {
			t.Errorf("%s: %+v", place, c)
		}
		if strings.Count(doc.Error.Message, ". ") < 1 || strings.Contains(doc.Error.Message, "{") {
			t.Errorf("%s tells no way out: %s", place, doc.Error.Message)
		}
	}
	// Adding a place that one may only read says it as the test of it did.
	if c := d.do("space", "add", "Readable", address+"/readable.git", "--json"); c.status != cli.Failed || !strings.Contains(c.out, "share.remote_read_only") {
		t.Errorf("%+v", c)
	}
	if c := d.do("space", "test", bare); c.status != cli.Done || !strings.Contains(c.out, "nobody has begun") {
		t.Errorf("%+v", c)
	}
	d.ok("space", "add", "Team", bare)
	if c := d.do("space", "test", bare, "--json"); c.status != cli.Done || !strings.Contains(c.out, `"empty": false`) {
		t.Errorf("%+v", c)
	}
	// Who may only read a space enters it and gets what is there; what they write waits.
	ref := d.review()
	d.ok("space", "share", "Team", ref)
	d.ok("sync", "Team")
	reader := newDesk(t)
	reader.ok("space", "add", "Readable", address+"/readable.git")
	reader.ok("sync")
	reader.ok("record", "set", ref, "severity=SEV2")
	d.ok("record", "set", ref, "title=The line stood still")
	d.ok("sync", "Team")
	c := reader.do("sync")
	if c.status != cli.NeedsPerson || !strings.Contains(c.out, "0 sent, 1 received") || !strings.Contains(c.out, "You may read what is there") {
		t.Errorf("%+v", c)
	}
	if c := reader.do("sync", "--json"); c.status != cli.NeedsPerson || !strings.Contains(c.out, `"state": "read_only"`) {
		t.Errorf("%+v", c)
	}
}

func TestTheKeyWithWhichASpaceWasEnteredIsKnownAtTheNextSync(t *testing.T) {
	alone(t)
	d := newDesk(t)
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	open, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	locked, err := ssh.MarshalPrivateKeyWithPassphrase(private, "", []byte("correct horse"))
	if err != nil {
		t.Fatal(err)
	}
	plain, sealed := d.file("id", string(pem.EncodeToMemory(open))), d.file("id_locked", string(pem.EncodeToMemory(locked)))
	if out := d.ok("space", "login", "git@git.example.invalid", "--key", plain); !strings.Contains(out, "needs no passphrase") {
		t.Error(out)
	}
	t.Setenv("SECONDSTORY_LOGINS_PASSPHRASE", "another one")
	if c := d.typing("battery\n", "space", "login", "ssh://git.example.invalid", "--key", sealed); c.status != cli.Failed || !strings.Contains(c.err, "does not open the key") {
		t.Errorf("%+v", c)
	}
	if c := d.typing("correct horse\n", "space", "login", "ssh://git.example.invalid", "--key", sealed); c.status != cli.Done {
		t.Errorf("%+v", c)
	}
	list := parse[struct {
		Logins []struct{ Site, User, Key, Place string }
	}](t, d.ok("space", "logins", "--json")).Logins
	if len(list) != 1 || list[0].Site != "ssh://git.example.invalid" || list[0].Key != sealed || list[0].Place != "file" {
		t.Errorf("%+v", list)
	}
	// To name the file again is no reason to ask for its passphrase again, nor to throw it away:
	// the way goes as far as a server that does not answer.
	address := "ssh://git@127.0.0.1:1/r.git"
	if c := d.typing("correct horse\n", "space", "login", address, "--key", sealed); c.status != cli.Done {
		t.Fatalf("%+v", c)
	}
	for range 2 {
		for _, args := range [][]string{{"space", "test", address, "--key", sealed}, {"space", "add", "Team", address, "--key", sealed}} {
			c := d.do(append(args, "--json")...)
			if c.status != cli.Failed || !strings.Contains(c.out, "share.remote_not_listening") {
				t.Errorf("%v: %+v", args, c)
			}
		}
	}
	if c := d.do("space", "test", address, "--key", d.file("id_other", string(pem.EncodeToMemory(locked))), "--json"); !strings.Contains(c.out, "share.key_locked") {
		t.Errorf("a passphrase is tried on another file: %+v", c)
	}
	tellsOf(t, d.home, "correct horse", "another one")
}

func TestTheNetworkIsSetInOnePlace(t *testing.T) {
	alone(t)
	d := newDesk(t)
	type set struct {
		Proxy  string
		CAFile string `json:"ca_file"`
	}
	if got := d.ok("space", "network"); !strings.Contains(got, "as the environment says") {
		t.Error(got)
	}
	d.ok("space", "network", "--proxy", "http://proxy.example.com:3128")
	if c := d.do("space", "network", "--proxy", "http://ada:secret@proxy.example.com"); c.status != cli.Failed || strings.Contains(c.err, "secret@") {
		t.Errorf("%+v", c)
	}
	if c := d.do("space", "network", "--ca-file", d.file("ca.pem", "nothing")); c.status != cli.Failed {
		t.Errorf("%+v", c)
	}
	if got := parse[set](t, d.ok("space", "network", "--json")); got.Proxy != "http://proxy.example.com:3128" || got.CAFile != "" {
		t.Errorf("%+v", got)
	}
	d.ok("space", "network", "--proxy", "none")
	d.ok("space", "network", "--proxy", "environment")
	if got := parse[set](t, d.ok("space", "network", "--json")); got.Proxy != "" {
		t.Errorf("%+v", got)
	}
}

func TestThePasswordOfAProxyIsAskedForAndKept(t *testing.T) {
	alone(t)
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"} {
		t.Setenv(name, "")
	}
	d := newDesk(t)
	// A proxy that asks, and leads nowhere.
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		wants := "Basic " + base64.StdEncoding.EncodeToString([]byte("ada:marker of the desk"))
		if r.Header.Get("Proxy-Authorization") == wants {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		w.Header().Set("Proxy-Authenticate", `Basic realm="desk"`)
		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	t.Cleanup(proxy.Close)
	says := func(want string) {
		t.Helper()
		if c := d.do("space", "test", "https://git.example.test/team.git", "--json"); c.status != cli.Failed || !strings.Contains(c.out, want) {
			t.Errorf("%+v, want %s", c, want)
		}
	}
	if c := d.typing("marker of the desk\n", "space", "network", "--user", "ada", "--json"); !strings.Contains(c.out, "share.proxy_none") {
		t.Errorf("%+v", c)
	}
	d.ok("space", "network", "--proxy", proxy.URL)
	says("share.proxy_sign_in")
	t.Setenv("SECONDSTORY_LOGINS_PASSPHRASE", "correct horse")
	if c := d.typing("wrong\n", "space", "network", "--user", "ada"); c.status != cli.Done {
		t.Fatalf("%+v", c)
	}
	says("share.proxy_login_refused")
	if c := d.typing("\n", "space", "network", "--user", "ada"); c.status != cli.Failed {
		t.Errorf("an empty password: %+v", c)
	}
	c := d.typing("marker of the desk\n", "space", "network", "--user", "ada")
	if c.status != cli.Done || !strings.Contains(c.out, "as ada") || strings.Contains(c.out+c.err, "marker") {
		t.Fatalf("%+v", c)
	}
	says("share.proxy_refused") // it let through, and nobody was there
	if got := d.ok("space", "logins"); !strings.Contains(got, "proxy:"+proxy.URL+"  ada") {
		t.Error(got)
	}
	d.ok("space", "logout", "proxy:"+proxy.URL)
	says("share.proxy_sign_in")
	if c := d.typing("marker of the desk\n", "space", "network", "--user", "ada"); c.status != cli.Done {
		t.Errorf("%+v", c)
	}
	d.ok("space", "network", "--user", "")
	says("share.proxy_sign_in")
	tellsOf(t, d.home, "marker of the desk")
}

func TestWrongCallsOfConnectingChangeNothing(t *testing.T) {
	alone(t)
	d := newDesk(t)
	for _, args := range [][]string{{"space", "test"}, {"space", "test", "nonsense"}, {"space", "login"}, {"space", "login", "https://git.example.com"},
		{"space", "login", "git@git.example.com"}, {"space", "login", "nonsense", "--user", "ada"}, {"space", "login", "https://ada:secret@git.example.com", "--user", "ada"},
		{"space", "login", "http://git.example.com", "--user", "ada"}, {"space", "login", "https://git.example.com", "--key", "id"}, {"space", "login", "https://git.example.com", "--user", "ada"}, {"space", "logout"},
		{"space", "logout", "nonsense"}, {"space", "logins", "more"}, {"space", "network", "more"}, {"space", "list", "--key", "id"}, {"space", "test", "/srv/r.git", "--user", "ada"}} {
		c := d.do(args...)
		if want := cli.Usage; c.status != want && c.status != cli.Failed || c.out != "" || strings.Contains(c.err, "secret@") {
			t.Errorf("%v: %+v", args, c)
		}
		if _, err := os.Stat(d.home); err == nil {
			t.Fatalf("%v made a home", args)
		}
	}
}
