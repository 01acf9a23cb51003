package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/jung-kurt/gofpdf"

	"secondstory/assets/fonts"
	"secondstory/backend/draw"
)

// A4 and its margins, px at 96 to the inch.
const (
	pageShort = 793.7
	pageLong  = 1122.52
	marginX   = 60.0
	top       = 84.0
	bottom    = 70.0
	ptPerPx   = 0.75
)

// colour names of paper beyond those of the scenes.
var (
	ink    = draw.RGB{R: 0x1A, G: 0x18, B: 0x15}
	ink2   = draw.RGB{R: 0x3F, G: 0x3B, B: 0x34}
	ink3   = draw.RGB{R: 0x5E, G: 0x58, B: 0x4F}
	accent = draw.RGB{R: 0x0B, G: 0x5F, B: 0x61}
	warn   = draw.RGB{R: 0x8F, G: 0x53, B: 0x00}
	hair   = draw.RGB{R: 0xBD, G: 0xB6, B: 0xAA}
	rowRun = draw.RGB{R: 0xDD, G: 0xD7, B: 0xCC}
	soft   = draw.RGB{R: 0xF5, G: 0xF2, B: 0xEC}
)

// canvas is the little of gofpdf that reports need; coordinates in px, y down.
type canvas struct {
	f     *gofpdf.Fpdf
	m     *draw.Measurer
	book  *fontBook
	added map[draw.Cut]bool
	// targets are the places the contents and references lead to
	targets map[*dest]int
	// pictured are the pictures the document has already
	pictured map[string]bool
	// what the page's state holds, so that it is written once
	cut    draw.Cut
	size   float64
	fill   draw.RGB
	stroke draw.RGB
	pen    draw.RGB
	width  float64
}

func newCanvas(m *draw.Measurer, book *fontBook, title, subject, author, keywords string, asOf time.Time) *canvas {
	f := gofpdf.New("P", "pt", "A4", "")
	f.SetAutoPageBreak(false, 0)
	f.SetMargins(0, 0, 0)
	f.SetCellMargin(0)
	f.SetCatalogSort(true)
	if asOf.IsZero() {
		asOf = time.Unix(0, 0).UTC() // gofpdf takes the time of the machine for none
	}
	f.SetCreationDate(asOf)
	f.SetModificationDate(asOf)
	f.SetTitle(short(title), true)
	f.SetSubject(short(subject), true)
	f.SetAuthor(short(author), true)
	f.SetKeywords(short(keywords), true)
	f.SetCreator("Second Story", true)
	f.SetProducer("Second Story", true)
	f.SetDisplayMode("fullwidth", "continuous")
	return &canvas{f: f, m: m, book: book, added: map[draw.Cut]bool{}, targets: map[*dest]int{}, pictured: map[string]bool{}}
}

func (c *canvas) page(landscape bool) {
	size := gofpdf.SizeType{Wd: pageShort * ptPerPx, Ht: pageLong * ptPerPx}
	orientation := "P"
	if landscape {
		orientation = "L"
	}
	c.f.AddPageFormat(orientation, size)
	// Every page begins with a state of its own.
	c.size, c.width = 0, 0
	c.fill, c.stroke, c.pen = draw.RGB{}, draw.RGB{}, draw.RGB{}
	c.f.SetFillColor(0, 0, 0)
	c.f.SetDrawColor(0, 0, 0)
	c.f.SetTextColor(0, 0, 0)
}

func fontBytes(cut draw.Cut) []byte {
	switch cut {
	case draw.SemiBold:
		return fonts.SemiBold()
	case draw.Italic:
		return fonts.Italic()
	case draw.Mono:
		return fonts.Mono()
	}
	return fonts.Regular()
}

// font sets cut and size; a cut that is never used is never embedded.
func (c *canvas) font(cut draw.Cut, size float64) {
	switch cut {
	case draw.Regular, draw.SemiBold, draw.Italic, draw.Mono:
	default:
		cut = draw.Regular
	}
	if !c.added[cut] {
		c.f.AddUTF8FontFromBytes(string(cut), "", fontBytes(cut))
		c.added[cut] = true
		c.size = 0
	}
	if c.cut != cut || c.size != size {
		c.f.SetFont(string(cut), "", size*ptPerPx)
		c.cut, c.size = cut, size
	}
}

// text prints one run with its base line at y. spacing is added after each
// character, px.
func (c *canvas) text(s string, cut draw.Cut, size, x, y float64, color draw.RGB, spacing float64) {
	if s == "" {
		return
	}
	if pieces := c.m.Pieces(s, cut, false); pieces != nil {
		c.pieces(pieces, cut, size, x, y, color)
		return
	}
	c.own(s, cut, size, x, y, color, spacing)
}

func (c *canvas) ink(color draw.RGB) {
	if c.pen != color {
		c.f.SetTextColor(int(color.R), int(color.G), int(color.B))
		c.pen = color
	}
}

// own prints text in one of the embedded cuts.
func (c *canvas) own(s string, cut draw.Cut, size, x, y float64, color draw.RGB, spacing float64) {
	c.font(cut, size)
	c.ink(color)
	if spacing != 0 {
		c.f.RawWriteStr(fmt.Sprintf("%.3f Tc", spacing*ptPerPx))
	}
	c.f.Text(x*ptPerPx, y*ptPerPx, s)
	if spacing != 0 {
		c.f.RawWriteStr("0 Tc")
	}
}

func (c *canvas) setFill(color draw.RGB) {
	if c.fill != color {
		c.f.SetFillColor(int(color.R), int(color.G), int(color.B))
		c.fill = color
	}
}

func (c *canvas) setStroke(color draw.RGB, width float64) {
	if c.stroke != color {
		c.f.SetDrawColor(int(color.R), int(color.G), int(color.B))
		c.stroke = color
	}
	if c.width != width {
		c.f.SetLineWidth(width * ptPerPx)
		c.width = width
	}
}

func (c *canvas) line(x0, y0, x1, y1, width float64, color draw.RGB) {
	c.setStroke(color, width)
	c.f.Line(x0*ptPerPx, y0*ptPerPx, x1*ptPerPx, y1*ptPerPx)
}

func (c *canvas) rect(x, y, w, h float64, color draw.RGB) {
	c.setFill(color)
	c.f.Rect(x*ptPerPx, y*ptPerPx, w*ptPerPx, h*ptPerPx, "F")
}

func (c *canvas) link(x, y, w, h float64, address string) {
	c.f.LinkString(x*ptPerPx, y*ptPerPx, w*ptPerPx, h*ptPerPx, address)
}

// bookmark is written by a UTF-8 font: gofpdf decides by the current one.
func (c *canvas) bookmark(text string, level int, y float64) {
	c.font(draw.Regular, 10)
	c.f.Bookmark(short(text), level, y*ptPerPx)
}

// short puts a mark for characters of rare scripts that gofpdf cannot write
// outside of the pages; there they are printed.
func short(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xFFFF {
			return '\uFFFD'
		}
		return r
	}, s)
}

// dash sets a pattern in px; nil is a solid line.
func (c *canvas) dash(pattern []float64) {
	pt := make([]float64, len(pattern))
	for i, p := range pattern {
		pt[i] = p * ptPerPx
	}
	c.f.SetDashPattern(pt, 0)
}

func (c *canvas) bytes() ([]byte, error) {
	var out bytes.Buffer
	if err := c.f.Output(&out); err != nil {
		return nil, fmt.Errorf("write the document: %w", err)
	}
	return out.Bytes(), nil
}

// webAddress says whether a link may be followed from paper: only the web and
// mail; anything else is text.
func webAddress(s string) bool {
	low := strings.ToLower(s)
	return (strings.HasPrefix(low, "https://") || strings.HasPrefix(low, "http://") || strings.HasPrefix(low, "mailto:")) && ascii(s)
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] <= 0x20 || s[i] > 0x7E {
			return false
		}
	}
	return true
}
