package app_test

import (
	"path/filepath"
	"testing"

	"secondstory/app"
)

func TestHowTheWindowLooksGoesWithThePersonAndOtherSettingsStay(t *testing.T) {
	dir := t.TempDir()
	a := app.New(app.Config{Version: "test", Home: filepath.Join(dir, "own"), SampleHome: filepath.Join(dir, "sample"),
		PersonFile: filepath.Join(dir, "config", "person.json")})
	a.Start(newShell())
	t.Cleanup(a.Close)
	s := app.NewWorkspace(a)
	value := func(name string) string {
		for _, x := range must[[]app.Setting](t)(s.Settings()) {
			if x.Name == name {
				return x.Value
			}
		}
		return ""
	}
	for _, name := range []string{"theme", "causes.view"} {
		if err := s.SetSetting(name, "kept"); err != nil {
			t.Fatal(err)
		}
	}
	must[app.Info](t)(s.StartOwn())
	if value("theme") != "kept" || value("causes.view") != "" {
		t.Errorf("in the other workspace: %q %q", value("theme"), value("causes.view"))
	}
	must[app.Info](t)(s.OpenSample())
	if value("theme") != "kept" || value("causes.view") != "kept" {
		t.Errorf("back in the first: %q %q", value("theme"), value("causes.view"))
	}
}
