package draw

import "math"

// stroke paints an open line with its dashes. Each straight piece is a
// rectangle; joints of bent lines get a disc, which is what a round join is.
func (r *raster) stroke(path []pt, it *Item, round bool) {
	w := float64(it.SW) / 100 * r.s
	var dash []float64
	for _, d := range it.Dash {
		dash = append(dash, float64(d)/100*r.s)
	}
	for _, run := range dashed(path, dash) {
		r.strokeRun(run, w, it.Stroke, round)
	}
}

func (r *raster) strokeRun(path []pt, w float64, style string, round bool) {
	for i := 0; i+1 < len(path); i++ {
		a, b := path[i], path[i+1]
		dx, dy := b.x-a.x, b.y-a.y
		l := math.Hypot(dx, dy)
		if l == 0 {
			if round {
				r.fill([][]pt{circlePath(a, w/2)}, style)
			}
			continue
		}
		nx, ny := -dy/l*w/2, dx/l*w/2
		r.fill([][]pt{{{a.x + nx, a.y + ny}, {b.x + nx, b.y + ny}, {b.x - nx, b.y - ny}, {a.x - nx, a.y - ny}}}, style)
	}
	for i, p := range path {
		inner := i > 0 && i < len(path)-1
		if round || inner {
			r.fill([][]pt{circlePath(p, w/2)}, style)
		}
	}
}

// dashed cuts a line into its dashes; no dashes give the line itself.
func dashed(path []pt, dash []float64) [][]pt {
	total := 0.0
	for _, d := range dash {
		total += d
	}
	if len(dash) < 2 || total <= 0 || len(path) < 2 {
		return [][]pt{path}
	}
	var out [][]pt
	k, left := 0, dash[0]
	run := []pt{path[0]}
	for i := 0; i+1 < len(path); i++ {
		a, b := path[i], path[i+1]
		l := math.Hypot(b.x-a.x, b.y-a.y)
		done := 0.0
		for l-done > left {
			done += left
			p := pt{a.x + (b.x-a.x)*done/l, a.y + (b.y-a.y)*done/l}
			if k%2 == 0 {
				out = append(out, append(run, p))
			}
			run = []pt{p}
			k = (k + 1) % len(dash)
			left = math.Max(dash[k], 0.01)
		}
		left -= l - done
		run = append(run, b)
	}
	if k%2 == 0 && len(run) > 1 {
		out = append(out, run)
	}
	return out
}

func (r *raster) glyph(it *Item, g Glyph) {
	origin := r.at(it.P[0], it.P[1])
	scale := float64(it.P[2]) / 1600 * r.s
	at := func(x, y float64) pt { return pt{origin.x + x*scale, origin.y + y*scale} }
	var paths [][]pt
	for _, o := range g.Ops() {
		if o.Op == 'M' {
			paths = append(paths, []pt{at(o.P[0], o.P[1])})
			continue
		}
		if len(paths) == 0 {
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
		case 'Z':
			*last = append(*last, (*last)[0])
		}
	}
	if g.Filled {
		r.fill(paths, it.Fill)
		return
	}
	for _, p := range paths {
		r.strokeRun(p, g.Width*scale, it.Stroke, true)
	}
}
