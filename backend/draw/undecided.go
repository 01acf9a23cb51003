package draw

// Measures of the mark, in px at a font of 12 px.
const (
	undecidedSign = 9.6 // the sign before the word
	undecidedGap  = 3.0
	undecidedDrop = 8.6 // from the top of the sign to the base line of the word
)

// undecided is the mark of a node that has two versions until somebody decides:
// the sign and the word that stand at such values everywhere. ok is false for a
// settled one.
func (p *prepared) undecided(n *node) (badge, bool) {
	if p.mark.Text == "" || !p.o.Undecided[n.ID] {
		return badge{}, false
	}
	return badge{RoleUndecided, p.mark.Text, p.mark}, true
}

// paintUndecided writes the mark with its word on a base line.
func paintUndecided(c *canvas, node string, b badge, x, base, k float64) {
	c.glyph(RoleUndecided, node, "undecided", "warn", x, base-undecidedDrop*k, undecidedSign*k)
	c.text(RoleUndecided, node, "warn", Regular, 12*foldEm*k, x+(undecidedSign+undecidedGap)*k, base, b.line)
}

// headMark is the word in the box of the effect, whose ground leaves it no colour
// of its own.
func (p *prepared) headMark() []Line {
	if b, ok := p.undecided(p.root); ok {
		return []Line{{b.text, p.m.Width(b.text, Regular, 12*noteEm*p.k)}}
	}
	return nil
}
