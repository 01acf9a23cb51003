package draw

import (
	"fmt"
	"sync"
	"sync/atomic"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"secondstory/assets/fonts"
	"secondstory/backend/internal/typeface"
)

// Cut names one of the static fonts of assets/fonts.
type Cut string

// The cuts. Each is measured with itself.
const (
	Regular  Cut = "regular"
	SemiBold Cut = "semibold"
	Italic   Cut = "italic"
	Mono     Cut = "mono"
)

const (
	pageSize   = 256
	missing    = int32(-1)
	cacheLimit = 8192
)

// cutFont holds one cut and its advances in font units, filled page by page.
type cutFont struct {
	font  *sfnt.Font
	lib   *typeface.Library // nil borrows nothing
	bold  bool
	upem  int32
	mu    sync.Mutex
	buf   sfnt.Buffer
	pages [0x110000 / pageSize]atomic.Pointer[[pageSize]int32]
}

// Measurer knows how wide text is: the sum of unhinted advances without
// kerning, the same on every machine; what is set in a font of the machine is as
// wide as that font says. It is safe for concurrent use.
type Measurer struct {
	cuts map[Cut]*cutFont

	mu    sync.Mutex
	wraps map[wrapKey][]Line
}

// NewMeasurer reads the embedded cuts; it fails only if they are damaged.
func NewMeasurer() (*Measurer, error) { return NewMeasurerWith(nil) }

// NewMeasurerWith also takes fonts of the machine for what the cuts lack.
func NewMeasurerWith(lib *typeface.Library) (*Measurer, error) {
	m := &Measurer{cuts: map[Cut]*cutFont{}, wraps: map[wrapKey][]Line{}}
	for cut, data := range map[Cut][]byte{Regular: fonts.Regular(), SemiBold: fonts.SemiBold(), Italic: fonts.Italic(), Mono: fonts.Mono()} {
		f, err := sfnt.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("read the %s cut: %w", cut, err)
		}
		m.cuts[cut] = &cutFont{font: f, upem: int32(f.UnitsPerEm()), lib: lib, bold: cut == SemiBold}
	}
	return m, nil
}

func (m *Measurer) cut(c Cut) *cutFont {
	if f, ok := m.cuts[c]; ok {
		return f
	}
	return m.cuts[Regular]
}

func (f *cutFont) page(n int) *[pageSize]int32 {
	if p := f.pages[n].Load(); p != nil {
		return p
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if p := f.pages[n].Load(); p != nil {
		return p
	}
	p := new([pageSize]int32)
	// At one pixel per font unit the unhinted advance is exact.
	ppem := fixed.I(int(f.upem))
	for i := range p {
		p[i] = missing
		g, err := f.font.GlyphIndex(&f.buf, rune(n*pageSize+i))
		if err != nil || g == 0 {
			continue
		}
		if adv, err := f.font.GlyphAdvance(&f.buf, g, ppem, 0); err == nil {
			p[i] = int32(adv.Round())
		}
	}
	f.pages[n].Store(p)
	return p
}

// advance is in font units; missing where the cut has no glyph.
func (f *cutFont) advance(r rune) int32 {
	if r < 0 || r > 0x10FFFF {
		return missing
	}
	return f.page(int(r) / pageSize)[int(r)%pageSize]
}

// has says whether the cut can draw the rune.
func (f *cutFont) has(r rune) bool { return f.advance(r) != missing }

// units is the width of text in font units.
func (f *cutFont) units(text string) int64 {
	if f.borrows(text) {
		return f.borrowedUnits(text)
	}
	var w int64
	var prev rune
	for _, r := range text {
		w += f.runeUnits(prev, r)
		prev = r
	}
	return w
}

const joiner = 0x200D

// runeUnits is what a rune adds after prev. Runes without a glyph count as a
// square and a third, what a browser needs for an emoji from another font;
// what joins the sign before it (a skin tone, the second half of a joined
// sign) adds nothing, and two halves of a flag make one sign.
func (f *cutFont) runeUnits(prev, r rune) int64 {
	if a := f.advance(r); a != missing {
		return int64(a)
	}
	if parts := f.shaped(string(r), typeface.RightToLeft(string(r))); parts[0].face != nil {
		return f.faceUnits(parts[0].face, parts[0].glyphs)
	}
	switch {
	case invisible(r), prev == joiner, r >= 0x1F3FB && r <= 0x1F3FF:
		return 0
	case r >= 0x1F1E6 && r <= 0x1F1FF:
		return int64(f.upem) * 2 / 3
	}
	return int64(f.upem) * 4 / 3
}

// Width is the width of one line of text at an em of size px, in px.
func (m *Measurer) Width(text string, cut Cut, size float64) float64 {
	f := m.cut(cut)
	return float64(f.units(text)) * size / float64(f.upem)
}

// Has says whether the cut has a glyph for the rune.
func (m *Measurer) Has(r rune, cut Cut) bool { return m.cut(cut).has(r) }
