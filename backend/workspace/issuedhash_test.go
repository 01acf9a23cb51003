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
