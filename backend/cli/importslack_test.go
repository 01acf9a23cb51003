package cli_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A Slack export comes in by its channels: as a zip, and as the folder it was unpacked
// to, which holds nothing new then.
func TestASlackExportComesInByItsChannels(t *testing.T) {
	const fixture = "../ingest/slack/testdata/export"
	d := newDesk(t)
	var raw bytes.Buffer
	z := zip.NewWriter(&raw)
	if err := z.AddFS(os.DirFS(fixture)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	export := d.file("export.zip", raw.String())

	type account struct {
		Read, Created, Unchanged int
		Quarantined              []struct{ File, Reason string }
		Records                  []struct{ Ref, Title string }
		Notes, Findings          []struct {
			File, Key string
			Params    map[string]string
		}
	}
	// The broken day waits for a person: status 3.
	call := d.do("import", export, "--channel", "inc-linen", "--zone", "Europe/Amsterdam", "--json")
	got := parse[account](t, call.out)
	if call.status != 3 || got.Created != 1 || got.Records[0].Title != "#inc-linen" || len(got.Findings) != 1 || got.Findings[0].Params["file"] != "2026-03-04.json" {
		t.Fatalf("status %d %s%s", call.status, call.out, call.err)
	}
	if n := got.Notes[0]; n.File != "inc-linen" || n.Params["read"] != "15" || n.Params["entries"] != "7" || n.Params["left"] != "8" {
		t.Errorf("%+v", got.Notes)
	}
	shown := d.ok("review", "show", got.Records[0].Ref)
	for _, want := range []string{"Calling @boilers in #hall @here", "Valve open again", "| Duty engineer 2 |"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is missing from:\n%s", want, shown)
		}
	}
	if strings.Contains(shown, "Cleo") {
		t.Errorf("a name stands in what others may read:\n%s", shown)
	}
	all := parse[account](t, d.do("import", fixture, "--json").out)
	if all.Read != 3 || all.Created != 1 || all.Unchanged != 1 || len(all.Quarantined) != 1 || all.Quarantined[0].Reason != "ingest.slack_nothing" || all.Quarantined[0].File != "quiet" {
		t.Errorf("%+v", all)
	}
	day := parse[account](t, d.do("import", filepath.Join(fixture, "inc-linen", "2026-03-02.json"), "--json").out)
	if day.Created != 1 || day.Records[0].Title != "Slack 2026-03-02" {
		t.Errorf("%+v", day)
	}
	if c := d.do("import", export, "--channel", "attic"); c.status == 0 || !strings.Contains(c.err, "hall, inc-linen, quiet") {
		t.Errorf("%d %s", c.status, c.err)
	}
}
