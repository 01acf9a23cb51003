package workspace_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	_ "time/tzdata"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/importing"
)

func TestTheSameFileAgainChangesNothing(t *testing.T) {
	ws := open(t, t.TempDir())
	path := write(t, "pumps.md", pumps)
	first := importFiles(t, ws, importing.Options{}, path)
	before, err := ws.Records.Rev(ctx)
	if err != nil || first.Created != 1 {
		t.Fatalf("%+v %v", first, err)
	}
	again := importFiles(t, ws, importing.Options{Update: true}, path)
	after, err := ws.Records.Rev(ctx)
	if err != nil || again.Unchanged != 1 || after != before {
		t.Fatalf("%+v, rev %d → %d, %v", again, before, after, err)
	}
	// Under another name it is the same document all the same.
	other := importFiles(t, ws, importing.Options{}, write(t, "copy.md", pumps))
	if other.Unchanged != 1 || other.Created != 0 {
		t.Fatalf("%+v", other)
	}
}

func TestANewerVersionOfAKnownFileWaitsForAPersonAndThenKeepsTheirEdits(t *testing.T) {
	ws := open(t, t.TempDir())
	path := write(t, "pumps.md", pumps)
	id := importFiles(t, ws, importing.Options{}, path).Records[0].ID
	r := get(t, ws, id)
	// A person edits one entry and deletes the action.
	if _, err := ws.Reviews.SaveText(ctx, id, "timeline/"+r.Timeline[0].ID+"/text", "Level alarm", "Level alarm at tank 2", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Reviews.RemovePart(ctx, id, "actions/"+r.Actions[0].ID, ""); err != nil {
		t.Fatal(err)
	}
	newer := strings.Replace(pumps, "Second pump started", "Second and third pump started", 1)
	newer = strings.Replace(newer, "## Root cause", "", 1)
	newer = strings.Replace(newer, "| 2026-03-02 10:20", "| 2026-03-02 10:05 | Operator called |\n| 2026-03-02 10:20", 1)
	newer = strings.Replace(newer, "- The level", "\n## Root cause\n\n- The level", 1)
	if err := os.WriteFile(path, []byte(newer), 0o600); err != nil {
		t.Fatal(err)
	}
	waits := importFiles(t, ws, importing.Options{}, path)
	if waits.Unchanged != 1 || len(waits.Proposals) != 1 || len(get(t, ws, id).Timeline) != 2 {
		t.Fatalf("without update: %+v", waits)
	}
	done := importFiles(t, ws, importing.Options{Update: true}, path)
	if done.Updated != 1 {
		t.Fatalf("%+v", done)
	}
	after := get(t, ws, id)
	var texts []string
	for _, e := range after.Timeline {
		texts = append(texts, e.Text)
	}
	if got := strings.Join(texts, "|"); got != "Level alarm at tank 2|Operator called|Second and third pump started" {
		t.Errorf("timeline: %s", got)
	}
	if len(after.Actions) != 0 {
		t.Errorf("what a person deleted came back: %+v", after.Actions)
	}
	if after.Timeline[0].ID != r.Timeline[0].ID || after.Timeline[2].ID != r.Timeline[1].ID {
		t.Error("entries keep their ids")
	}
	// One undo takes the whole merge back.
	if u, err := ws.Records.Undo(ctx, id, ""); err != nil || !u.Done {
		t.Fatal(u, err)
	}
	if back := get(t, ws, id); len(back.Timeline) != 2 || back.Timeline[1].Text != "Second pump started" {
		t.Errorf("after undo: %+v", back.Timeline)
	}
	if again := importFiles(t, ws, importing.Options{}, path); len(again.Proposals) != 1 {
		t.Errorf("what was undone is offered again: %+v", again)
	}
}

func TestWhatCannotBecomeAReviewIsKeptAsideWithItsReason(t *testing.T) {
	ws := open(t, t.TempDir())
	dir := t.TempDir()
	files := map[string][]byte{
		"empty.md":    {},
		"binary.md":   {0, 1, 2, 3, 255, 0, 0, 9},
		"latin.md":    append([]byte("# Outage\n\n10:00 caf"), 0xE9, '\n'),
		"template.md": []byte("# Title\n\n## Summary\n\n## Timeline\n\n## Action items\n"),
		"no-page.txt": []byte("There is currently no text in this page. You can search for it elsewhere.\n"),
	}
	for name, body := range files {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	huge := filepath.Join(dir, "huge.md")
	f, err := os.Create(huge)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(200 << 20); err != nil {
		t.Fatal(err)
	}
	f.Close()
	a := importFiles(t, ws, importing.Options{}, dir)
	if a.Created != 0 || len(a.Quarantined) != 6 {
		t.Fatalf("%+v", a)
	}
	for _, q := range a.Quarantined {
		if q.Reason == "" || q.File == "" {
			t.Errorf("no reason: %+v", q)
		}
	}
	h, err := ws.Examine(ctx)
	// What holds nothing is told and not kept; what is too large stays where it is.
	if err != nil || h.Quarantine != 3 {
		t.Fatalf("kept whole: %d, %v", h.Quarantine, err)
	}
	importFiles(t, ws, importing.Options{}, dir)
	if h, _ = ws.Examine(ctx); h.Quarantine != 3 {
		t.Fatalf("the same input twice is one row: %d", h.Quarantine)
	}
}

func TestAnsweringTheZoneGivesEveryEntryItsInstantAndUndoTakesItBack(t *testing.T) {
	ws := open(t, t.TempDir())
	id := importFiles(t, ws, importing.Options{}, write(t, "p.md", strings.Replace(pumps, "Time (UTC)", "Time", 1))).Records[0].ID
	r := get(t, ws, id)
	question := ""
	for _, f := range r.Findings {
		if f.Level == "question" && f.Key == review.ZoneQuestion {
			question = f.ID
		}
	}
	if question == "" || r.Timeline[0].At != "2026-03-02T10:00:00" || r.Timeline[0].Zone != "" {
		t.Fatalf("one question, times without a zone: %+v %+v", r.Findings, r.Timeline[0])
	}
	if _, err := ws.Reviews.AnswerQuestion(ctx, id, question, "Mars/Base", ""); !fault.Is(err, fault.Invalid) {
		t.Fatalf("an unknown zone: %v", err)
	}
	if _, err := ws.Reviews.AnswerQuestion(ctx, id, question, "Europe/Madrid", ""); err != nil {
		t.Fatal(err)
	}
	after := get(t, ws, id)
	if e := after.Timeline[1]; e.At != "2026-03-02T10:20:00+01:00" || e.Zone != "Europe/Madrid" || len(e.Times) != 2 {
		t.Fatalf("%+v", e)
	}
	if after.Zone != "Europe/Madrid" {
		t.Error("the review has the zone now")
	}
	if _, err := ws.Records.Undo(ctx, id, ""); err != nil {
		t.Fatal(err)
	}
	if e := get(t, ws, id).Timeline[1]; e.Zone != "" || len(e.Times) != 1 {
		t.Fatalf("after undo: %+v", e)
	}
}

func TestAFileWhoseReviewIsInTheTrashSaysSoAndChangesNothing(t *testing.T) {
	ws := open(t, t.TempDir())
	path := write(t, "pumps.md", pumps)
	id := importFiles(t, ws, importing.Options{}, path).Records[0].ID
	if _, err := ws.Records.Remove(ctx, id, "review.remove", ""); err != nil {
		t.Fatal(err)
	}
	a := importFiles(t, ws, importing.Options{}, path)
	if a.Created != 0 || a.Unchanged != 1 || len(a.InTrash) != 1 || a.InTrash[0].ID != id {
		t.Fatalf("%+v", a)
	}
}

func TestAFileInOtherBytesIsTheSameFile(t *testing.T) {
	ws := open(t, t.TempDir())
	first := importFiles(t, ws, importing.Options{}, write(t, "pumps.md", pumps))
	before, err := ws.Records.Rev(ctx)
	if err != nil {
		t.Fatal(err)
	}
	crlf := strings.ReplaceAll(pumps, "\n", "\r\n")
	wide := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(crlf)) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	for name, body := range map[string]string{"crlf.md": crlf, "mark.md": "\ufeff" + pumps, "wide.md": string(wide), "mac.md": strings.ReplaceAll(pumps, "\n", "\r")} {
		a := importFiles(t, ws, importing.Options{Update: true}, write(t, name, body))
		if a.Unchanged != 1 || len(a.Notes) != 1 || a.Notes[0].Params["ref"] != first.Records[0].Ref {
			t.Errorf("%s: %+v", name, a)
		}
	}
	if after, err := ws.Records.Rev(ctx); err != nil || after != before {
		t.Errorf("rev %d → %d, %v", before, after, err)
	}
}

func TestWhenAnIncidentWasTakenUpIsKeptBesideItsDeclaration(t *testing.T) {
	ws := open(t, t.TempDir())
	text := "# Payments stalled\n\nDate: 2026-10-20\nSeverity: SEV1\nTime zone: UTC\nStart: 2026-10-20 10:00\nDetected: 2026-10-20 10:12\n" +
		"Acknowledged: 2026-10-20 10:15\nDeclared: 2026-10-20 10:20\nResolved: 2026-10-20 11:40\n\n## Timeline\n\n- 10:00 impact begins\n- 10:30 traffic moved\n"
	r := get(t, ws, importFiles(t, ws, importing.Options{}, write(t, "p.md", text)).Records[0].ID)
	measured := review.Measured(r)
	if at := measured.Moments["acknowledged"].At; !strings.HasPrefix(at, "2026-10-20T10:15") {
		t.Errorf("acknowledged %q", at)
	}
	if s := r.Anchor("declared"); s == nil || !strings.HasPrefix(s.At, "2026-10-20T10:20") {
		t.Errorf("declared %+v", s)
	}
	if len(r.Timeline) != 3 {
		t.Errorf("%+v", r.Timeline)
	}
}
