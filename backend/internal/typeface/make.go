package typeface

import (
	"encoding/binary"
	"math"
	"sort"
)

// Sign is a glyph with the number it is printed by.
type Sign struct {
	Code uint16
	ID   uint32
}

// Make writes a TrueType font of chosen signs, whatever form the face has: one
// that a document can hold. Signs are in the order of their codes in it.
func Make(f *Face, name string, signs []Sign) []byte {
	upem := f.Upem()
	list := append([]Sign(nil), signs...)
	sort.Slice(list, func(i, j int) bool { return list[i].Code < list[j].Code })
	shapes, advances := [][]Op{nil}, []int32{0}
	codes := make([]uint16, 0, len(list))
	for _, s := range list {
		shapes, advances, codes = append(shapes, f.Outline(s.ID)), append(advances, f.Advance(s.ID)), append(codes, s.Code)
	}
	weight := uint16(400)
	if f.aspect.Weight >= 600 {
		weight = 700
	}
	return Build(name, weight, uint16(upem), codes, shapes, advances)
}

type bounds struct{ x0, y0, x1, y1 int16 }

// Build writes a font of given shapes, in units of which an em has upem: shapes[0]
// is the sign of what is missing, and shapes[i+1] that of codes[i], which rise.
func Build(name string, weight, upem uint16, codes []uint16, shapes [][]Op, advances []int32) []byte {
	var glyf, loca, hmtx []byte
	all := bounds{}
	most, contours := 0, 0
	for i, shape := range shapes {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		data, box, points, rings := simple(shape)
		most, contours = max(most, points), max(contours, rings)
		all = bounds{min(all.x0, box.x0), min(all.y0, box.y0), max(all.x1, box.x1), max(all.y1, box.y1)}
		glyf = append(glyf, data...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		hmtx = be(hmtx, uint16(min(max(advances[i], 0), 0x7FFF)), uint16(box.x0))
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	n := uint16(len(shapes))
	up, down := uint16(all.y1), uint16(all.y0)
	b := func(v ...uint16) []byte { return be(nil, v...) }
	head := b(1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 0x0003, upem, 0, 0, 0, 0, 0, 0, 0, 0,
		uint16(all.x0), uint16(all.y0), uint16(all.x1), uint16(all.y1), 0, 8, 2, 1, 0)
	hhea := b(1, 0, up, down, 0, upem, 0, 0, uint16(all.x1), 1, 0, 0, 0, 0, 0, 0, 0, n)
	maxp := b(1, 0, n, uint16(most), uint16(contours), 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)
	os2 := b(3, upem/2, weight, 5, 0, upem/2, upem/2, 0, upem/8, upem/2, upem/2, 0, upem/3, upem/20, upem/4, 0,
		0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x20, 0xFFFF, up, down, 0, up, -down, 1, 0, 0, 0, upem/2, up, 0, 0x20, 0)
	post := b(3, 0, 0, 0, -(upem / 10), upem/20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	return assemble(map[string][]byte{
		"cmap": cmapOf(codes), "glyf": glyf, "head": head, "hhea": hhea, "hmtx": hmtx, "loca": loca,
		"maxp": maxp, "name": nameOf(name), "OS/2": os2, "post": post,
	})
}

func be(b []byte, values ...uint16) []byte {
	for _, v := range values {
		b = binary.BigEndian.AppendUint16(b, v)
	}
	return b
}

type point struct {
	x, y int16
	on   bool
}

// simple writes one glyph. Cubic curves become quadratic ones that are at most
// half a unit off.
func simple(shape []Op) (data []byte, box bounds, points, rings int) {
	var ends []uint16
	var list []point
	var px, py float64
	add := func(x, y float64, on bool) {
		list = append(list, point{unit(x), unit(y), on})
	}
	start := 0
	end := func() {
		// A ring closes by itself.
		if n := len(list); n-start > 1 && list[n-1].on && list[n-1] == list[start] {
			list = list[:n-1]
		}
		if len(list) > start {
			ends = append(ends, uint16(len(list)-1))
		}
		start = len(list)
	}
	for _, o := range shape {
		p := o.P
		switch o.Op {
		case 'M':
			end()
			add(p[0], p[1], true)
			px, py = p[0], p[1]
		case 'L':
			add(p[0], p[1], true)
			px, py = p[0], p[1]
		case 'Q':
			add(p[0], p[1], false)
			add(p[2], p[3], true)
			px, py = p[2], p[3]
		case 'C':
			quads(px, py, p, add)
			px, py = p[4], p[5]
		}
	}
	end()
	if len(list) == 0 {
		return nil, box, 0, 0
	}
	box = bounds{list[0].x, list[0].y, list[0].x, list[0].y}
	for _, p := range list {
		box = bounds{min(box.x0, p.x), min(box.y0, p.y), max(box.x1, p.x), max(box.y1, p.y)}
	}
	data = be(nil, uint16(len(ends)), uint16(box.x0), uint16(box.y0), uint16(box.x1), uint16(box.y1))
	data = be(data, ends...)
	data = be(data, 0) // no instructions
	for _, p := range list {
		flag := byte(0)
		if p.on {
			flag = 1
		}
		data = append(data, flag)
	}
	var lx, ly int16
	for _, p := range list {
		data, lx = be(data, uint16(p.x-lx)), p.x
	}
	for _, p := range list {
		data, ly = be(data, uint16(p.y-ly)), p.y
	}
	return data, box, len(list), len(ends)
}

func unit(v float64) int16 { return int16(math.Round(min(max(v, -16000), 16000))) }

// quads follows a cubic curve with quadratic ones.
func quads(x0, y0 float64, p [6]float64, add func(x, y float64, on bool)) {
	bend := math.Hypot(p[4]-3*p[2]+3*p[0]-x0, p[5]-3*p[3]+3*p[1]-y0)
	n := max(1, int(math.Ceil(math.Cbrt(bend*math.Sqrt(3)/36/0.5))))
	at := func(t float64) (x, y, dx, dy float64) {
		u := 1 - t
		x = u*u*u*x0 + 3*u*u*t*p[0] + 3*u*t*t*p[2] + t*t*t*p[4]
		y = u*u*u*y0 + 3*u*u*t*p[1] + 3*u*t*t*p[3] + t*t*t*p[5]
		dx = 3 * (u*u*(p[0]-x0) + 2*u*t*(p[2]-p[0]) + t*t*(p[4]-p[2]))
		dy = 3 * (u*u*(p[1]-y0) + 2*u*t*(p[3]-p[1]) + t*t*(p[5]-p[3]))
		return
	}
	for i := range n {
		step := 1 / float64(n)
		ax, ay, adx, ady := at(float64(i) * step)
		bx, by, bdx, bdy := at(float64(i+1) * step)
		c1x, c1y := ax+adx*step/3, ay+ady*step/3
		c2x, c2y := bx-bdx*step/3, by-bdy*step/3
		add((3*(c1x+c2x)-ax-bx)/4, (3*(c1y+c2y)-ay-by)/4, false)
		add(bx, by, true)
	}
}

// cmapOf gives each code its glyph: 1, 2, 3 … in their order.
func cmapOf(codes []uint16) []byte {
	type segment struct{ from, to, glyph uint16 }
	var list []segment
	for i, c := range codes {
		if k := len(list); k > 0 && list[k-1].to+1 == c {
			list[k-1].to = c
			continue
		}
		list = append(list, segment{c, c, uint16(i + 1)})
	}
	list = append(list, segment{0xFFFF, 0xFFFF, 0})
	n := uint16(len(list))
	power, steps := uint16(1), uint16(0)
	for power*2 <= n {
		power, steps = power*2, steps+1
	}
	var ends, starts, deltas, offsets []byte
	for _, s := range list {
		ends, starts = be(ends, s.to), be(starts, s.from)
		delta := s.glyph - s.from
		if s.from == 0xFFFF {
			delta = 1
		}
		deltas, offsets = be(deltas, delta), be(offsets, 0)
	}
	body := be(nil, 4, 16+8*n, 0, 2*n, 2*power, steps, 2*n-2*power)
	body = append(append(append(append(be(append(body, ends...), 0), starts...), deltas...), offsets...), []byte(nil)...)
	return append(be(nil, 0, 1, 3, 1, 0, 12), body...)
}

func nameOf(name string) []byte {
	text := be(nil)
	for _, r := range name {
		text = be(text, uint16(r))
	}
	out := be(nil, 0, 4, 6+4*12)
	for _, id := range []uint16{1, 2, 4, 6} {
		out = be(out, 3, 1, 0x409, id, uint16(len(text)), 0)
	}
	return append(out, text...)
}

// assemble writes the directory, the tables in the order of their names and the
// sums that readers check.
func assemble(tables map[string][]byte) []byte {
	names := make([]string, 0, len(tables))
	for name := range tables {
		names = append(names, name)
	}
	sort.Strings(names)
	n := uint16(len(names))
	power, steps := uint16(1), uint16(0)
	for power*2 <= n {
		power, steps = power*2, steps+1
	}
	out := be(nil, 1, 0, n, power*16, steps, n*16-power*16)
	at := uint32(12 + 16*len(names))
	var body []byte
	headAt := 0
	for _, name := range names {
		data := tables[name]
		if name == "head" {
			headAt = int(at) + 8
		}
		out = append(out, name...)
		out = binary.BigEndian.AppendUint32(out, sum(data))
		out = binary.BigEndian.AppendUint32(out, at)
		out = binary.BigEndian.AppendUint32(out, uint32(len(data)))
		body = append(body, data...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
		at = uint32(12 + 16*len(names) + len(body))
	}
	out = append(out, body...)
	binary.BigEndian.PutUint32(out[headAt:], 0xB1B0AFBA-sum(out))
	return out
}

func sum(data []byte) uint32 {
	var s uint32
	for i := 0; i < len(data); i += 4 {
		var four [4]byte
		copy(four[:], data[i:])
		s += binary.BigEndian.Uint32(four[:])
	}
	return s
}
