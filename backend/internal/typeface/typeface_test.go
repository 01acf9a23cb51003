package typeface_test

import (
	"bytes"
	"errors"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"secondstory/backend/internal/typeface"
)

// shelf is a machine with fonts of our own making.
type shelf map[string][]byte

func (s shelf) Files() []string {
	var out []string
	for name := range s {
		out = append(out, name)
	}
	return out
}

type open struct{ *bytes.Reader }

func (open) Close() error { return nil }

func (s shelf) Open(path string) (typeface.File, error) {
	if s[path] == nil {
		return nil, errors.New("no such font")
	}
	return open{bytes.NewReader(s[path])}, nil
}

// square is a shape with a curve of each kind.
func square(size float64) []typeface.Op {
	return []typeface.Op{
		{Op: 'M'}, {Op: 'L', P: [6]float64{size, 0}}, {Op: 'Q', P: [6]float64{size, size / 2, size, size}},
		{Op: 'C', P: [6]float64{size * 2 / 3, size * 1.2, size / 3, size * 1.2, 0, size}},
	}
}

func fontOf(name string, weight uint16, text string) []byte {
	shapes, advances := [][]typeface.Op{square(400)}, []int32{500}
	var codes []uint16
	for i, r := range []rune(text) {
		codes = append(codes, uint16(r))
		shapes, advances = append(shapes, square(float64(300+10*i))), append(advances, int32(400+10*i))
	}
	return typeface.Build(name, weight, 1000, codes, shapes, advances)
}

func TestAFontMadeHereIsReadWithItsSignsAndWidths(t *testing.T) {
	f, err := sfnt.Parse(fontOf("Made", 400, "אבג一丁"))
	if err != nil {
		t.Fatal(err)
	}
	var buf sfnt.Buffer
	for i, r := range []rune("אבג一丁") {
		id, err := f.GlyphIndex(&buf, r)
		if err != nil || int(id) != i+1 {
			t.Fatalf("%c is sign %d, %v; want %d", r, id, err, i+1)
		}
		adv, err := f.GlyphAdvance(&buf, id, fixed.I(1000), 0)
		if err != nil || adv.Round() != 400+10*i {
			t.Errorf("%c is %d wide, %v", r, adv.Round(), err)
		}
		if segs, err := f.LoadGlyph(&buf, id, fixed.I(1000), nil); err != nil || len(segs) < 4 {
			t.Errorf("%c has %d strokes, %v", r, len(segs), err)
		}
	}
	if got, _ := f.Name(&buf, sfnt.NameIDFamily); got != "Made" {
		t.Errorf("family %q", got)
	}
}

func TestTheFaceOfACharacterDependsOnTheFilesAlone(t *testing.T) {
	files := shelf{
		"a.ttf": fontOf("Any Serif", 400, "אבג"), "b.ttf": fontOf("Noto Sans Hebrew", 400, "אב"),
		"c.ttf": fontOf("Noto Sans Hebrew", 700, "אב"), "d.ttf": []byte("no font at all"),
	}
	for _, first := range []rune("אג") {
		l := typeface.New(files)
		l.Find(first, false)
		for r, want := range map[rune]string{'א': "b.ttf#0", 'ג': "a.ttf#0"} {
			if f := l.Find(r, false); f == nil || f.Key() != want {
				t.Errorf("after %c, %c is drawn by %v, want %s", first, r, f, want)
			}
		}
		if f := l.Find('א', true); f == nil || f.Key() != "c.ttf#0" {
			t.Errorf("bold is drawn by %v", f)
		}
		if f := l.Find('ж', false); f != nil {
			t.Errorf("a character of no font is drawn by %s", f.Key())
		}
	}
}

func TestAFontThatForbidsToBeEmbeddedIsPassedOver(t *testing.T) {
	raw := fontOf("Noto Sans Hebrew", 400, "א")
	at := bytes.Index(raw, []byte("OS/2"))
	table := int(raw[at+8])<<24 | int(raw[at+9])<<16 | int(raw[at+10])<<8 | int(raw[at+11])
	raw[table+9] = 2
	if f := typeface.New(shelf{"a.ttf": raw}).Find('א', false); f != nil {
		t.Errorf("drawn by %s", f.Key())
	}
}

func TestMarksOfTheEastComeFromAFontThatHasItsSigns(t *testing.T) {
	l := typeface.New(shelf{"a.ttf": fontOf("Noto Sans Small", 400, "、"), "b.ttf": fontOf("Some Gothic", 400, "、一")})
	if f := l.Find('、', false); f == nil || f.Key() != "b.ttf#0" {
		t.Errorf("drawn by %v", f)
	}
}

func TestARunFromTheRightIsSetFromTheRight(t *testing.T) {
	l := typeface.New(shelf{"a.ttf": fontOf("Hebrew", 400, "אבג")})
	glyphs, ok := l.Find('א', false).Shape("אבג", true)
	if !ok {
		t.Fatal("the font broke over its own letters")
	}
	var got []rune
	for _, g := range glyphs {
		got = append(got, g.Rune)
	}
	if string(got) != "גבא" {
		t.Errorf("stands as %q", string(got))
	}
}

func ordered(line string, right bool) string {
	out := ""
	for _, s := range typeface.Order(line, right) {
		text := line[s.Start:s.End]
		if s.RTL {
			text = typeface.Turned(text)
		}
		out += text
	}
	return out
}

func TestNumbersAndForeignWordsKeepTheirDirectionInALineFromTheRight(t *testing.T) {
	for _, c := range []struct {
		line  string
		right bool
		want  string
	}{
		{"plain (words)", false, "plain (words)"},
		{"see אבג here", false, "see גבא here"},
		{"אבג 12:30 דה", true, "הד 12:30 גבא"},
		{"אבג abc def (דה).", true, ".(הד) abc def גבא"},
		{"אבג 12 דה", false, "הד 12 גבא"},
		{"abc אבג", true, "גבא abc"},
	} {
		if got := ordered(c.line, c.right); got != c.want {
			t.Errorf("%q from the right %v stands as %q, want %q", c.line, c.right, got, c.want)
		}
	}
}
