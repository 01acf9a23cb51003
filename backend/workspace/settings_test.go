package workspace_test

import (
	"context"
	"testing"

	"secondstory/backend/workspace"
)

func TestASettingThatIsEmptiedIsForgotten(t *testing.T) {
	ctx := context.Background()
	ws, err := workspace.Open(ctx, t.TempDir(), workspace.Options{Origin: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	for _, value := range []string{"02:31 Bank", "02:31 Bank called", ""} {
		if err := ws.SetSetting(ctx, "line.REV-1.timeline", value); err != nil {
			t.Fatal(err)
		}
		settings, err := ws.Settings(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if got, found := settings["line.REV-1.timeline"]; got != value || found != (value != "") {
			t.Errorf("after %q the setting is %q, found %v", value, got, found)
		}
	}
}
