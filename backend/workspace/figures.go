package workspace

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"secondstory/assets"
	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
	"secondstory/backend/draw"
)

var measurer = sync.OnceValues(draw.NewMeasurer)

// View names one of the drawings of a tree of causes.
type View string

// The drawings.
const (
	Fishbone View = "fishbone"
	Whys     View = "whys"
	Outline  View = "outline"
)

// Figure says how a drawing is wanted. Zero values are the defaults of a screen.
type Figure struct {
	View     View
	MaxLevel int
	FontSize float64
	MaxW     float64
	Paper    bool // for a file: what the font lacks is replaced visibly
}

// measurer knows the fonts of this machine for a file that is painted here; a
// browser finds its own.
func (f Figure) measurer() (*draw.Measurer, error) {
	if f.Paper {
		return paperMeasurer()
	}
	return measurer()
}

// options are the settings of the layout of a review with its words in a language.
func (f Figure) options(r review.Review, text *assets.Catalogue) draw.Options {
	o := draw.Defaults()
	o.MaxLevel = f.MaxLevel
	if f.FontSize > 0 {
		o.FontSize = f.FontSize
	}
	if !f.Paper && f.View == Fishbone {
		// A window beside its outline and inspector is no wider than high: steeper ribs
		// and shorter lines show thirty causes at a size that can be read there.
		o.Angle, o.MaxW = 78, 130
	}
	if f.MaxW > 0 {
		o.MaxW = f.MaxW
	}
	o.KeepEmoji = !f.Paper
	o.Unsorted = text.Text("causes.unsorted")
	o.Undecided, o.UndecidedWord = r.UndecidedIn(review.Causes), text.Text("conflicts.undecided")
	o.And, o.Or = text.Text("causes.and"), text.Text("causes.or")
	o.ColumnHeads = []string{text.Text("causes.column.effect"), text.Text("causes.column.first"), text.Text("causes.column.next")}
	return o
}

// Tree is the tree of a review's current analysis; its effect is the title while
// nobody has written one.
func Tree(r review.Review) *cause.Tree {
	nodes := r.Causes
	if len(nodes) == 0 {
		nodes = []cause.Node{{ID: "effect", Kind: "effect", Text: r.Title}}
	}
	return cause.Build(nodes)
}

// Draw lays a review's causes out.
func Draw(r review.Review, f Figure, text *assets.Catalogue) (draw.Layout, error) {
	return DrawTree(r, Tree(r), f, text)
}

// DrawTree lays a tree of a review's causes out.
func DrawTree(r review.Review, tree *cause.Tree, f Figure, text *assets.Catalogue) (draw.Layout, error) {
	m, err := f.measurer()
	if err != nil {
		return draw.Layout{}, fmt.Errorf("fonts: %w", err)
	}
	if f.View == Whys {
		return draw.Whys(m, tree, f.options(r, text)), nil
	}
	return draw.Fishbone(m, tree, f.options(r, text)), nil
}

// FitDrawing says how the drawing of a review's causes is best laid out in a window:
// where its labels wrap, and up to which level it is drawn.
func FitDrawing(r review.Review, f Figure, window draw.Window, text *assets.Catalogue) (Figure, error) {
	m, err := measurer()
	if err != nil {
		return f, fmt.Errorf("fonts: %w", err)
	}
	fit := draw.FishboneFor
	if f.View == Whys {
		fit = draw.WhysFor
	}
	o := fit(m, Tree(r), f.options(r, text), window)
	f.MaxLevel, f.MaxW = o.MaxLevel, o.MaxW
	return f, nil
}

// sides asks the fishbone's layout which sides it would choose for nodes.
func sides(nodes []cause.Node) map[string]string {
	m, err := measurer()
	if err != nil {
		return nil
	}
	return draw.Sides(m, cause.Build(nodes), draw.Defaults())
}

// words are those of a catalogue for the codes of causes; a code it has no word
// for stands as it is.
func words(text *assets.Catalogue) draw.Words {
	return func(kind, code string) string {
		switch {
		case kind == "status" && slices.Contains(cause.Statuses, code):
			return text.Text("cause." + code)
		case kind == "class" && slices.Contains(cause.Classes, code):
			return text.Text("cause.class." + code)
		}
		return code
	}
}

// ExportFormats lists what causes can be exported to, by view.
var ExportFormats = []string{"svg", "png", "mermaid", "drawio", "opml", "freemind", "xmind", "md", "csv", "json"}

// ExportCauses writes the causes of a review in a format. Formats of text hold
// the whole tree whatever the view; drawings hold the view. scale is for PNG.
func ExportCauses(r review.Review, f Figure, format string, scale float64, text *assets.Catalogue) ([]byte, error) {
	f.Paper = format != "svg"
	tree := Tree(r)
	switch format {
	case "opml":
		return draw.OPML(tree), nil
	case "freemind":
		return draw.FreeMind(tree), nil
	case "xmind":
		return draw.XMind(tree, text.Text("causes.also"))
	case "csv":
		return draw.CSV(tree, words(text)), nil
	case "json":
		return draw.JSON(tree), nil
	case "md":
		return draw.Markdown(tree, words(text)), nil
	case "mermaid":
		switch f.View {
		case Fishbone:
			return draw.MermaidIshikawa(tree, text.Text("causes.in_full")), nil
		case Whys:
			return draw.MermaidFlowchart(tree, text.Text("causes.therefore")), nil
		}
		return draw.MermaidMindmap(tree), nil
	case "svg", "png", "drawio":
	default:
		return nil, fault.New(fault.Invalid, "cli.format_unknown", "given", format, "choices", strings.Join(ExportFormats, ", "))
	}
	if f.View == Outline {
		return nil, fault.New(fault.Invalid, "causes.outline_not_drawn")
	}
	layout, err := Draw(r, f, text)
	if err != nil {
		return nil, err
	}
	switch format {
	case "png":
		m, err := f.measurer()
		if err != nil {
			return nil, fmt.Errorf("fonts: %w", err)
		}
		return m.PNG(layout.Scene, draw.Print, scale)
	case "drawio":
		return draw.DrawIO(layout.Scene, draw.Light, r.Title), nil
	}
	return draw.SVG(layout.Scene, draw.Light, draw.Meta{Title: r.Title, Desc: draw.Outline(tree), Tree: tree, Background: true}), nil
}

// PictureSize is a picture's scale and its size in pixels.
type PictureSize struct {
	Scale         float64
	Width, Height int
}

// PictureSizes are those of a drawing as PNG at once, twice and three times its
// size on the screen. A very large drawing is scaled less, and Scale says so.
func PictureSizes(r review.Review, f Figure, text *assets.Catalogue) ([]PictureSize, error) {
	if f.View == Outline {
		return nil, fault.New(fault.Invalid, "causes.outline_not_drawn")
	}
	f.Paper = true
	layout, err := Draw(r, f, text)
	if err != nil {
		return nil, err
	}
	var out []PictureSize
	for scale := 1.0; scale <= 3; scale++ {
		w, h, s := draw.PictureSize(layout.Scene.Bounds, scale)
		out = append(out, PictureSize{s, w, h})
	}
	return out, nil
}
