package draw

import (
	"slices"
	"unicode"

	"secondstory/backend/internal/typeface"
)

// Piece is what stands together on a line: text in one font, read in one
// direction.
type Piece struct {
	Text   string         // as it stands from left to right where Face is nil, else as typed
	Face   *typeface.Face // nil is the cut itself
	Glyphs []typeface.Glyph
	Width  float64 // in ems of the size it is set in
}

// Pieces parts a line where its font or its direction changes, from left to
// right; nil when all of it stands in the cut as typed. right is the direction
// of the paragraph.
func (m *Measurer) Pieces(line string, cut Cut, right bool) []Piece {
	f := m.cut(cut)
	if !f.borrows(line) && !right && !typeface.RightToLeft(line) {
		return nil
	}
	var out []Piece
	for _, span := range typeface.Order(line, right) {
		out = append(out, m.PiecesOf(line[span.Start:span.End], cut, span.RTL)...)
	}
	return out
}

// PiecesOf parts text of one direction where its font changes, from left to right.
func (m *Measurer) PiecesOf(text string, cut Cut, rtl bool) []Piece {
	f := m.cut(cut)
	parts := f.shaped(text, rtl)
	if rtl {
		slices.Reverse(parts)
	}
	out := make([]Piece, len(parts))
	for i, p := range parts {
		if p.face != nil {
			out[i] = Piece{p.text, p.face, p.glyphs, float64(f.faceUnits(p.face, p.glyphs)) / float64(f.upem)}
			continue
		}
		out[i] = Piece{Text: p.text, Width: float64(f.units(p.text)) / float64(f.upem)}
		if rtl {
			out[i].Text = typeface.Turned(p.text)
		}
	}
	return out
}

// borrowed is the font of the machine that draws a character the cut lacks and
// that has no name in words; nil for none.
func (f *cutFont) borrowed(r rune) *typeface.Face {
	if f.lib == nil || r < 0x80 || f.has(r) || invisible(r) || nameOf(r) != "" {
		return nil
	}
	return f.lib.Find(r, f.bold)
}

func (f *cutFont) borrows(text string) bool {
	if f.lib == nil || plain(text) {
		return false
	}
	for _, r := range text {
		if f.borrowed(r) != nil {
			return true
		}
	}
	return false
}

type faced struct {
	text   string
	face   *typeface.Face
	glyphs []typeface.Glyph
}

// shaped parts text of one direction where its font changes and sets what is
// borrowed. A font that breaks on the way is found no more, so the text is parted
// again without it.
func (f *cutFont) shaped(text string, rtl bool) []faced {
	for {
		parts := f.byFace(text)
		if shapeAll(parts, rtl) {
			return parts
		}
	}
}

func shapeAll(parts []faced, rtl bool) bool {
	for i := range parts {
		p := &parts[i]
		if p.face == nil {
			continue
		}
		var ok bool
		if p.glyphs, ok = p.face.Shape(p.text, rtl); !ok {
			return false
		}
	}
	return true
}

// byFace parts text of one direction where its font changes, in the order it was
// typed. Marks and joiners stay with the letter before them.
func (f *cutFont) byFace(text string) []faced {
	var out []faced
	start := 0
	var now *typeface.Face
	for i, r := range text {
		face := f.borrowed(r)
		if now != nil && i > start && face != now && (invisible(r) || unicode.Is(unicode.M, r) && now.Has(r)) {
			face = now
		}
		if face != now && i > start {
			out = append(out, faced{text: text[start:i], face: now})
			start = i
		}
		now = face
	}
	return append(out, faced{text: text[start:], face: now})
}

func (f *cutFont) borrowedUnits(text string) int64 {
	var w int64
	for _, span := range typeface.Order(text, false) {
		for _, p := range f.shaped(text[span.Start:span.End], span.RTL) {
			if p.face != nil {
				w += f.faceUnits(p.face, p.glyphs)
				continue
			}
			var prev rune
			for _, r := range p.text {
				w += f.runeUnits(prev, r)
				prev = r
			}
		}
	}
	return w
}

// faceUnits is the width of signs of another font in units of the cut.
func (f *cutFont) faceUnits(face *typeface.Face, glyphs []typeface.Glyph) int64 {
	var w int64
	for _, g := range glyphs {
		w += int64(g.Advance)
	}
	up := int64(face.Upem())
	return (w*int64(f.upem) + up/2) / up
}

// Signs that may not begin, and that may not end, a line of a script without
// spaces.
const (
	notFirst = "、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】〟ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;?!)]}%‰"
	notLast  = "‘“（〔［｛〈《「『【〝([{"
)

var (
	first = runeSet(notFirst)
	last  = runeSet(notLast)
)

func runeSet(s string) map[rune]bool {
	out := map[rune]bool{}
	for _, r := range s {
		out[r] = true
	}
	return out
}

// unspaced are the signs of scripts that put no spaces between words.
func unspaced(r rune) bool {
	return r >= 0x2E80 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF)
}

// BetweenSigns parts a word where a line may end because its script is written
// without spaces: Japanese and Chinese. Other words stay whole.
func BetweenSigns(word string) []string {
	if plain(word) {
		return []string{word}
	}
	var out []string
	start := 0
	var before rune
	for i, r := range word {
		if i > 0 && (unspaced(before) || unspaced(r)) && !first[r] && !last[before] && !invisible(r) && !unicode.Is(unicode.M, r) {
			out = append(out, word[start:i])
			start = i
		}
		before = r
	}
	return append(out, word[start:])
}
