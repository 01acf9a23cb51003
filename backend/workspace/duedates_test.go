package workspace_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"secondstory/assets"
)

func TestAllDatesAreOneCalendarFile(t *testing.T) {
	ws := open(t, t.TempDir())
	id := create(t, ws, "Payouts were sent twice")
	made, err := ws.Reviews.AddPart(ctx, id, "actions", map[string]any{"title": "Alert on queue depth", "due": "2027-03-01", "status": "candidate"}, "", "")
	if err != nil {
		t.Fatal(err)
	}
	file := func() string {
		t.Helper()
		f, err := ws.DueFile(ctx, assets.English())
		if err != nil || f.Count != 1 || f.More || len(f.Odd) != 0 {
			t.Fatalf("%+v %v", f, err)
		}
		return string(f.Data)
	}
	uid := regexp.MustCompile(`UID:\S+`)
	first := file()
	if !strings.Contains(first, "DTSTART;VALUE=DATE:20270301") || !strings.Contains(first, "SUMMARY:Due: Alert on queue depth") || !strings.Contains(first, "Payouts were sent twice") {
		t.Fatal(first)
	}
	// Another date is the same entry, at another place.
	if _, err := ws.Reviews.SetField(ctx, id, "actions/"+made.ID+"/due", json.RawMessage(`"2027-04-01"`), ""); err != nil {
		t.Fatal(err)
	}
	second := file()
	if uid.FindString(first) != uid.FindString(second) || !strings.Contains(second, "DATE:20270401") {
		t.Fatal(second)
	}
}
