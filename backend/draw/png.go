package draw

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"
	"slices"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"secondstory/backend/internal/typeface"
)

// maxPixels bounds one side of a picture and maxArea all of it (160 MB while it
// is painted); a larger scale is reduced to them.
const (
	maxPixels = 12000
	maxArea   = 40e6
)

// PNG paints a scene on the ground of the theme at scale 1 to 3 (pixels per
// px), without a browser. The same scene gives the same bytes.
func PNG(s Scene, t Theme, scale float64) ([]byte, error) {
	m, err := NewMeasurer()
	if err != nil {
		return nil, err
	}
	return m.PNG(s, t, scale)
}

// PNG paints with the fonts the scene was measured with.
func (m *Measurer) PNG(s Scene, t Theme, scale float64) ([]byte, error) {
	img, err := m.paintImage(s, t, scale, "")
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		return nil, fmt.Errorf("encode the picture: %w", err)
	}
	_, _, painted := PictureSize(s.Bounds, scale)
	return withDensity(out.Bytes(), painted), nil
}

// withDensity says in the picture how many pixels a metre has, so that a slide
// or a page shows it equally large at every scale, only sharper. The chunk stands
// behind the header, which is the first 33 bytes of every PNG.
func withDensity(raw []byte, scale float64) []byte {
	const header, perMetre = 33, 96 / 0.0254
	chunk := []byte("\x00\x00\x00\x09pHYs")
	for range 2 {
		chunk = binary.BigEndian.AppendUint32(chunk, uint32(math.Round(perMetre*scale)))
	}
	chunk = append(chunk, 1) // the unit is the metre
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	return slices.Concat(raw[:header], chunk, raw[header:])
}

type raster struct {
	img   *image.RGBA
	v     *vector.Rasterizer
	theme Theme
	s     float64 // pixels per px
	x, y  float64 // px of the top left corner
	m     *Measurer
	buf   sfnt.Buffer
}

func (m *Measurer) paintImage(s Scene, t Theme, scale float64, selected string) (*image.RGBA, error) {
	b := s.Bounds
	w, h, scale := PictureSize(b, scale)
	r := &raster{
		img: image.NewRGBA(image.Rect(0, 0, w, h)), v: vector.NewRasterizer(0, 0), theme: t, // fill makes it as large as a shape
		s: scale, x: float64(b.X) / 100, y: float64(b.Y) / 100, m: m,
	}
	draw.Draw(r.img, r.img.Bounds(), image.NewUniform(rgba(t.Color("bg"))), image.Point{}, draw.Src)
	for i := range s.Items {
		if it, ok := shown(s.Items[i], selected); ok {
			r.item(&it, s.Glyphs)
		}
	}
	return r.img, nil
}

// PictureSize is the pixels of a picture and the scale they allow.
func PictureSize(b Rect, scale float64) (w, h int, s float64) {
	bw, bh := float64(max(b.W, 1))/100, float64(max(b.H, 1))/100
	s = min(max(scale, 0.1), 3, maxPixels/max(bw, bh), math.Sqrt(maxArea/(bw*bh)))
	return max(1, int(math.Ceil(bw*s))), max(1, int(math.Ceil(bh*s))), s
}

func rgba(c RGB) color.RGBA { return color.RGBA{c.R, c.G, c.B, 0xFF} }

type pt struct{ x, y float64 }

func (r *raster) at(x, y int32) pt {
	return pt{(float64(x)/100 - r.x) * r.s, (float64(y)/100 - r.y) * r.s}
}

// fill rasterises within the box of the path only: a full-size pass for each
// small shape would make large pictures slow.
func (r *raster) fill(paths [][]pt, style string) {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, path := range paths {
		for _, p := range path {
			x0, x1 = math.Min(x0, p.x), math.Max(x1, p.x)
			y0, y1 = math.Min(y0, p.y), math.Max(y1, p.y)
		}
	}
	box := image.Rect(int(math.Floor(x0))-1, int(math.Floor(y0))-1, int(math.Ceil(x1))+1, int(math.Ceil(y1))+1).Intersect(r.img.Bounds())
	if math.IsInf(x0, 0) || box.Empty() {
		return
	}
	r.v.Reset(box.Dx(), box.Dy())
	ox, oy := float64(box.Min.X), float64(box.Min.Y)
	for _, path := range paths {
		for i, p := range path {
			x, y := float32(p.x-ox), float32(p.y-oy)
			if i == 0 {
				r.v.MoveTo(x, y)
			} else {
				r.v.LineTo(x, y)
			}
		}
		r.v.ClosePath()
	}
	r.v.Draw(r.img, box, image.NewUniform(rgba(r.theme.Color(style))), image.Point{})
}

func (r *raster) item(it *Item, signs map[string]Glyph) {
	p := it.P
	switch it.Kind {
	case KindLine, KindPoly:
		path := make([]pt, 0, len(p)/2)
		for i := 0; i+1 < len(p); i += 2 {
			path = append(path, r.at(p[i], p[i+1]))
		}
		if it.Kind == KindPoly {
			r.fill([][]pt{path}, it.Fill)
			return
		}
		r.stroke(path, it, false)
	case KindCurve:
		r.stroke(r.flattenCurve(it), it, false)
	case KindRect:
		path := roundRect(r.at(p[0], p[1]), r.at(p[0]+p[2], p[1]+p[3]), float64(p[4])/100*r.s)
		if it.Fill != "" {
			r.fill([][]pt{path}, it.Fill)
		}
		if it.Stroke != "" {
			r.stroke(append(path, path[0]), it, false)
		}
	case KindCircle:
		c, rad := r.at(p[0], p[1]), float64(p[2])/100*r.s
		path := circlePath(c, rad)
		if it.Fill != "" {
			r.fill([][]pt{path}, it.Fill)
		}
		if it.Stroke != "" {
			r.ring(c, rad, float64(it.SW)/100*r.s, it.Stroke)
		}
	case KindText:
		r.text(it)
	case KindGlyph:
		if g, ok := signs[it.Text]; ok {
			r.glyph(it, g)
		}
	}
}

func circlePath(c pt, rad float64) []pt {
	n := 12 + int(rad*2)
	path := make([]pt, n)
	for i := range path {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		path[i] = pt{c.x + rad*cos, c.y + rad*sin}
	}
	return path
}

// ring paints a stroked circle as two circles of opposite direction.
func (r *raster) ring(c pt, rad, sw float64, style string) {
	outer, inner := circlePath(c, rad+sw/2), circlePath(c, math.Max(0, rad-sw/2))
	for i, j := 0, len(inner)-1; i < j; i, j = i+1, j-1 {
		inner[i], inner[j] = inner[j], inner[i]
	}
	r.fill([][]pt{outer, inner}, style)
}

func roundRect(a, b pt, rad float64) []pt {
	rad = math.Min(rad, math.Min(b.x-a.x, b.y-a.y)/2)
	if rad <= 0 {
		return []pt{a, {b.x, a.y}, b, {a.x, b.y}}
	}
	var path []pt
	corners := []struct {
		c     pt
		start float64
	}{
		{pt{b.x - rad, a.y + rad}, -math.Pi / 2}, {pt{b.x - rad, b.y - rad}, 0},
		{pt{a.x + rad, b.y - rad}, math.Pi / 2}, {pt{a.x + rad, a.y + rad}, math.Pi},
	}
	for _, q := range corners {
		for i := 0; i <= 8; i++ {
			sin, cos := math.Sincos(q.start + float64(i)*math.Pi/16)
			path = append(path, pt{q.c.x + rad*cos, q.c.y + rad*sin})
		}
	}
	return path
}

func (r *raster) flattenCurve(it *Item) []pt {
	p := it.P
	path := []pt{r.at(p[0], p[1])}
	for i := 2; i+3 < len(p); i += 4 {
		path = quad(path, r.at(p[i], p[i+1]), r.at(p[i+2], p[i+3]))
	}
	return path
}

func quad(path []pt, c, e pt) []pt {
	a := path[len(path)-1]
	const n = 16
	for i := 1; i <= n; i++ {
		t := float64(i) / n
		u := 1 - t
		path = append(path, pt{u*u*a.x + 2*u*t*c.x + t*t*e.x, u*u*a.y + 2*u*t*c.y + t*t*e.y})
	}
	return path
}

func cubic(path []pt, c, d, e pt) []pt {
	a := path[len(path)-1]
	const n = 12
	for i := 1; i <= n; i++ {
		t := float64(i) / n
		u := 1 - t
		path = append(path, pt{
			u*u*u*a.x + 3*u*u*t*c.x + 3*u*t*t*d.x + t*t*t*e.x,
			u*u*u*a.y + 3*u*u*t*c.y + 3*u*t*t*d.y + t*t*t*e.y,
		})
	}
	return path
}

// text draws glyph outlines at their unhinted advances: exactly as measured.
func (r *raster) text(it *Item) {
	size := float64(it.Size) / 100 * r.s
	pen := r.at(it.P[0], it.P[1])
	pieces := r.m.Pieces(it.Text, it.Cut, typeface.BeginsRight(it.Text))
	if pieces == nil {
		r.plain(it.Text, it, pen, size)
		return
	}
	for _, p := range pieces {
		if p.Face != nil {
			r.borrowed(p, pen, size, it.Fill)
		} else {
			r.plain(p.Text, it, pen, size)
		}
		pen.x += p.Width * size
	}
}

// plain draws text in its cut.
func (r *raster) plain(text string, it *Item, pen pt, size float64) {
	f := r.m.cut(it.Cut).font
	upem := float64(f.UnitsPerEm())
	ppem := fixed.I(int(f.UnitsPerEm()))
	scale := size / upem
	for _, ch := range text {
		g, err := f.GlyphIndex(&r.buf, ch)
		if err != nil {
			continue
		}
		if g == 0 {
			if !invisible(ch) {
				r.box(pen, size, it.Fill)
				pen.x += size * 4 / 3
			}
			continue
		}
		if segs, err := f.LoadGlyph(&r.buf, g, ppem, nil); err == nil {
			r.fill(glyphPaths(segs, pen, scale), it.Fill)
		}
		if adv, err := f.GlyphAdvance(&r.buf, g, ppem, 0); err == nil {
			pen.x += float64(adv) / 64 * scale
		}
	}
}

// borrowed draws the signs of a font of the machine.
func (r *raster) borrowed(p Piece, pen pt, size float64, style string) {
	scale := size / float64(p.Face.Upem())
	for _, g := range p.Glyphs {
		at := func(x, y float64) pt { return pt{pen.x + (float64(g.X)+x)*scale, pen.y - (float64(g.Y)+y)*scale} }
		var paths [][]pt
		for _, o := range p.Face.Outline(g.ID) {
			if o.Op == 'M' || len(paths) == 0 {
				paths = append(paths, []pt{at(o.P[0], o.P[1])})
				continue
			}
			last := &paths[len(paths)-1]
			switch o.Op {
			case 'L':
				*last = append(*last, at(o.P[0], o.P[1]))
			case 'Q':
				*last = quad(*last, at(o.P[0], o.P[1]), at(o.P[2], o.P[3]))
			case 'C':
				*last = cubic(*last, at(o.P[0], o.P[1]), at(o.P[2], o.P[3]), at(o.P[4], o.P[5]))
			}
		}
		r.fill(paths, style)
		pen.x += float64(g.Advance) * scale
	}
}

// box stands for a rune this painter has no glyph for.
func (r *raster) box(pen pt, size float64, style string) {
	a, b := pt{pen.x + size*0.15, pen.y - size*0.75}, pt{pen.x + size*1.15, pen.y + size*0.1}
	w := math.Max(1, size/12)
	r.fill([][]pt{
		{a, {b.x, a.y}, b, {a.x, b.y}},
		{{a.x + w, a.y + w}, {a.x + w, b.y - w}, {b.x - w, b.y - w}, {b.x - w, a.y + w}},
	}, style)
}

func glyphPaths(segs sfnt.Segments, pen pt, scale float64) [][]pt {
	at := func(p fixed.Point26_6) pt {
		return pt{pen.x + float64(p.X)/64*scale, pen.y + float64(p.Y)/64*scale}
	}
	var paths [][]pt
	for _, s := range segs {
		if s.Op == sfnt.SegmentOpMoveTo || len(paths) == 0 {
			paths = append(paths, []pt{at(s.Args[0])})
			if s.Op == sfnt.SegmentOpMoveTo {
				continue
			}
		}
		last := &paths[len(paths)-1]
		switch s.Op {
		case sfnt.SegmentOpLineTo:
			*last = append(*last, at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			*last = quad(*last, at(s.Args[0]), at(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			*last = cubic(*last, at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
		}
	}
	return paths
}
