package cli_test

import (
	"strings"
	"testing"
)

// The account says how a file was read and what could be had besides.
func TestTheAccountOfAnImportSaysHowFilesWereRead(t *testing.T) {
	d := newDesk(t)
	prose := d.file("prose.md", "# Caf\xe9 down on 2026-03-01\n\n## Summary\n\nAt 10:00 UTC the outage began. It was over at 10:30 UTC.\n")
	out := d.ok("import", prose)
	for _, want := range []string{"Latin-1", "prose.md:5", "Times of day in its text: 2", "--times"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing from:\n%s", want, out)
		}
	}
	other := d.file("other.md", "# Other dock down on 2026-03-02\n\n## Summary\n\nAt 11:00 UTC the outage began.\n")
	out = d.ok("import", other, "--times", "--json")
	if strings.Contains(out, "times_in_text") {
		t.Errorf("taken times need no hint:\n%s", out)
	}
	ref := out[strings.Index(out, "REV-"):][:len("REV-26-000000")]
	if shown := d.ok("review", "show", ref); !strings.Contains(shown, "At 11:00 UTC the outage began.") {
		t.Errorf("got %s", shown)
	}
}

// What could not be read is told with its line, once and where a script can see it.
func TestTheAccountOfAnImportTellsWhatWaitsForAPerson(t *testing.T) {
	d := newDesk(t)
	text := "# Dock down\n\n## Timeline\n\n| Time (UTC) | Event |\n|---|---|\n| 2026-01-02 10:00 | Doors stand open |\n| 2026-13-40 10:05 | Doors are shut |\n"
	odd := d.file("odd.md", text)
	dry := d.do("import", "--dry-run", odd)
	got := d.do("import", odd)
	for name, c := range map[string]call{"dry run": dry, "import": got} {
		if c.status != 3 || !strings.Contains(c.out, "odd.md:8  ") {
			t.Errorf("%s: status %d\n%s", name, c.status, c.out)
		}
	}
	// Of many files it is told how much there is in each.
	two := d.do("import", d.file("one.md", strings.Replace(text, "Dock", "Gate", 1)), d.file("two.md", strings.Replace(text, "Dock", "Ramp", 1)))
	if two.status != 3 || !strings.Contains(two.out, "two.md  1 piece to look at") {
		t.Errorf("status %d\n%s", two.status, two.out)
	}
	found := parse[struct {
		Findings []struct {
			Level, File, Key string
			Line             int
		}
	}](t, d.do("import", "--json", d.file("three.md", strings.Replace(text, "Dock", "Lift", 1))).out)
	if len(found.Findings) != 1 || found.Findings[0].Line != 8 || found.Findings[0].File != "three.md" || found.Findings[0].Level != "finding" {
		t.Errorf("%+v", found)
	}
	// A known file that has changed waits, and is not counted as the same.
	d.file("odd.md", text+"| 2026-01-02 10:30 | All is well |\n")
	again := d.do("import", odd)
	if again.status != 3 || !strings.Contains(again.out, "0 the same as before") || !strings.Contains(again.out, "1 file is known and has changed") {
		t.Errorf("status %d\n%s", again.status, again.out)
	}
}

// A newer version of a file that lies elsewhere is asked about, and comes in as somebody says.
func TestAnImportAsksAboutANewerVersionFromAnotherPlace(t *testing.T) {
	d := newDesk(t)
	text := "# Dock down\n\n- Date: 2026-03-01\n- Severity: SEV2\n\n## Timeline\n\n- 2026-03-01 10:00 UTC alarm\n"
	ref := d.ok("import", d.file("dock.md", text))
	ref = ref[strings.Index(ref, "REV-"):][:len("REV-26-000000")]
	again := d.file("downloaded.md", strings.Replace(text, "SEV2", "SEV1", 1))
	for _, flag := range []string{"--dry-run", "--update"} {
		if got := d.do("import", again, flag); got.status != 3 || !strings.Contains(got.out, "downloaded.md  This may be a newer version of "+ref) {
			t.Errorf("%s: status %d\n%s", flag, got.status, got.out)
		}
	}
	if got := d.do("import", again, "--newer", "--own"); got.status != 2 {
		t.Errorf("status %d %s", got.status, got.err)
	}
	if out := d.do("import", again, "--newer", "--propose").out; !strings.Contains(out, "Severity here: SEV2") {
		t.Errorf("%s", out)
	}
	d.ok("import", again, "--newer", "--update")
	if out := d.ok("review", "show", ref); !strings.Contains(out, "SEV1") {
		t.Errorf("%s", out)
	}
	if out := d.ok("import", "--own", d.file("third.md", text+"- 2026-03-01 10:30 UTC over\n")); !strings.Contains(out, "1 new") {
		t.Errorf("%s", out)
	}
}

// The same text in other bytes makes no second review, and the account says so.
func TestTheAccountOfAnImportKnowsTheSameTextInOtherBytes(t *testing.T) {
	d := newDesk(t)
	text := "# Dock down on 2026-03-01\n\n## Summary\n\nAt 10:00 UTC the outage began.\n"
	first := d.ok("import", d.file("dock.md", text))
	ref := first[strings.Index(first, "REV-"):][:len("REV-26-000000")]
	for _, args := range [][]string{{"import", "--dry-run"}, {"import"}} {
		out := d.ok(append(args, d.file("saved.md", strings.ReplaceAll("\ufeff"+text, "\n", "\r\n")))...)
		if !strings.Contains(out, "saved.md  The same text as "+ref) || !strings.Contains(out, "1 the same as before") {
			t.Errorf("%v: %s", args, out)
		}
	}
}
