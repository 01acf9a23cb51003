package app_test

import (
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
	if err := b.spaces.SetNetwork(app.SpaceNetwork{Proxy: "ftp://proxy"}); keyOf(err) != "share.proxy_bad" {
		t.Errorf("%v", err)
	}
	none := filepath.Join(t.TempDir(), "none.pem")
	if err := os.WriteFile(none, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := b.spaces.SetNetwork(app.SpaceNetwork{CAFile: none}); keyOf(err) != "share.ca_file_bad" {
		t.Errorf("%v", err)
	}
	want := app.SpaceNetwork{Proxy: "http://proxy.example.org:3128"}
	if err := b.spaces.SetNetwork(want); err != nil {
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
