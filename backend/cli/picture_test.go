package cli_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/cli"
)

// pixels is a small PNG of one colour.
func pixels(t *testing.T, shade uint8) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 9, 6))
	for i := range img.Pix {
		img.Pix[i] = color.Gray{shade}.Y
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAPictureIsAddedListedSavedAndRemoved(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	file := d.file("shot.txt", pixels(t, 7)) // its name says nothing
	var added struct {
		Added []struct {
			ID    string `json:"id"`
			Known bool   `json:"known"`
		} `json:"added"`
	}
	add := func(args ...string) string {
		t.Helper()
		if err := json.Unmarshal([]byte(d.ok(append([]string{"picture", "add", ref, "--json"}, args...)...)), &added); err != nil || len(added.Added) != 1 {
			t.Fatalf("%v %+v", err, added)
		}
		return added.Added[0].ID
	}
	id := add(file, "--alt", "A graph that falls", "--caption", "Errors at noon")
	if again := add(file); again != id || !added.Added[0].Known {
		t.Errorf("the same picture was added twice: %s %s", id, again)
	}
	list := d.ok("picture", "list", ref)
	if !strings.Contains(list, id+"  9×6  png  Errors at noon") || strings.Count(list, "\n") != 1 {
		t.Errorf("%s", list)
	}
	if sums, err := os.ReadDir(filepath.Join(d.home, "blobs")); err != nil || len(sums) != 1 || len(sums[0].Name()) != 64 {
		t.Errorf("%v %v", sums, err)
	}
	saved := strings.TrimSpace(d.ok("picture", "save", ref, id, "-o", d.dir))
	if data, err := os.ReadFile(saved); err != nil || string(data) != pixels(t, 7) || filepath.Ext(saved) != ".png" {
		t.Errorf("%s %v", saved, err)
	}
	d.ok("picture", "remove", ref, id)
	if list := d.ok("picture", "list", ref); strings.Contains(list, id) {
		t.Errorf("%s", list)
	}
	d.ok("record", "undo", ref)
	if list := d.ok("picture", "list", ref); !strings.Contains(list, id) {
		t.Errorf("undone it is not there: %s", list)
	}
	if got := d.ok("record", "history", ref); !strings.Contains(got, "Picture removed") {
		t.Errorf("%s", got)
	}
	// What belongs to an entry, shown by a text too.
	var shown struct {
		Sections []struct {
			Key string `json:"key"`
		} `json:"sections"`
		Timeline []struct {
			ID string `json:"id"`
		} `json:"timeline"`
	}
	d.ok("record", "add", ref, "timeline", "line=09:00 The graph fell")
	if err := json.Unmarshal([]byte(d.ok("review", "show", ref, "--json")), &shown); err != nil || len(shown.Timeline) == 0 {
		t.Fatal(err)
	}
	entry := "timeline/" + shown.Timeline[0].ID
	second := add(d.file("two.png", pixels(t, 8)), "--about", entry)
	d.ok("record", "set", ref, "sections/"+shown.Sections[0].Key+"/text=See ![the graph](picture:"+second+") there.")
	var pictures struct {
		Pictures []struct {
			ID   string   `json:"id"`
			Here bool     `json:"here"`
			Uses []string `json:"uses"`
		} `json:"pictures"`
	}
	if err := json.Unmarshal([]byte(d.ok("picture", "list", ref, "--json")), &pictures); err != nil || len(pictures.Pictures) != 2 {
		t.Fatalf("%v %+v", err, pictures)
	}
	if p := pictures.Pictures[1]; !p.Here || strings.Join(p.Uses, " ") != "sections/"+shown.Sections[0].Key+" "+entry {
		t.Errorf("%+v", p)
	}
}

func TestAPictureThatIsNoneIsRefusedAndNothingIsAdded(t *testing.T) {
	d := newDesk(t)
	ref := d.review()
	whole := pixels(t, 1)
	for name, c := range map[string]struct{ text, says string }{
		"renamed.png": {"# Post-mortem\n", "holds no picture"},
		"empty.png":   {"", "is empty"},
		"cut.png":     {whole[:len(whole)-20], "ends before its end"},
		"script.png":  {"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG drawing can hold scripts"},
	} {
		got := d.do("picture", "add", ref, d.file(name, c.text))
		if got.status != cli.Failed || !strings.Contains(got.err, c.says) || strings.Contains(got.err, d.dir) {
			t.Errorf("%s: %d %s", name, got.status, got.err)
		}
	}
	if _, err := os.Stat(filepath.Join(d.home, "blobs")); err == nil {
		t.Error("something was kept")
	}
	if got := d.do("record", "add", ref, "pictures", "sum="+strings.Repeat("a", 64)); got.status == cli.Done {
		t.Error("a picture without bytes was added")
	}
	if got := d.do("picture", "save", ref, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "-o", d.dir); got.status != cli.Failed {
		t.Errorf("%+v", got)
	}
	if got := d.do("picture", "add", ref, d.file("good.png", whole), "--about", "timeline/01ARZ3NDEKTSV4RRFFQ69G5FAV"); got.status != cli.Failed {
		t.Errorf("%+v", got)
	}
	if list := d.ok("picture", "list", ref); !strings.Contains(list, "no pictures") {
		t.Errorf("%s", list)
	}
}
