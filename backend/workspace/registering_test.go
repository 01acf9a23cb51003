package workspace_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"
	"time"

	"secondstory/backend/domain/incident"
	"secondstory/backend/service/registering"
)

// The accounts and the journal of a real log agree with what another reading of it counts.
func TestARealLogIsAccountedForRowByRow(t *testing.T) {
	path := filepath.Join("..", "..", "..", "shared", "data", "uci-servicenow-log", "events_36cols_first3days.csv")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Skip("the folder of real data is not on this machine")
	}
	all, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range all[0] {
		column[name] = i
	}
	when := func(row []string, name string) (time.Time, bool) {
		at, err := time.Parse("02-01-2006 15:04", row[column[name]])
		return at, err == nil
	}
	numbers, backwards := map[string]bool{}, 0
	for _, row := range all[1:] {
		opened, ok := when(row, "opened_at")
		resolved, over := when(row, "resolved_at")
		closed, done := when(row, "closed_at")
		if ok && (over && resolved.Before(opened) || done && closed.Before(opened)) {
			backwards++
			continue
		}
		numbers[row[column["number"]]] = true
	}
	ws := open(t, t.TempDir())
	take := func() incident.Account {
		got, err := ws.Register.Import(ctx, path, registering.Options{Options: incident.Options{Zone: "UTC"}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !got.Import.Account.Holds() || got.Import.Format != "servicenow" {
			t.Fatalf("%+v", got.Import)
		}
		return got.Import.Account
	}
	rows := len(all) - 1
	if got, want := take(), (incident.Account{Read: rows, Created: len(numbers), Updated: rows - len(numbers) - backwards, Quarantined: backwards}); got != want {
		t.Errorf("first %+v, want %+v", got, want)
	}
	if got, want := take(), (incident.Account{Read: rows, Unchanged: rows - backwards, Quarantined: backwards}); got != want {
		t.Errorf("again %+v, want %+v", got, want)
	}
}

// The system lets go of the lock of an import with its process; here it is let go by hand.
func TestAnImportOfAnotherProcessIsLeftAlone(t *testing.T) {
	home := t.TempDir()
	one, other := open(t, home), open(t, home)
	release, err := one.Register.Busy.Hold()
	if err != nil {
		t.Fatal(err)
	}
	both, err := other.Register.Busy.Hold()
	if err != nil {
		t.Fatal("two may import at once:", err)
	}
	both()
	alone := func() bool {
		t.Helper()
		ran, err := other.Register.Busy.Alone(func() error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		return ran
	}
	if alone() {
		t.Error("an import runs")
	}
	release()
	if !alone() {
		t.Error("it has ended")
	}
}
