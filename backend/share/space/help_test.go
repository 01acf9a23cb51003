package space_test

import (
	"context"
	"encoding/json"
	"path/filepath"
	"testing"
	"time"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/review"
	"secondstory/backend/internal/gittest"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
	"secondstory/backend/workspace"
)

// device is one person's program: a home of its own, with a clock and ids that
// repeat.
type device struct {
	t    testing.TB
	home string
	ws   *workspace.Workspace
	at   time.Time
	ids  func() string
	step func(string)
}

const team = "Team"

func newDevice(t testing.TB, seed uint64) *device {
	t.Helper()
	d := &device{t: t, home: filepath.Join(t.TempDir(), "home"), at: time.Date(2026, 11, 20, 9, 0, int(seed), 0, time.UTC)}
	d.ids = workspace.SeededULID(d.now, seed)
	d.open()
	t.Cleanup(func() { d.ws.Close() })
	return d
}

func (d *device) now() time.Time {
	d.at = d.at.Add(time.Second)
	return d.at
}

func (d *device) open() {
	d.t.Helper()
	ws, err := workspace.Open(d.t.Context(), d.home, workspace.Options{Origin: "cli", Now: d.now, NewID: d.ids, Zone: func() *time.Location { return time.UTC }})
	if err != nil {
		d.t.Fatal(err)
	}
	d.ws = ws
}

func (d *device) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// joins enters the space at an address.
func (d *device) joins(address string) space.Report {
	d.t.Helper()
	_, r, err := d.ws.AddSpace(d.t.Context(), team, address, access)
	d.must(err)
	return r
}

var access = remote.Access{User: "ada", Secret: "secret", Host: "127.0.0.1"}

// syncer is the exchange with the test's steps, and without waiting.
func (d *device) syncer() *space.Syncer {
	s := d.ws.Syncer()
	s.Pause = func(ctx context.Context, _ int) error { return ctx.Err() }
	s.Step = d.step
	return s
}

func (d *device) id() string {
	d.t.Helper()
	list, err := d.ws.Spaces(d.t.Context())
	d.must(err)
	for _, l := range list {
		if l.Name == team {
			return l.Space
		}
	}
	d.t.Fatal("it takes part in no space")
	return ""
}

func (d *device) sync() space.Report {
	d.t.Helper()
	r, err := d.syncer().Sync(d.t.Context(), d.id(), access)
	d.must(err)
	return r
}

// makes a review in the space.
func (d *device) makes(title string) string {
	d.t.Helper()
	id, _, err := d.ws.Reviews.Create(d.t.Context(), title, "")
	d.must(err)
	d.must(d.ws.Share(d.t.Context(), team, id))
	return id
}

func (d *device) set(id, path, value string) {
	d.t.Helper()
	raw, err := json.Marshal(value)
	d.must(err)
	_, err = d.ws.Reviews.SetField(d.t.Context(), id, path, raw, "")
	d.must(err)
}

func (d *device) get(id string) review.Review {
	d.t.Helper()
	r, err := d.ws.Reviews.Get(d.t.Context(), id)
	d.must(err)
	return r
}

func (d *device) section(id, key string) string {
	d.t.Helper()
	for _, s := range d.get(id).Sections {
		if s.Key == key {
			return s.Text
		}
	}
	return ""
}

func words(key string, _ ...string) string { return key }

func (d *device) open4(id string) []review.Undecided {
	d.t.Helper()
	list, err := d.ws.Reviews.Conflicts(d.t.Context(), id, words)
	d.must(err)
	var out []review.Undecided
	for _, u := range list {
		if u.State == merge.Open {
			out = append(out, u)
		}
	}
	return out
}

// whole looks for damage in the workspace and in its private repository.
func (d *device) whole() {
	d.t.Helper()
	h, err := d.ws.Examine(d.t.Context())
	d.must(err)
	if !h.Whole() {
		d.t.Errorf("%+v", h)
	}
	fsck(d.t, d.syncer().StoreDir(d.id()))
}

// tree is the head's tree on the other side or in a private repository.
func tree(t testing.TB, dir string) string {
	t.Helper()
	s, err := gitstore.OpenGuest(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	h, err := s.Ref(gitstore.Main)
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Commit(h)
	if err != nil {
		t.Fatal(err)
	}
	return c.Tree.String()
}

func bare(t testing.TB) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "shared.git")
	if err := gitstore.CreateBare(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// The git command line beside us.
var (
	needGit = gittest.Need
	git     = gittest.Run
	gitTry  = gittest.Try
	fsck    = gittest.Fsck
)
