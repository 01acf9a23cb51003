package draw

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"flag"
	"image/png"
	"io"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"secondstory/backend/domain/cause"
)

var update = flag.Bool("update", false, "write the golden files anew")

// wellFormed reads a whole document.
func wellFormed(t *testing.T, data []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		_, err := d.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, data[:min(len(data), 400)])
		}
	}
}

func goldenScenes(t *testing.T) map[string][]byte {
	m := measurer(t)
	tree := gatesTree()
	o := Defaults()
	o.Angle, o.MaxW, o.HeadNote = 76, 130, "48 minutes, 3 missed departures"
	w := Defaults()
	w.And, w.ColumnHeads = "and", []string{"What happened", "How did that come about?", "And that?"}
	two := Defaults()
	two.TwoSided, two.KeepEmoji, two.MaxLevel, two.Unsorted = true, false, 1, "Not yet sorted"
	loose := append(outline(gates), cause.Node{ID: "x1", Parent: "c0", Kind: "cause", Text: "The printer 🔥 was hot", Status: "unknown", Rank: "zz"})
	empty := cause.Build([]cause.Node{{ID: "e", Kind: "effect", Text: "The night batch was late"}})
	return map[string][]byte{
		"fishbone.svg": SVG(Fishbone(m, tree, o).Scene, Light, Meta{Title: tree.Effect().Text, Desc: Outline(tree), Tree: tree, Background: true}),
		"whys.svg":     SVG(Whys(m, tree, w).Scene, Dark, Meta{Title: tree.Effect().Text, Background: true, Selected: "c3"}),
		"cut.svg":      SVG(Fishbone(m, cause.Build(loose), two).Scene, Print, Meta{}),
		"empty.svg":    SVG(Fishbone(m, empty, Defaults()).Scene, Light, Meta{}),
	}
}

func TestPicturesStayAsTheyWere(t *testing.T) {
	for name, got := range goldenScenes(t) {
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.MkdirAll("testdata", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s has changed; look at it, then run the test with -update", name)
		}
		wellFormed(t, got)
	}
}

// hostile texts: markup, quotes, controls, emoji, other scripts, very long.
var hostile = []string{
	`<b>&amp;"'</b>`, "a\x00b\x1fc", "🔥👩\u200D💻", "=1+1", "%%comment", "]]>", "中文 עברית", strings.Repeat("long ", 300),
	strings.Repeat("x", 500), "", " ", "\xff\xfe", "\u202Ertl", "line\nline", "%%{init: {}}%%", "-- --> #quot; `code` |x| [y](z)",
}

func hostileTree() *cause.Tree {
	nodes := []cause.Node{{ID: "e<&\"", Kind: "effect", Text: hostile[0], Note: hostile[1]}}
	for i, s := range hostile {
		parent := nodes[len(nodes)/2].ID
		kind := "cause"
		if i%5 == 0 {
			kind, parent = "category", nodes[0].ID
		}
		nodes = append(nodes, cause.Node{ID: "h" + itoa(i) + "'>", Parent: parent, Kind: kind, Text: s, Note: s, Rank: rank(i), Also: []string{nodes[0].ID}, Status: "unknown"})
	}
	return cause.Build(nodes)
}

func TestAnyTextMakesAWellFormedPicture(t *testing.T) {
	m := measurer(t)
	tree := hostileTree()
	o := Defaults()
	o.Unsorted = "Not yet sorted"
	for _, keep := range []bool{true, false} {
		o.KeepEmoji = keep
		s := Fishbone(m, tree, o).Scene
		if c := conflicts(s); len(c) > 0 {
			t.Errorf("%d conflicts, first: %s", len(c), c[0])
		}
		wellFormed(t, SVG(s, Light, Meta{Title: hostile[0], Desc: Outline(tree), Tree: tree}))
		if _, err := PNG(s, Light, 1); err != nil {
			t.Error(err)
		}
		if keep == (len(s.Replaced) > 8) {
			t.Errorf("keeping emoji %v lists %v", keep, s.Replaced)
		}
	}
	wellFormed(t, SVG(Whys(m, tree, o).Scene, Print, Meta{}))
}

func TestASceneSurvivesJSON(t *testing.T) {
	m := measurer(t)
	for i := 0; i < 20; i++ {
		want := Fishbone(m, cause.Build(randomTree(rand.New(rand.NewSource(int64(i))), 30)), Defaults()).Scene
		data, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got Scene
		if err := json.Unmarshal(data, &got); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatal("the scene read back differs")
		}
	}
}

func TestItemsHaveIDsOfTheirOwnAndKnownStyles(t *testing.T) {
	m := measurer(t)
	s := Fishbone(m, gatesTree(), Defaults()).Scene
	scenes := []Scene{s, Whys(m, gatesTree(), Defaults()).Scene, Strip(m, stripInput())}
	for _, s := range scenes {
		seen := map[string]bool{}
		for _, it := range s.Items {
			if seen[it.ID] {
				t.Errorf("%s: id %s twice", s.Kind, it.ID)
			}
			seen[it.ID] = true
			for _, style := range []string{it.Fill, it.Stroke} {
				for _, th := range []Theme{Light, Dark, Print} {
					if style != "" && !th.Has(style) {
						t.Errorf("%s: %s does not know style %s", s.Kind, th.Name, style)
					}
				}
			}
			if _, ok := s.Glyphs[it.Text]; it.Kind == KindGlyph && !ok {
				t.Errorf("%s: sign %s is not in the scene", s.Kind, it.Text)
			}
		}
	}
}

func TestEveryNodeCanBeHitAndTinted(t *testing.T) {
	tree := gatesTree()
	for _, l := range []Layout{Fishbone(measurer(t), tree, Defaults()), Whys(measurer(t), tree, Defaults())} {
		hits := map[string]bool{}
		for _, it := range l.Scene.Items {
			if it.Role == RoleHit {
				hits[it.Node] = true
			}
		}
		for _, p := range tree.DepthFirst() {
			if !hits[p.ID] && !(l.Scene.Kind == "whys" && p.Kind == "category") {
				t.Errorf("%s: %s cannot be hit", l.Scene.Kind, p.ID)
			}
		}
	}
}

func TestEverythingPaintedLiesInsideTheBounds(t *testing.T) {
	m := measurer(t)
	r := rand.New(rand.NewSource(9))
	for i := 0; i < 50; i++ {
		tree := cause.Build(randomTree(r, 30))
		for _, s := range []Scene{Fishbone(m, tree, Defaults()).Scene, Whys(m, tree, Defaults()).Scene} {
			b := s.Bounds
			for _, it := range s.Items {
				if it.Kind != KindText {
					continue
				}
				if it.P[0] < b.X || it.P[1]-it.Size < b.Y || it.P[0]+it.W > b.X+b.W || it.P[1]+it.Size/4 > b.Y+b.H {
					t.Fatalf("%s: %q lies outside", s.Kind, it.Text)
				}
			}
		}
	}
}

func TestPNGsAreOfTheSizeAskedAndTheSameEveryTime(t *testing.T) {
	s := Fishbone(measurer(t), gatesTree(), Defaults()).Scene
	for _, scale := range []float64{1, 2, 3} {
		a, err := PNG(s, Print, scale)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := PNG(s, Print, scale)
		if !bytes.Equal(a, b) {
			t.Error("two runs differ")
		}
		img, err := png.Decode(bytes.NewReader(a))
		if err != nil {
			t.Fatal(err)
		}
		if want := int(float64(s.Bounds.W) / 100 * scale); img.Bounds().Dx() != want {
			t.Errorf("scale %v: %d wide, expected %d", scale, img.Bounds().Dx(), want)
		}
		ink := 0
		for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
			for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
				if r, g, b, _ := img.At(x, y).RGBA(); r+g+b < 3*0x8000 {
					ink++
				}
			}
		}
		if all := img.Bounds().Dx() * img.Bounds().Dy(); ink*100 < all || ink*2 > all {
			t.Errorf("scale %v: %d of %d pixels are dark", scale, ink, all)
		}
	}
}

func TestGlyphsAreReadToTheirEnd(t *testing.T) {
	for name, g := range glyphs {
		ops := g.Ops()
		want := 0
		for _, r := range g.D {
			if r >= 'A' && r <= 'Z' {
				want++
			}
		}
		if len(ops) != want || ops[0].Op != 'M' {
			t.Errorf("%s: %d of %d steps read", name, len(ops), want)
		}
		for _, o := range ops {
			for _, v := range o.P {
				if v < 0 || v > 16 {
					t.Errorf("%s: %v lies outside the square", name, v)
				}
			}
		}
	}
}

func TestAPictureHasAnAreaMemoryAllows(t *testing.T) {
	for _, b := range []Rect{{W: 1_000_000, H: 1_000_000}, {W: farthest - 1, H: farthest - 1}, {W: farthest - 1, H: 100}, {}, {W: 40000, H: 30000}} {
		w, h, scale := PictureSize(b, 3)
		if w < 1 || h < 1 || w > maxPixels || h > maxPixels || float64((w-1)*(h-1)) > maxArea || scale <= 0 {
			t.Errorf("%v becomes %d × %d at %v", b, w, h, scale)
		}
	}
	if w, h, scale := PictureSize(Rect{W: 40000, H: 30000}, 3); w != 1200 || h != 900 || scale != 3 {
		t.Errorf("a usual picture became %d × %d at %v", w, h, scale)
	}
}

func TestCoordinatesNeverChangeSides(t *testing.T) {
	for _, v := range []float64{1e7, 2.2e7, 1e12, math.Inf(1)} {
		if c100(v) <= 0 || c100(-v) >= 0 || c100(v)+c100(v) < 0 {
			t.Errorf("%v px are %d and %d", v, c100(v), c100(-v))
		}
	}
	if c100(math.NaN()) != 0 || c100(1.234) != 123 || c100(-1.236) != -124 {
		t.Error("usual numbers are not kept")
	}
}
