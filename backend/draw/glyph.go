package draw

import (
	"strconv"
	"strings"
)

// Glyph is a sign drawn in a square of 16 × 16 units. D is an SVG path of
// absolute commands M L H V Q C Z only, so that every painter can read it.
type Glyph struct {
	D      string  `json:"d"`
	Filled bool    `json:"filled,omitempty"` // else stroked with round ends, Width units wide
	Width  float64 `json:"width,omitempty"`
}

// PathOp is one step of a path: 'M' and 'L' have one point, 'Q' two, 'C'
// three, 'Z' none.
type PathOp struct {
	Op byte
	P  [6]float64
}

// kappa places the control points of a quarter circle.
const kappa = 0.5522847498

func ring(cx, cy, r float64) string {
	f := func(v float64) string { return strconv.FormatFloat(v, 'f', 3, 64) }
	k := r * kappa
	var b strings.Builder
	b.WriteString("M" + f(cx+r) + " " + f(cy))
	for _, q := range [][6]float64{
		{cx + r, cy + k, cx + k, cy + r, cx, cy + r},
		{cx - k, cy + r, cx - r, cy + k, cx - r, cy},
		{cx - r, cy - k, cx - k, cy - r, cx, cy - r},
		{cx + k, cy - r, cx + r, cy - k, cx + r, cy},
	} {
		b.WriteString("C")
		for i, v := range q {
			if i > 0 {
				b.WriteString(" ")
			}
			b.WriteString(f(v))
		}
	}
	return b.String() + "Z"
}

func stroke(d string) Glyph { return Glyph{D: d, Width: 1.6} }
func solid(d string) Glyph  { return Glyph{D: d, Filled: true} }

// glyphs are ours alone; names say what they mean.
var glyphs = map[string]Glyph{
	// classes of a cause
	"technical":      stroke("M8 1.9L13.3 4.95V11.05L8 14.1L2.7 11.05V4.95Z"),
	"procedural":     stroke("M2.6 3.9H13.4M2.6 8H13.4M2.6 12.1H9.4"),
	"human":          stroke(ring(8, 5, 2.6) + "M3.1 13.6C3.4 10.7 5.3 9.4 8 9.4C10.7 9.4 12.6 10.7 12.9 13.6"),
	"organisational": stroke(ring(5, 4.9, 2.1) + ring(11.3, 5.4, 1.8) + "M1.2 13.2C1.4 10.5 2.9 9.2 5 9.2C7.1 9.2 8.6 10.5 8.8 13.2M10.4 9.3C13 8.9 14.7 10.4 14.9 13"),
	"external":       stroke("M8.2 3.1H2.9V13.1H12.9V7.8M8.6 7.4L13.4 2.6M9.9 2.4H13.6V6.1"),
	// status, where it stands as a sign and not as the end of a bone
	"supported":  solid(ring(8, 8, 4.6)),
	"hypothesis": stroke(ring(8, 8, 4.2)),
	"ruled_out":  stroke(ring(8, 8, 4.6) + "M4.9 11.1L11.1 4.9"),
	"unknown":    {D: "M5.4 6C5.5 4.2 6.7 3.3 8.2 3.3C9.8 3.3 10.9 4.3 10.9 5.7C10.9 7.6 8.1 7.8 8.1 10M8.1 12.55V12.75", Width: 2},
	// kinds of timeline entries
	"action":      solid("M4.5 2.8V13.2L13 8Z"),
	"observation": stroke("M1.6 8C3.3 5 5.5 3.6 8 3.6C10.5 3.6 12.7 5 14.4 8C12.7 11 10.5 12.4 8 12.4C5.5 12.4 3.3 11 1.6 8Z" + ring(8, 8, 1.9)),
	"decision":    stroke("M5 14V2.4M5 10.2C8.6 10.2 11 8.4 11 5M8.6 5.6L11 2.8L13.4 5.6"),
	"message":     stroke("M2.4 3.1H13.6V11.1H7.4L4.4 13.7V11.1H2.4Z"),
	"alert":       stroke("M3.4 11.6H12.6L11.5 9.9V6.9C11.5 4.5 10 3 8 3C6 3 4.5 4.5 4.5 6.9V9.9ZM6.7 13.7H9.3"),
	"declared":    stroke("M4 14V2.6M4 3H12.6L10.7 6L12.6 9H4"),
	"resolved":    stroke("M3 8.5L6.2 11.7L13 4.8"),
	"effect":      stroke(ring(8, 8, 5) + "M8 3.8V12.2M9.6 4.4V11.6M11.2 5.6V10.4"),
	"change":      stroke("M3 6H12.4M9.6 3.2L12.4 6M13 10H3.6M6.4 12.8L3.6 10"),
	"note":        stroke("M3.6 2.4H12.4V13.6H3.6ZM6 6H10M6 9H10"),
	"dot":         solid(ring(8, 8, 3)),
	"earlier":     stroke("M10 3.4L5.4 8L10 12.6"),
	"later":       stroke("M6 3.4L10.6 8L6 12.6"),
	// two versions, until somebody decides
	"undecided": stroke("M2.6 5.4H12.2M9.8 2.8L12.4 5.4L9.8 8M13.4 10.6H3.8M6.2 8L3.6 10.6L6.2 13.2"),
	// what held, and luck
	"held": stroke("M3 13.2C3 6.6 6.6 3.2 13.4 2.8C13.6 9 10.6 12 5.4 11.6M3 13.2L8.4 7.4"),
	"luck": stroke("M8 2.2L9.7 6L13.8 6.4L10.7 9.1L11.6 13.2L8 11.1L4.4 13.2L5.3 9.1L2.2 6.4L6.3 6Z"),
}

// FindGlyph gives a sign by name; ok is false for unknown names.
func FindGlyph(name string) (g Glyph, ok bool) {
	g, ok = glyphs[name]
	return g, ok
}

// Ops reads the path; anything it does not know ends it.
func (g Glyph) Ops() []PathOp {
	var ops []PathOp
	d := g.D
	var x, y, sx, sy float64
	num := func() float64 {
		d = strings.TrimLeft(d, " ,")
		i := 0
		for i < len(d) && (d[i] == '-' && i == 0 || d[i] == '.' || d[i] >= '0' && d[i] <= '9') {
			i++
		}
		v, _ := strconv.ParseFloat(d[:i], 64) // an empty number reads as 0: the table is ours and tested
		d = d[i:]
		return v
	}
	for d != "" {
		op := d[0]
		d = d[1:]
		o := PathOp{Op: op}
		switch op {
		case ' ':
			continue
		case 'M', 'L':
			o.P[0], o.P[1] = num(), num()
			x, y = o.P[0], o.P[1]
			if op == 'M' {
				sx, sy = x, y
			}
		case 'H':
			x = num()
			o.Op, o.P[0], o.P[1] = 'L', x, y
		case 'V':
			y = num()
			o.Op, o.P[0], o.P[1] = 'L', x, y
		case 'Q', 'C':
			n := 4
			if op == 'C' {
				n = 6
			}
			for i := 0; i < n; i++ {
				o.P[i] = num()
			}
			x, y = o.P[n-2], o.P[n-1]
		case 'Z':
			x, y = sx, sy
		default:
			return ops
		}
		ops = append(ops, o)
	}
	return ops
}
