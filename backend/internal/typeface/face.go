package typeface

import (
	"sort"
	"strconv"
	"sync"
	"sync/atomic"
	"unicode"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// Face is one font of a file.
type Face struct {
	Family string

	family string // in small letters
	aspect font.Aspect
	varies bool
	cover  [][2]rune

	source Source
	path   string
	index  int

	broken atomic.Bool // read in part: never chosen again

	mu      sync.Mutex
	tried   bool
	face    *font.Face
	upem    int32
	sound   map[uint32]bool // signs whose outline was read
	shaper  shaping.HarfbuzzShaper
	shaped  map[shapeKey][]Glyph
	reverse map[uint32]rune // Arabic forms by glyph
}

type shapeKey struct {
	text string
	rtl  bool
}

// keepShaped bounds what a face remembers.
const keepShaped = 4096

// Glyph is one sign with its place, all in units of the face.
type Glyph struct {
	ID      uint32
	Advance int32 // to the next sign, as placed
	X, Y    int32 // moves the sign alone; Y grows upward
	// Rune is the character the sign stands for alone; 0 for one of several, or
	// for a part of one.
	Rune rune
}

// Key names the face for good: the same in every run on a machine.
func (f *Face) Key() string { return f.path + "#" + strconv.Itoa(f.index) }

func (f *Face) covers(r rune) bool {
	i := sort.Search(len(f.cover), func(i int) bool { return f.cover[i][1] >= r })
	return i < len(f.cover) && f.cover[i][0] <= r
}

// use runs what reads the font, once it is loaded. Damaged tables make the reader
// panic, which a document must survive: the face is then broken and use false.
func (f *Face) use(read func()) (ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	defer func() {
		if recover() != nil {
			ok = false
		}
		if !ok {
			f.broken.Store(true)
		}
	}()
	if !f.load() {
		return false
	}
	read()
	return true
}

// load reads the font whole, once; false when it cannot be read.
func (f *Face) load() bool {
	if f.tried {
		return f.face != nil
	}
	f.tried = true
	file, err := f.source.Open(f.path)
	if err != nil {
		return false
	}
	defer file.Close()
	// The file may have changed since it was looked at.
	if !whole(file) {
		return false
	}
	loaders, err := ot.NewLoaders(file)
	if err != nil || f.index >= len(loaders) {
		return false
	}
	read, err := font.NewFont(loaders[f.index])
	if err != nil || read.Upem() == 0 {
		return false
	}
	f.upem, f.sound, f.shaped = int32(read.Upem()), map[uint32]bool{}, map[shapeKey][]Glyph{}
	f.face = font.NewFace(read)
	return true
}

// draws says whether the sign of a character has an outline: a table of
// characters may promise what only a picture shows.
func (f *Face) draws(r rune) bool {
	drawn := false
	read := !f.broken.Load() && f.use(func() {
		id, ok := f.face.NominalGlyph(r)
		if !ok || id == 0 {
			return
		}
		out, ok := f.face.GlyphDataOutline(id)
		drawn = ok && (len(out.Segments) > 0 || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Lm, r))
	})
	return read && drawn
}

// Has says whether the face has a character.
func (f *Face) Has(r rune) bool { return f.covers(r) }

// Upem is the number of units of an em.
func (f *Face) Upem() int32 {
	upem := int32(1000)
	f.use(func() { upem = f.upem })
	return upem
}

// Shape sets a run of one direction: letters joined, marks on their letters, in
// the order in which they stand from left to right. It is false when the font
// breaks over the text; another is then to be found for it.
func (f *Face) Shape(text string, rtl bool) (out []Glyph, ok bool) {
	if f.broken.Load() {
		return nil, false
	}
	if !f.use(func() { out = f.shape(shapeKey{text, rtl}) }) {
		return nil, false
	}
	return out, true
}

func (f *Face) shape(key shapeKey) []Glyph {
	if out, ok := f.shaped[key]; ok {
		return out
	}
	runes := []rune(key.text)
	in := shaping.Input{Text: runes, RunEnd: len(runes), Face: f.face, Size: fixed.I(int(f.upem)), Direction: di.DirectionLTR}
	if key.rtl {
		in.Direction = di.DirectionRTL
	}
	for _, r := range runes {
		if s := language.LookupScript(r); s.Strong() {
			in.Script = s
			break
		}
	}
	shaped := f.shaper.Shape(in)
	out := make([]Glyph, len(shaped.Glyphs))
	for i, g := range shaped.Glyphs {
		out[i] = Glyph{ID: uint32(g.GlyphID), Advance: int32(g.Advance.Round()), X: int32(g.XOffset.Round()), Y: int32(g.YOffset.Round())}
		if g.GlyphsCount() == 1 && g.TextIndex() < len(runes) {
			out[i].Rune = f.plain(runes[g.TextIndex()], g.RunesCount() == 1, g.GlyphID)
		}
		// A sign that cannot be read is found out while another font can still be
		// taken, not when it is drawn.
		if id := out[i].ID; !f.sound[id] {
			f.face.GlyphDataOutline(g.GlyphID)
			f.sound[id] = true
		}
	}
	if len(f.shaped) >= keepShaped {
		clear(f.shaped)
	}
	f.shaped[key] = out
	return out
}

// plain is the character whose sign this is: the one typed, or the joined form
// of Arabic letters, which readers of documents take for the letters.
func (f *Face) plain(r rune, alone bool, id font.GID) rune {
	if own, ok := f.face.NominalGlyph(r); ok && own == id && alone {
		return r
	}
	if !unicode.Is(unicode.Arabic, r) {
		return 0
	}
	if f.reverse == nil {
		f.reverse = map[uint32]rune{}
		for form := rune(0xFEFC); form >= 0xFB50; form-- {
			if id, ok := f.face.NominalGlyph(form); ok {
				f.reverse[uint32(id)] = form
			}
		}
	}
	return f.reverse[uint32(id)]
}

// Op is one step of an outline: 'M' and 'L' have one point, 'Q' two, 'C' three.
type Op struct {
	Op byte
	P  [6]float64
}

// Outline is the shape of a sign in units of the face, y upward.
func (f *Face) Outline(id uint32) (out []Op) {
	f.use(func() {
		shape, _ := f.face.GlyphDataOutline(font.GID(id)) // a sign without a shape is a space
		ops := make([]Op, len(shape.Segments))
		for i, s := range shape.Segments {
			ops[i].Op = "MLQC"[s.Op]
			for k, p := range s.ArgsSlice() {
				ops[i].P[2*k], ops[i].P[2*k+1] = float64(p.X), float64(p.Y)
			}
		}
		out = ops
	})
	return out
}

// Advance is how far a sign moves the pen when nothing is moved.
func (f *Face) Advance(id uint32) (out int32) {
	f.use(func() { out = int32(f.face.HorizontalAdvance(font.GID(id))) })
	return out
}
