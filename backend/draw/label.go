package draw

import (
	"strings"

	"secondstory/backend/domain/cause"
)

// Measures of the diagrams in px at a font of 12 px.
const (
	lineHeight  = 14.64
	upperBase   = 13.57 // from the bone above to the first base line
	lowerBase   = 4.57  // from the last base line to the bone below
	glyphSize   = 11.04
	glyphStep   = 14.8
	rowGap      = 9.0
	labelPad    = 8.0
	boneEnd     = 5.0 // the bone goes on past its label
	indent      = 14.0
	ribStart    = 12.0
	ribGap      = 18.0
	tipGap      = 18.0
	jointGap    = 36.0
	discR       = 3.4
	unknownR    = 6.0
	beadFirst   = 7.4
	beadStep    = 5.2
	beadR       = 1.7
	badgeH      = 11.04
	badgePad    = 2.9
	badgeGap    = 5.8
	badgeStep   = 3.0
	maxBeads    = 6
	categoryEm  = 1.18
	headEm      = 1.25
	noteEm      = 0.95
	badgeEm     = 0.76
	foldEm      = 0.92
	strikeRatio = 0.32 // of an em above the base line
)

// badge stands after the last line: the letter of a link in a small box, or
// without one the count of what is folded and the mark of what is undecided.
type badge struct {
	role, text string
	line       Line
}

func (b badge) width(k float64) float64 {
	switch b.role {
	case RoleFold:
		return b.line.W
	case RoleUndecided:
		return (undecidedSign+undecidedGap)*k + b.line.W
	}
	return b.line.W + 2*badgePad*k
}

// label is the measured block of one node.
type label struct {
	lines  []Line
	glyphs []string
	badges []badge
	w      float64 // of the text with its badges
	gw     float64 // of the class signs before it
}

func (l *label) h(k float64) float64 { return float64(len(l.lines)) * lineHeight * k }

// node is a drawn node with what all layouts need of it.
type node struct {
	cause.Placed
	level  int // 1 for the causes at a rib
	text   string
	kids   []*node
	hidden int // causes folded away below it
	links  []string
	rows   int // drawn causes of its subtree, itself included
}

// prepared is a tree made ready for any layout: texts sanitised, folds and the
// level cut applied, links lettered.
type prepared struct {
	m      *Measurer
	o      Options
	k      float64
	signs  bool // class signs before the labels
	root   *node
	byID   map[string]*node
	links  []link
	mark   Line // the word of what is undecided
	list   []Replaced
	labels map[float64]map[*node]*label
	talls  map[float64]map[*node]float64
}

type link struct {
	from, to *node
	letter   string
}

func prepare(m *Measurer, t *cause.Tree, o Options) *prepared {
	p := &prepared{m: m, o: o, k: o.FontSize / 12, byID: map[string]*node{}, labels: map[float64]map[*node]*label{}, talls: map[float64]map[*node]float64{}}
	if word := p.clean(o.UndecidedWord, Regular); word != "" {
		p.mark = Line{word, m.Width(word, Regular, 12*foldEm*p.k)}
	}
	all := t.DepthFirst()
	base := 0 // depth of the level above the causes
	for i := range all {
		pl := all[i]
		if i == 0 {
			p.root = p.node(pl, 0)
			continue
		}
		parent, drawn := p.byID[pl.Parent]
		if !drawn {
			continue
		}
		level := parent.level + 1
		if pl.Kind == "category" && pl.Depth == 1 {
			level = base
		}
		if parent != p.root && (parent.Folded || p.cut(parent)) {
			parent.hidden = parent.Below
			continue
		}
		n := p.node(pl, level)
		parent.kids = append(parent.kids, n)
	}
	p.count(p.root)
	p.letter(all)
	return p
}

// cut says whether the level below the node is folded away.
func (p *prepared) cut(n *node) bool {
	return p.o.MaxLevel < 0 || p.o.MaxLevel > 0 && n.level >= p.o.MaxLevel
}

func (p *prepared) clean(text string, cut Cut) string {
	s, list := p.m.Sanitise(text, SanitiseOptions{Cut: cut, KeepEmoji: p.o.KeepEmoji})
	p.list = append(p.list, list...)
	return s
}

func (p *prepared) node(pl cause.Placed, level int) *node {
	n := &node{Placed: pl, level: level}
	n.text = p.clean(pl.Text, n.cut())
	p.byID[pl.ID] = n
	return n
}

// cut is the font of the node's label: the first level is heavier.
func (n *node) cut() Cut {
	if n.level <= 1 {
		return SemiBold
	}
	return Regular
}

func (n *node) isCategory() bool { return n.Kind == "category" && n.Depth == 1 }

func (p *prepared) count(n *node) {
	n.rows = 1
	for _, c := range n.kids {
		p.count(c)
		n.rows += c.rows
	}
}

// letter names each cross-link whose two ends are drawn: a, b … z, aa, ab …
func (p *prepared) letter(all []cause.Placed) {
	for _, pl := range all {
		from, ok := p.byID[pl.ID]
		if !ok {
			continue
		}
		for _, id := range pl.Also {
			to, ok := p.byID[id]
			if !ok || to == from {
				continue
			}
			name := letters(len(p.links))
			p.links = append(p.links, link{from, to, name})
			from.links = append(from.links, name)
			to.links = append(to.links, name)
		}
	}
}

func letters(n int) string {
	s := ""
	for {
		s = string(rune('a'+n%26)) + s
		if n < 26 {
			return s
		}
		n = n/26 - 1
	}
}

// label wraps and measures a node's text at a width in px at 12 px.
func (p *prepared) label(n *node, maxW float64) *label {
	of, ok := p.labels[maxW]
	if !ok {
		of = make(map[*node]*label, len(p.byID))
		p.labels[maxW] = of
	}
	if l, ok := of[n]; ok {
		return l
	}
	k := p.k
	l := &label{lines: p.m.Wrap(n.text, n.cut(), 12*k, maxW*k)}
	for _, ln := range l.lines {
		l.w = max(l.w, ln.W)
	}
	if p.signs {
		for _, c := range cause.Classes {
			for _, has := range n.Classes {
				if has == c {
					l.glyphs = append(l.glyphs, c)
					break
				}
			}
		}
		l.gw = float64(len(l.glyphs)) * glyphStep * k
	}
	for _, name := range n.links {
		l.badges = append(l.badges, p.badge(RoleLink, name))
	}
	if n.hidden > 0 {
		text := "+" + itoa(n.hidden)
		l.badges = append(l.badges, badge{RoleFold, text, Line{text, p.m.Width(text, Regular, 12*foldEm*k)}})
	}
	if b, ok := p.undecided(n); ok {
		l.badges = append(l.badges, b)
	}
	if len(l.badges) > 0 {
		x := l.lines[len(l.lines)-1].W + badgeGap*k
		for i, b := range l.badges {
			if i > 0 {
				x += badgeStep * k
			}
			x += b.width(k)
		}
		l.w = max(l.w, x)
	}
	of[n] = l
	return l
}

func (p *prepared) badge(role, text string) badge {
	return badge{role, text, Line{text, p.m.Width(text, SemiBold, 12*badgeEm*p.k)}}
}

// look is how a status is drawn.
type look struct {
	sw     float64
	dash   []float64
	bone   string
	ink    string
	sign   string
	struck bool
}

func (n *node) look() look {
	sw, ink := 1.25, "ink-2"
	if n.level <= 1 {
		sw, ink = 1.6, "ink"
	}
	switch n.Status {
	case "supported":
		return look{sw: sw, bone: "bone", ink: ink, sign: "ink-3"}
	case "unknown":
		return look{sw: 1.1, dash: []float64{1.5, 3}, bone: "bone", ink: ink, sign: "ink-3"}
	case "ruled_out":
		return look{sw: 1, bone: "faint", ink: "ink-3", sign: "faint", struck: true}
	}
	return look{sw: 1.1, dash: []float64{4, 3}, bone: "bone", ink: ink, sign: "ink-3"}
}

func (l look) dashes(k float64) []int32 {
	if len(l.dash) == 0 {
		return nil
	}
	out := make([]int32, len(l.dash))
	for i, d := range l.dash {
		out[i] = c100(d * k)
	}
	return out
}

// paint writes the block with its top text line's base line at base.
func (l *label) paint(c *canvas, n *node, lk look, x, base, k float64) {
	for i, g := range l.glyphs {
		c.glyph(RoleClass, n.ID, g, lk.sign, x+float64(i)*glyphStep*k, base-9.77*k, glyphSize*k)
	}
	x += l.gw
	for i, ln := range l.lines {
		y := base + float64(i)*lineHeight*k
		c.text(RoleCause, n.ID, lk.ink, n.cut(), 12*k, x, y, ln)
		if lk.struck && strings.TrimSpace(ln.Text) != "" {
			c.line(RoleStrike, n.ID, "ink-3", k, nil, x, y-12*strikeRatio*k, x+ln.W, y-12*strikeRatio*k)
		}
	}
	last := len(l.lines) - 1
	bx, by := x+l.lines[last].W+badgeGap*k, base+float64(last)*lineHeight*k
	for _, b := range l.badges {
		w := b.width(k)
		switch b.role {
		case RoleFold:
			c.text(RoleFold, n.ID, "ink-3", Regular, 12*foldEm*k, bx, by, b.line)
		case RoleUndecided:
			paintUndecided(c, n.ID, b, bx, by, k)
		default:
			c.rect(b.role, n.ID, "bg-press", bx, by-10.32*k, w, badgeH*k, 2.5*k)
			c.text(b.role, n.ID, "ink-2", SemiBold, 12*badgeEm*k, bx+badgePad*k, by-2.04*k, b.line)
		}
		bx += w + badgeStep*k
	}
}

// bead is one mark beyond the end of a bone: evidence for or against, or a
// count where there are too many to draw. off is its distance from the end.
type bead struct {
	off   float64
	kind  byte // '+', '-', or '#': a text
	text  Line
	width float64
}

// beads gives the marks and how far they reach beyond the end of the bone.
func (p *prepared) beads(n *node) ([]bead, float64) {
	k := p.k
	end, start := discR*k, beadFirst*k
	if n.Status == "unknown" {
		end, start = (unknownR+3)*k, (unknownR+3+4)*k
	}
	if p.o.Room || n.isCategory() || n.For < 0 || n.Against < 0 || n.For+n.Against == 0 {
		return nil, end
	}
	var out []bead
	x := start
	put := func(kind byte, count int) {
		if count == 0 {
			return
		}
		if n.For+n.Against <= maxBeads {
			for ; count > 0; count-- {
				out = append(out, bead{off: x, kind: kind})
				x += beadStep * k
			}
			return
		}
		t := Line{itoa(count), p.m.Width(itoa(count), Regular, 9*k)}
		out = append(out, bead{off: x, kind: kind}, bead{off: x + 4*k, kind: '#', text: t, width: t.W})
		x += 4*k + t.W + 5*k
	}
	put('+', n.For)
	put('-', n.Against)
	last := out[len(out)-1]
	if last.kind == '#' {
		return out, last.off + last.width
	}
	return out, last.off + beadR*k
}
