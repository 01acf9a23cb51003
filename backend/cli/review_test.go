package cli_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"secondstory/backend/cli"
)

// What the window and the report tell of a review, a terminal tells too.
func TestAReviewShowsItsNotices(t *testing.T) {
	d := newDesk(t)
	// A season that does not fit the date is a notice.
	text := "# Dock down\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| 2026-01-02 10:00 PDT | Doors stand open |\n| 2026-01-02 10:05 PDT | Doors are shut |\n"
	out := d.do("import", d.file("dock.md", text)).out
	ref := out[strings.Index(out, "REV-"):][:len("REV-26-000000")]
	type finding struct {
		Level, State string
		Line         int
	}
	rev := parse[struct{ Findings []finding }](t, d.ok("review", "show", ref, "--json"))
	if len(rev.Findings) == 0 || rev.Findings[0].Level != "notice" {
		t.Fatalf("this file has no notice: %+v", rev.Findings)
	}
	_, notices, found := strings.Cut(d.ok("review", "show", ref), "## Noticed\n\n")
	if n := strings.Count(notices, "\n- ") + 1; !found || n != len(rev.Findings) || !strings.Contains(notices, "PDT") || !strings.Contains(notices, "(line 7 of the source)") {
		t.Errorf("%d of %d: %s", n, len(rev.Findings), notices)
	}
	if out := d.ok("review", "export", ref, "--to", "md", "-o", "-"); strings.Contains(out, "Noticed") {
		t.Error("an export tells them too")
	}
}

func TestAListWithoutAHitIsNoEmptyWorkspace(t *testing.T) {
	a := newDesk(t)
	if out := a.ok("review", "list"); !strings.Contains(out, "No review yet") {
		t.Fatalf("%q", out)
	}
	if out := a.ok("review", "list", "--query", "molten"); strings.Contains(out, "yet") || !strings.Contains(out, "No review has") {
		t.Fatalf("%q", out)
	}
	if out := a.ok("review", "list", "--trash"); !strings.Contains(out, "The trash is empty") {
		t.Fatalf("%q", out)
	}
}

func TestAReviewIsCheckedAndAFindingLeft(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	d.ok("record", "add", ref, "actions", "title=Mend the pump", "status=committed")
	type finding struct {
		Check, Where string
		Left         bool
		Reason       string
	}
	look := func(args ...string) (list []finding, status int) {
		got := d.do(append([]string{"review", "check", ref, "--all", "--json"}, args...)...)
		return parse[struct{ Findings []finding }](t, got.out).Findings, got.status
	}
	list, status := look()
	at := slices.IndexFunc(list, func(f finding) bool { return f.Check == "A01" })
	if status != cli.NeedsPerson || at < 0 || list[at].Where != "Action “Mend the pump”" {
		t.Fatalf("status %d: %+v", status, list)
	}
	list, _ = look("--leave", strconv.Itoa(at+1), "--why", "The board owns it")
	if !list[at].Left || list[at].Reason != "The board owns it" {
		t.Errorf("left: %+v", list[at])
	}
	if out := d.do("review", "check", ref).out; strings.Contains(out, "A01") || !strings.Contains(out, "1 is left as it is") {
		t.Errorf("%s", out)
	}
	if list, _ = look("--take-up", strconv.Itoa(at+1)); list[at].Left {
		t.Error("still left")
	}
	if got := d.do("review", "check", ref, "--leave", "99"); got.status == cli.Done || !strings.Contains(got.err, "no number 99") {
		t.Errorf("%+v", got)
	}
}
