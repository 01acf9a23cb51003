package cli_test

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"secondstory/backend/cli"
	"secondstory/backend/share/gitstore"
)

type syncDoc struct {
	Spaces []struct {
		Space, State                      string
		Sent, Received, Merged, Conflicts int
		Refused                           []struct{ Ref, Path, Key, Message string }
		Error                             *struct{ Code, Key, Message string }
	}
}

// twoDesks are two people with a shared folder.
func twoDesks(t *testing.T) (a, b *desk, folder string) {
	t.Helper()
	folder = filepath.Join(t.TempDir(), "shared.git")
	if err := gitstore.CreateBare(folder); err != nil {
		t.Fatal(err)
	}
	a, b = newDesk(t), newDesk(t)
	b.n = 500_000
	return a, b, folder
}

// content is a record without what each workspace counts for itself.
func content(doc string) string {
	var lines []string
	for _, l := range strings.Split(doc, "\n") {
		if !strings.Contains(l, `"rev":`) && !strings.Contains(l, `"space":`) {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

func TestTwoPeopleShareAReviewThroughAFolder(t *testing.T) {
	a, b, folder := twoDesks(t)
	a.ok("import", a.file("payout.md", "# Payouts were sent twice\n\n- Severity: SEV2\n\n## Summary\n\nThe batch ran twice.\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"))
	ref := parse[struct{ Reviews []struct{ Ref string } }](t, a.ok("review", "list", "--json")).Reviews[0].Ref
	if out := a.ok("space", "add", "Payments", folder); !strings.Contains(out, "has begun") {
		t.Error(out)
	}
	a.ok("space", "share", "Payments", ref)
	a.ok("record", "set", ref, "space=Payments") // it is there already
	if c := a.do("record", "set", ref, "space=Elsewhere"); c.status != cli.Failed {
		t.Errorf("%+v", c)
	}
	if s := parse[syncDoc](t, a.ok("sync", "--json")).Spaces; len(s) != 1 || s[0].Sent != 1 || s[0].State != "done" || s[0].Space != "Payments" {
		t.Errorf("%+v", s)
	}
	if out := b.ok("space", "add", "Ours", folder); !strings.Contains(out, "takes part") || !strings.Contains(out, "1 received") {
		t.Error(out)
	}
	if out := b.ok("record", "show", ref, "--json"); !strings.Contains(out, "The batch ran twice.") {
		t.Error(out)
	}
	a.ok("record", "set", ref, "severity=SEV1")
	b.ok("record", "set", ref, "severity=SEV3", "sections/summary/text=The batch ran two times.")
	a.ok("sync")
	c := b.do("sync", "Ours", "--json")
	if s := parse[syncDoc](t, c.out).Spaces; c.status != cli.NeedsPerson || s[0].Conflicts != 1 || s[0].Merged != 1 {
		t.Errorf("%+v", c)
	}
	if c := a.do("sync"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "1 to decide") {
		t.Errorf("%+v", c)
	}
	list := parse[struct{ Conflicts []conflictDoc }](t, a.do("conflicts", "list", "--json").out).Conflicts
	if len(list) != 1 || list[0].Path != "severity" {
		t.Fatalf("%+v", list)
	}
	a.ok("conflicts", "resolve", list[0].ID, "--keep", "1")
	a.ok("sync")
	b.ok("sync")
	if c := b.do("conflicts", "list"); c.status != cli.Done {
		t.Errorf("a decision is shared: %+v", c)
	}
	if x, y := content(a.ok("record", "show", ref, "--json")), content(b.ok("record", "show", ref, "--json")); x != y {
		t.Errorf("%s\n%s", x, y)
	}
	if out := b.ok("record", "history", ref); !strings.Contains(out, "Received from others") {
		t.Error(out)
	}
	if out := b.ok("record", "history", ref, "severity"); !strings.Contains(out, "(by ") || !strings.Contains(out, "+ SEV1") || !strings.Contains(out, "+ SEV3") {
		t.Error(out)
	}
	if out := b.ok("space", "list"); !strings.Contains(out, "reviews: 1, not sent: 0") {
		t.Error(out)
	}
	b.ok("record", "set", ref, "title=Payouts were sent twice, again")
	if out := b.ok("space", "remove", "Ours"); !strings.Contains(out, "Not sent before: 1.") {
		t.Error(out)
	}
	if out := b.ok("record", "show", ref); !strings.Contains(out, "Payouts were sent twice") {
		t.Error(out)
	}
}

func TestAnEmptyFolderBecomesASpaceAndAnyOtherIsLeftAlone(t *testing.T) {
	a, b, _ := twoDesks(t)
	empty, full := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(empty, ".DS_Store"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	// A file of settings alone is somebody else's too.
	for i, name := range []string{"budget.txt", "config"} {
		dir := filepath.Join(full, strconv.Itoa(i))
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte("1"), 0o600); err != nil {
			t.Fatal(err)
		}
		if c := a.do("space", "add", "Team", dir); c.status != cli.Failed || !strings.Contains(c.err, "holds other things") {
			t.Errorf("%s: %+v", name, c)
		}
		if left, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(left) != "1" {
			t.Errorf("%s: %q %v", name, left, err)
		}
	}
	if out := a.ok("space", "add", "Team", empty); !strings.Contains(out, "has begun") {
		t.Error(out)
	}
	if out := b.ok("space", "add", "Ours", empty); !strings.Contains(out, "takes part") {
		t.Error(out)
	}
}

func TestAFolderMayBeNamedFromWhereOneStands(t *testing.T) {
	a, _, folder := twoDesks(t)
	t.Chdir(filepath.Dir(folder))
	a.ok("space", "add", "Team", filepath.Base(folder))
	t.Chdir(t.TempDir())
	a.ok("sync")
	if out := a.ok("space", "list"); !strings.Contains(out, folder) {
		t.Error(out)
	}
}

func TestWhatIsNotSharedStaysHere(t *testing.T) {
	a, b, folder := twoDesks(t)
	a.ok("import", a.file("one.md", "# Kept at home\n\n## Summary\n\nNobody else reads this.\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"))
	a.ok("space", "add", "Team", folder)
	if s := parse[syncDoc](t, a.ok("sync", "--json")).Spaces; s[0].Sent != 0 {
		t.Errorf("%+v", s)
	}
	b.ok("space", "add", "Team", folder)
	if out := b.ok("review", "list", "--json"); strings.Contains(out, "Kept at home") {
		t.Error(out)
	}
}

func TestWrongCallsOfSpacesChangeNothing(t *testing.T) {
	a, _, folder := twoDesks(t)
	for _, args := range [][]string{{"space"}, {"space", "add"}, {"space", "add", "Team"}, {"space", "add", "Team", "nonsense"},
		{"space", "add", "Team", "https://ada:secret@example.invalid/x"}, {"space", "share", "Team"}, {"space", "share", "Team", "nonsense"}, {"space", "list", "x"}, {"space", "remove"}} {
		if c := a.do(args...); c.status != cli.Usage || c.out != "" || strings.Contains(c.err, "secret@") {
			t.Errorf("%v: %+v", args, c)
		}
	}
	for _, args := range [][]string{{"space", "add", "personal", folder}, {"space", "remove", "Team"}, {"space", "add", "Team", filepath.Join(folder, "nothing")}} {
		if c := a.do(args...); c.status != cli.Failed || c.out != "" {
			t.Errorf("%v: %+v", args, c)
		}
	}
	if c := a.do("sync", "Team"); c.status != cli.Failed || !strings.Contains(c.err, "no space called") {
		t.Errorf("%+v", c)
	}
	a.ok("space", "add", "Team", folder)
	for _, args := range [][]string{{"space", "add", "Team", folder}, {"space", "add", "Again", folder}} {
		if c := a.do(args...); c.status != cli.Failed {
			t.Errorf("%v: %+v", args, c)
		}
	}
	if s := parse[struct{ Spaces []struct{ Name string } }](t, a.ok("space", "list", "--json")).Spaces; len(s) != 1 || s[0].Name != "Team" {
		t.Errorf("%+v", s)
	}
}

// twoWithPayouts are two desks that share one review with a summary.
func twoWithPayouts(t *testing.T) (a, b *desk, ref string) {
	t.Helper()
	var folder string
	a, b, folder = twoDesks(t)
	a.ok("import", a.file("payout.md", "# Payouts were sent twice\n\n## Summary\n\nThe batch ran twice.\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"))
	ref = parse[struct{ Reviews []struct{ Ref string } }](t, a.ok("review", "list", "--json")).Reviews[0].Ref
	a.ok("space", "add", "Team", folder)
	a.ok("space", "share", "Team", ref)
	a.ok("sync")
	b.ok("space", "add", "Team", folder)
	return a, b, ref
}

func TestSyncTellsWhatAMergeWantsLookedAt(t *testing.T) {
	a, b, ref := twoWithPayouts(t)
	a.ok("record", "set", ref, "sections/summary/text=The batch ran twice.\n\nThe first one says so.")
	b.ok("record", "set", ref, "sections/summary/text=The batch ran twice.\n\nSo does the second.")
	a.ok("sync")
	if c := b.do("sync"); strings.Count(c.out, "look at their order") != 1 || !strings.Contains(c.out, ref+" sections/") {
		t.Errorf("%+v", c)
	}
	// What leaves the list here because somebody else took it away is told once.
	b.ok("record", "remove", ref)
	b.ok("sync")
	if out := a.do("sync").out; !strings.Contains(out, ref+" Payouts were sent twice: moved to the trash by ") {
		t.Error(out)
	}
	if out := a.ok("sync"); strings.Contains(out, "trash") {
		t.Error(out)
	}
}

// One empties a text and the other edits it: the edited words stand, marked, until somebody
// decides, and the other version is told as what it is.
func TestWordsThatOneEmptiedAndAnotherEditedStandUntilSomebodyDecides(t *testing.T) {
	a, b, ref := twoWithPayouts(t)
	a.ok("record", "set", ref, "sections/summary/text=")
	b.ok("record", "set", ref, "sections/summary/text=The batch ran two times.")
	for _, d := range []*desk{a, b, a} {
		d.do("sync")
	}
	for _, d := range []*desk{a, b} {
		show := d.do("review", "show", ref).out
		if !strings.Contains(show, "The batch ran two times.") || !strings.Contains(show, "undecided: more than one version") {
			t.Errorf("%s", show)
		}
		list := d.do("conflicts", "list").out
		if !strings.Contains(list, "  1  The batch ran two times.") || !strings.Contains(list, "  2  emptied  (") {
			t.Errorf("%s", list)
		}
	}
	id := parse[struct{ Conflicts []conflictDoc }](t, a.do("conflicts", "list", "--json").out).Conflicts[0].ID
	if out := a.do("conflicts", "resolve", id, "--keep", "2").out; !strings.Contains(out, "emptied") {
		t.Errorf("%s", out)
	}
	if show := a.do("review", "show", ref).out; strings.Contains(show, "two times") || strings.Contains(show, "undecided") {
		t.Errorf("%s", show)
	}
}

// What came in stands although nothing may be sent: it is told before the refusal.
func TestSyncTellsWhatCameBeforeWhyNothingWent(t *testing.T) {
	a, b, folder := twoDesks(t)
	ref := func(d *desk) string {
		return parse[struct{ Reviews []struct{ Ref string } }](t, d.ok("review", "list", "--json")).Reviews[0].Ref
	}
	a.ok("import", a.file("payout.md", "# Payouts were sent twice\n\n## Summary\n\nThe batch ran twice.\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"))
	a.ok("space", "add", "Team", folder)
	a.ok("space", "share", "Team", ref(a))
	a.ok("sync")
	b.ok("space", "add", "Team", folder)
	b.ok("space", "alias", "Team", "Kite")
	b.ok("record", "set", ref(b), "title=Payouts were sent three times")
	b.ok("sync")
	a.ok("record", "set", ref(a), "severity=SEV1")
	hook := filepath.Join(folder, "hooks", "pre-receive")
	if err := errors.Join(os.MkdirAll(filepath.Dir(hook), 0o755), os.WriteFile(hook, []byte("#!/bin/sh\nexit 1\n"), 0o755)); err != nil {
		t.Fatal(err)
	}
	if c := a.do("sync"); c.status != cli.Failed || !strings.Contains(c.out, "0 sent, 1 received") || !strings.Contains(c.out, "Written by Kite") || !strings.Contains(c.err, "refused") {
		t.Errorf("%+v", c)
	}
}
