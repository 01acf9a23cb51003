package login

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// insideVariable says that the test runs beside a keyring of its own.
const insideVariable = "LOGIN_TEST_KEYRING"

// A keyring of a desktop, on a bus of the test's own: that of whoever runs the tests is
// not touched.
func TestTheKeyringOfADesktopKeepsASecretFromOneProgramToTheNext(t *testing.T) {
	if os.Getenv(insideVariable) != "" {
		insideAKeyring(t)
		return
	}
	for _, program := range []string{"dbus-run-session", "dbus-send", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("%s is not installed", program)
		}
	}
	home := t.TempDir()
	for _, dir := range []string{"run", "data"} {
		if err := os.Mkdir(filepath.Join(home, dir), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	script := `printf passphrase | gnome-keyring-daemon --unlock --components=secrets >/dev/null || exit 99
for n in $(seq 100); do # until it answers
	dbus-send --session --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.GetNameOwner string:org.freedesktop.secrets >/dev/null 2>&1 && break
	sleep 0.05
done
for step in keep use; do ` + insideVariable + `=$step "$0" -test.v -test.run "$1" || exit 1; done`
	cmd := exec.Command("dbus-run-session", "--", "sh", "-c", script, os.Args[0], "^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_RUNTIME_DIR="+filepath.Join(home, "run"), "XDG_DATA_HOME="+filepath.Join(home, "data"))
	out, err := cmd.CombinedOutput()
	if err != nil || strings.Count(string(out), "--- PASS") != 2 {
		t.Fatalf("%v\n%s", err, out)
	}
}

func insideAKeyring(t *testing.T) {
	k := &Keeper{Sealed: filepath.Join(t.TempDir(), "logins.sealed")}
	if os.Getenv(insideVariable) == "keep" {
		if place, err := k.Put(t.Context(), "https://git.example.com", marker); err != nil || place != Keyring {
			t.Fatal(place, err)
		}
		return
	}
	if got, err := k.Get(t.Context(), "https://git.example.com", Keyring); err != nil || got != marker {
		t.Fatal(got, err)
	}
	if err := k.Remove(t.Context(), "https://git.example.com", Keyring); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Get(t.Context(), "https://git.example.com", Keyring); keyOf(err) != "share.login_lost" {
		t.Fatal(err)
	}
}
