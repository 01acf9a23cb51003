package space_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
	"secondstory/backend/share/gitstore"
)

// anywhere is a text of a review with what waits in its conflicts.
func (d *device) anywhere(id, section string) string {
	d.t.Helper()
	all := d.section(id, section)
	for _, u := range d.open4(id) {
		all += "\n" + strings.Join(u.Values, "\n")
	}
	return all
}

func TestSharingAReviewTheSpaceHoldsAlreadyBringsTheTwoTogether(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.must(a.ws.LeaveSpace(t.Context(), team))
	b.set(id, "sections/summary/text", "The line stood still.\n\nThe night shift noticed.")
	b.set(id, "severity", "SEV2")
	b.sync()
	if r := a.joins(dir); len(r.Refused) != 1 || r.Refused[0].Key != "share.elsewhere_named" {
		t.Fatalf("%+v", r)
	}
	if r := a.sync(); len(r.Refused) != 1 || r.Refused[0].Key != "share.elsewhere_named" {
		t.Errorf("it is told again while it is so: %+v", r)
	}
	a.set(id, "title", "Typed while it was private")
	a.must(a.ws.Share(t.Context(), team, id))
	if r := a.sync(); len(r.Refused) != 0 {
		t.Errorf("%+v", r)
	}
	b.sync()
	for i, d := range []*device{a, b} {
		if got := d.anywhere(id, "summary"); !strings.Contains(got, "The night shift noticed.") || len(d.open4(id)) > 0 || d.get(id).Severity != "SEV2" {
			t.Errorf("%d: %q %+v", i, got, d.get(id))
		}
		if all := d.get(id).Title + d.anywhere(id, "summary"); !strings.Contains(all, "Typed while it was private") {
			t.Errorf("%d: %q", i, all)
		}
	}
	settled(t, dir, a, b)
}

// The review is shared after the write back of a sync and before its commit.
func TestSharingDuringASyncWhatTheSpaceHoldsAlreadyOverwritesNothing(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.must(a.ws.LeaveSpace(t.Context(), team))
	b.set(id, "sections/summary/text", "The line stood still.\n\nThe night shift noticed.")
	b.sync()
	a.joins(dir)
	a.step = func(name string) {
		if name == "caught up" {
			a.must(a.ws.Share(t.Context(), team, id))
		}
	}
	a.sync()
	a.step = nil
	a.sync()
	b.sync()
	for i, d := range []*device{a, b} {
		if got := d.anywhere(id, "summary"); !strings.Contains(got, "The night shift noticed.") || len(d.open4(id)) > 0 {
			t.Errorf("%d: %q", i, got)
		}
	}
	settled(t, dir, a, b)
}

func (d *device) noted(id, text string) {
	d.t.Helper()
	_, err := d.ws.Reviews.AddPart(d.t.Context(), id, review.Timeline, map[string]any{"at": "2026-03-01 10:00", "text": text}, "", "")
	d.must(err)
}

func link(t *testing.T, path string) {
	t.Helper()
	_ = os.Remove(path)
	if err := os.Symlink("/etc/passwd", path); err != nil {
		t.Skip("no links here")
	}
}

func TestABadFileOfARecordIsNoRemovalOfWhatItHeld(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.noted(id, "Alarm")
	a.sync()
	b.sync()
	byHand(t, dir, func(root string) {
		link(t, fileOf(t, root, id, "timeline.yaml"))
		rewrite(t, fileOf(t, root, id, "review.md"), "schema: 1\n", "schema: 1\nseverity: SEV1\n")
	})
	a.set(id, "sections/summary/text", "The line stood still.\n\nThe night shift noticed.")
	if r := a.sync(); len(r.Refused) != 1 || r.Refused[0].Key != "canon.symlink" {
		t.Errorf("%+v", r)
	}
	b.sync()
	for i, d := range []*device{a, b} {
		if got := d.get(id); len(got.Timeline) != 1 || got.Severity != "SEV1" || !strings.Contains(d.section(id, "summary"), "The night shift noticed.") {
			t.Errorf("%d: %+v", i, got)
		}
	}
	settled(t, dir, a, b)
}

// What was written to a file before somebody put a link in its place is not taken back.
func TestABadFileTakesNothingBackThatWasWrittenBeforeIt(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.noted(id, "Alarm")
	a.sync()
	b.sync()
	b.noted(id, "The press stood")
	b.sync()
	byHand(t, dir, func(root string) { link(t, fileOf(t, root, id, "timeline.yaml")) })
	b.sync()
	a.set(id, "sections/summary/text", "The line stood still.\n\nThe night shift noticed.")
	a.sync()
	b.sync()
	for i, d := range []*device{a, b} {
		if got := d.get(id); len(got.Timeline) != 2 || !strings.Contains(d.section(id, "summary"), "The night shift noticed.") {
			t.Errorf("%d: %+v", i, got)
		}
	}
	settled(t, dir, a, b)
}

func TestATwinOfAFileTakesNothingBack(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	b.set(id, "severity", "SEV1")
	b.sync()
	byHand(t, dir, func(root string) {
		write(t, filepath.Join(filepath.Dir(fileOf(t, root, id, "review.md")), "Review.md"), "x\n")
	})
	a.noted(id, "Alarm")
	a.sync()
	b.sync()
	for i, d := range []*device{a, b} {
		if got := d.get(id); got.Severity != "SEV1" || len(got.Timeline) != 1 {
			t.Errorf("%d: %+v", i, got)
		}
	}
	settled(t, dir, a, b)
}

func TestATreeNobodyCanLookThroughTakesNoEditsBack(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	junk := func(root string) string { return filepath.Join(root, "junk") }
	byHand(t, dir, func(root string) {
		if err := os.MkdirAll(junk(root), 0o755); err != nil {
			t.Fatal(err)
		}
		for i := range 1002 {
			link(t, filepath.Join(junk(root), fmt.Sprintf("%04d", i)))
		}
	})
	a.sync()
	a.set(id, "sections/summary/text", "The line stood still.\n\nThe night shift noticed.")
	a.sync()
	b.set(id, "severity", "SEV1")
	_, err := b.syncer().Sync(t.Context(), b.id(), access)
	if f, ok := fault.As(err); !ok || f.Key != "share.tree_too_large" {
		t.Fatalf("%v", err)
	}
	a.sync()
	if a.section(id, "summary") != "The line stood still.\n\nThe night shift noticed." || b.get(id).Severity != "SEV1" {
		t.Errorf("%q %+v", a.section(id, "summary"), b.get(id))
	}
	// Once somebody has put it right, all goes on.
	byHand(t, dir, func(root string) {
		if err := os.RemoveAll(junk(root)); err != nil {
			t.Fatal(err)
		}
	})
	b.sync()
	a.sync()
	for i, d := range []*device{a, b} {
		if d.get(id).Severity != "SEV1" || !strings.Contains(d.section(id, "summary"), "The night shift noticed.") {
			t.Errorf("%d: %+v", i, d.get(id))
		}
	}
	settled(t, dir, a, b)
}

func TestWhatTwoDevicesTookOverIsNotHeldAgainstEither(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	byHand(t, dir, func(root string) {
		for i := range 1002 {
			path := filepath.Join(root, "junk", fmt.Sprintf("%04d", i))
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			link(t, path)
		}
	})
	a.sync()
	b.sync()
	a.set(id, "severity", "SEV1")
	b.set(id, "title", "Of the second")
	a.sync()
	b.sync()
	a.sync()
	for i, d := range []*device{a, b} {
		if got := d.get(id); got.Severity != "SEV1" || got.Title != "Of the second" {
			t.Errorf("%d: %+v", i, got)
		}
	}
	settled(t, dir, a, b)
}

func TestAFileWhereAFolderMustBeKeepsNothingFromBeingSent(t *testing.T) {
	t.Parallel()
	for name, edit := range map[string]func(t *testing.T, root, folder string){
		"the month is a file":    func(t *testing.T, root, folder string) { swap(t, filepath.Dir(folder)) },
		"the review is a file":   func(t *testing.T, root, folder string) { swap(t, folder) },
		"all reviews are a file": func(t *testing.T, root, folder string) { swap(t, filepath.Join(root, "reviews")) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := bare(t)
			a, b, id := pair(t, dir)
			byHand(t, dir, func(root string) { edit(t, root, filepath.Dir(fileOf(t, root, id, "review.md"))) })
			a.sync()
			b.sync()
			if !a.get(id).Trashed || !b.get(id).Trashed {
				t.Fatal("it was taken out by hand")
			}
			_, err := a.ws.Records.Restore(t.Context(), id, "review.restore", "")
			a.must(err)
			other := a.makes("Another of that month")
			if r := a.sync(); len(r.Refused) != 1 || r.Refused[0].Key != "canon.file_and_folder" {
				t.Errorf("%+v", r)
			}
			b.sync()
			if b.get(id).Trashed || b.get(other).Title != "Another of that month" || !strings.Contains(b.section(id, "summary"), "Nobody noticed.") {
				t.Errorf("%+v", b.get(id))
			}
			settled(t, dir, a, b)
		})
	}
}

func TestAFolderWhereAFileMustBeKeepsNothingFromBeingSent(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	byHand(t, dir, func(root string) {
		path := fileOf(t, root, id, "review.md")
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(path, "inside.yaml"), "x: 1\n")
	})
	a.sync()
	b.sync()
	_, err := a.ws.Records.Restore(t.Context(), id, "review.restore", "")
	a.must(err)
	a.set(id, "title", "Edited all the same")
	a.sync()
	other := a.makes("Another")
	a.sync()
	b.sync()
	if b.get(other).Title != "Another" || b.get(id).Title != "Edited all the same" {
		t.Errorf("%+v", b.get(other))
	}
	settled(t, dir, a, b)
}

// swap puts a file in the place of a folder.
func swap(t *testing.T, folder string) {
	t.Helper()
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	write(t, folder, "a file\n")
}

// A repository with other branches is not an empty one.
func TestARepositoryWithAnotherBranchIsNoEmptyOne(t *testing.T) {
	t.Parallel()
	for name, serve := range peers {
		t.Run(name, func(t *testing.T) {
			address, dir := serve(t)
			needGit(t)
			root := filepath.Join(t.TempDir(), "code")
			git(t, t.TempDir(), "clone", "-q", dir, root)
			write(t, filepath.Join(root, "main.c"), "int main;\n")
			git(t, root, "add", "-A")
			git(t, root, "commit", "-q", "-m", "Code")
			git(t, root, "push", "-q", "origin", "HEAD:refs/heads/master")
			a := newDevice(t, 1)
			_, _, err := a.ws.AddSpace(t.Context(), team, address, access)
			if f, ok := fault.As(err); !ok || f.Key != "share.not_a_space" {
				t.Fatalf("%v", err)
			}
			if out := git(t, dir, "for-each-ref", "--format=%(refname)"); out != "refs/heads/master" {
				t.Error(out)
			}
		})
	}
}

func TestAddingASpaceWhoseFirstExchangeFailedGoesOn(t *testing.T) {
	dir := bare(t)
	a, _, id := pair(t, dir)
	hook := filepath.Join(t.TempDir(), "other.git")
	git(t, t.TempDir(), "init", "-q", "--bare", "-b", "main", hook)
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	refuse := filepath.Join(hook, "hooks", "pre-receive")
	write(t, refuse, "#!/bin/sh\nexit 1\n")
	if err := os.Chmod(refuse, 0o755); err != nil {
		t.Fatal(err)
	}
	_, _, err := a.ws.AddSpace(t.Context(), "Second", hook, access)
	if f, ok := fault.As(err); !ok || f.Key != "share.remote_rejected" {
		t.Fatalf("%v", err)
	}
	if err := os.Remove(refuse); err != nil {
		t.Fatal(err)
	}
	if _, _, err = a.ws.AddSpace(t.Context(), "Second", dir, access); err == nil {
		t.Error("another address under that name")
	}
	_, r, err := a.ws.AddSpace(t.Context(), "Second", hook, access)
	if err != nil || r.State != "done" {
		t.Fatalf("%+v %v", r, err)
	}
	if _, _, err = a.ws.AddSpace(t.Context(), "Second", hook, access); err == nil {
		t.Error("it takes part already")
	}
	_ = id
}

func TestALeftOverRepositoryOfASpaceIsSweptAway(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a := newDevice(t, 1)
	left := a.ws.Syncer().StoreDir("01ARZ3NDEKTSV4RRFFQ69G5FAV")
	if err := os.MkdirAll(filepath.Dir(left), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := gitstore.CreateBare(left); err != nil {
		t.Fatal(err)
	}
	a.joins(dir)
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Error("it is still there")
	}
	a.sync()
}

// Everybody who begins a space begins the same one, for ever.
func TestTheFirstCommitOfEverySpaceIsTheSame(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	newDevice(t, 1).joins(dir)
	if out := git(t, dir, "rev-list", "--max-parents=0", "main"); out != "c66f6cd558f820d78a24461ff4cd8e3ebf7bd823" {
		t.Errorf("%s: every space would begin anew", out)
	}
}
