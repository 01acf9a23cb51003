package pdf

import (
	"bytes"
	"encoding/gob"
	"strings"

	"github.com/jung-kurt/gofpdf"

	"secondstory/backend/report"
)

// Room of a picture, px: two of the screens people have stand on a page one below the
// other, and a row of a table is not taller than what is set as one.
const (
	pictureMost     = 420.0
	pictureCellMost = 200.0
	pictureGap      = 6.0 // above its words
	// wordsAtOnce are the lines of words that stay with their picture; of longer ones the
	// rest follows as text does.
	wordsAtOnce = 8
)

// picture sets a picture as large as it is, or as there is room, with its words below.
func (l *layouter) picture(b *report.Picture, w float64, cx context) []atom {
	name := b.Label
	if b.Caption != "" {
		name += ". "
	}
	f, gap := captionFace, gapFigure
	if cx.cell {
		f, gap = noteFace, pictureGap
	}
	f.right = cx.face.right
	words := textAtoms(l.lines([]report.Span{{Text: name, Mark: report.Bold}, {Text: b.Caption}}, f, w), f, w, 0)
	add := func(text string) {
		if text != "" {
			words = append(words, textAtoms(l.lines([]report.Span{{Text: text}}, noteFace, w), noteFace, w, 0)...)
		}
	}
	for _, text := range []string{b.SeenLine, b.Belongs, b.Gone} {
		add(text)
	}
	if b.Data == nil {
		words[0].gap = gap
		return words
	}
	pw, ph, most := float64(b.Width), float64(b.Height), pictureMost
	if cx.cell {
		most = pictureCellMost
	}
	scale := min(1, w/pw, most/ph)
	pw, ph = max(pw*scale, 1), max(ph*scale, 1)
	first := words[:min(wordsAtOnce, len(words))]
	below := 0.0
	for _, a := range first {
		below += a.h
	}
	out := []atom{{gap: gap, h: ph + pictureGap + below, figure: !cx.cell && len(first) == len(words), keep: len(first) < len(words), paint: func(c *canvas, x, y float64) {
		c.picture(b, x, y, pw, ph)
		y += ph + pictureGap
		for _, a := range first {
			a.paint(c, x, y)
			y += a.h
		}
	}}}
	return append(out, words[len(first):]...)
}

// picture paints the bytes of a picture with a thin line around it: one of a white screen
// would have no edge. The same picture is in the document once.
func (c *canvas) picture(b *report.Picture, x, y, w, h float64) {
	kind := strings.ToUpper(b.Format)
	if !c.pictured[b.ID] {
		c.pictured[b.ID] = true
		info := c.f.RegisterImageOptionsReader(b.ID, gofpdf.ImageOptions{ImageType: kind}, bytes.NewReader(b.Data))
		if c.f.Ok() {
			c.f.SetError(inOrder(info, len(c.pictured)))
		}
	}
	c.f.ImageOptions(b.ID, x*ptPerPx, y*ptPerPx, w*ptPerPx, h*ptPerPx, false, gofpdf.ImageOptions{ImageType: kind}, 0, "")
	c.setStroke(hair, 0.75)
	c.f.Rect(x*ptPerPx, y*ptPerPx, w*ptPerPx, h*ptPerPx, "D")
}

// inOrder makes the width of a picture one of its own, by less than a hundredth of a
// pixel, which is printed as a whole number. gofpdf writes pictures by their width, and
// those of the same width in the order of a map: the same report would give other bytes.
func inOrder(info *gofpdf.ImageInfoType, n int) error {
	raw, err := info.GobEncode()
	if err != nil {
		return err
	}
	var data, mask, palette []byte
	var object, bits int
	var width, height, scale, dpi float64
	var space, filter, params string
	var clear []int
	fields := []any{&data, &mask, &object, &width, &height, &space, &palette, &bits, &filter, &params, &clear, &scale, &dpi}
	from := gob.NewDecoder(bytes.NewReader(raw))
	for _, f := range fields {
		if err := from.Decode(f); err != nil {
			return err
		}
	}
	width += float64(n) / 100_000
	var again bytes.Buffer
	to := gob.NewEncoder(&again)
	for _, f := range fields {
		if err := to.Encode(f); err != nil {
			return err
		}
	}
	return info.GobDecode(again.Bytes())
}
