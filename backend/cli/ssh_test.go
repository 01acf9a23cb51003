package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"secondstory/backend/cli"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote/sshtest"
)

func TestTwoPeopleShareThroughAServerOfSSH(t *testing.T) {
	alone(t)
	s := sshtest.Start(t, sshtest.Options{Kinds: []string{"ed25519"}})
	folder := filepath.Join(t.TempDir(), "shared.git")
	if err := gitstore.CreateBare(folder); err != nil {
		t.Fatal(err)
	}
	address, fingerprint := s.Address+folder, ssh.FingerprintSHA256(s.HostKeys["ed25519"])
	a, b := newDesk(t), newDesk(t)
	b.n = 500_000
	ref := a.review()
	// Nobody knows the host yet: its fingerprint is told, and nothing is entered.
	c := a.do("space", "add", "Team", address, "--key", s.Key, "--json")
	fail := parse[struct{ Error struct{ Key, Message string } }](t, c.out).Error
	if c.status != cli.Failed || fail.Key != "share.host_unknown" || !strings.Contains(fail.Message, "--accept-host "+fingerprint) {
		t.Fatalf("%+v", c)
	}
	if out := a.ok("space", "list"); !strings.Contains(out, "no space") {
		t.Error(out)
	}
	if out := a.ok("space", "test", address, "--key", s.Key, "--accept-host", fingerprint); !strings.Contains(out, "nobody has begun") || !strings.Contains(out, fingerprint) {
		t.Error(out)
	}
	a.ok("space", "add", "Team", address, "--key", s.Key)
	a.ok("space", "share", "Team", ref)
	if out := a.ok("sync"); !strings.Contains(out, "1 sent") {
		t.Error(out)
	}
	// The other knows the host from ssh, and the key lies where ssh looks for it.
	home := filepath.Join(os.Getenv("HOME"), ".ssh")
	if err := os.MkdirAll(home, 0o700); err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{s.KnownHosts: "known_hosts", s.Key: "id_ed25519"} {
		raw, err := os.ReadFile(from)
		if err == nil {
			err = os.WriteFile(filepath.Join(home, to), raw, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	b.ok("space", "add", "Ours", address)
	b.ok("record", "set", ref, "severity=SEV1")
	a.ok("record", "set", ref, "title=Two at once")
	b.ok("sync")
	a.ok("sync")
	b.ok("sync")
	if x, y := content(a.ok("record", "show", ref, "--json")), content(b.ok("record", "show", ref, "--json")); x != y || !strings.Contains(x, "Two at once") {
		t.Errorf("%s\n%s", x, y)
	}
	// The server comes back with another key: nothing goes there, nothing is lost.
	other := sshtest.NewKey(t, filepath.Join(t.TempDir(), "other"), "ed25519", "").PublicKey()
	if err := os.Remove(filepath.Join(home, "known_hosts")); err != nil {
		t.Fatal(err)
	}
	known := filepath.Join(a.home, "known_hosts")
	raw, err := os.ReadFile(known)
	if err != nil {
		t.Fatal(err)
	}
	host, _, _ := strings.Cut(string(raw), " ")
	if err := os.WriteFile(known, []byte(host+" "+string(ssh.MarshalAuthorizedKey(other))), 0o600); err != nil {
		t.Fatal(err)
	}
	a.ok("record", "set", ref, "severity=SEV2")
	if c := a.do("sync"); c.status != cli.Failed || !strings.Contains(c.err, "shows another key") || strings.Contains(c.err, a.dir) {
		t.Errorf("%+v", c)
	}
	if c := a.do("space", "test", address, "--accept-host", fingerprint); c.status != cli.Failed || !strings.Contains(c.err, "shows another key") {
		t.Errorf("%+v", c)
	}
	// Its keeper says that the key was changed: the known one is forgotten on purpose, and
	// the new one is asked about like any other.
	old := ssh.FingerprintSHA256(other)
	if c := a.do("space", "forget-host", address); c.status != cli.Usage || !strings.Contains(c.err, old) {
		t.Errorf("%+v", c)
	}
	if c := a.do("space", "forget-host", address, fingerprint); c.status != cli.Failed || !strings.Contains(c.err, "was not accepted here") {
		t.Errorf("another than the known one: %+v", c)
	}
	if out := a.ok("space", "forget-host", address, old); !strings.Contains(out, "asks about the key") {
		t.Error(out)
	}
	if c := a.do("sync"); c.status != cli.Failed || !strings.Contains(c.err, "nobody has looked at here yet") || !strings.Contains(c.err, fingerprint) {
		t.Errorf("%+v", c)
	}
	a.ok("space", "test", address, "--accept-host", fingerprint)
	if out := a.ok("sync"); !strings.Contains(out, "1 sent") {
		t.Error(out)
	}
}
