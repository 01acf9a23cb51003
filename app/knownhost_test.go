package app_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"secondstory/app"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote/sshtest"
)

func TestAnUnknownServerIsAcceptedAfterASyncAndAChangedOneIsNot(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	t.Setenv("SSH_AUTH_SOCK", "")
	t.Setenv("SECONDSTORY_KEYRING", "off")
	s := sshtest.Start(t, sshtest.Options{Kinds: []string{"ed25519"}})
	folder := filepath.Join(t.TempDir(), "shared.git")
	if err := gitstore.CreateBare(folder); err != nil {
		t.Fatal(err)
	}
	fingerprint := ssh.FingerprintSHA256(s.HostKeys["ed25519"])
	b := ownDesk(t)
	b.add(t, app.SpaceEntry{Name: "Team", Address: s.Address + folder, Key: s.Key, AcceptHost: fingerprint})
	id := b.space(t).ID
	if a := b.sync(t); a.State != "done" {
		t.Fatalf("%+v", a)
	}

	// The list of known servers is gone, as on a new computer with an old workspace.
	home := must[app.Info](t)(b.workspace.Info()).Home
	known := filepath.Join(home, "known_hosts")
	line, err := os.ReadFile(known)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(known); err != nil {
		t.Fatal(err)
	}
	if a := b.sync(t); a.State != "failed" || !strings.Contains(a.Error, `"share.host_unknown"`) || !strings.Contains(a.Error, fingerprint) {
		t.Fatalf("%+v", a)
	}
	accept := func(fingerprint string) app.SpaceAccount {
		job := must[string](t)(b.spaces.AcceptHost(id, fingerprint))
		b.wait(t, job)
		list := must[[]app.SpaceAccount](t)(b.spaces.SyncResult(job))
		if len(list) != 1 {
			t.Fatalf("%+v", list)
		}
		return list[0]
	}
	if a := accept("SHA256:of-another-key"); !strings.Contains(a.Error, `"share.host_unknown"`) {
		t.Errorf("%+v", a)
	}
	if a := accept(fingerprint); a.State != "done" {
		t.Errorf("%+v", a)
	}
	if a := b.sync(t); a.State != "done" {
		t.Errorf("it was accepted and is asked about again: %+v", a)
	}

	// Another key than the known one: no answer lets it pass.
	other := sshtest.NewKey(t, filepath.Join(t.TempDir(), "other"), "ed25519", "").PublicKey()
	host, _, _ := strings.Cut(string(line), " ")
	if err := os.WriteFile(known, append([]byte(host+" "), ssh.MarshalAuthorizedKey(other)...), 0o600); err != nil {
		t.Fatal(err)
	}
	if a := accept(fingerprint); a.State != "failed" || !strings.Contains(a.Error, `"share.host_changed"`) {
		t.Errorf("%+v", a)
	}
	// Its keeper says that the key was changed: only then the known one is forgotten, and
	// the new one is asked about.
	if err := b.spaces.ForgetHost(id, "SHA256:of-another-key"); err == nil {
		t.Error("a key nobody accepted was forgotten")
	}
	if err := b.spaces.ForgetHost(id, ssh.FingerprintSHA256(other)); err != nil {
		t.Error(err)
	}
	if a := b.sync(t); a.State != "failed" || !strings.Contains(a.Error, `"share.host_unknown"`) || !strings.Contains(a.Error, fingerprint) {
		t.Errorf("%+v", a)
	}
	if a := accept(fingerprint); a.State != "done" {
		t.Errorf("%+v", a)
	}
	if b.space(t).User != "" {
		t.Errorf("%+v", b.space(t))
	}
	job := must[string](t)(b.spaces.AcceptHost("nobody", fingerprint))
	b.wait(t, job)
	if list, err := b.spaces.SyncResult(job); err != nil || len(list) != 0 {
		t.Errorf("%+v %v", list, err)
	}
}
