package draw

import (
	"encoding/base64"
	"math"
	"strings"
)

// DrawIO writes a scene as an uncompressed draw.io file in the colours of a
// theme. Lines stay lines, each block of text becomes one text shape with our
// own line breaks, so the measured wrap is kept. Cells bear the ids of items.
func DrawIO(s Scene, t Theme, title string) []byte {
	d := &drawio{theme: t, glyphs: s.Glyphs, ox: s.Bounds.X, oy: s.Bounds.Y}
	d.put(`<?xml version="1.0" encoding="UTF-8"?>`, "\n", `<mxfile host="app" version="24.0.0"><diagram id="`, xmlText(s.Kind), `-1" name="`, xmlText(oneLine(title)), `">`, "\n")
	d.put(`<mxGraphModel dx="800" dy="600" grid="0" page="0" math="0" shadow="0"><root>`, "\n", `<mxCell id="0"/><mxCell id="1" parent="0"/>`, "\n")
	for i := 0; i < len(s.Items); i++ {
		it, ok := shown(s.Items[i], "")
		if !ok {
			continue
		}
		if it.Kind == KindText {
			n := 1
			for i+n < len(s.Items) && sameBlock(&s.Items[i+n-1], &s.Items[i+n]) {
				n++
			}
			d.text(s.Items[i : i+n])
			i += n - 1
			continue
		}
		d.shape(&it)
	}
	d.put("</root></mxGraphModel></diagram></mxfile>\n")
	return []byte(d.b.String())
}

// sameBlock says whether b is the line of text under a. The strike of a ruled
// out line stands between them and ends the block.
func sameBlock(a, b *Item) bool {
	return b.Kind == KindText && a.Role == b.Role && a.Node == b.Node && a.Size == b.Size && a.P[0] == b.P[0]
}

type drawio struct {
	b      strings.Builder
	theme  Theme
	glyphs map[string]Glyph
	ox, oy int32
}

func (d *drawio) put(parts ...string) {
	for _, p := range parts {
		d.b.WriteString(p)
	}
}

func (d *drawio) colour(style string) string {
	if style == "" {
		return "none"
	}
	return d.theme.Color(style).Hex()
}

func (d *drawio) cell(id, value, style string) {
	d.put(`<mxCell id="`, xmlText(id), `" value="`, xmlText(value), `" style="`, style, `"`)
}

func (d *drawio) box(id, value, style string, x, y, w, h int32) {
	d.cell(id, value, style)
	d.put(` vertex="1" parent="1"><mxGeometry x="`, px100(x-d.ox), `" y="`, px100(y-d.oy), `" width="`, px100(w), `" height="`, px100(h), `" as="geometry"/></mxCell>`, "\n")
}

func (d *drawio) text(lines []Item) {
	it := lines[0]
	var texts []string
	w := int32(0)
	for _, l := range lines {
		texts = append(texts, l.Text)
		w = max(w, l.W)
	}
	style := "text;html=0;align=left;verticalAlign=middle;spacing=0;whiteSpace=nowrap;overflow=visible;fontFamily=Inter;fontSize=" +
		px100(it.Size) + ";fontColor=" + d.colour(it.Fill) + ";"
	if it.Cut == SemiBold {
		style += "fontStyle=1;"
	}
	// The box reaches from above the first line to below the last.
	h := lines[len(lines)-1].P[1] - it.P[1] + it.Size*5/4
	d.box(it.ID, strings.Join(texts, "\n"), style, it.P[0], it.P[1]-it.Size, w, h)
}

func (d *drawio) shape(it *Item) {
	p := it.P
	edge := "html=0;endArrow=none;strokeColor=" + d.colour(it.Stroke) + ";strokeWidth=" + px100(it.SW) + ";"
	if len(it.Dash) > 1 {
		edge += "dashed=1;dashPattern=" + px100(it.Dash[0]) + " " + px100(it.Dash[1]) + ";"
	}
	fill := "html=0;fillColor=" + d.colour(it.Fill) + ";strokeColor=" + d.colour(it.Stroke) + ";strokeWidth=" + px100(it.SW) + ";"
	switch it.Kind {
	case KindLine:
		d.line(it.ID, edge, p)
	case KindCurve:
		d.line(it.ID, edge+"curved=1;", p)
	case KindPoly:
		// A tapered bone: its axis, as thick as its middle.
		d.taper(it)
	case KindRect:
		style := fill
		if p[4] > 0 {
			style += "rounded=1;absoluteArcSize=1;arcSize=" + px100(2*p[4]) + ";"
		}
		d.box(it.ID, "", style, p[0], p[1], p[2], p[3])
	case KindCircle:
		d.box(it.ID, "", "ellipse;"+fill, p[0]-p[2], p[1]-p[2], 2*p[2], 2*p[2])
	case KindGlyph:
		d.box(it.ID, "", "shape=image;html=0;imageAspect=1;image=data:image/svg+xml,"+d.sign(it)+";", p[0], p[1], p[2], p[2])
	}
}

// sign is a glyph as a picture inside the style: base64 without the usual
// mark, because a semicolon ends a style there.
func (d *drawio) sign(it *Item) string {
	g := d.glyphs[it.Text]
	paint := `fill="none" stroke="` + d.colour(it.Stroke) + `" stroke-width="` + trim(g.Width) + `" stroke-linecap="round" stroke-linejoin="round"`
	if g.Filled {
		paint = `fill="` + d.colour(it.Fill) + `"`
	}
	return base64.StdEncoding.EncodeToString([]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16"><path d="` + g.D + `" ` + paint + `/></svg>`))
}

func (d *drawio) line(id, style string, p []int32) {
	d.cell(id, "", style)
	n := len(p)
	d.put(` edge="1" parent="1"><mxGeometry relative="1" as="geometry">`)
	d.point(p[0], p[1], "sourcePoint")
	d.point(p[n-2], p[n-1], "targetPoint")
	if n > 4 {
		d.put(`<Array as="points">`)
		for i := 2; i+3 < n; i += 2 {
			d.put(`<mxPoint x="`, px100(p[i]-d.ox), `" y="`, px100(p[i+1]-d.oy), `"/>`)
		}
		d.put(`</Array>`)
	}
	d.put("</mxGeometry></mxCell>\n")
}

func (d *drawio) point(x, y int32, as string) {
	d.put(`<mxPoint x="`, px100(x-d.ox), `" y="`, px100(y-d.oy), `" as="`, as, `"/>`)
}

func (d *drawio) taper(it *Item) {
	p := it.P
	if len(p) != 8 {
		return
	}
	w := (math.Hypot(float64(p[6]-p[0]), float64(p[7]-p[1])) + math.Hypot(float64(p[4]-p[2]), float64(p[5]-p[3]))) / 2
	style := "html=0;endArrow=none;strokeColor=" + d.colour(it.Fill) + ";strokeWidth=" + px100(int32(math.Round(w))) + ";"
	d.line(it.ID, style, []int32{(p[0] + p[6]) / 2, (p[1] + p[7]) / 2, (p[2] + p[4]) / 2, (p[3] + p[5]) / 2})
}
