package workspace_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/workspace"
)

// The same review in every format: its pictures go with it where its readers are inside, and
// to readers outside only one that somebody has decided about.
func TestReportsShowPicturesAndReadersOutsideGetWhatWasDecided(t *testing.T) {
	ws := open(t, t.TempDir())
	id, _, err := ws.Reviews.Create(ctx, "The line stood still", "")
	if err != nil {
		t.Fatal(err)
	}
	section := review.Sections + "/" + get(t, ws, id).Sections[0].Key
	data := shade(t, 40)
	_, err = ws.AddPicture(ctx, id, data, review.Picture{Caption: "Orders that waited", About: section}, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Reviews.SaveText(ctx, id, section+"/text", "", "Orders stopped.", ""); err != nil {
		t.Fatal(err)
	}
	r, text := get(t, ws, id), assets.English()
	make := func(kind, format string) (string, workspace.Paper) {
		t.Helper()
		raw, paper, err := ws.ReportAs(ctx, r, workspace.ReportOptions{Kind: kind}, format, text)
		if err != nil {
			t.Fatal(err)
		}
		again, _, err := ws.ReportAs(ctx, r, workspace.ReportOptions{Kind: kind}, format, text)
		if err != nil || !bytes.Equal(raw, again) {
			t.Errorf("%s as %s is another the second time: %v", kind, format, err)
		}
		return string(raw), paper
	}
	for format, sign := range map[string]string{"pdf": "/Subtype /Image", "html": "src=\"data:image/png;base64,", "json": `"format": "png"`} {
		if got, _ := make("internal", format); !strings.Contains(got, sign) {
			t.Errorf("%s has no picture", format)
		}
		if got, _ := make("customer", format); strings.Contains(got, sign) {
			t.Errorf("%s has a picture that nobody decided about", format)
		}
	}
	got, paper := make("internal", "md")
	name := workspace.PictureFile(r, r.Pictures[0])
	if !strings.Contains(got, "]("+name+") Picture 1. Orders that waited") || len(paper.Beside) != 1 || paper.Beside[0].Name != name || !bytes.Equal(paper.Beside[0].Data, data) {
		t.Errorf("%+v in\n%s", paper.Beside, got)
	}
	dir := t.TempDir()
	if err := workspace.WriteBeside(dir, paper.Beside); err != nil {
		t.Fatal(err)
	}
	if kept, err := os.ReadFile(filepath.Join(dir, name)); err != nil || !bytes.Equal(kept, data) {
		t.Errorf("%d bytes beside it: %v", len(kept), err)
	}

	got, paper = make("customer", "html")
	if !strings.Contains(got, "‹picture left out›") || len(paper.Removed) != 1 || paper.Removed[0].Kind != "picture" {
		t.Fatalf("%+v", paper.Removed)
	}
	if err := ws.KeepWords(ctx, id, paper.Removed[0].Key, true); err != nil {
		t.Fatal(err)
	}
	if got, paper = make("customer", "html"); !strings.Contains(got, "data:image/png") || !paper.Removed[0].Kept {
		t.Errorf("decided, and left out: %+v", paper.Removed)
	}
	// Other words at it do not ask again.
	if _, err := ws.Reviews.SetField(ctx, id, "pictures/"+r.Pictures[0].ID+"/caption", json.RawMessage(`"Seen at noon"`), ""); err != nil {
		t.Fatal(err)
	}
	r = get(t, ws, id)
	if got, _ := make("customer", "html"); !strings.Contains(got, "data:image/png") || !strings.Contains(got, "Seen at noon") {
		t.Error("with other words it was asked about again")
	}
	// One whose bytes are damaged: the report says so in its place.
	second, err := ws.AddPicture(ctx, id, shade(t, 50), review.Picture{Caption: "A second"}, "")
	if err != nil {
		t.Fatal(err)
	}
	r = get(t, ws, id)
	other, _ := r.Picture(second.ID)
	if err := os.WriteFile(filepath.Join(ws.Home, "blobs", other.Sum), []byte("something else"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, _ := make("internal", "html"); !strings.Contains(got, "A second") || !strings.Contains(got, text.Text("report.picture.gone")) || strings.Count(got, "data:image/png") != 1 {
		t.Errorf("a damaged picture is not told:\n%s", got)
	}
}
