package typeface

import (
	"io"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"

	"github.com/go-text/typesetting/font"
	ot "github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// File is an opened font file.
type File interface {
	io.Reader
	io.Seeker
	io.ReaderAt
	io.Closer
}

// Source gives the font files of a machine.
type Source interface {
	// Files lists paths of fonts; their order does not matter.
	Files() []string
	Open(path string) (File, error)
}

// Library is what a machine offers. It is safe for concurrent use.
type Library struct {
	source Source
	once   sync.Once
	faces  [2][]*Face // in the order in which they are asked: for text, for bold text

	mu     sync.Mutex
	chosen map[choice]*Face
}

type choice struct {
	r    rune
	bold bool
}

// New looks at nothing yet.
func New(s Source) *Library { return &Library{source: s, chosen: map[choice]*Face{}} }

// Find is the face that draws a character where the fonts of the program do not;
// nil when the machine has none.
func (l *Library) Find(r rune, bold bool) *Face {
	if l == nil || !unicode.IsPrint(r) || unicode.Is(unicode.Co, r) {
		return nil
	}
	l.once.Do(l.read)
	l.mu.Lock()
	defer l.mu.Unlock()
	key := choice{r, bold}
	if f, ok := l.chosen[key]; ok && (f == nil || !f.broken.Load()) {
		return f
	}
	var found *Face
	for _, f := range l.faces[index(bold)] {
		if f.covers(r) && (!eastern(r) || f.covers('一')) && f.draws(r) {
			found = f
			break
		}
	}
	l.chosen[key] = found
	return found
}

// eastern marks stand between the signs of China and Japan, and are taken from a
// font that has those: elsewhere they are narrower.
func eastern(r rune) bool { return r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF }

func index(bold bool) int {
	if bold {
		return 1
	}
	return 0
}

func (l *Library) read() {
	files := slices.Clone(l.source.Files())
	sort.Strings(files)
	var all []*Face
	for _, path := range slices.Compact(files) {
		all = append(all, l.describe(path)...)
	}
	for i, weight := range []font.Weight{font.WeightNormal, font.WeightBold} {
		l.faces[i] = slices.Clone(all)
		slices.SortStableFunc(l.faces[i], func(a, b *Face) int { return compare(a.rank(weight), b.rank(weight)) })
	}
}

// describe reads what is needed to choose: names, weight, permission and which
// characters there are. A font is input of somebody else: one that its reader stumbles
// over is one that cannot be read.
func (l *Library) describe(path string) (out []*Face) {
	defer func() {
		if recover() != nil {
			out = nil
		}
	}()
	file, err := l.source.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	if !whole(file) {
		return nil
	}
	loaders, err := ot.NewLoaders(file)
	if err != nil {
		return nil
	}
	for i, ld := range loaders {
		if f := describe(ld); f != nil {
			f.source, f.path, f.index = l.source, path, i
			out = append(out, f)
		}
	}
	return out
}

var (
	tagGlyf = ot.MustNewTag("glyf")
	tagCFF  = ot.MustNewTag("CFF ")
	tagCFF2 = ot.MustNewTag("CFF2")
	tagCmap = ot.MustNewTag("cmap")
	tagOS2  = ot.MustNewTag("OS/2")
	tagFvar = ot.MustNewTag("fvar")
)

// blank are fonts that claim every character and draw the same box for each.
var blank = []string{"last resort", "lastresort", "adobe blank", "adobe notdef", "unifont"}

func describe(ld *ot.Loader) *Face {
	if !ld.HasTable(tagGlyf) && !ld.HasTable(tagCFF) && !ld.HasTable(tagCFF2) {
		return nil
	}
	os2, _ := ld.RawTable(tagOS2) // an old font without the table forbids nothing
	if !embeddable(os2) {
		return nil
	}
	about, _ := font.Describe(ld, nil)
	family := strings.ToLower(about.Family)
	for _, b := range blank {
		if strings.Contains(family, b) {
			return nil
		}
	}
	raw, err := ld.RawTable(tagCmap)
	if err != nil {
		return nil
	}
	table, _, err := tables.ParseCmap(raw)
	if err != nil {
		return nil
	}
	cmap, _, err := font.ProcessCmap(table, tables.FPNone)
	if err != nil {
		return nil
	}
	ranger, ok := cmap.(font.CmapRuneRanger)
	if !ok {
		return nil // an alphabet of signs without numbers
	}
	cover := ranger.RuneRanges(nil)
	slices.SortFunc(cover, func(a, b [2]rune) int { return int(a[0]) - int(b[0]) })
	return &Face{Family: about.Family, family: family, aspect: about.Aspect, varies: ld.HasTable(tagFvar), cover: cover}
}

// embeddable reads the permission a font gives: none at all, pictures only and
// "not in part" keep it out of a document.
func embeddable(os2 []byte) bool {
	if len(os2) < 10 {
		return true
	}
	permission := uint16(os2[8])<<8 | uint16(os2[9])
	return permission&0x0F != 0x02 && permission&0x0300 == 0
}

// liked are the families taken first, for they go with the sans of the program;
// the first of them that has a character draws it.
var liked = []string{
	"noto sans", "hiragino sans", "yu gothic", "meiryo", "microsoft yahei", "pingfang", "malgun gothic", "apple sd gothic",
	"source han sans", "ipapgothic", "ipagothic", "takao", "vl gothic", "wenquanyi", "droid sans", "nanumgothic",
	"segoe ui", "leelawadee", "nirmala ui", "tahoma", "arial", "helvetica", "dejavu sans", "freesans",
}

// rank orders the faces, smallest first.
func (f *Face) rank(weight font.Weight) [6]float32 {
	kind := float32(len(liked))
	switch {
	case strings.Contains(f.family, "serif") || strings.Contains(f.family, "mincho"):
		kind += 2
	case !strings.Contains(f.family, "sans") && !strings.Contains(f.family, "gothic"):
		kind++
	}
	for i, name := range liked {
		if strings.HasPrefix(f.family, name) {
			kind = float32(i)
			break
		}
	}
	last := func(worse bool) float32 {
		if worse {
			return 1
		}
		return 0
	}
	return [6]float32{
		last(f.aspect.Style == font.StyleItalic), last(strings.Contains(f.family, "mono")), kind,
		last(f.varies), abs(float32(f.aspect.Stretch - font.StretchNormal)), abs(float32(f.aspect.Weight - weight)),
	}
}

func compare(a, b [6]float32) int {
	for i := range a {
		switch {
		case a[i] < b[i]:
			return -1
		case a[i] > b[i]:
			return 1
		}
	}
	return 0
}

func abs(v float32) float32 {
	if v < 0 {
		return -v
	}
	return v
}
