package typeface_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"secondstory/backend/internal/typeface"
)

const tried = "אבג"

// set finds fonts for a text until one sets it, and reads the shapes of its signs.
func set(t *testing.T, l *typeface.Library, text string) string {
	t.Helper()
	for range 3 {
		face := l.Find([]rune(text)[0], false)
		if face == nil {
			break
		}
		glyphs, ok := face.Shape(text, true)
		if !ok {
			continue
		}
		for _, g := range glyphs {
			face.Outline(g.ID)
			face.Advance(g.ID)
		}
		return face.Key()
	}
	t.Fatalf("%q is set by no font though a whole one is there", text)
	return ""
}

// FuzzADamagedFontLeavesTheTextToTheNextOne puts a damaged font in front of a
// whole one. The seeds in testdata are fonts made here whose bytes were changed;
// each made the reader of fonts panic.
func FuzzADamagedFontLeavesTheTextToTheNextOne(f *testing.F) {
	whole := fontOf("Whole", 400, tried)
	f.Add(whole)
	f.Fuzz(func(t *testing.T, data []byte) {
		l := typeface.New(shelf{"a.ttf": data, "b.ttf": whole})
		for _, text := range []string{"א", "בג", tried} {
			set(t, l, text)
		}
	})
}

// tableAt is where a font keeps what its directory says of a table: place, length.
func tableAt(raw []byte, name string) []byte {
	at := bytes.Index(raw, []byte(name))
	return raw[at+8 : at+16]
}

func TestAFontThatClaimsMoreThanItsFileIsNotRead(t *testing.T) {
	whole := fontOf("Whole", 400, tried)
	damaged := func(change func(raw []byte)) []byte {
		raw := fontOf("Noto Sans Hebrew", 400, tried)
		change(raw)
		return raw
	}
	ttc := append([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x01\x00\x00\x00\x10"), damaged(func(raw []byte) {
		binary.BigEndian.PutUint32(tableAt(raw, "OS/2")[4:], 0xA0000000)
	})...)
	many := []byte("ttcf\x00\x01\x00\x00\xFF\xFF\xFF\xFF")
	for name, raw := range map[string][]byte{
		"length of a table": damaged(func(raw []byte) { binary.BigEndian.PutUint32(tableAt(raw, "OS/2")[4:], 0xA0000000) }),
		"place of a table":  damaged(func(raw []byte) { binary.BigEndian.PutUint32(tableAt(raw, "post"), 0xFFFFFF00) }),
		"number of tables":  damaged(func(raw []byte) { binary.BigEndian.PutUint16(raw[4:], 0xFFFF) }),
		"no tables":         damaged(func(raw []byte) { binary.BigEndian.PutUint16(raw[4:], 0) }),
		"half of the file":  damaged(func([]byte) {})[:600],
		"in a collection":   ttc, "number of fonts": many, "nothing": {},
	} {
		files := &counted{shelf: shelf{"a.ttf": raw, "b.ttf": whole}}
		if got := set(t, typeface.New(files), tried); got != "b.ttf#0" {
			t.Errorf("%s: set by %s", name, got)
		}
		// The directory of this font is 172 bytes long; a reader that goes by the
		// claim asks for more.
		if files.most > 172 {
			t.Errorf("%s: %d bytes were asked for at once", name, files.most)
		}
	}
}

// counted notes the largest piece that is read of a.ttf.
type counted struct {
	shelf
	most int
}

type meter struct {
	typeface.File
	files *counted
}

func (c *counted) Open(path string) (typeface.File, error) {
	f, err := c.shelf.Open(path)
	if err != nil || path != "a.ttf" {
		return f, err
	}
	return meter{f, c}, nil
}

func (m meter) ReadAt(p []byte, at int64) (int, error) {
	m.files.most = max(m.files.most, len(p))
	return m.File.ReadAt(p, at)
}

func TestAFontThatBreaksOverATextIsNotAskedAgain(t *testing.T) {
	raw := fontOf("Noto Sans Hebrew", 400, tried)
	// The second letter's outline lies beyond the table of outlines.
	at := binary.BigEndian.Uint32(tableAt(raw, "loca"))
	binary.BigEndian.PutUint32(raw[at+8:], 0x00FFFFFF)
	binary.BigEndian.PutUint32(raw[at+12:], 0x00FFFFFF)
	l := typeface.New(shelf{"a.ttf": raw, "b.ttf": fontOf("Whole", 400, tried)})
	if got := set(t, l, tried); got != "b.ttf#0" {
		t.Errorf("set by %s", got)
	}
	if f := l.Find('א', false); f == nil || f.Key() != "b.ttf#0" {
		t.Errorf("א is drawn by %v after its font broke", f)
	}
}
