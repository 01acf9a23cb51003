package app_test

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"secondstory/app"
	"secondstory/backend/domain/fault"
)

// ownDesk is a person with an own workspace.
func ownDesk(t *testing.T) *bound {
	t.Helper()
	b := start(t)
	must[app.Info](t)(b.workspace.StartOwn())
	return b
}

func (b *bound) add(t *testing.T, entry app.SpaceEntry) app.SpaceAccount {
	t.Helper()
	job := must[string](t)(b.spaces.Add(entry))
	b.wait(t, job)
	return must[app.SpaceAccount](t)(b.spaces.AddResult(job))
}

func (b *bound) sync(t *testing.T) app.SpaceAccount {
	t.Helper()
	job := must[string](t)(b.spaces.Sync(nil))
	b.wait(t, job)
	list := must[[]app.SpaceAccount](t)(b.spaces.SyncResult(job))
	if len(list) != 1 {
		t.Fatalf("%+v", list)
	}
	return list[0]
}

func (b *bound) space(t *testing.T) app.SpaceState {
	t.Helper()
	list := must[[]app.SpaceState](t)(b.spaces.List())
	if len(list) != 1 {
		t.Fatalf("%+v", list)
	}
	return list[0]
}

// look gives what a look at an address found, or why it failed.
func (b *bound) look(t *testing.T, entry app.SpaceEntry) (app.SpaceSeen, error) {
	t.Helper()
	job := must[string](t)(b.spaces.Look(entry))
	b.wait(t, job)
	return b.spaces.LookResult(job)
}

func keyOf(err error) string {
	f, ok := fault.As(err)
	if !ok {
		return ""
	}
	return f.Key
}

func TestTwoPeopleShareThroughAnEmptyFolderInTheWindow(t *testing.T) {
	a, b := ownDesk(t), ownDesk(t)
	folder := t.TempDir()
	if seen, err := a.look(t, app.SpaceEntry{Address: folder}); err != nil || !seen.Empty || seen.Address != folder {
		t.Fatalf("%+v %v", seen, err)
	}
	if left, _ := os.ReadDir(folder); len(left) != 0 {
		t.Fatalf("a look left %v", left)
	}
	if first := a.add(t, app.SpaceEntry{Name: " Payments ", Address: folder}); !first.Begun || first.State != "done" || first.Name != "Payments" {
		t.Fatalf("%+v", first)
	}
	made := must[app.Created](t)(a.reviews.Create("Payouts were sent twice", ""))
	if err := a.spaces.Share(made.Ref, a.space(t).ID); err != nil {
		t.Fatal(err)
	}
	if s := a.space(t); s.Reviews != 1 || s.Unsent != 1 || s.SyncedAt == "" {
		t.Fatalf("%+v", s)
	}
	if doc := must[app.ReviewDoc](t)(a.reviews.Get(made.Ref)); doc.Space != a.space(t).ID {
		t.Fatalf("the review is in %q", doc.Space)
	}
	if sent := a.sync(t); sent.WentCount != 1 || sent.Went[0].Ref != made.Ref || sent.Went[0].Title != "Payouts were sent twice" || sent.CameCount != 0 {
		t.Fatalf("%+v", sent)
	}
	if s := a.space(t); s.Unsent != 0 {
		t.Fatalf("%+v", s)
	}
	if seen, err := b.look(t, app.SpaceEntry{Address: folder}); err != nil || seen.Empty || seen.Name != "Payments" {
		t.Fatalf("%+v %v", seen, err)
	}
	if came := b.add(t, app.SpaceEntry{Name: "Ours", Address: folder}); came.Begun || came.CameCount != 1 || came.Came[0].Ref != made.Ref || came.Came[0].Joined {
		t.Fatalf("%+v", came)
	}
	if _, err := b.look(t, app.SpaceEntry{Address: folder}); keyOf(err) != "share.space_known" {
		t.Fatalf("%v", err)
	}

	must[app.Written](t)(a.reviews.SetField(made.Ref, "severity", `"SEV1"`, ""))
	must[app.Written](t)(b.reviews.SetField(made.Ref, "severity", `"SEV3"`, ""))
	must[app.Written](t)(b.reviews.SetField(made.Ref, "title", `"Payouts went out twice"`, ""))
	a.sync(t)
	met := b.sync(t)
	if met.CameCount != 1 || !met.Came[0].Joined || met.Came[0].Undecided != 1 || met.Open != 1 || len(met.Undecided) != 1 || met.WentCount != 1 || met.Went[0].Joined {
		t.Fatalf("%+v", met)
	}
	if !b.shell.has(`"label":"fetch:Ours"`) {
		t.Error("nobody was told how far it was")
	}
	if s := b.space(t); s.Undecided != 1 {
		t.Fatalf("%+v", s)
	}
	a.sync(t)
	if doc := must[app.ReviewDoc](t)(a.reviews.Get(made.Ref)); doc.Title != "Payouts went out twice" || len(doc.Conflicts) != 1 {
		t.Fatalf("%+v", doc)
	}
	open := must[[]app.SpaceState](t)(a.spaces.List())
	if open[0].Undecided != 1 {
		t.Fatalf("%+v", open)
	}
	if err := b.spaces.Remove(b.space(t).ID); err != nil {
		t.Fatal(err)
	}
	if doc := must[app.ReviewDoc](t)(b.reviews.Get(made.Ref)); doc.Title != "Payouts went out twice" {
		t.Fatalf("%+v", doc)
	}
	if list := must[[]app.SpaceState](t)(b.spaces.List()); list == nil || len(list) != 0 {
		t.Fatalf("%+v", list)
	}
}

func TestALookTurnsEachFailureIntoASentenceOfItsOwn(t *testing.T) {
	b := ownDesk(t)
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "budget.txt"), []byte("1"), 0o600); err != nil {
		t.Fatal(err)
	}
	status := func(code int) string {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("WWW-Authenticate", `Basic realm="x"`)
			w.WriteHeader(code)
			_, _ = w.Write([]byte("<!doctype html><p>Welcome</p>"))
		}))
		t.Cleanup(s.Close)
		return s.URL + "/team.git"
	}
	nobody, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	gone := "http://" + nobody.Addr().String() + "/team.git"
	_ = nobody.Close()
	for address, want := range map[string]string{
		"reviews":                        "share.address_invalid",
		"ftp://example.invalid/x":        "share.address_unsupported",
		"https://ada:s@example.invalid/": "share.address_secret",
		filepath.Join(full, "nothing"):   "share.folder_missing",
		full:                             "share.folder_in_use",
		gone:                             "share.remote_not_listening",
		status(http.StatusUnauthorized):  "share.remote_sign_in",
		status(http.StatusForbidden):     "share.remote_forbidden",
		status(http.StatusNotFound):      "share.remote_missing",
		status(http.StatusBadGateway):    "share.remote_failed",
		status(http.StatusOK):            "share.remote_not_git",
	} {
		if _, err := b.look(t, app.SpaceEntry{Address: address, User: "ada", Secret: "s"}); keyOf(err) != want {
			t.Errorf("%s: %v, want %s", address, err, want)
		}
	}
	if list := must[[]app.SpaceState](t)(b.spaces.List()); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	// Entering fails with the same sentence and enters nothing.
	job := must[string](t)(b.spaces.Add(app.SpaceEntry{Name: "Team", Address: gone}))
	b.wait(t, job)
	if _, err := b.spaces.AddResult(job); keyOf(err) != "share.remote_not_listening" {
		t.Errorf("%v", err)
	}
	if list := must[[]app.SpaceState](t)(b.spaces.List()); len(list) != 0 {
		t.Errorf("%+v", list)
	}
}

func TestASyncIsStoppedAtAnyMomentAndGoesOnLater(t *testing.T) {
	b := ownDesk(t)
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = silent.Close() })
	asked := make(chan struct{}, 8)
	go func() {
		for {
			c, err := silent.Accept()
			if err != nil {
				return
			}
			asked <- struct{}{}
			defer c.Close()
		}
	}()
	job := must[string](t)(b.spaces.Look(app.SpaceEntry{Address: "http://" + silent.Addr().String() + "/team.git"}))
	<-asked
	if err := b.imports.Cancel(job); err != nil {
		t.Fatal(err)
	}
	b.wait(t, job)
	if _, err := b.spaces.LookResult(job); !fault.Is(err, fault.Cancelled) {
		t.Fatalf("%v", err)
	}

	folder := t.TempDir()
	b.add(t, app.SpaceEntry{Name: "Team", Address: folder})
	made := must[app.Created](t)(b.reviews.Create("Kept", ""))
	if err := b.spaces.Share(made.Ref, b.space(t).ID); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(folder, folder+"-away"); err != nil {
		t.Fatal(err)
	}
	lost := b.sync(t)
	if lost.State != "failed" || !strings.Contains(lost.Error, `"key":"share.folder_gone"`) || lost.Came == nil || lost.Aside == nil || lost.Notices == nil {
		t.Fatalf("%+v", lost)
	}
	if err := os.Rename(folder+"-away", folder); err != nil {
		t.Fatal(err)
	}
	if back := b.sync(t); back.State != "done" || back.WentCount != 1 {
		t.Fatalf("%+v", back)
	}
}

// A server that says nothing keeps no other space waiting, and is left by itself or with all
// others; each has its account, in the order of the list.
func TestASilentServerKeepsNoOtherSpaceWaitingAndIsLeftByItself(t *testing.T) {
	b := ownDesk(t)
	var quiet atomic.Bool
	asked, over := make(chan struct{}, 8), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if quiet.Load() {
			asked <- struct{}{}
			<-over
		}
		if r.URL.Query().Get("service") != "git-upload-pack" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		w.Header().Set("Content-Type", "application/x-git-upload-pack-advertisement")
		line := strings.Repeat("0", 40) + " capabilities^{}\x00agent=test\n"
		_, _ = fmt.Fprintf(w, "001e# service=git-upload-pack\n0000%04x%s0000", len(line)+4, line)
	}))
	defer server.Close()
	defer close(over)
	b.add(t, app.SpaceEntry{Name: "A silent one", Address: server.URL + "/team.git"})
	b.add(t, app.SpaceEntry{Name: "Behind it", Address: t.TempDir()})
	quiet.Store(true)
	silent := must[[]app.SpaceState](t)(b.spaces.List())[0]
	made := must[app.Created](t)(b.reviews.Create("Sent meanwhile", ""))
	if err := b.spaces.Share(made.Ref, must[[]app.SpaceState](t)(b.spaces.List())[1].ID); err != nil {
		t.Fatal(err)
	}
	for _, stop := range []func(job string) error{func(string) error { return b.spaces.Stop(silent.ID) }, b.imports.Cancel} {
		job := must[string](t)(b.spaces.Sync(nil))
		<-asked
		b.until(t, `"id":"`+job+`","done":0,"total":0,"label":"done:Behind it"`)
		if err := stop(job); err != nil {
			t.Fatal(err)
		}
		b.wait(t, job)
		list := must[[]app.SpaceAccount](t)(b.spaces.SyncResult(job))
		if len(list) != 2 || list[0].Name != "A silent one" || list[0].State != "stopped" || list[0].Error != "" || list[1].State != "done" || list[1].Name != "Behind it" {
			t.Errorf("%+v", list)
		}
	}
	if left := must[[]app.SpaceState](t)(b.spaces.List())[1]; left.Unsent != 0 || left.Reviews != 1 {
		t.Errorf("%+v", left)
	}
	if err := b.spaces.Stop(silent.ID); err != nil { // of one that is not exchanged
		t.Error(err)
	}
}

func TestWhatWasNeverASpaceIsToldSo(t *testing.T) {
	b := ownDesk(t)
	if _, err := b.spaces.SignIn("none", app.SpaceSignIn{User: "ada", Secret: "s"}); !fault.Is(err, fault.NotFound) {
		t.Errorf("%v", err)
	}
	if err := b.spaces.Remove("none"); !fault.Is(err, fault.NotFound) {
		t.Errorf("%v", err)
	}
	if _, err := b.spaces.SyncResult("job-99"); !fault.Is(err, fault.NotFound) {
		t.Errorf("%v", err)
	}
	b.shell.save = "/somewhere"
	if path := must[string](t)(b.spaces.ChooseFolder()); path != "/somewhere" {
		t.Errorf("%q", path)
	}
}

func TestASignInIsKeptForThisRunWhereThereIsNoKeyringAndIsForItsHostAlone(t *testing.T) {
	t.Setenv("SECONDSTORY_KEYRING", "off")
	b := ownDesk(t)
	b.add(t, app.SpaceEntry{Name: "Folder", Address: t.TempDir(), User: "ada", Secret: "s", Keep: true})
	if s := b.space(t); s.User != "" {
		t.Errorf("a folder asks nobody: %+v", s)
	}
	kept := must[app.SpaceKept](t)(b.spaces.SignIn(b.space(t).ID, app.SpaceSignIn{User: "ada", Secret: "s", Keep: true}))
	if kept.Kept || b.space(t).User != "" {
		t.Errorf("%+v: %+v", kept, b.space(t))
	}
}

func TestASignInIsFiledUnderNoOtherSpaceOfThatName(t *testing.T) {
	t.Setenv("SECONDSTORY_KEYRING", "off")
	b := ownDesk(t)
	// A server with an empty place that takes nothing: the space is entered all the same.
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("service") != "git-upload-pack" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		w.Header().Set("Content-Type", "application/x-git-upload-pack-advertisement")
		line := strings.Repeat("0", 40) + " capabilities^{}\x00agent=test\n"
		_, _ = fmt.Fprintf(w, "001e# service=git-upload-pack\n0000%04x%s0000", len(line)+4, line)
	}))
	defer server.Close()
	b.add(t, app.SpaceEntry{Name: "Team", Address: server.URL + "/team.git", User: "ada", Secret: "s"})
	if s := b.space(t); s.User != "ada" {
		t.Fatalf("%+v", s)
	}
	// What is kept for another server cannot be opened, so nothing is entered.
	if err := b.workspace.SetSetting("login:ssh://127.0.0.1:9", `{"key":"/nowhere","place":"file"}`); err != nil {
		t.Fatal(err)
	}
	job := must[string](t)(b.spaces.Add(app.SpaceEntry{Name: "Team", Address: "ssh://git@127.0.0.1:9/team.git"}))
	b.wait(t, job)
	if _, err := b.spaces.AddResult(job); err == nil || fault.Is(err, fault.Conflict) {
		t.Fatalf("%v", err)
	}
	if s := b.space(t); s.User != "ada" {
		t.Errorf("the other space asks as %q now", s.User)
	}
}

func TestOthersAreCalledByTheAliasTheyChose(t *testing.T) {
	a, b := ownDesk(t), ownDesk(t)
	folder := t.TempDir()
	a.add(t, app.SpaceEntry{Name: "Team", Address: folder, Alias: "Kite"})
	ref := must[app.Created](t)(a.reviews.Create("Payouts were sent twice", "")).Ref
	if err := a.spaces.Share(ref, a.space(t).ID); err != nil {
		t.Fatal(err)
	}
	a.sync(t)
	if got := b.add(t, app.SpaceEntry{Name: "Ours", Address: folder}); len(got.Came) != 1 || strings.Join(got.Came[0].By, ",") != "Kite" {
		t.Errorf("%+v", got)
	}
	people := must[[]app.SpacePerson](t)(b.spaces.People())
	if len(people) != 1 || people[0].Alias != "Kite" || people[0].Actor != must[app.Info](t)(a.workspace.Info()).Actor {
		t.Errorf("%+v", people)
	}
	if err := a.spaces.SetAlias(a.space(t).ID, "d-0123456789"); keyOf(err) != "share.alias_bad" {
		t.Errorf("%v", err)
	}
	if err := a.spaces.SetAlias(a.space(t).ID, " Otter "); err != nil || a.space(t).Alias != "Otter" {
		t.Errorf("%v %+v", err, a.space(t))
	}
}
