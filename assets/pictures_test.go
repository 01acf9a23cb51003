package assets_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"secondstory/assets"
)

// shelf is what the pictures are and where they are named.
type shelf struct {
	files map[string][]byte // by name without .png
	sizes map[string]struct{ Width, Height int }
	help  map[string]bool // named on help pages
	named map[string]bool // named anywhere
}

// A picture is fetched with the repository and ships with the program: each is
// small, and all of them are.
const (
	mostOfOne = 150_000
	mostOfAll = 1_600_000
)

var (
	anyPicture    = regexp.MustCompile(`!\[([^\]]*)\]\(([^)]*)\)`)
	helpPicture   = regexp.MustCompile(`^\.\./pictures/([a-z]+)\.png$`)
	readmePicture = regexp.MustCompile(`^assets/pictures/([a-z]+)\.png$`)
)

// read notes the pictures of a text and gives what is wrong with how they are
// named.
func (s *shelf) read(text, where string, form *regexp.Regexp, onPage bool) (faults []string) {
	for _, m := range anyPicture.FindAllStringSubmatch(text, -1) {
		name := form.FindStringSubmatch(m[2])
		switch {
		case name == nil:
			faults = append(faults, fmt.Sprintf("%s: %s is no picture of ours", where, m[2]))
			continue
		case len(m[1]) < 20:
			faults = append(faults, fmt.Sprintf("%s: %s needs words that say what is on it", where, m[2]))
		}
		s.named[name[1]] = true
		s.help[name[1]] = s.help[name[1]] || onPage
	}
	return faults
}

// faults are the pictures that are missing, too large, of another size than is
// said, or shown nowhere.
func (s *shelf) faults() (out []string) {
	add := func(form string, args ...any) { out = append(out, fmt.Sprintf(form, args...)) }
	total := 0
	for name, raw := range s.files {
		total += len(raw)
		base := strings.TrimSuffix(name, "-dark")
		if !s.named[base] || base != name && !s.help[base] {
			add("%s is shown nowhere", name)
		}
		if len(raw) > mostOfOne {
			add("%s has %d bytes", name, len(raw))
		}
		cfg, err := png.DecodeConfig(bytes.NewReader(raw))
		if err != nil {
			add("%s: %v", name, err)
			continue
		}
		if _, ok := cfg.ColorModel.(color.Palette); !ok {
			add("%s has no palette", name)
		}
		if size := s.sizes[base]; size.Width != cfg.Width || size.Height != cfg.Height {
			add("%s is %d×%d, said is %v", name, cfg.Width, cfg.Height, size)
		}
	}
	if total > mostOfAll {
		add("all together have %d bytes", total)
	}
	for name := range s.named {
		if s.files[name] == nil {
			add("%s is named and missing", name)
		}
		if s.help[name] && s.files[name+"-dark"] == nil {
			add("%s has no dark picture for the help", name)
		}
	}
	for name := range s.sizes {
		if s.files[name] == nil {
			add("%s has a size and is missing", name)
		}
	}
	sort.Strings(out)
	return out
}

func TestEveryPictureOfReadmeAndHelpExistsIsSmallAndIsShown(t *testing.T) {
	s := shelf{files: map[string][]byte{}, help: map[string]bool{}, named: map[string]bool{}}
	paths, err := filepath.Glob("pictures/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		switch name := filepath.Base(path); {
		case name == "sizes.json":
			if err := json.Unmarshal(raw, &s.sizes); err != nil {
				t.Fatal(err)
			}
		case strings.HasSuffix(name, ".png"):
			s.files[strings.TrimSuffix(name, ".png")] = raw
		default:
			t.Errorf("%s is no picture", name)
		}
	}
	var faults []string
	for _, topic := range assets.Topics() {
		text, err := assets.Help(topic.ID)
		if err != nil {
			t.Fatal(err)
		}
		faults = append(faults, s.read(text, topic.ID, helpPicture, true)...)
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	faults = append(faults, s.read(string(readme), "README", readmePicture, false)...)
	for _, fault := range append(faults, s.faults()...) {
		t.Error(fault)
	}
	if len(s.help) < 6 {
		t.Errorf("only %d pictures in the help", len(s.help))
	}
}

func TestWhatIsWrongWithAPictureIsFound(t *testing.T) {
	paint := func(img image.Image) []byte {
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	box := image.Rect(0, 0, 4, 3)
	good, full := paint(image.NewPaletted(box, color.Palette{color.Black, color.White})), paint(image.NewRGBA(box))
	s := shelf{help: map[string]bool{}, named: map[string]bool{}, files: map[string][]byte{
		"fish": good, "fish-dark": good, "lost": good, "bright": good, "full": full, "big": append(bytes.Clone(good), make([]byte, mostOfOne)...),
	}}
	s.sizes = map[string]struct{ Width, Height int }{"fish": {4, 3}, "lost": {3, 3}, "bright": {4, 3}, "full": {4, 3}, "big": {4, 3}, "gone": {4, 3}}
	words := "what stands on the picture"
	help := "![" + words + "](../pictures/fish.png)\n![" + words + "](../pictures/bright.png)\n![x](../pictures/fish.png)\n![" + words + "](https://example.org/a.png)"
	got := s.read(help, "page", helpPicture, true)
	for _, name := range []string{"full", "big", "away"} {
		got = append(got, s.read("!["+words+"](assets/pictures/"+name+".png)", "README", readmePicture, false)...)
	}
	want := []string{
		"page: ../pictures/fish.png needs words that say what is on it", "page: https://example.org/a.png is no picture of ours",
		"away is named and missing", fmt.Sprintf("big has %d bytes", mostOfOne+len(good)), "bright has no dark picture for the help",
		"full has no palette", "gone has a size and is missing", "lost is 4×3, said is {3 3}", "lost is shown nowhere",
	}
	if got = append(got, s.faults()...); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
