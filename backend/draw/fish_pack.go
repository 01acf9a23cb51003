package draw

// tall is the height a cause takes on its rib with all below it, whatever the
// lean: rows of one side own disjoint heights.
func (p *prepared) tall(n *node, maxW float64) float64 {
	of, ok := p.talls[maxW]
	if !ok {
		of = make(map[*node]float64, len(p.byID))
		p.talls[maxW] = of
	}
	if h, ok := of[n]; ok {
		return h
	}
	h := rowGap*p.k + p.label(n, maxW).h(p.k)
	for _, c := range n.kids {
		h += p.tall(c, maxW)
	}
	of[n] = h
	return h
}

// least is a height no layout of these ribs stays below; exact where causes
// hang on one side of each rib.
func (f *fish) least() float64 {
	k := f.p.k
	up, down := f.head.h/2, f.head.h/2
	for _, r := range f.ribs {
		sum, most := 0.0, 0.0
		for _, n := range r.tops {
			h := f.p.tall(n, f.maxW)
			sum, most = sum+h, max(most, h)
		}
		if r.two {
			sum = max(sum/2, most)
		}
		h := (ribStart+tipGap)*k + sum
		if len(r.tops) == 0 {
			h = 52 * k
		}
		if len(r.title) == 0 {
			h += k
		} else {
			h += 8*k + float64(len(r.title))*17.3*k
		}
		if r.up {
			up = max(up, h)
		} else {
			down = max(down, h)
		}
	}
	return up + down + 2*sceneMargin*k
}

// sky is what is taken on one side of the spine.
type sky struct {
	bands []band
	joint float64 // of the rib placed last
}

// room is the rightmost joint at which the rib clears everything placed.
func (s *sky) room(r *rib, k float64) float64 {
	x := s.joint - jointGap*k
	for _, b := range r.bands {
		for _, t := range s.bands {
			if b.u0 < t.u1 && t.u0 < b.u1 {
				x = min(x, t.left-ribGap*k-b.right)
			}
		}
	}
	return x
}

func (s *sky) place(r *rib, x float64) {
	r.joint, s.joint = x, x
	for _, b := range r.bands {
		s.bands = append(s.bands, band{b.u0, b.u1, b.left + x, b.right + x})
	}
}

// pack sets the joints from the head to the tail.
func (f *fish) pack(paired bool) {
	k := f.p.k
	head := band{0, f.head.h / 2, 0, f.head.w}
	skies := [2]*sky{{bands: []band{head}, joint: 4 * k}, {bands: []band{head}, joint: 4 * k}}
	var halves [2][]*rib
	for _, r := range f.ribs {
		s := 1
		if r.up {
			s = 0
		}
		halves[s] = append(halves[s], r)
	}
	f.tail = 0
	for i := 0; i < len(halves[0]) || i < len(halves[1]); i++ {
		x := [2]float64{}
		for s := range halves {
			if i < len(halves[s]) {
				x[s] = skies[s].room(halves[s][i], k)
			}
		}
		if paired && i < len(halves[0]) && i < len(halves[1]) {
			x[0] = min(x[0], x[1])
			x[1] = x[0]
		}
		for s := range halves {
			if i < len(halves[s]) {
				skies[s].place(halves[s][i], x[s])
				f.tail = min(f.tail, x[s])
			}
		}
	}
	f.tail -= 32 * k
	if len(f.ribs) == 0 {
		f.tail = -150 * k
	}
}

// measure finds the extent without emitting anything.
func (f *fish) measure() {
	f.left, f.right = f.tail, f.head.w
	f.top, f.bottom = f.head.h/2, f.head.h/2
	for _, r := range f.ribs {
		for _, b := range r.bands {
			f.left, f.right = min(f.left, b.left+r.joint), max(f.right, b.right+r.joint)
			if r.up {
				f.top = max(f.top, b.u1)
			} else {
				f.bottom = max(f.bottom, b.u1)
			}
		}
	}
}

func (f *fish) size() (w, h float64) {
	return f.right - f.left + 2*sceneMargin*f.p.k, f.top + f.bottom + 2*sceneMargin*f.p.k
}
