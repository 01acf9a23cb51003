package app_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/app"
)

func TestPicturesArePastedChosenDroppedShownAndSaved(t *testing.T) {
	b := start(t)
	made := must[app.Created](t)(b.reviews.Create("The line stood still", ""))
	pictures := app.NewPictures(b.App)
	shot := func(grey byte) []byte {
		img := image.NewGray(image.Rect(0, 0, 4, 3))
		img.Pix[0] = grey
		var out bytes.Buffer
		if err := png.Encode(&out, img); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	pasted := must[app.PicturesAdded](t)(pictures.Paste(made.Ref, "image.png", base64.StdEncoding.EncodeToString(shot(1)), "", ""))
	id := pasted.Added[0].ID
	data, format, err := b.PictureBytes(made.Ref, id)
	if err != nil || format != "png" || !bytes.Equal(data, shot(1)) {
		t.Errorf("%d %s %v", len(data), format, err)
	}
	file := filepath.Join(t.TempDir(), "two.bin")
	none := filepath.Join(t.TempDir(), "three.png")
	if err := os.WriteFile(file, shot(2), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(none, []byte("# Notes"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.shell.open = []string{none, file}
	chosen := must[app.PicturesAdded](t)(pictures.Choose(made.Ref, "", ""))
	if len(chosen.Added) != 1 || len(chosen.Refused) != 1 || chosen.Refused[0].Key != "picture.no_picture" || chosen.Refused[0].Name != "three.png" {
		t.Errorf("%+v", chosen)
	}
	b.Dropped([]string{file})
	b.Dropped([]string{file, none})
	if !b.shell.has(`"pictures":true`) || !b.shell.has(`"pictures":false`) {
		t.Error("what was dropped is not told by its content")
	}
	saved := must[app.SavedFile](t)(pictures.Save(made.Ref, id))
	if got, err := os.ReadFile(saved.Path); err != nil || !bytes.Equal(got, shot(1)) || !strings.HasSuffix(saved.Path, ".png") {
		t.Errorf("%s %v", saved.Path, err)
	}
	if uses := must[map[string][]string](t)(pictures.Uses(made.Ref)); len(uses) != 2 || uses[id] == nil {
		t.Errorf("%v", uses)
	}
	if _, _, err := b.PictureBytes(made.Ref, "../../local.db"); err == nil {
		t.Error("a path is an address")
	}
}
