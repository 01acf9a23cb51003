package workspace_test

import (
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
)

// older takes a home back to what version 1 left, as far as the schema goes.
func older(t *testing.T, home string) {
	t.Helper()
	l, err := sqlite.OpenLocal(filepath.Join(home, "local.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, sql := range []string{"DROP INDEX import_source_text", "ALTER TABLE import_source DROP COLUMN text_sha256", "DROP TABLE space_person", "DROP TABLE space_move", "DROP TABLE roster", "DROP TABLE leak_allowed", "DROP TABLE leak_held", "DROP TABLE received_commit", "DROP INDEX journal_entity", "DROP TABLE mirror_base", "DROP TABLE left_base", "DROP TABLE space_base", "DROP TABLE space_link", "DROP INDEX record_space", "DROP INDEX record_of_space", "DROP INDEX record_people", "DROP INDEX record_random", "DROP INDEX part_last", "DROP INDEX part_conflict", "DROP INDEX part_due", "DROP INDEX journal_action", "DROP INDEX journal_at", "DROP INDEX journal_rule", "DROP TABLE incident", "DROP TABLE incident_doc", "DROP TABLE incident_times", "DROP TABLE incident_service", "DROP TABLE incident_import", "DROP TABLE incident_before", "DROP TABLE incident_refused", "DROP TABLE inbox_file", "DROP TABLE device_key", "DROP TABLE signoff_before", "PRAGMA user_version = 1"} {
		if err := l.ExecForTest(sql); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAHomeOfAnEarlierVersionIsCopiedAndBroughtUpToDate(t *testing.T) {
	home := t.TempDir()
	ws := open(t, home)
	id, _, err := ws.Reviews.Create(ctx, "Made by version 1", "")
	if err != nil {
		t.Fatal(err)
	}
	device := ws.Who.Device
	ws.Close()
	older(t, home)
	ws = open(t, home)
	if r := get(t, ws, id); r.Title != "Made by version 1" || ws.Who.Device != device || ws.Fresh {
		t.Fatalf("%+v %+v", r, ws.Who)
	}
	if _, err := ws.Records.Resolve(ctx, get(t, ws, id).Ref); err != nil {
		t.Fatal(err)
	}
	if h, err := ws.Examine(ctx); err != nil || !h.Whole() {
		t.Fatalf("%+v %v", h, err)
	}
	copies, err := filepath.Glob(filepath.Join(home, "before-migration-*.db"))
	if err != nil || len(copies) != 1 {
		t.Fatalf("%v %v", copies, err)
	}
	l, err := sqlite.OpenLocal(copies[0])
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if needed, existing, err := l.NeedsMigration(); !needed || !existing || err != nil {
		t.Fatalf("the copy is of the earlier version: %v %v %v", needed, existing, err)
	}
}

func TestAHomeThatIsMissingIsMadeOnlyWhereThatIsAllowed(t *testing.T) {
	home := filepath.Join(t.TempDir(), "a", "b")
	_, err := workspace.Open(ctx, home, workspace.Options{MustExist: true})
	if f, ok := fault.As(err); !ok || f.Key != "storage.no_workspace" {
		t.Fatalf("%v", err)
	}
	if workspace.Exists(home) {
		t.Fatal("it was made all the same")
	}
	ws := open(t, home)
	if !ws.Fresh || !workspace.Exists(home) || !strings.HasPrefix(ws.Who.Device, "d-") || !strings.HasPrefix(ws.Who.Actor, "a-") {
		t.Fatalf("%+v", ws.Who)
	}
	if strings.EqualFold(ws.Who.Device[2:], ws.Who.Actor[2:]) {
		t.Fatal("device and actor are one id")
	}
}
