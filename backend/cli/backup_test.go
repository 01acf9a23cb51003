package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/cli"
)

func TestABackupIsMadeCheckedAndRestored(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	file := filepath.Join(d.dir, "b.zip")
	if out := d.ok("backup", file); !strings.Contains(out, "b.zip") || !strings.Contains(out, "Records: 1") {
		t.Error(out)
	}
	d.ok("backup", "verify", file)
	d.ok("record", "set", ref, "severity=SEV3")
	if c := d.do("restore", file); c.status != cli.Failed || !strings.Contains(c.err, "--yes") {
		t.Fatalf("%d %s", c.status, c.err)
	}
	answer := parse[struct{ Before, Aside, Device, SHA256 string }](t, d.ok("restore", file, "--yes", "--json"))
	if answer.Before == "" || answer.Aside != "" || !strings.HasPrefix(answer.Device, "d-") || len(answer.SHA256) != 64 {
		t.Fatalf("%+v", answer)
	}
	if out := d.ok("record", "show", ref, "--json"); strings.Contains(out, "SEV3") {
		t.Error("the workspace is not that of the backup")
	}
	// What was there is whole in the backup that was made of it.
	d.home = filepath.Join(d.dir, "other")
	d.ok("restore", answer.Before)
	if out := d.ok("record", "show", ref, "--json"); !strings.Contains(out, "SEV3") {
		t.Error("what was there is lost")
	}
	d.ok("doctor")
	d.ok("audit", "verify")
	if err := os.WriteFile(file, []byte("# no backup"), 0o600); err != nil {
		t.Fatal(err)
	}
	if c := d.do("backup", "verify", file); c.status != cli.Failed || !strings.Contains(c.err, "no backup of Second Story") {
		t.Fatalf("%d %s", c.status, c.err)
	}
}

func TestADiagnosisIsShownAndSaved(t *testing.T) {
	d := newDesk(t)
	d.review()
	file := filepath.Join(d.dir, "d.json")
	shown := d.ok("doctor", "--bundle", file)
	saved, err := os.ReadFile(file)
	if err != nil || strings.TrimSpace(shown) != strings.TrimSpace(string(saved)) || strings.Contains(shown, d.dir) {
		t.Fatalf("%v\n%s", err, shown)
	}
	if v := parse[struct{ Records map[string]int }](t, d.ok("doctor", "--bundle", file, "--json")); v.Records["review"] != 1 {
		t.Fatalf("%+v", v)
	}
}
