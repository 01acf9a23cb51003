package workspace_test

import (
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
	raw, issued, err := ws.PrepareIssue(read, workspace.ReportOptions{Kind: "internal"}, "md", "The board", assets.English())
	if err != nil {
		t.Fatal(err)
	}
	hash, err := ws.DataHash(id)
	if err != nil || issued.DataHash != hash || !strings.Contains(string(raw), "Said after") {
		t.Errorf("%v: the hash of what is now stands on what was before:\n%s", err, raw)
	}
}
