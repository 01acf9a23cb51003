package space_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
	"secondstory/backend/share/space"
)

// byHand is a teammate without the program: a clone, an editor, a commit, a push.
func byHand(t *testing.T, dir string, edit func(root string)) {
	t.Helper()
	needGit(t)
	root := filepath.Join(t.TempDir(), "clone")
	git(t, t.TempDir(), "clone", "-q", dir, root)
	edit(root)
	git(t, root, "add", "-A")
	git(t, root, "commit", "-q", "-m", "By hand")
	git(t, root, "push", "-q", "origin", "HEAD:main")
}

// fileOf finds a file of the one review that has it.
func fileOf(t *testing.T, root, id, name string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(root, "reviews", "*", "*", id, name))
	if err != nil || len(found) != 1 {
		t.Fatalf("%s of %s: %v %v", name, id, found, err)
	}
	return found[0]
}

func rewrite(t *testing.T, path, old, with string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(data), old) {
		t.Fatalf("no %q in %s: %v", old, data, err)
	}
	write(t, path, strings.Replace(string(data), old, with, 1))
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestATeammateEditsByHandAndPushes(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := filepath.Join(t.TempDir(), "shared.git")
	git(t, t.TempDir(), "init", "-q", "--bare", "-b", "main", dir)
	a, b, id := pair(t, dir)
	a.set(id, "severity", "SEV1") // offline, meanwhile
	byHand(t, dir, func(root string) {
		rewrite(t, fileOf(t, root, id, "review.md"), "Nobody noticed.", "The laundry noticed.")
		write(t, filepath.Join(root, "README.md"), "Ours.\n")
	})
	if r := a.sync(); r.Merged == 0 || len(r.Refused) != 0 {
		t.Errorf("%+v", r)
	}
	b.sync()
	for _, d := range []*device{a, b} {
		if d.get(id).Severity != "SEV1" || !strings.Contains(d.section(id, "summary"), "The laundry noticed.") {
			t.Errorf("%+v", d.get(id))
		}
	}
	settled(t, dir, a, b)
	if out := git(t, dir, "show", "main:README.md"); out != "Ours." {
		t.Error(out)
	}
}

func TestAFileNobodyCanReadIsLeftAloneAndKeepsNothingElse(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, bad := pair(t, dir)
	good := a.makes("The other one")
	_, err := a.ws.Reviews.AddPart(t.Context(), bad, review.Timeline, map[string]any{"at": "2026-03-01 10:00", "text": "Alarm"}, "", "")
	a.must(err)
	a.sync()
	b.sync()
	byHand(t, dir, func(root string) {
		path := fileOf(t, root, bad, "timeline.yaml")
		rewrite(t, path, "timeline:\n", "timeline: [ & what is this\n")
		rewrite(t, fileOf(t, root, bad, "review.md"), "Nobody noticed.", "The laundry noticed.")
	})
	a.set(good, "severity", "SEV2")
	r := a.sync()
	if len(r.Refused) != 1 || !strings.HasSuffix(r.Refused[0].Path, "timeline.yaml") || r.Refused[0].Record != bad || r.Refused[0].Bytes == nil {
		t.Fatalf("%+v", r)
	}
	if got := a.get(bad); len(got.Timeline) != 1 || !strings.Contains(a.section(bad, "summary"), "The laundry noticed.") {
		t.Errorf("what can be read is taken, the rest stays: %+v", got)
	}
	b.sync()
	if b.get(good).Severity != "SEV2" {
		t.Error("it kept another review from arriving")
	}
	if r := a.sync(); len(r.Refused) != 1 || r.Sent+r.Received != 0 {
		t.Errorf("it is told again and changes nothing: %+v", r)
	}
	if out := git(t, dir, "show", "main:"+r.Refused[0].Path); !strings.Contains(out, "what is this") {
		t.Error(out)
	}
	// An edit here puts a good file in its place and keeps the bytes in a conflict.
	a.set(bad, "timeline/"+a.get(bad).Timeline[0].ID+"/text", "Alarm of the press")
	a.sync()
	b.sync()
	for i, d := range []*device{a, b} {
		list := d.open4(bad)
		if len(list) != 1 || list[0].Path != "file:timeline.yaml" || !strings.Contains(strings.Join(list[0].Values, ""), "what is this") {
			t.Errorf("%d: %+v", i, list)
		}
		if got := d.get(bad); len(got.Timeline) != 1 || got.Timeline[0].Text != "Alarm of the press" {
			t.Errorf("%d: %+v", i, got.Timeline)
		}
	}
	settled(t, dir, a, b)
}

func TestHostileTreesAreRefusedByRecord(t *testing.T) {
	t.Parallel()
	for name, edit := range map[string]func(root, folder string){
		"a link": func(root, folder string) {
			if err := os.Symlink("/etc/passwd", filepath.Join(folder, "actions.yaml")); err != nil {
				t.Skip("no links here")
			}
		},
		"names that differ by case": func(root, folder string) {
			write(t, filepath.Join(folder, "Review.md"), "x\n")
		},
		"an anchor": func(root, folder string) {
			write(t, filepath.Join(folder, "actions.yaml"), "schema: 1\nactions:\n  a: &x {title: one}\n  b: *x\n")
		},
		"a bomb": func(root, folder string) {
			write(t, filepath.Join(folder, "actions.yaml"), "schema: 1\nactions: "+strings.Repeat("{a: ", 40)+strings.Repeat("}", 40)+"\n")
		},
		"a large file": func(root, folder string) {
			write(t, filepath.Join(folder, "actions.yaml"), "schema: 1\n#"+strings.Repeat("x", 5<<20)+"\n")
		},
		"a newer schema": func(root, folder string) {
			rewrite(t, filepath.Join(folder, "review.md"), "schema: 1", "schema: 99")
		},
		"a name of Windows": func(root, folder string) {
			write(t, filepath.Join(folder, "nul.yaml"), "x\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := bare(t)
			a, b, bad := pair(t, dir)
			good := a.makes("The other one")
			a.sync()
			byHand(t, dir, func(root string) { edit(root, filepath.Dir(fileOf(t, root, bad, "review.md"))) })
			a.set(good, "severity", "SEV2")
			if name == "a newer schema" { // two versions of one file would be a conflict, see below
				a.sync()
			}
			a.set(bad, "title", "Edited all the same")
			r := a.sync()
			if len(r.Refused) == 0 || r.Refused[0].Record != bad {
				t.Errorf("%+v", r)
			}
			b.sync()
			if b.get(good).Severity != "SEV2" || a.get(bad).Title != "Edited all the same" {
				t.Error("it kept something from being exchanged")
			}
			// Once it is put right, the edit goes.
			byHand(t, dir, func(root string) {
				folder := filepath.Dir(fileOf(t, root, bad, "review.md"))
				for _, each := range []string{"actions.yaml", "Review.md", "nul.yaml"} {
					_ = os.Remove(filepath.Join(folder, each))
				}
				data, err := os.ReadFile(filepath.Join(folder, "review.md"))
				if err != nil {
					t.Fatal(err)
				}
				write(t, filepath.Join(folder, "review.md"), strings.Replace(string(data), "schema: 99", "schema: 1", 1))
				write(t, filepath.Join(root, "note.txt"), "mended\n")
			})
			for range 2 {
				a.sync()
				b.sync()
			}
			if r := a.sync(); len(r.Refused) != 0 {
				t.Errorf("%+v", r)
			}
			if got := b.get(bad).Title; got != "Edited all the same" {
				t.Errorf("%q", got)
			}
			settled(t, dir, a, b)
		})
	}
}

func TestAMergeLeftUnfinishedByHandIsFinished(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	byHand(t, dir, func(root string) {
		rewrite(t, fileOf(t, root, id, "review.md"), "Nobody noticed.", "<<<<<<< ours\nOne person noticed.\n=======\nThe night shift noticed.\n>>>>>>> theirs")
	})
	a.sync()
	a.sync()
	b.sync()
	for _, d := range []*device{a, b} {
		all := d.section(id, "summary")
		for _, u := range d.open4(id) {
			all += strings.Join(u.Values, "\n")
		}
		if !strings.Contains(all, "One person noticed.") || !strings.Contains(all, "The night shift noticed.") || strings.Contains(d.section(id, "summary"), "<<<<") {
			t.Errorf("%q", all)
		}
	}
	settled(t, dir, a, b)
}

func TestAHistoryThatWasReplacedIsNeitherMergedNorFollowed(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.set(id, "title", "Sent before")
	a.sync()
	git(t, dir, "update-ref", "refs/heads/main", "main~1")
	a.set(id, "title", "Typed after")
	for range 2 {
		_, err := a.syncer().Sync(t.Context(), a.id(), access)
		if f, ok := fault.As(err); !ok || f.Key != "share.rewritten" {
			t.Fatalf("%v", err)
		}
	}
	if a.get(id).Title != "Typed after" {
		t.Error("it is lost")
	}
	if out := git(t, a.syncer().StoreDir(a.id()), "for-each-ref", "refs/app/rescue"); out == "" {
		t.Error("nothing was kept aside")
	}
	_ = b
}

func TestALostPrivateRepositoryCostsNothing(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.set(id, "title", "Typed by the first")
	b.set(id, "severity", "SEV1")
	b.sync()
	if err := os.RemoveAll(a.syncer().StoreDir(a.id())); err != nil {
		t.Fatal(err)
	}
	a.sync()
	b.sync()
	for _, d := range []*device{a, b} {
		if got := d.get(id); got.Title != "Typed by the first" || got.Severity != "SEV1" || len(d.open4(id)) != 0 {
			t.Errorf("%+v", got)
		}
	}
	settled(t, dir, a, b)
}

func TestCommitsThatWereLostBeforeTheyWereSentAreMadeAgain(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.set(id, "title", "Committed and not sent")
	if !a.dies("settled", nil) {
		t.Fatal("it was not killed")
	}
	if err := os.RemoveAll(a.syncer().StoreDir(a.id())); err != nil {
		t.Fatal(err)
	}
	b.set(id, "severity", "SEV1")
	b.sync()
	a.sync()
	b.sync()
	for _, d := range []*device{a, b} {
		all := d.get(id).Title
		for _, u := range d.open4(id) {
			all += strings.Join(u.Values, " ")
		}
		if !strings.Contains(all, "Committed and not sent") || d.get(id).Severity != "SEV1" {
			t.Errorf("%q %+v", all, d.get(id))
		}
	}
	settled(t, dir, a, b)
}

// Objects and refs of the private repository that a disk lost or tore.
func TestADamagedPrivateRepositoryIsMadeAnew(t *testing.T) {
	t.Parallel()
	for name, harm := range map[string]func(t *testing.T, store string){
		"objects are gone": func(t *testing.T, store string) {
			if err := os.RemoveAll(filepath.Join(store, "objects")); err != nil {
				t.Fatal(err)
			}
			if err := os.MkdirAll(filepath.Join(store, "objects", "pack"), 0o755); err != nil {
				t.Fatal(err)
			}
		},
		"the head is torn": func(t *testing.T, store string) { write(t, filepath.Join(store, "refs", "heads", "main"), "") },
		"the other head is torn": func(t *testing.T, store string) {
			write(t, filepath.Join(store, "refs", "remotes", "origin", "main"), "1234")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := bare(t)
			a, b, id := pair(t, dir)
			a.set(id, "title", "Typed by the first")
			b.set(id, "severity", "SEV1")
			b.sync()
			harm(t, a.syncer().StoreDir(a.id()))
			a.sync()
			b.sync()
			for _, d := range []*device{a, b} {
				if got := d.get(id); got.Title != "Typed by the first" || got.Severity != "SEV1" || len(d.open4(id)) != 0 {
					t.Errorf("%+v", got)
				}
			}
			settled(t, dir, a, b)
		})
	}
}

// Whoever edits a review of which a file stands in the way is told that the edit waits, and
// the first exchange after that file is put right sends it.
func TestAnEditThatAFileKeepsHereIsToldAndGoesOnceItIsPutRight(t *testing.T) {
	t.Parallel()
	for name, way := range map[string]struct{ wrong, right func(folder string) }{
		"a link": {func(folder string) {
			if err := os.Symlink("/etc/passwd", filepath.Join(folder, "factors.yaml")); err != nil {
				t.Skip("no links here")
			}
		}, func(folder string) { _ = os.Remove(filepath.Join(folder, "factors.yaml")) }},
		"a newer schema": {func(folder string) { rewrite(t, filepath.Join(folder, "review.md"), "schema: 1", "schema: 99") },
			func(folder string) { rewrite(t, filepath.Join(folder, "review.md"), "schema: 99", "schema: 1") }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := bare(t)
			a, b, id := pair(t, dir)
			folder := func(root string) string { return filepath.Dir(fileOf(t, root, id, "review.md")) }
			stays := func(r space.Report) (n int) {
				for _, x := range r.Refused {
					if x.Key == "share.own_stays" && x.Record == id && strings.Contains(x.Params["name"], a.get(id).Title) {
						n++
					}
				}
				return n
			}
			byHand(t, dir, func(root string) { way.wrong(folder(root)) })
			if r := a.sync(); stays(r) != 0 || len(r.Refused) == 0 {
				t.Errorf("nothing was edited: %+v", r.Refused)
			}
			a.set(id, "title", "Edited all the same")
			for range 2 {
				if r := a.sync(); stays(r) != 1 || r.Sent != 0 {
					t.Errorf("%d sent, %+v", r.Sent, r.Refused)
				}
			}
			byHand(t, dir, func(root string) { way.right(folder(root)) })
			if r := a.sync(); len(r.Refused) != 0 || r.Sent != 1 {
				t.Errorf("%d sent, %+v", r.Sent, r.Refused)
			}
			b.sync()
			if got := b.get(id).Title; got != "Edited all the same" {
				t.Errorf("%q", got)
			}
			settled(t, dir, a, b)
		})
	}
}
