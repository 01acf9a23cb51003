package workspace_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/workspace"
)

func TestWhatIsPutOffComesBackOnItsDay(t *testing.T) {
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	ws, err := workspace.Open(ctx, t.TempDir(), workspace.Options{Origin: "window", Now: func() time.Time { return now }, Zone: func() *time.Location { return time.UTC }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(ws.Close)
	for _, bad := range []struct{ key, until, reason, want string }{
		{"", "+1", "away", "home.put_off_key"},
		{"conflicts", "+1", "away", "home.put_off_key"},
		{"clock/OBL-26-AAAAAA/a", "+1", "away", "home.put_off_limit"},
		{"promise/REV-26-AAAAAA", "+1", "away", "home.put_off_limit"},
		{"unreviewed/POL-26-AAAAAA", "+1", "away", "home.put_off_limit"},
		{"action/R/a", "2026-11-22", "away", "home.put_off_day"},
		{"action/R/a", "+0", "away", "home.put_off_day"},
		{"action/R/a", "+400", "away", "home.put_off_day"},
		{"action/R/a", "2026-02-30", "away", "home.put_off_day"},
		{"action/R/a", "+1", "  ", "home.put_off_reason"},
	} {
		_, err := ws.PutOff(ctx, bad.key, "t", bad.until, bad.reason)
		if f, ok := fault.As(err); !ok || f.Key != bad.want {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	p, err := ws.PutOff(ctx, "action/R/a", "Mend it", "+7", " the supplier answers next week ")
	if err != nil || p.Until != "2026-11-29" || p.Reason != "the supplier answers next week" {
		t.Fatalf("%+v %v", p, err)
	}
	if _, err := ws.PutOff(ctx, "policy/P", "Rule", "2026-11-23", "tomorrow"); err != nil {
		t.Fatal(err)
	}
	keys := func() (out string) {
		list, err := ws.PutOffs(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range list {
			out += p.Key + " "
		}
		return out
	}
	if got := keys(); got != "policy/P action/R/a " {
		t.Fatal(got)
	}
	now = now.AddDate(0, 0, 1)
	if got := keys(); got != "action/R/a " {
		t.Fatal(got)
	}
	if err := ws.TakeUp(ctx, "action/R/a"); err != nil || keys() != "" {
		t.Fatal(err, keys())
	}
	if err := ws.TakeUp(ctx, "policy/P"); !fault.Is(err, fault.NotFound) {
		t.Error("its day has come:", err)
	}
}

func TestDueThingsNameWhatIsPutOff(t *testing.T) {
	ws := open(t, t.TempDir())
	if err := ws.FillSample(ctx); err != nil {
		t.Fatal(err)
	}
	text := assets.English()
	list, err := ws.DueNow(ctx, text)
	if err != nil || len(list) == 0 {
		t.Fatalf("%+v %v", list, err)
	}
	var one workspace.DueThing
	for _, d := range list {
		if d.Kind == "action" && d.Now {
			one = d
		}
	}
	if one.Key == "" {
		t.Fatalf("the sample has an action that is over: %+v", list)
	}
	if _, err := ws.PutOff(ctx, one.Key, one.Title, "+3", "later"); err != nil {
		t.Fatal(err)
	}
	again, err := ws.DueNow(ctx, text)
	if err != nil || len(again) != len(list) {
		t.Fatalf("%+v %v", again, err)
	}
	for _, d := range again {
		if (d.Key == one.Key) != (d.PutOff != "") {
			t.Errorf("%+v", d)
		}
	}
}

// A list may be cut where it says so; a number may not.
func TestAllThatIsDueIsCounted(t *testing.T) {
	ws := open(t, t.TempDir())
	lines := "# Outage\n\n## Actions\n\n| Action | Owner | Due | Status |\n|---|---|---|---|\n"
	for i := range reviewing.MostDue + 30 {
		lines += fmt.Sprintf("| Alarm %d | Operations lead | 2024-06-30 | committed |\n", i)
	}
	path := filepath.Join(t.TempDir(), "a.md")
	if err := os.WriteFile(path, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	importFiles(t, ws, importing.Options{}, path)
	list, err := ws.DueNow(ctx, assets.English())
	if err != nil {
		t.Fatal(err)
	}
	due := 0
	for _, d := range list {
		if d.Kind == "action" && d.Now {
			due++
		}
	}
	if due != reviewing.MostDue+30 {
		t.Errorf("%d of %d actions are due", due, reviewing.MostDue+30)
	}
}
