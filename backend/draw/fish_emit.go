package draw

// sceneMargin is the free room around a scene, in px at a font of 12 px.
const sceneMargin = 4.0

// emit turns the plan into items, from the spine outward, lines before signs
// before texts of one rib.
func (f *fish) emit() Scene {
	k := f.p.k
	c := newCanvas("fishbone")
	c.poly(RoleSpine, "", "spine", f.tail, -0.9*k, 0, -2.6*k, 0, 2.6*k, f.tail, 0.9*k)
	f.paintHead(c, 0, -f.head.h/2)
	at := map[*node][2]float64{}
	for _, r := range f.ribs {
		f.paintRib(c, r)
		for i := range r.bones {
			f.paintBone(c, r, &r.bones[i])
			at[r.bones[i].n] = [2]float64{r.joint + r.bones[i].far, r.y(r.bones[i].ul)}
		}
	}
	for _, l := range f.p.links {
		a, okA := at[l.from]
		b, okB := at[l.to]
		if okA && okB {
			crosslink(c, l, a, b, k)
		}
	}
	c.note(f.p.list)
	return c.done(sceneMargin * k)
}

// crosslink is a dashed curve between the free ends of two bones, bent to the
// left, where there are the fewest labels.
func crosslink(c *canvas, l link, a, b [2]float64, k float64) {
	bend := min(a[0], b[0]) - 28*k
	it := c.curve(RoleCrosslink, l.from.ID, "accent", 1.4*k, []int32{c100(4 * k), c100(3 * k)},
		a[0], a[1], bend, (a[1]+b[1])/2, b[0], b[1])
	it.To = l.to.ID
	it.Text = l.letter
}

func (r *rib) y(u float64) float64 {
	if r.up {
		return -u
	}
	return u
}

func (f *fish) paintHead(c *canvas, x, y float64) {
	k := f.p.k
	id := f.p.root.ID
	c.rect(RoleHead, id, "head", x, y, f.head.w, f.head.h, 5*k)
	base := y + 13*k + 14.2*k
	for _, ln := range f.head.lines {
		c.text(RoleHead, id, "on-head", SemiBold, 12*headEm*k, x+13*k, base, ln)
		base += 18.6 * k
	}
	base += k
	for _, ln := range f.head.note {
		c.text(RoleHead, id, "on-head", Regular, 12*noteEm*k, x+13*k, base, ln)
		base += 15.6 * k
	}
	f.p.hit(c, id, x, y, f.head.w, f.head.h)
}

func (p *prepared) hit(c *canvas, id string, x, y, w, h float64) {
	if !p.o.Room {
		c.rect(RoleHit, id, "", x, y, w, h, 0)
	}
}

func (f *fish) paintRib(c *canvas, r *rib) {
	k := f.p.k
	id := ""
	if r.cat != nil {
		id = r.cat.ID
	}
	tx, ty := r.joint-r.tip*f.cot, r.y(r.tip)
	c.poly(RoleRib, id, "rib", r.joint-1.5*k, 0, tx-0.8*k, ty, tx+0.8*k, ty, r.joint+1.5*k, 0)
	left, right := r.joint+r.boxL, r.joint+r.boxR
	c.line(RoleRib, id, "rib", 1.8*k, nil, left, ty, right, ty)
	if len(r.title) == 0 {
		return
	}
	em := 12 * categoryEm * k
	n := len(r.title)
	for i, ln := range r.title {
		base := ty - 6*k - float64(n-1-i)*17.3*k
		if !r.up {
			base = ty + 17.16*k + float64(i)*17.3*k
		}
		c.text(RoleCategory, id, "ink", SemiBold, em, left, base, ln)
		if i == n-1 && r.count.Text != "" {
			c.text(RoleCategory, id, "ink-3", Regular, 12*noteEm*k, left+ln.W+7*k, base, r.count)
		}
		if i == n-1 && r.mark != nil {
			paintUndecided(c, id, *r.mark, left+ln.W+r.besideTitle(k)-r.mark.width(k), base, k)
		}
	}
	h := 8*k + float64(n)*17.3*k
	top := ty - h
	if !r.up {
		top = ty + k
	}
	c.rect(RoleTint, id, "", left-4*k, top, right-left+8*k, h-k, 3*k)
	f.p.hit(c, id, left-4*k, top, right-left+8*k, h)
}

func (f *fish) paintBone(c *canvas, r *rib, b *bone) {
	k := f.p.k
	lk := b.n.look()
	id := b.n.ID
	xa, far, y := r.joint+b.xa, r.joint+b.far, r.y(b.ul)
	h := b.l.h(k)
	if len(b.n.kids) > 0 {
		c.line(RoleConnector, id, "bone", k, nil, r.joint+b.xj, y, r.joint+b.xe, r.y(b.ue))
	}
	c.line(RoleBone, id, lk.bone, lk.sw*k, lk.dashes(k), xa, y, far, y)
	out := -1.0
	if b.d == 1 {
		out = 1
	}
	f.p.paintEnd(c, b.n, lk, far, y, out)
	base := y + upperBase*k
	if !r.up {
		base = y - lowerBase*k - float64(len(b.l.lines)-1)*lineHeight*k
	}
	b.l.paint(c, b.n, lk, r.joint+b.left, base, k)

	// Boxes: from beyond the sign to the rib, on the label's side of the bone.
	x0, x1 := min(far-6*k, r.joint+b.left-4*k), xa-4*k
	if b.d == 1 {
		x0, x1 = r.joint+b.left-4*k, far+6*k
	}
	top := y + k
	if !r.up {
		top = y - h - 4*k
	}
	c.rect(RoleTint, id, "", x0, top, x1-x0, h+3*k, 3*k)
	f.p.hit(c, id, min(x0, r.joint+b.ext), top-4*k, max(x1, r.joint+b.ext)-min(x0, r.joint+b.ext), h+8*k)
}

// paintEnd draws the sign of the status and the beads beyond the end of a
// line; out is the direction away from the label.
func (p *prepared) paintEnd(c *canvas, n *node, lk look, x, y, out float64) {
	k := p.k
	switch n.Status {
	case "supported":
		c.circle(RoleStatus, n.ID, "ink-2", "", 0, x, y, discR*k)
	case "unknown":
		cx := x + out*3*k
		c.circle(RoleStatus, n.ID, "warn-soft", "", 0, cx, y, unknownR*k)
		c.glyph(RoleStatus, n.ID, "unknown", "warn", cx-4.6*k, y-4.6*k, 9.2*k)
	case "ruled_out":
		c.circle(RoleStatus, n.ID, "halo", "faint", 1.1*k, x, y, discR*k)
		c.line(RoleStatus, n.ID, "faint", 1.1*k, nil, x-2.4*k, y+2.4*k, x+2.4*k, y-2.4*k)
	default:
		c.circle(RoleStatus, n.ID, "halo", lk.bone, 1.3*k, x, y, discR*k)
	}
	list, _ := p.beads(n)
	p.paintBeads(c, n, list, x, y, out)
}

func (p *prepared) paintBeads(c *canvas, n *node, list []bead, x, y, out float64) {
	k := p.k
	for _, b := range list {
		at := x + out*b.off
		switch b.kind {
		case '+':
			c.circle(RoleBead, n.ID, "ink-3", "", 0, at, y, beadR*k)
		case '-':
			c.circle(RoleBead, n.ID, "halo", "ink-3", 0.9*k, at, y, 1.5*k)
		default:
			if out < 0 {
				at -= b.width
			}
			c.text(RoleBead, n.ID, "ink-3", Regular, 9*k, at, y+3.2*k, b.text)
		}
	}
}
