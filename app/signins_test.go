package app_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/zalando/go-keyring"

	"secondstory/app"
)

// askingServer is an empty shared repository that lets nobody in without the token it wants just now.
func askingServer(t *testing.T, token func() string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, given, _ := r.BasicAuth(); given != token() {
			w.Header().Set("WWW-Authenticate", `Basic realm="reviews"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		if r.URL.Query().Get("service") != "git-upload-pack" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		emptyRepository(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/team.git"
}

// emptyRepository tells whoever asks that there is nothing yet.
func emptyRepository(w http.ResponseWriter, r *http.Request) {
	service := r.URL.Query().Get("service")
	w.Header().Set("Content-Type", "application/x-"+service+"-advertisement")
	first, line := "# service="+service+"\n", strings.Repeat("0", 40)+" capabilities^{}\x00agent=test\n"
	_, _ = fmt.Fprintf(w, "%04x%s0000%04x%s0000", len(first)+4, first, len(line)+4, line)
}

func TestWithoutAKeyringWhatIsRememberedGoesIntoASealedFile(t *testing.T) {
	const token = "tok-9d1e-marker"
	t.Setenv("SECONDSTORY_KEYRING", "")
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nobody/listens/here")
	keyring.MockInitWithError(errors.New("the name org.freedesktop.secrets was not provided by any .service files"))
	t.Cleanup(keyring.MockInit)
	b := ownDesk(t)
	address := askingServer(t, func() string { return token })
	account := b.add(t, app.SpaceEntry{Name: "Team", Address: address, User: "ada", Secret: token, Keep: true})
	if account.KeepAsk != "choose" || len(account.Notices) != 0 || b.space(t).User != "ada" || b.space(t).Remembered {
		t.Fatalf("%q %+v %+v", account.KeepAsk, account.Notices, b.space(t))
	}
	id := b.space(t).ID
	if err := b.spaces.Seal(id, "short"); keyOf(err) != "share.logins_short" {
		t.Errorf("%v", err)
	}
	if err := b.spaces.Seal("nobody", "correct horse"); keyOf(err) != "share.space_missing" {
		t.Errorf("%v", err)
	}
	if err := b.spaces.Seal(id, "correct horse"); err != nil {
		t.Fatal(err)
	}
	if s := b.space(t); s.User != "ada" || !s.Remembered {
		t.Errorf("who signs in is not told of what is kept: %+v", s)
	}
	if err := b.spaces.Seal(id, "correct horse"); keyOf(err) != "share.login_incomplete" {
		t.Errorf("nothing is left to seal: %v", err)
	}
	home := must[app.Info](t)(b.workspace.Info()).Home
	raw, err := os.ReadFile(filepath.Join(home, "logins.sealed"))
	if err != nil || bytes.Contains(raw, []byte(token)) {
		t.Fatalf("%v\n%s", err, raw)
	}
	// Once it is open, another one goes in without a question.
	kept := must[app.SpaceKept](t)(b.spaces.SignIn(id, app.SpaceSignIn{User: "ada", Secret: token, Keep: true}))
	if !kept.Kept || kept.Ask != "" {
		t.Errorf("%+v", kept)
	}
	// The next run of the program asks for the passphrase that was chosen.
	b.Close()
	next := &bound{App: app.New(app.Config{Version: "test", Home: filepath.Join(b.home, "own"), SampleHome: filepath.Join(b.home, "sample")}), shell: newShell()}
	next.spaces = app.NewSpaces(next.App)
	next.Start(next.shell)
	t.Cleanup(next.Close)
	kept = must[app.SpaceKept](t)(next.spaces.SignIn(id, app.SpaceSignIn{User: "ada", Secret: token, Keep: true}))
	if kept.Kept || kept.Ask != "enter" {
		t.Errorf("%+v", kept)
	}
	if err := next.spaces.Seal(id, "battery staple"); keyOf(err) != "share.logins_passphrase" {
		t.Errorf("%v", err)
	}
	if err := next.spaces.Seal(id, "correct horse"); err != nil {
		t.Error(err)
	}
}

func TestANewTokenTakesThePlaceOfTheRememberedOneThatIsRefused(t *testing.T) {
	t.Setenv("SECONDSTORY_KEYRING", "off")
	b := ownDesk(t)
	var expired atomic.Bool
	address := askingServer(t, func() string {
		if expired.Load() {
			return "fresh"
		}
		return "first"
	})
	b.add(t, app.SpaceEntry{Name: "Team", Address: address, User: "ada", Secret: "first", Keep: true})
	id := b.space(t).ID
	if err := b.spaces.Seal(id, "correct horse"); err != nil {
		t.Fatal(err)
	}
	restart := func() {
		b.Close()
		b = &bound{App: app.New(app.Config{Version: "test", Home: filepath.Join(b.home, "own"), SampleHome: filepath.Join(b.home, "sample")}), shell: newShell(), home: b.home}
		b.spaces = app.NewSpaces(b.App)
		b.Start(b.shell)
		t.Cleanup(b.Close)
		if err := b.spaces.UnlockLogins("correct horse"); err != nil {
			t.Fatal(err)
		}
	}
	refused := func() bool {
		t.Helper()
		return strings.Contains(b.sync(t).Error, "share.remote_sign_in")
	}
	expired.Store(true)
	restart()
	s := b.space(t)
	if !refused() || s.User != "ada" || !s.Remembered {
		t.Fatalf("%+v", s)
	}
	// The dialog begins with what is kept; the token alone is new.
	if kept := must[app.SpaceKept](t)(b.spaces.SignIn(id, app.SpaceSignIn{User: s.User, Secret: "fresh", Keep: s.Remembered})); !kept.Kept {
		t.Fatalf("%+v", kept)
	}
	restart()
	if refused() {
		t.Error("the old token is used again")
	}
}

func TestTheWindowSaysWhoCanReadASpace(t *testing.T) {
	a, b := ownDesk(t), ownDesk(t)
	folder := t.TempDir()
	a.add(t, app.SpaceEntry{Name: "Team", Address: folder, Audience: "Everybody in Payments"})
	if s := a.space(t); s.Audience != "Everybody in Payments" {
		t.Errorf("%+v", s)
	}
	if seen, err := b.look(t, app.SpaceEntry{Address: folder}); err != nil || seen.Audience != "Everybody in Payments" {
		t.Errorf("%+v %v", seen, err)
	}
	b.add(t, app.SpaceEntry{Name: "Ours", Address: folder})
	if err := b.spaces.SetAudience(b.space(t).ID, " Payments and\nthe board "); err != nil {
		t.Fatal(err)
	}
	if err := b.spaces.SetAudience(b.space(t).ID, strings.Repeat("x", 161)); keyOf(err) != "share.audience_bad" {
		t.Errorf("%v", err)
	}
	b.sync(t)
	a.sync(t)
	if s := a.space(t); s.Audience != "Payments and the board" || s.AudienceAside != "" {
		t.Errorf("%+v", s)
	}
}

func TestWordsPutAsideStandInTheListUntilSomebodyChooses(t *testing.T) {
	a, b := ownDesk(t), ownDesk(t)
	folder := t.TempDir()
	a.add(t, app.SpaceEntry{Name: "Team", Address: folder, Audience: "Everybody"})
	b.add(t, app.SpaceEntry{Name: "Team", Address: folder})
	said := map[*bound]string{a: "Payments", b: "The board"}
	for d, words := range said {
		if err := d.spaces.SetAudience(d.space(t).ID, words); err != nil {
			t.Fatal(err)
		}
	}
	a.sync(t)
	b.sync(t)
	a.sync(t)
	for d := range said {
		s := d.space(t)
		if both := []string{s.Audience, s.AudienceAside}; !slices.Contains(both, "Payments") || !slices.Contains(both, "The board") {
			t.Errorf("%+v", s)
		}
	}
	// To say again what stands is a choice too.
	if err := a.spaces.SetAudience(a.space(t).ID, a.space(t).Audience); err != nil {
		t.Fatal(err)
	}
	if s := a.space(t); s.AudienceAside != "" {
		t.Errorf("%+v", s)
	}
}
