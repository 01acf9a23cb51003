// Package draw turns a cause tree, a timeline or numbers with their intervals into a
// Scene, and paints it.
//
// Words: a Cut is one static font; the Measurer knows the width of text in
// it; a Scene is a laid out picture of Items (lines, polygons, circles, text
// lines, signs) with ids, roles and names of styles; a Theme turns names of
// styles into colours; a painter turns a scene into a file.
//
// The public surface:
//
//	NewMeasurer() (*Measurer, error)
//	(*Measurer) Width(text, cut, size) float64
//	(*Measurer) Wrap(text, cut, size, maxW) []Line
//	(*Measurer) Sanitise(text, SanitiseOptions) (string, []Replaced)
//	Defaults() Options
//	Fishbone(m, tree, options) Layout      // {Scene, Sides}
//	Whys(m, tree, options) Layout
//	Fit(m, tree, options, FitOptions) []Page        // for paper and walls
//	FishboneFor(m, tree, options, Window) Options  // for a window; so does WhysFor
//	Strip(m, StripInput) Scene
//	Spread, Control, Change, Bars, Events  // charts; values of package stat
//	Framed(scene, margin) Scene
//	SVG(scene, theme, Meta) []byte
//	PNG(scene, theme, scale) ([]byte, error)
//	Light, Dark, Print Theme; Theme.Color(style) RGB
//	FindGlyph(name) (Glyph, bool); Glyph.Ops() []PathOp
//
// and the exports: JSON, ReadJSON, Outline, Markdown, CSV, OPML, FreeMind,
// XMind, MermaidIshikawa, MermaidMindmap, MermaidFlowchart, DrawIO.
//
// # The scene as JSON
//
//	{"v":1, "kind":"fishbone",
//	 "bounds":{"x":-52100,"y":-28100,"w":70000,"h":56000},
//	 "items":[
//	  {"id":"rib:k1","k":"poly","role":"rib","node":"k1","p":[x,y,…],"fill":"rib"},
//	  {"id":"bone:c4","k":"line","role":"bone","node":"c4","p":[x1,y1,x2,y2],
//	   "stroke":"bone","sw":160,"dash":[400,300]},
//	  {"id":"cause:c4","k":"text","role":"cause","node":"c4","p":[x,baseline],
//	   "t":"one line","w":11080,"size":1200,"cut":"semibold","fill":"ink"},
//	  {"id":"class:c4","k":"glyph","role":"class","node":"c4","p":[x,y,size],
//	   "t":"technical","stroke":"ink-3"}, …],
//	 "glyphs":{"technical":{"d":"M8 1.9L…Z","width":1.6}},
//	 "replaced":[{"rune":"U+1F525","with":"⟨fire⟩","count":1}]}
//
// All numbers are 1/100 px (96 px to the inch), y grows downward, texts stand
// on their base line. Kinds and what "p" holds: line x1 y1 x2 y2 …; poly the
// same, closed and filled; rect x y w h r; circle cx cy r; curve x0 y0 then
// cx cy x y per quadratic segment; text x y; glyph x y size. A glyph is a path
// in a square of 16 units, filled, or stroked "width" units wide with round
// ends, scaled to size. "fill" and "stroke" are names of styles; an item with
// neither is not painted: role "tint" is the ground of a selected node, role
// "hit" the place where a click means it. Role "crosslink" is painted only
// while "node" or "to" is selected. Items are in painting order; ids stay the
// same from layout to layout ("role:node", then ":1", ":2" …).
//
// # Invariants
//
// The same input gives the same bytes. Within a fishbone no two texts, no text
// and line, and no two lines of different bones touch (see fish_plan.go for
// why). Text is never dropped: what a cut lacks is replaced visibly and listed
// in Scene.Replaced. Sides once chosen and stored do not flip.
//
// It is not the editor (package domain/cause holds the kernels), not the PDF
// writer, and it knows no catalogue: words such as "Not yet sorted" are given.
package draw
