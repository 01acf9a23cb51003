package workspace_test

import (
	"maps"
	"os"
	"path/filepath"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/workspace"
)

func TestSettingsOfThePersonAreKeptInOneFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "config", "person.json")
	p := &workspace.Person{File: file}
	if got := p.Settings(); len(got) != 0 {
		t.Errorf("before anything was set: %v", got)
	}
	for _, set := range [][2]string{{"theme", "light"}, {"density", "compact"}, {"theme", "dark"}, {"density", ""}} {
		if err := p.Set(set[0], set[1]); err != nil {
			t.Fatal(err)
		}
	}
	got := (&workspace.Person{File: file}).Settings()
	if want := map[string]string{"theme": "dark"}; !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	left, err := os.ReadDir(filepath.Dir(file))
	if err != nil || len(left) != 1 {
		t.Errorf("beside the file: %v %v", left, err)
	}
}

func TestATornFileOfThePersonHoldsNothingAndIsWrittenAnew(t *testing.T) {
	for _, content := range []string{"", " ", `{"theme": "da`, "null", "[]", `""`, "3", `{"theme": 3}`, `{"theme": {"name": "dark"}}`, `["theme"]`, "\x00\x00\x00", "\ufeff{}", `{}{}`} {
		file := filepath.Join(t.TempDir(), "person.json")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		p := &workspace.Person{File: file}
		if got := p.Settings(); got == nil || len(got) != 0 {
			t.Errorf("%q: %v", content, got)
		}
		if err := p.Set("theme", "dark"); err != nil {
			t.Errorf("%q: %v", content, err)
		}
		if got := p.Settings()["theme"]; got != "dark" {
			t.Errorf("%q: %q", content, got)
		}
	}
}

func TestWhatAVersionOfTheFileDoesNotKnowIsNoSetting(t *testing.T) {
	file := filepath.Join(t.TempDir(), "person.json")
	if err := os.WriteFile(file, []byte(`{"theme": null, "density": "compact", "zone": "UTC"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := (&workspace.Person{File: file}).Settings(); got["density"] != "compact" || got["theme"] != "" || got["zone"] != "" {
		t.Errorf("%v", got)
	}
}

func TestAFolderThatTakesNoFileIsAFaultWithItsReason(t *testing.T) {
	file := filepath.Join(t.TempDir(), "taken")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	err := (&workspace.Person{File: filepath.Join(file, "person.json")}).Set("theme", "dark")
	if f, ok := fault.As(err); !ok || f.Key != "settings.person_not_kept" {
		t.Errorf("%v", err)
	}
}
