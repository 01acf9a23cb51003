package workspace_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/service/importing"
	"secondstory/backend/share/remote"
)

func TestADiagnosisHoldsNothingAnybodyWrote(t *testing.T) {
	const marker = "marker" // in every word of a person, in every name, path and address
	home := filepath.Join(t.TempDir(), "home-of-marker")
	ws := open(t, home)
	id := create(t, ws, "Outage at marker")
	for path, value := range map[string]string{"severity": `"SEV2"`, "services": `["marker-web"]`} {
		if _, err := ws.Reviews.SetField(ctx, id, path, json.RawMessage(value), ""); err != nil {
			t.Fatal(err)
		}
	}
	importFiles(t, ws, importing.Options{}, write(t, "marker.md", "# Outage of marker\n\n## Timeline\n\n- 10:00 marker@example.com called +44 20 7946 0000\n"))
	if _, err := ws.Imports.Preview(ctx, []string{write(t, "marker.pdf", "%PDF-1.7 marker")}, importing.Options{}, nil); err != nil {
		t.Fatal(err)
	}
	server := filepath.Join(t.TempDir(), "server-of-marker")
	if err := os.Mkdir(server, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, _, err := ws.AddSpace(ctx, "marker team", server, remote.Access{}); err != nil {
		t.Fatal(err)
	}
	if _, err := ws.SetAlias(ctx, "marker team", "Marker Person"); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"theme": "dark", "timezone": "marker", "marker": "marker", "draft/marker": "marker", "connect.proxy": "http://marker:3128",
		"login:marker.example.com": `{"user":"marker"}`, "sync.every": "30"} {
		if err := ws.SetSetting(ctx, name, value); err != nil {
			t.Fatal(err)
		}
	}
	log := filepath.Join(home, "log")
	if err := os.MkdirAll(log, 0o700); err != nil {
		t.Fatal(err)
	}
	lines := "2026-01-01T10:00:00Z 0badcafe call: unavailable: storage.io: read /home/marker/x\n" +
		"2026-01-01T10:00:01Z 0badcafe call: invalid: marker.secret: marker\n\t/home/marker/stack.go:12\n" +
		"2026-01-01T10:00:02Z 0badcafe call: panic: marker\n"
	if err := os.WriteFile(filepath.Join(log, "window.log"), []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	d, err := ws.Diagnose(ctx, "Second Story test", assets.English())
	if err != nil {
		t.Fatal(err)
	}
	text, err := d.Text()
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{marker, filepath.Dir(home), "example", ws.Who.Actor, ws.Who.Device, id, "7946", "3128"} {
		if strings.Contains(strings.ToLower(text), strings.ToLower(word)) {
			t.Errorf("%q is in\n%s", word, text)
		}
	}
	// And it says what it is for.
	if d.Records["review"] != 2 || len(d.Spaces) != 1 || d.Spaces[0].Way != "folder" || d.Logins != 1 || d.Settings["theme"] != "dark" || d.Settings["proxy"] != "set" ||
		d.Settings["sync.every"] != "30" || d.Checks.Chains < 2 || d.Checks.Entries == 0 || d.Bytes["local.db"] == 0 || d.Backup != -1 ||
		fmt.Sprint(d.Errors) != "map[internal:2 storage.io:1]" {
		t.Errorf("%s", text)
	}
}
