package pdf

import (
	"github.com/jung-kurt/gofpdf"

	"secondstory/backend/draw"
	"secondstory/backend/internal/typeface"
)

// paintScene puts a scene with the top left of its bounds at x, y, its px
// multiplied by scale.
func (c *canvas) paintScene(s draw.Scene, x, y, scale float64) {
	p := scenePainter{c: c, s: scale, x: x - float64(s.Bounds.X)/100*scale, y: y - float64(s.Bounds.Y)/100*scale}
	c.f.SetLineCapStyle("butt")
	c.f.SetLineJoinStyle("round")
	for i := range s.Items {
		it := &s.Items[i]
		switch it.Role {
		case draw.RoleHit, draw.RoleTint, draw.RoleCrosslink:
			continue // they wait for a pointer
		}
		p.item(it, s.Glyphs)
	}
}

type scenePainter struct {
	c       *canvas
	s, x, y float64
}

func (p *scenePainter) at(x, y int32) (float64, float64) {
	return p.x + float64(x)/100*p.s, p.y + float64(y)/100*p.s
}

func (p *scenePainter) len(v int32) float64 { return float64(v) / 100 * p.s }

// style sets colours and dashes and gives gofpdf's word for what to paint; ""
// for nothing.
func (p *scenePainter) style(it *draw.Item) string {
	out := ""
	if it.Fill != "" {
		p.c.setFill(draw.Print.Color(it.Fill))
		out += "F"
	}
	if it.Stroke != "" {
		w := p.len(it.SW)
		if w <= 0 {
			w = 1.6 * p.s
		}
		p.c.setStroke(draw.Print.Color(it.Stroke), w)
		out += "D"
	}
	return out
}

func (p *scenePainter) item(it *draw.Item, glyphs map[string]draw.Glyph) {
	if it.Kind == draw.KindText {
		x, y := p.at(it.P[0], it.P[1])
		if pieces := p.c.m.Pieces(it.Text, it.Cut, typeface.BeginsRight(it.Text)); pieces != nil {
			p.c.pieces(pieces, it.Cut, p.len(it.Size), x, y, draw.Print.Color(it.Fill))
			return
		}
		p.c.text(it.Text, it.Cut, p.len(it.Size), x, y, draw.Print.Color(it.Fill), 0)
		return
	}
	style := p.style(it)
	if style == "" {
		return
	}
	if len(it.Dash) > 0 {
		pattern := make([]float64, len(it.Dash))
		for i, d := range it.Dash {
			pattern[i] = p.len(d)
		}
		p.c.dash(pattern)
		defer p.c.dash(nil)
	}
	f := p.c.f
	switch it.Kind {
	case draw.KindLine:
		for i := 0; i+1 < len(it.P); i += 2 {
			x, y := p.at(it.P[i], it.P[i+1])
			if i == 0 {
				f.MoveTo(x*ptPerPx, y*ptPerPx)
			} else {
				f.LineTo(x*ptPerPx, y*ptPerPx)
			}
		}
		f.DrawPath("D")
	case draw.KindPoly:
		pts := make([]gofpdf.PointType, 0, len(it.P)/2)
		for i := 0; i+1 < len(it.P); i += 2 {
			x, y := p.at(it.P[i], it.P[i+1])
			pts = append(pts, gofpdf.PointType{X: x * ptPerPx, Y: y * ptPerPx})
		}
		f.Polygon(pts, style)
	case draw.KindCurve:
		x, y := p.at(it.P[0], it.P[1])
		f.MoveTo(x*ptPerPx, y*ptPerPx)
		for i := 2; i+3 < len(it.P); i += 4 {
			cx, cy := p.at(it.P[i], it.P[i+1])
			ex, ey := p.at(it.P[i+2], it.P[i+3])
			p.quad(x, y, cx, cy, ex, ey)
			x, y = ex, ey
		}
		f.DrawPath("D")
	case draw.KindRect:
		x, y := p.at(it.P[0], it.P[1])
		p.rect(x, y, p.len(it.P[2]), p.len(it.P[3]), p.len(it.P[4]), style)
	case draw.KindCircle:
		x, y := p.at(it.P[0], it.P[1])
		f.Circle(x*ptPerPx, y*ptPerPx, p.len(it.P[2])*ptPerPx, style)
	case draw.KindGlyph:
		if g, ok := glyphs[it.Text]; ok {
			p.glyph(it, g, style)
		}
	}
}

// quad is a quadratic curve: gofpdf's own writes an operator that means another
// curve, so it is raised to a cubic one.
func (p *scenePainter) quad(x, y, cx, cy, ex, ey float64) {
	p.c.f.CurveBezierCubicTo((x+2*cx)/3*ptPerPx, (y+2*cy)/3*ptPerPx, (ex+2*cx)/3*ptPerPx, (ey+2*cy)/3*ptPerPx, ex*ptPerPx, ey*ptPerPx)
}

// kappa places the control points of a quarter circle.
const kappa = 0.5522847498

func (p *scenePainter) rect(x, y, w, h, r float64, style string) {
	f := p.c.f
	if r <= 0 {
		f.Rect(x*ptPerPx, y*ptPerPx, w*ptPerPx, h*ptPerPx, style)
		return
	}
	r = min(r, w/2, h/2)
	k := r * (1 - kappa)
	to := func(x, y float64) { f.LineTo(x*ptPerPx, y*ptPerPx) }
	corner := func(ax, ay, bx, by, ex, ey float64) {
		f.CurveBezierCubicTo(ax*ptPerPx, ay*ptPerPx, bx*ptPerPx, by*ptPerPx, ex*ptPerPx, ey*ptPerPx)
	}
	f.MoveTo((x+r)*ptPerPx, y*ptPerPx)
	to(x+w-r, y)
	corner(x+w-k, y, x+w, y+k, x+w, y+r)
	to(x+w, y+h-r)
	corner(x+w, y+h-k, x+w-k, y+h, x+w-r, y+h)
	to(x+r, y+h)
	corner(x+k, y+h, x, y+h-k, x, y+h-r)
	to(x, y+r)
	corner(x, y+k, x+k, y, x+r, y)
	f.ClosePath()
	f.DrawPath(style)
}

func (p *scenePainter) glyph(it *draw.Item, g draw.Glyph, style string) {
	x, y := p.at(it.P[0], it.P[1])
	k := p.len(it.P[2]) / 16
	f := p.c.f
	if !g.Filled {
		p.c.setStroke(draw.Print.Color(it.Stroke), g.Width*k)
		f.SetLineCapStyle("round")
		defer f.SetLineCapStyle("butt")
		style = "D"
	}
	var at [2]float64
	for _, o := range g.Ops() {
		q := o.P
		for i := 0; i < len(q); i += 2 {
			q[i], q[i+1] = x+q[i]*k, y+q[i+1]*k
		}
		switch o.Op {
		case 'M':
			f.MoveTo(q[0]*ptPerPx, q[1]*ptPerPx)
			at = [2]float64{q[0], q[1]}
		case 'L':
			f.LineTo(q[0]*ptPerPx, q[1]*ptPerPx)
			at = [2]float64{q[0], q[1]}
		case 'Q':
			p.quad(at[0], at[1], q[0], q[1], q[2], q[3])
			at = [2]float64{q[2], q[3]}
		case 'C':
			f.CurveBezierCubicTo(q[0]*ptPerPx, q[1]*ptPerPx, q[2]*ptPerPx, q[3]*ptPerPx, q[4]*ptPerPx, q[5]*ptPerPx)
			at = [2]float64{q[4], q[5]}
		case 'Z':
			f.ClosePath()
		}
	}
	f.DrawPath(style)
}
