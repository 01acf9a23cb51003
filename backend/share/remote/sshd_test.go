package remote

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"secondstory/backend/share/remote/sshtest"
)

// doors are the networks and accesses of the servers of ssh, by the path of their
// repository, for tests that only know an address.
var doors sync.Map

// sshdPlace is a shared repository behind a real server of ssh.
type sshdPlace struct {
	place
	*sshtest.Server
	net    Network
	access Access
}

func sshdPeer(t testing.TB, want sshtest.Options) sshdPlace {
	t.Helper()
	needGit(t)
	s := sshtest.Start(t, want)
	p := sshdPlace{Server: s, net: Network{OwnHosts: s.KnownHosts}, access: Access{Key: s.Key}}
	p.bare = bare(t)
	p.address = s.Address + filepath.ToSlash(p.bare)
	doors.Store(must(ParseAddress(p.address)).path, p)
	return p
}

// at is a remote of the server with files of known hosts that a test wrote.
func (p sshdPlace) at(t testing.TB, access Access, own string, lines ...string) *Remote {
	t.Helper()
	hosts := filepath.Join(t.TempDir(), "hosts")
	if err := os.WriteFile(hosts, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	r := Network{OwnHosts: own, Hosts: []string{hosts, filepath.Join(p.Dir, "nothing")}}.Remote(must(ParseAddress(p.address)), access)
	t.Cleanup(r.Close)
	return r
}

func plainLine(host string, key ssh.PublicKey) string { return knownhosts.Line([]string{host}, key) }

func hashedLine(host string, key ssh.PublicKey) string {
	return knownhosts.HashHostname(host) + " " + strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key)))
}

// T12: the kind of key that is known is asked for, whatever else the server has.
func TestAKnownHostIsKnownByWhateverKindOfKeyAndFormOfLine(t *testing.T) {
	for _, c := range []struct {
		name   string
		server []string
		known  string
		line   func(string, ssh.PublicKey) string
	}{
		{"a server with an RSA key alone", []string{"rsa"}, "rsa", plainLine},
		{"a server with an ed25519 key alone", []string{"ed25519"}, "ed25519", plainLine},
		{"hashed, RSA alone", []string{"rsa"}, "rsa", hashedLine},
		{"hashed, ed25519 alone", []string{"ed25519"}, "ed25519", hashedLine},
		{"both, ed25519 known", []string{"rsa", "ed25519"}, "ed25519", hashedLine},
		{"both, RSA known", []string{"rsa", "ed25519"}, "rsa", hashedLine},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := sshdPeer(t, sshtest.Options{Kinds: c.server})
			r := p.at(t, p.access, "", "# a remark", "a line nobody can read", "other.example ssh-ed25519 AAAA", c.line(p.Host, p.HostKeys[c.known]))
			if sight, err := r.Try(t.Context()); err != nil || sight.HostKey != ssh.FingerprintSHA256(p.HostKeys[c.known]) {
				t.Errorf("%+v %v", sight, err)
			}
		})
	}
}

func TestAnUnknownHostIsAskedAboutAndAChangedOneIsRefused(t *testing.T) {
	p := sshdPeer(t, sshtest.Options{Kinds: []string{"ed25519"}})
	fingerprint := ssh.FingerprintSHA256(p.HostKeys["ed25519"])
	own := filepath.Join(t.TempDir(), "known_hosts")
	_, err := p.at(t, p.access, own).Tip(t.Context())
	if f, ok := FaultOf(err); KindOf(err) != HostUnknown || !ok || f.Params["fingerprint"] != fingerprint || f.Params["kind"] != "ED25519" || f.Params["host"] != p.Host {
		t.Fatalf("%v %v", err, f)
	}
	if _, err := os.Stat(own); err == nil {
		t.Fatal("nobody accepted anything")
	}
	wrong, right := p.access, p.access
	wrong.AcceptHost, right.AcceptHost = "SHA256:AAAA", fingerprint
	if _, err := p.at(t, wrong, own).Tip(t.Context()); KindOf(err) != HostUnknown {
		t.Error(err)
	}
	if _, err := p.at(t, right, own).Tip(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := p.at(t, p.access, own).Tip(t.Context()); err != nil {
		t.Errorf("accepted once, asked again: %v", err)
	}
	// Another key than the known one, of the same kind or of another: no answer of a
	// person lets it pass.
	for _, kind := range []string{"ed25519", "rsa"} {
		other := sshtest.NewKey(t, filepath.Join(t.TempDir(), "other"), kind, "").PublicKey()
		for _, line := range []string{plainLine(p.Host, other), hashedLine(p.Host, other)} {
			fresh := filepath.Join(t.TempDir(), "known_hosts")
			_, err := p.at(t, right, fresh, "# one", line).Tip(t.Context())
			f, _ := FaultOf(err)
			if KindOf(err) != HostChanged || f.Key != "share.host_changed_ssh" || !strings.HasSuffix(f.Params["file"], "/hosts") || f.Params["line"] != "2" || f.Params["known"] != ssh.FingerprintSHA256(other) {
				t.Errorf("%s: %v %v", kind, err, f)
			}
			if _, err := os.Stat(fresh); err == nil {
				t.Error("a changed key was accepted")
			}
		}
	}
	revoked := "@revoked " + plainLine("*", p.HostKeys["ed25519"])
	if _, err := p.at(t, right, own, revoked).Tip(t.Context()); KindOf(err) != HostChanged {
		t.Errorf("revoked: %v", err)
	}
}

// T14: the library has no words for them, and asks for no passphrase.
func TestEachTroubleWithAKeyIsSaid(t *testing.T) {
	t.Setenv("SSH_AUTH_SOCK", "")
	p := sshdPeer(t, sshtest.Options{Kinds: []string{"ed25519"}})
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	sshtest.NewKey(t, file("stranger"), "ed25519", "")
	locked := sshtest.NewKey(t, file("locked"), "rsa", "correct horse")
	allowed := string(must(os.ReadFile(p.Allowed))) + string(ssh.MarshalAuthorizedKey(locked.PublicKey()))
	for name, text := range map[string]string{file("text"): "no key at all", p.Allowed: allowed} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	line := plainLine(p.Host, p.HostKeys["ed25519"])
	for _, c := range []struct {
		name   string
		access Access
		keys   []string
		want   Kind
		key    string
	}{
		{"none at all", Access{}, nil, KeyNone, "share.key_none"},
		{"a usual one", Access{}, []string{file("absent"), p.access.Key}, "", ""},
		{"a usual one that is locked", Access{}, []string{file("locked")}, KeyLocked, "share.key_locked"},
		{"one the server does not know", Access{Key: file("stranger")}, nil, KeyRefused, "share.key_refused"},
		{"no such file", Access{Key: file("absent")}, nil, KeyMissing, "share.key_missing"},
		{"no key in the file", Access{Key: file("text")}, nil, KeyBad, "share.key_bad"},
		{"a locked one", Access{Key: file("locked")}, nil, KeyLocked, "share.key_locked"},
		{"a locked one, wrong passphrase", Access{Key: file("locked"), Passphrase: "battery"}, nil, KeyLocked, "share.key_passphrase"},
		{"a locked one, right passphrase", Access{Key: file("locked"), Passphrase: "correct horse"}, nil, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := p.at(t, c.access, "", line)
			r.ssh.net.Keys = c.keys
			_, err := r.Tip(t.Context())
			f, ok := FaultOf(err)
			if KindOf(err) != c.want || ok && f.Key != c.key || c.want == "" && err != nil {
				t.Fatalf("%v %v", err, f)
			}
			if ok && (strings.Contains(fmt.Sprint(f.Params), "battery") || strings.Contains(fmt.Sprint(f.Params), dir)) {
				t.Errorf("%v", f.Params)
			}
		})
	}
}

func TestAPlaceThatOneMayOnlyReadIsToldAlikeByTestAndPush(t *testing.T) {
	p := sshdPeer(t, sshtest.Options{Kinds: []string{"ed25519"}, Line: `ForceCommand case "$SSH_ORIGINAL_COMMAND" in *receive-pack*) echo "FATAL: W any reviews ada DENIED" >&2; exit 1;; *) eval "$SSH_ORIGINAL_COMMAND";; esac`})
	s := openStore(t)
	head := must(change(s, "ada", 0))
	r := p.at(t, p.access, "", plainLine(p.Host, p.HostKeys["ed25519"]))
	_, err := r.Push(t.Context(), s, head)
	if f, _ := FaultOf(err); KindOf(err) != ReadOnly || f.Key != "share.remote_read_only" { // as the test of the connection says
		t.Errorf("push: %v %v", err, f)
	}
	if _, err := r.Tip(t.Context()); err != nil {
		t.Errorf("reading is allowed: %v", err)
	}
	if _, err := r.Try(t.Context()); KindOf(err) != ReadOnly {
		t.Errorf("try: %v", err)
	}
	p.address += ".nowhere"
	if _, err := p.at(t, p.access, "", plainLine(p.Host, p.HostKeys["ed25519"])).Tip(t.Context()); KindOf(err) != NotFound {
		t.Errorf("no repository: %v", err)
	}
	q := sshdPeer(t, sshtest.Options{Kinds: []string{"ed25519"}, Line: "ForceCommand exit 127"})
	if _, err := q.at(t, q.access, "", plainLine(q.Host, q.HostKeys["ed25519"])).Tip(t.Context()); KindOf(err) != NotGit {
		t.Errorf("no git there: %v", err)
	}
}

func TestARepositoryWithAStrangeNameIsReachedAndRunsNothing(t *testing.T) {
	p := sshdPeer(t, sshtest.Options{Kinds: []string{"ed25519"}})
	strange := filepath.Join(filepath.Dir(p.bare), "it's $(touch ran) a;b! c.git")
	if err := os.Rename(p.bare, strange); err != nil {
		t.Fatal(err)
	}
	a := must(ParseAddress(p.address))
	a.path = strange
	r := p.net.Remote(a, p.access)
	defer r.Close()
	s := openStore(t)
	if _, err := r.Push(t.Context(), s, must(change(s, "ada", 0))); err != nil {
		t.Fatal(err)
	}
	fsck(t, strange)
}
