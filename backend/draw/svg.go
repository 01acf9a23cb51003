package draw

import (
	"strings"

	"secondstory/backend/domain/cause"
)

// Meta is what a picture file says about itself.
type Meta struct {
	Title string // accessible name
	Desc  string // the same facts as text, usually Outline(tree)
	// Tree is put into <metadata> as JSON, so that a file can be read back
	// without loss; nil leaves it out.
	Tree       *cause.Tree
	Background bool // paint the ground of the theme; else transparent
	// Selected draws the cross-links of this node and tints it.
	Selected string
}

const (
	sansFamily = `Inter, 'Inter Variable', system-ui, sans-serif`
	monoFamily = `'Geist Mono', 'Geist Mono Variable', ui-monospace, monospace`
)

type svgWriter struct {
	b     strings.Builder
	theme Theme
	meta  Meta
}

func (w *svgWriter) put(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

func (w *svgWriter) attr(name, value string)  { w.put(" ", name, `="`, xmlText(value), `"`) }
func (w *svgWriter) num(name string, v int32) { w.put(" ", name, `="`, px100(v), `"`) }

// xmlText escapes for text and attribute values. Characters XML forbids are
// gone already: scene texts are sanitised, others pass here.
func xmlText(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\n':
			b.WriteString("&#10;")
		case r == '\r':
			b.WriteString("&#13;") // bare, it would be read as a line feed
		case r == '\t':
			b.WriteString("&#9;")
		case r < 0x20 || r == 0xFFFE || r == 0xFFFF || r >= 0xD800 && r <= 0xDFFF:
			b.WriteRune('\uFFFD')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// SVG paints a scene as a stand-alone file: one text element per line with its
// measured length, so that it looks the same without the font. Items that wait
// for a selection are left out unless Meta.Selected names their node.
func SVG(s Scene, t Theme, meta Meta) []byte {
	w := &svgWriter{theme: t, meta: meta}
	b := s.Bounds
	w.put(`<svg xmlns="http://www.w3.org/2000/svg" role="img" width="`, px100(b.W), `" height="`, px100(b.H),
		`" viewBox="`, px100(b.X), " ", px100(b.Y), " ", px100(b.W), " ", px100(b.H),
		`" font-family="`, sansFamily, `" style="font-kerning:none;font-variant-ligatures:none;text-rendering:geometricPrecision">`, "\n")
	if meta.Title != "" {
		w.put("<title>", xmlText(meta.Title), "</title>\n")
	}
	if meta.Desc != "" {
		w.put("<desc>", xmlText(meta.Desc), "</desc>\n")
	}
	if meta.Tree != nil {
		w.put(`<metadata><tree xmlns="`, treeNamespace, `">`, xmlText(string(JSON(meta.Tree))), "</tree></metadata>\n")
	}
	if meta.Background {
		w.put(`<rect x="`, px100(b.X), `" y="`, px100(b.Y), `" width="`, px100(b.W), `" height="`, px100(b.H), `" fill="`, t.Color("bg").Hex(), `"/>`, "\n")
	}
	for i := range s.Items {
		if it, ok := shown(s.Items[i], meta.Selected); ok {
			w.item(&it, s.Glyphs)
		}
	}
	w.put("</svg>\n")
	return []byte(w.b.String())
}

// shown says whether an item is painted, and as what under a selection.
func shown(it Item, selected string) (Item, bool) {
	chosen := selected != "" && it.Node == selected
	switch it.Role {
	case RoleHit:
		return it, false
	case RoleTint:
		if chosen {
			it.Fill = "bg-sel"
		}
		return it, chosen
	case RoleCrosslink:
		return it, selected != "" && (it.Node == selected || it.To == selected)
	case RoleBone:
		if chosen {
			it.Stroke, it.SW = "accent", it.SW*5/4
		}
	}
	return it, it.Fill != "" || it.Stroke != ""
}

func (w *svgWriter) paint(it *Item) {
	if it.Fill == "" {
		w.attr("fill", "none")
	} else {
		w.attr("fill", w.theme.Color(it.Fill).Hex())
	}
	if it.Stroke != "" {
		w.attr("stroke", w.theme.Color(it.Stroke).Hex())
		if it.SW > 0 {
			w.num("stroke-width", it.SW)
		}
	}
	if len(it.Dash) > 0 {
		d := make([]string, len(it.Dash))
		for i, v := range it.Dash {
			d[i] = px100(v)
		}
		w.attr("stroke-dasharray", strings.Join(d, " "))
	}
	if it.Node != "" {
		w.attr("data-id", it.Node)
	}
}

func (w *svgWriter) item(it *Item, signs map[string]Glyph) {
	p := it.P
	switch it.Kind {
	case KindLine, KindPoly, KindCurve:
		w.put(`<path d="`, pathData(it), `"`)
		w.paint(it)
	case KindRect:
		w.put("<rect")
		for i, name := range []string{"x", "y", "width", "height"} {
			w.num(name, p[i])
		}
		if p[4] > 0 {
			w.num("rx", p[4])
		}
		w.paint(it)
	case KindCircle:
		w.put("<circle")
		w.num("cx", p[0])
		w.num("cy", p[1])
		w.num("r", p[2])
		w.paint(it)
	case KindText:
		w.put("<text")
		w.num("x", p[0])
		w.num("y", p[1])
		w.num("font-size", it.Size)
		switch it.Cut {
		case SemiBold:
			w.attr("font-weight", "600")
		case Italic:
			w.attr("font-style", "italic")
		case Mono:
			w.attr("font-family", monoFamily)
		}
		if !foreign(it.Text) {
			w.num("textLength", it.W)
			w.put(` lengthAdjust="spacingAndGlyphs"`)
		}
		w.put(` xml:space="preserve"`)
		w.paint(it)
		w.put(">", xmlText(it.Text), "</text>\n")
		return
	case KindGlyph:
		g, ok := signs[it.Text]
		if !ok {
			return
		}
		scale := float64(p[2]) / 1600
		w.put(`<path d="`, g.D, `" transform="translate(`, px100(p[0]), " ", px100(p[1]), ") scale(", trim(scale), `)"`)
		if !g.Filled {
			w.attr("stroke-width", trim(g.Width))
			w.put(` stroke-linecap="round" stroke-linejoin="round"`)
		}
		w.paint(it)
	default:
		return
	}
	w.put("/>\n")
}

func pathData(it *Item) string {
	var b strings.Builder
	p := it.P
	for i := 0; i+1 < len(p); i += 2 {
		switch {
		case i == 0:
			b.WriteString("M")
		case it.Kind == KindCurve && i%4 == 2:
			b.WriteString("Q")
		case it.Kind == KindCurve:
			b.WriteString(" ")
		default:
			b.WriteString("L")
		}
		b.WriteString(px100(p[i]) + " " + px100(p[i+1]))
	}
	if it.Kind == KindPoly {
		b.WriteString("Z")
	}
	return b.String()
}

// foreign says that a line holds signs our fonts lack. A viewer takes another font
// for them than the one they were measured with, and a length would stretch them.
func foreign(text string) bool {
	for _, r := range text {
		if r >= 0x590 && r < 0x1e00 || r >= 0x2e80 {
			return true
		}
	}
	return false
}
