package pdf

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"secondstory/backend/draw"
	"secondstory/backend/internal/typeface"
)

// fontBook holds the signs of fonts of the machine that a document prints. It is
// filled while the pages are painted for the first time; then the fonts are made.
type fontBook struct {
	list  []*bookFont
	at    map[string]*bookFont
	bound bool
}

type bookFont struct {
	name  string
	face  *typeface.Face
	codes map[typeface.Glyph]uint16 // by sign and character alone
	taken map[uint16]bool
	signs []typeface.Sign
	next  uint16
	data  []byte
}

func newFontBook() *fontBook { return &fontBook{at: map[string]*bookFont{}} }

// privateUse is where signs without a character of their own are numbered.
const privateUse = 0xE000

func (b *fontBook) font(face *typeface.Face) *bookFont {
	f, ok := b.at[face.Key()]
	if !ok {
		f = &bookFont{name: "machine" + strconv.Itoa(len(b.list)+1), face: face, codes: map[typeface.Glyph]uint16{}, taken: map[uint16]bool{}, next: privateUse}
		b.at[face.Key()] = f
		b.list = append(b.list, f)
	}
	return f
}

func (b *fontBook) bind() {
	for _, f := range b.list {
		f.data = typeface.Make(f.face, f.name, f.signs)
	}
	b.bound = true
}

// code is the number a sign is printed by: its character's where it has one, so
// that the words can be searched and copied.
func (f *bookFont) code(g typeface.Glyph) uint16 {
	key := typeface.Glyph{ID: g.ID, Rune: g.Rune}
	if c, ok := f.codes[key]; ok {
		return c
	}
	c := uint16(0)
	if g.Rune > 0x7F && g.Rune < 0xD800 || g.Rune >= 0xF900 && g.Rune < 0xFFFE {
		c = uint16(g.Rune)
	}
	if c == 0 || f.taken[c] {
		// Beyond the private area follow the numbers of signs nobody printed here;
		// below the surrogates there are more than a font has.
		for f.taken[f.next] || f.next >= 0xD800 && f.next < privateUse || f.next >= 0xFFFE || f.next < 0x100 {
			f.next++
		}
		c = f.next
	}
	f.taken[c] = true
	f.codes[key] = c
	f.signs = append(f.signs, typeface.Sign{Code: c, ID: g.ID})
	return c
}

// pieces prints what stands together on a line; letters of scripts that join
// them cannot be spaced, so nothing on such a line is.
func (c *canvas) pieces(list []draw.Piece, cut draw.Cut, size, x, y float64, color draw.RGB) {
	for _, p := range list {
		if p.Face == nil {
			c.own(p.Text, cut, size, x, y, color, 0)
		} else {
			c.borrowed(p, size, x, y, color)
		}
		x += p.Width * size
	}
}

// borrowed prints signs of a font of the machine. Signs that are no characters
// carry what was typed, for those who search, copy or listen.
func (c *canvas) borrowed(p draw.Piece, size, x, y float64, color draw.RGB) {
	f := c.book.font(p.Face)
	told := true
	for _, g := range p.Glyphs {
		code := f.code(g)
		told = told && rune(code) == g.Rune
	}
	if !c.book.bound {
		return
	}
	c.f.AddUTF8FontFromBytes(f.name, "", f.data)
	c.f.SetFont(f.name, "", size*ptPerPx)
	c.cut, c.size = "", size
	c.ink(color)
	if !told {
		c.f.RawWriteStr("/Span <</ActualText <FEFF" + hex16(p.Text) + ">>> BDC")
	}
	em := size / float64(p.Face.Upem())
	var run strings.Builder
	at, start := 0.0, 0.0
	flush := func() {
		if run.Len() > 0 {
			c.f.Text((x+start*em)*ptPerPx, y*ptPerPx, run.String())
			run.Reset()
		}
	}
	for _, g := range p.Glyphs {
		own := f.face.Advance(g.ID)
		if g.X != 0 || g.Y != 0 {
			flush()
			c.f.Text((x+(at+float64(g.X))*em)*ptPerPx, (y-float64(g.Y)*em)*ptPerPx, string(rune(f.code(g))))
			at += float64(g.Advance)
			continue
		}
		if run.Len() == 0 {
			start = at
		}
		run.WriteRune(rune(f.code(g)))
		at += float64(g.Advance)
		if own != g.Advance {
			flush()
		}
	}
	flush()
	if !told {
		c.f.RawWriteStr("EMC")
	}
}

func hex16(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// seen is a run as it stands on paper.
type seen struct {
	run
	pieces []draw.Piece // nil where the text stands as typed
}

// asSeen puts the runs of a line in the order in which they stand from left to
// right.
func (ln line) asSeen(m *draw.Measurer) []seen {
	out := make([]seen, 0, len(ln.runs))
	var b strings.Builder
	for _, r := range ln.runs {
		b.WriteString(r.text)
		out = append(out, seen{run: r})
	}
	text := b.String()
	if !ln.right && !typeface.RightToLeft(text) {
		return out
	}
	out = out[:0]
	for _, span := range typeface.Order(text, ln.right) {
		var parts []seen
		at := 0
		for _, r := range ln.runs {
			from, to := max(span.Start, at), min(span.End, at+len(r.text))
			if from < to {
				s := seen{run: r, pieces: m.PiecesOf(text[from:to], r.cut, span.RTL)}
				s.w = 0
				for _, p := range s.pieces {
					s.w += p.Width * r.size
				}
				parts = append(parts, s)
			}
			at += len(r.text)
		}
		if span.RTL {
			for i := len(parts) - 1; i >= 0; i-- {
				out = append(out, parts[i])
			}
			continue
		}
		out = append(out, parts...)
	}
	return out
}
