package cli_test

import (
	"archive/zip"
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/review"
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

// A09.3: each of 240 messages is one entry, of one source with its sum; the same file again adds none.
func TestA09_3EachMessageOfAChatIsOneEntry(t *testing.T) {
	var raw bytes.Buffer
	z := zip.NewWriter(&raw)
	add := func(name string, v any) {
		t.Helper()
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.NewEncoder(w).Encode(v); err != nil {
			t.Fatal(err)
		}
	}
	var messages []map[string]string
	begun := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).Unix()
	for i := range 240 {
		messages = append(messages, map[string]string{"type": "message", "user": "U1", "ts": fmt.Sprintf("%d.000100", begun+int64(30*i)), "text": fmt.Sprintf("Step %d of the pump", i)})
	}
	add("users.json", []map[string]any{{"id": "U1", "name": "dot", "profile": map[string]string{"title": "Fitter"}}})
	add("channels.json", []map[string]string{{"id": "C1", "name": "inc-pump"}})
	add("inc-pump/2026-03-02.json", messages)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	d := newDesk(t)
	export := d.file("chat.zip", raw.String())
	type account struct {
		Created, Updated, Unchanged int
		Records                     []struct{ Ref string }
	}
	first := parse[account](t, d.ok("import", export, "--zone", "UTC", "--json"))
	entries := func() int {
		return len(parse[review.Review](t, d.ok("review", "show", first.Records[0].Ref, "--json")).Timeline)
	}
	if first.Created != 1 || entries() != 240 {
		t.Fatalf("%+v, %d entries", first, entries())
	}
	again := parse[account](t, d.ok("import", export, "--zone", "UTC", "--json"))
	if again.Created+again.Updated != 0 || again.Unchanged != 1 || entries() != 240 {
		t.Errorf("again: %+v, %d entries", again, entries())
	}
	db, err := sql.Open("sqlite3", filepath.Join(d.home, "local.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var sums int
	if err := db.QueryRow("SELECT count(DISTINCT sha256) FROM import_source").Scan(&sums); err != nil || sums != 1 {
		t.Errorf("%d sources: %v", sums, err)
	}
}
