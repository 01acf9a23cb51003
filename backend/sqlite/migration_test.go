package sqlite_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/sqlite"
)

var ctx = context.Background()

// shipped holds the checksums of the migrations that people's databases have
// gone through. A line is added with each new migration and never changed.
var shipped = map[string]string{
	"0001_workspace":      "8143c047cad82eac0ce698d365e924db9425db97b46a091d119a3ba363babb17",
	"0002_reference":      "8d7b41d97f63b46ff0d88eb2781a5931ca8104d75f9130845587cea1e7d4bd83",
	"0003_last_part":      "2a54da7651b8ce49e455895d77dde654430afb4ebd24e2fdef030c5122ca9b51",
	"0004_conflicts":      "c83fd07b09d4a32aaf92c35331fbc5c378ad4b512052c0c92098a29b341d8f9d",
	"0005_spaces":         "058e8fbc79d0f2f43f412426a8a49d8f14c5a795abbf038e960839e4f2ccc870",
	"0006_history":        "a3f4fa84f1e579d87285913489505e9d8fa4627caad08d39ba1dde8af930c117",
	"0007_source_text":    "85430be7ebfebcb23e354caca2a27732658bbd4cb55ace4bafeef50831114388",
	"0008_people":         "dd1c8416ca1e43aeafcc660ceadc6a870fbc6e9698d4b33014a05626bbd3c3ec",
	"0009_leaks":          "8486e0d5771426e9ca4b21acb5c1e196f11bc8f8ac524ce6d311ea88b2551c82",
	"0010_space_lists":    "ee1dc5204964deb5079f42da94f5376b4fa33caf0f0aa4f8e6defd572da38b3d",
	"0011_people_index":   "3e34179ad5d736af6ce6a31d65fc37b9c9d728fcc615be06271862feb45ba49c",
	"0012_moves":          "04e6db91b9b451b304b64d8549791038a04a41a2893230c6216712dc6e562ccf",
	"0013_mirrors":        "3942830f33651e478ced846caf073ee02c060b889d3e25d282e92cc049a706a8",
	"0014_left":           "d95160b4c07e59f6d50fa67eb420d82b2dfe8949ac62d6fd919c516b886a313b",
	"0015_due":            "897b14b27553f824b10d1d611dcb5e1b35dffcafd4b6eb599566ca456109421c",
	"0016_audit":          "9046829bd690afc86eb442a5cc32dd01019505798144ccee5ca9f433d3fdceac",
	"0017_incidents":      "1124904870ed0b8f9d310e82770fc02f97a3a9926d19258c03b5828449ebcaef",
	"0018_incident_times": "b66dec121e59d3441663d839863a624d362cd7c2258c60ab9f1d4011927a33d7",
	"0019_inbox":          "a64bcd6930e3757eeeb9938a8e0fd5a310918e7bfeddac6e10c83872a18a20fc",
	"0020_device_keys":    "36979f3389f1b8b53b1bae9aaa5efc377ca736423e43f43343e5928fd7f27da1",
	"0021_answers_before": "21f05f1cf907138a2edff05f1b12e7b353935445ca15b19ca0b00071dfe0be4e",
}

func TestShippedMigrationsAreNeverEdited(t *testing.T) {
	list := sqlite.Migrations()
	for i, m := range list {
		if m.Number != i+1 {
			t.Errorf("migration %d has number %d: the numbers have a gap", i+1, m.Number)
		}
		if want := fmt.Sprintf("%04d_", m.Number); !strings.HasPrefix(m.Name, want) {
			t.Errorf("%s does not begin with %s", m.Name, want)
		}
		if shipped[m.Name] != m.SHA256 {
			t.Errorf("%s has checksum %s, shipped was %q: write a new migration instead of changing one; a new one is entered here", m.Name, m.SHA256, shipped[m.Name])
		}
		for _, forbidden := range []string{"DROP ", "RENAME ", "DELETE FROM"} {
			if strings.Contains(strings.ToUpper(m.SQL), forbidden) {
				t.Errorf("%s is not additive: it says %s", m.Name, forbidden)
			}
		}
	}
	if len(shipped) != len(list) {
		t.Errorf("%d shipped, %d here: a shipped migration is gone", len(shipped), len(list))
	}
}

func fresh(t testing.TB, path string) *sqlite.Local {
	t.Helper()
	l, err := sqlite.OpenLocal(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	if err := l.Migrate(ctx, path+".bak"); err != nil {
		t.Fatal(err)
	}
	return l
}

func TestTheSchemaIsAsRecorded(t *testing.T) {
	l := fresh(t, filepath.Join(t.TempDir(), "local.db"))
	parts, err := l.QueryForTest("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name")
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(parts, ";\n") + ";\n"
	path := filepath.Join("testdata", "schema.sql")
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != got {
		t.Fatalf("the schema of local.db differs from %s (%v); look at the difference and run UPDATE=1 go test ./backend/sqlite\n%s", path, err, got)
	}
}

func TestAMigrationOfADatabaseWithDataCopiesItFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "local.db")
	l := fresh(t, path)
	if _, err := os.Stat(path + ".bak"); !os.IsNotExist(err) {
		t.Fatalf("a new database has nothing to copy: %v", err)
	}
	if needed, existing, err := l.NeedsMigration(); needed || !existing || err != nil {
		t.Fatalf("%v %v %v", needed, existing, err)
	}
	for _, sql := range []string{"INSERT INTO meta VALUES('workspace', 'kept')", "DROP INDEX import_source_text", "ALTER TABLE import_source DROP COLUMN text_sha256", "DROP TABLE space_person", "DROP TABLE space_move", "DROP TABLE roster", "DROP TABLE leak_allowed", "DROP TABLE leak_held", "DROP TABLE received_commit", "DROP INDEX journal_entity", "DROP TABLE mirror_base", "DROP TABLE left_base", "DROP TABLE space_base", "DROP TABLE space_link", "DROP INDEX record_space", "DROP INDEX record_of_space", "DROP INDEX record_people", "DROP INDEX record_random", "DROP INDEX part_last", "DROP INDEX part_conflict", "DROP INDEX part_due", "DROP INDEX journal_action", "DROP INDEX journal_at", "DROP INDEX journal_rule", "DROP TABLE incident", "DROP TABLE incident_doc", "DROP TABLE incident_times", "DROP TABLE incident_service", "DROP TABLE incident_import", "DROP TABLE incident_before", "DROP TABLE incident_refused", "DROP TABLE inbox_file", "DROP TABLE device_key", "DROP TABLE signoff_before", "PRAGMA user_version = 1"} {
		if err := l.ExecForTest(sql); err != nil { // as version 1 left it
			t.Fatal(err)
		}
	}
	if needed, existing, err := l.NeedsMigration(); !needed || !existing || err != nil {
		t.Fatalf("%v %v %v", needed, existing, err)
	}
	if err := l.Migrate(ctx, path+".bak"); err != nil {
		t.Fatal(err)
	}
	if needed, _, err := l.NeedsMigration(); needed || err != nil {
		t.Fatalf("after it: %v %v", needed, err)
	}
	copied, err := sqlite.OpenLocal(path + ".bak")
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	err = copied.View(ctx, registry, func(tx *sqlite.Tx) error {
		v, err := tx.Meta("workspace")
		if v != "kept" {
			t.Errorf("the copy holds %q", v)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if needed, _, err := copied.NeedsMigration(); !needed || err != nil {
		t.Fatalf("the copy is what was there before: %v %v", needed, err)
	}
}

func TestANewerDatabaseIsRefusedInEveryWayOfOpening(t *testing.T) {
	path := filepath.Join(t.TempDir(), "local.db")
	l := fresh(t, path)
	if err := l.ExecForTest("PRAGMA user_version = 999"); err != nil {
		t.Fatal(err)
	}
	l.Close()
	for name, open := range map[string]func(string) (*sqlite.Local, error){"to write": sqlite.OpenLocal, "to read": sqlite.OpenLocalReadOnly} {
		if _, err := open(path); !isKey(err, "storage.newer") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestADamagedDatabaseIsSaidToBeDamagedAndLeftAsItIs(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"not a database": func([]byte) []byte { return []byte(strings.Repeat("no database at all\n", 500)) },
		"a torn head":    func(b []byte) []byte { copy(b[0:100], strings.Repeat("\x00x", 50)); return b },
		"torn pages": func(b []byte) []byte {
			for i := 4096; i < len(b); i++ {
				b[i] = byte(i * 7)
			}
			return b
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "local.db")
			fresh(t, path).Close()
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			raw = damage(raw)
			if err := os.WriteFile(path, raw, 0o600); err != nil {
				t.Fatal(err)
			}
			l, err := sqlite.OpenLocal(path)
			if err == nil {
				err = l.View(ctx, registry, func(tx *sqlite.Tx) error { _, err := tx.Rev(); return err })
				l.Close()
			}
			if !isKey(err, "storage.corrupt") {
				t.Errorf("%v", err)
			}
			if now, _ := os.ReadFile(path); string(now) != string(raw) {
				t.Error("the damaged file was written to")
			}
		})
	}
}

func isKey(err error, key string) bool {
	f, ok := fault.As(err)
	return ok && f.Key == key
}
