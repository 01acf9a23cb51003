package workspace_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/workspace"
)

// A review that is edited while somebody chooses a file for its report: the register may
// not keep the hash of other content than was printed.
func TestAReportAndItsHashAreOfOneMoment(t *testing.T) {
	ws := open(t, t.TempDir())
	id := create(t, ws, "Said before")
	read := get(t, ws, id)
	if _, err := ws.Reviews.SetField(ctx, id, "title", json.RawMessage(`"Said after"`), ""); err != nil {
		t.Fatal(err)
	}
	raw, issued, err := ws.PrepareIssue(ctx, read, workspace.ReportOptions{Kind: "internal"}, "md", "The board", assets.English())
	if err != nil {
		t.Fatal(err)
	}
	hash, err := ws.DataHash(id)
	if err != nil || issued.DataHash != hash || !strings.Contains(string(raw), "Said after") {
		t.Errorf("%v: the hash of what is now stands on what was before:\n%s", err, raw)
	}
}

// The hash is printed in the report: it is the same on the machine where a set was typed and
// on those that have it from the space.
func TestTheHashOfAReviewIsTheSameInWhateverOrderASetWasTyped(t *testing.T) {
	ws := open(t, t.TempDir())
	id := create(t, ws, "Said")
	hash := func(field, value string) string {
		t.Helper()
		if _, err := ws.Reviews.SetField(ctx, id, field, json.RawMessage(value), ""); err != nil {
			t.Fatal(err)
		}
		got, err := ws.DataHash(id)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	one := hash("services", `["Zeta","Alpha"]`)
	if two := hash("services", `["Alpha","Zeta"]`); one != two {
		t.Error("the order of a set makes another hash")
	}
	if three := hash("services", `["Alpha"]`); one == three {
		t.Error("another set has the same hash")
	}
}

// What went out stays in the register for good: one that cannot be made anew may not stand in
// the way of the others.
func TestATrendOfAServiceThatIsGoneHasMoved(t *testing.T) {
	ws := open(t, t.TempDir())
	raw := []byte("as it went out")
	sum := sha256.Sum256(raw)
	for _, q := range []workspace.TrendQuery{{Service: "renamed"}, {Calendar: "CAL-26-AAAAAA"}} {
		q.Period, q.Day = "2026-Q1", "2026-04-10"
		gone := workspace.Issued{Kind: workspace.TrendKind, To: "The board", DataHash: "d", FileHash: hex.EncodeToString(sum[:]), Trend: &q}
		if _, err := ws.EnterIssue(ctx, gone, "t.pdf"); err != nil {
			t.Fatal(err)
		}
		if now, err := ws.DataNow(ctx, gone); err != nil || now != "" {
			t.Errorf("%+v: %q %v", q, now, err)
		}
		if state, _, err := ws.VerifyIssued(ctx, raw); err != nil || state != workspace.FileMoved {
			t.Errorf("%+v: %q %v", q, state, err)
		}
	}
}

// A number that the summary names is left out of the title of a report for readers outside.
func TestWhatOneTextGivesAwayIsLeftOutOfTheWholeReport(t *testing.T) {
	ws := open(t, t.TempDir())
	id := create(t, ws, "Payouts of 123456782")
	section := get(t, ws, id).Sections[0].Key
	if _, err := ws.Reviews.SaveText(ctx, id, "sections/"+section+"/text", "", "It was about BSN 1234.56.782.", ""); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"customer", "regulator"} {
		raw, _, err := ws.ReportAs(ctx, get(t, ws, id), workspace.ReportOptions{Kind: kind}, "md", assets.English())
		if err != nil || strings.Contains(string(raw), "123456782") || !strings.Contains(string(raw), "Payouts of") {
			t.Errorf("%s: %v\n%s", kind, err, raw)
		}
	}
}
