package cli_test

import (
	"archive/zip"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"secondstory/backend/cli"
	"secondstory/backend/sqlite"
)

type auditPage struct {
	Entries []struct {
		N                      int64
		Who, Action, Ref, Hash string
		Changes                []struct{ Path string }
	}
	More  bool
	Total int64
}

func TestTheAuditIsListedFilteredAndShown(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	d.ok("record", "set", ref, "severity=SEV2")
	d.ok("record", "set", ref, "private_notes=ask Morwenna about the key")
	page := parse[auditPage](t, d.ok("audit", "list", "--json"))
	if page.Total != int64(len(page.Entries)) || page.More || page.Entries[0].Action != "review.text" || page.Entries[0].Who != "person" {
		t.Errorf("%+v", page)
	}
	one := parse[auditPage](t, d.ok("audit", "list", "--record", ref, "--limit", "1", "--json"))
	if !one.More || len(one.Entries) != 1 || one.Entries[0].Ref != ref {
		t.Errorf("%+v", one)
	}
	if next := parse[auditPage](t, d.ok("audit", "list", "--before", num(one.Entries[0].N), "--json")); next.Entries[0].N >= one.Entries[0].N {
		t.Errorf("%+v", next)
	}
	for _, none := range [][]string{{"--who", "system"}, {"--rule", "triage"}, {"--action", "causes."}, {"--from", "2031-01-01"}, {"--to", "2001-01-01"}, {"--chain", "x"}} {
		if out := d.ok(append([]string{"audit", "list"}, none...)...); !strings.Contains(out, "No entry fits") {
			t.Errorf("%v: %s", none, out)
		}
	}
	if out := d.ok("audit", "show", num(page.Entries[1].N)); !strings.Contains(out, "severity") || !strings.Contains(out, "+ SEV2") || !strings.Contains(out, page.Entries[1].Hash) {
		t.Error(out)
	}
	if c := d.do("audit", "show", "999"); c.status != cli.Failed || !strings.Contains(c.err, "no entry with that number") {
		t.Errorf("%d %s", c.status, c.err)
	}
}

func TestATamperedWorkspaceIsToldAndEndsWithThree(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	d.ok("record", "set", ref, "severity=SEV2")
	d.ok("record", "set", ref, "severity=SEV3")
	d.ok("record", "set", ref, "private_notes=ask Morwenna about the key")
	if out := d.ok("audit", "verify"); !strings.Contains(out, "cannot exclude truncation after 3") || !strings.Contains(out, "Nothing contradicts itself") {
		t.Error(out)
	}
	if c := d.do("audit", "verify", "--strict"); c.status != cli.NeedsPerson {
		t.Errorf("%d %s", c.status, c.out)
	}
	pack := filepath.Join(d.dir, "pack.zip")
	made := d.do("audit", "export", "-o", pack)
	if !strings.Contains(made.err, "stays on this machine") || made.status != cli.Done {
		t.Error(made.err)
	}
	files, err := zip.OpenReader(pack)
	if err != nil {
		t.Fatal(err)
	}
	defer files.Close()
	for _, f := range files.File {
		if words, err := fs.ReadFile(files, f.Name); err != nil || len(words) == 0 || strings.Contains(string(words), "Morwenna") {
			t.Errorf("%s: %d bytes, %v", f.Name, len(words), err)
		}
	}
	if out := d.ok("audit", "verify", pack); !strings.Contains(out, "Nothing in this pack") {
		t.Error(out)
	}
	tamper(t, d.home, "DROP TRIGGER journal_payload_no_update", `UPDATE journal_payload SET after = '{"severity":"SEV4"}' WHERE after = '{"severity":"SEV2"}'`)
	if c := d.do("audit", "verify"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "entry 2 was changed") {
		t.Errorf("%d %s", c.status, c.out)
	}
	bad := filepath.Join(d.dir, "bad.zip")
	d.ok("audit", "export", "-o", bad, "--record", ref)
	if c := d.do("audit", "verify", bad); c.status != cli.NeedsPerson || !strings.Contains(c.out, "entry 2 was changed") {
		t.Errorf("%d %s", c.status, c.out)
	}
	// An anchor that was kept elsewhere is met by the pack made before, and not by a
	// workspace whose end was cut since.
	found := parse[struct {
		Chains []struct {
			Chain, Device, Head string
			Last                int64
		}
	}](t, d.ok("audit", "verify", pack, "--json"))
	paper := filepath.Join(d.dir, "paper.txt")
	var kept strings.Builder
	for _, c := range found.Chains {
		kept.WriteString("Audit: " + c.Device + " " + num(c.Last) + " " + c.Head + " " + c.Chain + "\n")
	}
	if err := os.WriteFile(paper, []byte(kept.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := d.ok("audit", "verify", pack, "--anchors", paper, "--strict"); !strings.Contains(out, "written down elsewhere") {
		t.Error(out)
	}
	tamper(t, d.home, "DROP TRIGGER journal_no_delete", "PRAGMA foreign_keys = OFF", "DELETE FROM journal WHERE seq = 3", "UPDATE chain SET seq = 2 WHERE seq = 3")
	if c := d.do("audit", "verify", "--anchors", paper); c.status != cli.NeedsPerson || !strings.Contains(c.out, "truncated: anchored 3, found 2") {
		t.Errorf("%d %s", c.status, c.out)
	} else {
		// What is known is not open, and the hash told is that of the entry that is there.
		for _, c := range found.Chains {
			if c.Last == 3 && (strings.Contains(d.do("audit", "verify", "--anchors", paper).out, "truncation after 2") || strings.Contains(d.do("audit", "verify").out, c.Head)) {
				t.Errorf("the cut chain %s: %s", c.Chain, d.do("audit", "verify", "--anchors", paper).out)
			}
		}
	}
}

func TestARecordChangedInTheFileIsNamedByTheAuditAndTheDoctor(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	d.ok("record", "set", ref, "severity=SEV2")
	if out := d.ok("audit", "verify"); !strings.Contains(out, "records are stored as their entries say") || !strings.Contains(out, "in which space a record is") {
		t.Error(out)
	}
	tamper(t, d.home, `UPDATE record SET head = replace(head, 'SEV2', 'SEV4')`)
	c := d.do("audit", "verify")
	if c.status != cli.NeedsPerson || !strings.Contains(c.out, "! "+ref+"  ") || !strings.Contains(c.out, "severity\n        - SEV2\n        + SEV4") || !strings.Contains(c.out, "The entries hold together") {
		t.Errorf("%d %s", c.status, c.out)
	}
	found := parse[struct {
		States struct {
			Compared int64
			Found    []struct {
				Ref, Code string
				Changes   []struct{ Path string }
			}
		}
	}](t, d.do("audit", "verify", "--json").out).States
	if found.Compared != 1 || len(found.Found) != 1 || found.Found[0].Ref != ref || found.Found[0].Code != "differs" || found.Found[0].Changes[0].Path != "severity" {
		t.Errorf("%+v", found)
	}
	if c := d.do("doctor"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "not what their entries say: 1") {
		t.Errorf("%d %s", c.status, c.out)
	}
	// The words are put right in the program; what was found in between stays on record.
	d.ok("record", "set", ref, "severity=SEV2")
	if c := d.do("audit", "verify"); c.status != cli.NeedsPerson || !strings.Contains(c.out, "written over since") {
		t.Errorf("%d %s", c.status, c.out)
	}
	d.ok("doctor")
}

func num(n int64) string { return strconv.FormatInt(n, 10) }

// tamper changes the database as somebody with the file would.
func tamper(t *testing.T, home string, statements ...string) {
	t.Helper()
	l, err := sqlite.OpenLocal(filepath.Join(home, "local.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, sql := range statements {
		if err := l.ExecForTest(sql); err != nil {
			t.Fatal(sql, err)
		}
	}
}
