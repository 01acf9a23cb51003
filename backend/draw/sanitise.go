package draw

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Replaced is one kind of rune that could not be shown as it stands.
type Replaced struct {
	Rune  string `json:"rune"`  // "U+1F525"
	With  string `json:"with"`  // what stands there now; "" for a dropped control character
	Count int    `json:"count"` // how often
}

// SanitiseOptions choose what the painter can draw.
type SanitiseOptions struct {
	Cut       Cut  // the cut that must have the glyphs; "" is Regular
	KeepEmoji bool // a browser draws what the cut lacks from another font: keep it, measured as a square and a third
}

// Sanitise makes text fit for measuring and painting: NFC; line ends, tabs and
// other white space become a space (a no-break space stays); control and
// invisible format characters go; what the cut has no glyph for is replaced
// visibly by its name (⟨fire⟩) or number (⟨U+4E2D⟩). Everything that was
// dropped or replaced is listed, in order of first appearance. The result is
// stable: sanitising it again changes nothing.
func (m *Measurer) Sanitise(text string, o SanitiseOptions) (string, []Replaced) {
	f := m.cut(o.Cut)
	if plain(text) {
		return text, nil
	}
	s := norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD"))
	var b strings.Builder
	var list []Replaced
	at := map[rune]int{}
	note := func(r rune, with string) {
		i, ok := at[r]
		if !ok {
			i = len(list)
			at[r] = i
			list = append(list, Replaced{Rune: fmt.Sprintf("U+%04X", r), With: with})
		}
		list[i].Count++
	}
	var last rune
	for _, r := range s {
		before := last
		last = r
		switch {
		case r == '\u00A0' || r == '\u202F':
			b.WriteRune('\u00A0')
		case unicode.IsSpace(r) || unicode.Is(unicode.Zs, r):
			b.WriteByte(' ')
		case unicode.IsControl(r):
			note(r, "")
		case invisible(r):
			// Joiners and variation marks belong to emoji, and joiners say how the
			// letters of some scripts are joined; alone they are nothing.
			if (r == 0x200C || r == 0x200D) && f.borrowed(before) != nil {
				b.WriteRune(r)
				continue
			}
			if o.KeepEmoji && (r == 0x200D || r == 0xFE0F) {
				b.WriteRune(r)
				continue
			}
			note(r, "")
		case f.has(r) && r <= 0xFFFF:
			b.WriteRune(r)
		case o.KeepEmoji && drawable(r), f.borrowed(r) != nil:
			b.WriteRune(r)
		default:
			name := nameOf(r)
			if name == "" {
				name = fmt.Sprintf("U+%04X", r)
			}
			open, end := f.brackets()
			with := open + name + end
			note(r, with)
			b.WriteString(with)
		}
	}
	return b.String(), list
}

// plain says that text is printable ASCII, which needs nothing.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] > 0x7E {
			return false
		}
	}
	return true
}

func (f *cutFont) brackets() (string, string) {
	if f.has('⟨') && f.has('⟩') {
		return "⟨", "⟩"
	}
	if f.has('‹') && f.has('›') {
		return "‹", "›"
	}
	return "[", "]"
}

// invisible runes take no room: format characters, joiners, variation marks.
func invisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF
}

// drawable runes are those another font of the machine may well have.
func drawable(r rune) bool {
	return unicode.IsPrint(r) && !unicode.Is(unicode.Co, r)
}
