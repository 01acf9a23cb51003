package workspace

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"secondstory/backend/share/login"
	"secondstory/backend/share/remote"
)

func TestNamingTheFileOfAKeyAgainKeepsWhatOpensIt(t *testing.T) {
	t.Setenv("SECONDSTORY_KEYRING", "off")
	t.Setenv("HOME", t.TempDir())
	w, err := Open(t.Context(), t.TempDir(), Options{Origin: "window", Now: func() time.Time { return time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.Close)
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKeyWithPassphrase(private, "", []byte("battery staple"))
	if err != nil {
		t.Fatal(err)
	}
	dir, address := t.TempDir(), "ssh://git@git.example.invalid/r.git"
	key, other := filepath.Join(dir, "id"), filepath.Join(dir, "id_other")
	for _, file := range []string{key, other} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.UnlockLogins("correct horse"); err != nil {
		t.Fatal(err)
	}
	// What a window sends when the passphrase was entered, and when it was left empty.
	for _, given := range []remote.Access{{Key: key, Passphrase: "battery staple"}, {Key: key}} {
		l, err := w.KeepLogin(t.Context(), address, given)
		if err != nil || l.Place != login.File {
			t.Fatalf("%+v %v", l, err)
		}
		a, err := w.accessTo(t.Context(), address, remote.Access{Key: key})
		if err != nil || a.Passphrase != "battery staple" {
			t.Errorf("%v %v", a.Passphrase != "", err)
		}
	}
	// It is that of the one file.
	if a, err := w.accessTo(t.Context(), address, remote.Access{Key: other}); err != nil || a.Passphrase != "" {
		t.Errorf("%v %v", a.Passphrase != "", err)
	}
	if l, err := w.KeepLogin(t.Context(), address, remote.Access{Key: other}); err != nil || l.Place != "" {
		t.Errorf("%+v %v", l, err)
	}
}
