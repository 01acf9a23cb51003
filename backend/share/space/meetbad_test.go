package space_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// A file that somebody breaks by hand keeps nothing else of its review from being merged,
// and takes nothing of what the others wrote with it.
func TestAFileBrokenByHandIsSetAsideFromAMerge(t *testing.T) {
	t.Parallel()
	needGit(t)
	for name, noted := range map[string]bool{"both wrote to the file": true, "one wrote to the file": false} {
		dir := filepath.Join(t.TempDir(), "shared.git")
		git(t, t.TempDir(), "init", "-q", "--bare", "-b", "main", dir)
		a, b, id := pair(t, dir)
		a.noted(id, "Alarm")
		a.sync()
		b.sync()
		byHand(t, dir, func(root string) {
			write(t, fileOf(t, root, id, "timeline.yaml"), "timeline: [broken\n")
			rewrite(t, fileOf(t, root, id, "review.md"), "state: draft", "state: agreed")
		})
		a.set(id, "severity", "SEV1")
		a.set(id, "sections/summary/text", "Somebody wrote.")
		entries := 1
		if noted {
			a.noted(id, "Horn")
			entries = 2
		}
		b.set(id, "title", "Meanwhile")
		for range 2 {
			a.sync()
			b.sync()
		}
		for i, d := range []*device{a, b} {
			got := d.get(id)
			if got.Severity != "SEV1" || got.State != "agreed" || got.Title != "Meanwhile" || d.section(id, "summary") != "Somebody wrote." || len(got.Timeline) != entries {
				t.Errorf("%s, device %d: %+v", name, i, got)
			}
			open := d.open4(id)
			if !noted && len(open) == 0 {
				continue // it stands, and each goes on with the entry it knew
			}
			if !noted || len(open) != 1 || open[0].Path != "file:timeline.yaml" || !strings.Contains(strings.Join(open[0].Values, "|"), "timeline: [broken\n") {
				t.Errorf("%s, device %d: %+v", name, i, open)
			}
		}
		settled(t, dir, a, b)
	}
}

// Where no version can be read the file stays, and each device goes on with what it knew.
func TestAFileThatWasBrokenBeforeIsLeftAsItIsByAMerge(t *testing.T) {
	t.Parallel()
	needGit(t)
	dir := filepath.Join(t.TempDir(), "shared.git")
	git(t, t.TempDir(), "init", "-q", "--bare", "-b", "main", dir)
	a, b, id := pair(t, dir)
	a.noted(id, "Alarm")
	a.sync()
	b.sync()
	byHand(t, dir, func(root string) { write(t, fileOf(t, root, id, "timeline.yaml"), "timeline: [broken\n") })
	a.sync()
	b.sync()
	byHand(t, dir, func(root string) { rewrite(t, fileOf(t, root, id, "review.md"), "state: draft", "state: agreed") })
	a.set(id, "severity", "SEV1")
	b.set(id, "title", "Meanwhile")
	for range 2 {
		a.sync()
		b.sync()
	}
	for i, d := range []*device{a, b} {
		got := d.get(id)
		if got.Severity != "SEV1" || got.State != "agreed" || got.Title != "Meanwhile" || len(got.Timeline) != 1 {
			t.Errorf("device %d: %+v", i, got)
		}
	}
	settled(t, dir, a, b)
}
