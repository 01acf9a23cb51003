package draw

import (
	"strings"

	"secondstory/backend/domain/cause"
)

type xmlTree struct {
	b    strings.Builder
	t    *cause.Tree
	file map[string]string // node id → id that XML allows
}

func newXMLTree(t *cause.Tree) *xmlTree {
	x := &xmlTree{t: t, file: map[string]string{}}
	for i, p := range t.DepthFirst() {
		x.file[p.ID] = "ID_" + xmlName(p.ID, i)
	}
	return x
}

// xmlName keeps an id that is a valid part of an XML name and numbers others.
func xmlName(id string, i int) string {
	ok := id != ""
	for _, r := range id {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-') {
			ok = false
		}
	}
	if ok {
		return id
	}
	return "." + itoa(i) // a point keeps it apart from every id kept as it is
}

func (x *xmlTree) attrs(pairs ...string) {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			x.b.WriteString(" " + pairs[i] + `="` + xmlText(pairs[i+1]) + `"`)
		}
	}
}

// OPML is the tree as OPML 2.0; what the format has no place for stands in
// attributes that begin with an underscore, notes where outliners look.
func OPML(t *cause.Tree) []byte {
	x := newXMLTree(t)
	x.b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<opml version="2.0">` + "\n<head><title>" +
		xmlText(oneLine(t.Effect().Text)) + "</title></head>\n<body>\n")
	x.opml(t.Effect())
	for _, n := range t.Asides() {
		x.outlineOpen(n)
		x.b.WriteString("/>\n")
	}
	x.b.WriteString("</body>\n</opml>\n")
	return []byte(x.b.String())
}

func (x *xmlTree) outlineOpen(n cause.Node) {
	x.b.WriteString(`<outline text="` + xmlText(n.Text) + `"`)
	x.attrs("_id", n.ID, "_kind", n.Kind, "_status", n.Status, "_class", strings.Join(n.Classes, " "), "_gate", n.Gate,
		"_side", n.Side, "_rank", n.Rank, "_also", strings.Join(n.Also, " "), "_therefore", n.Therefore, "_factor", n.Factor, "_note", n.Note)
	if n.For != 0 || n.Against != 0 {
		x.attrs("_for", itoa(n.For), "_against", itoa(n.Against))
	}
	if n.Folded {
		x.attrs("_folded", "true")
	}
}

func (x *xmlTree) opml(p cause.Placed) {
	x.outlineOpen(p.Node)
	if p.Children == 0 {
		x.b.WriteString("/>\n")
		return
	}
	x.b.WriteString(">\n")
	for _, c := range x.t.Children(p.ID) {
		x.opml(c)
	}
	x.b.WriteString("</outline>\n")
}

// FreeMind is the tree as a FreeMind 1.0.1 map.
func FreeMind(t *cause.Tree) []byte {
	x := newXMLTree(t)
	x.b.WriteString(`<map version="1.0.1">` + "\n")
	x.mind(t.Effect(), "")
	x.b.WriteString("</map>\n")
	return []byte(x.b.String())
}

var mindIcons = map[string]string{"supported": "button_ok", "unknown": "help", "ruled_out": "button_cancel"}

func (x *xmlTree) mind(p cause.Placed, position string) {
	x.b.WriteString("<node")
	x.attrs("ID", x.file[p.ID], "POSITION", position)
	x.b.WriteString(` TEXT="` + xmlText(p.Text) + `"`)
	if p.Folded && p.Children > 0 {
		x.attrs("FOLDED", "true")
	}
	x.b.WriteString(">\n")
	attribute := func(name, value string) {
		if value != "" {
			x.b.WriteString("<attribute")
			x.attrs("NAME", name, "VALUE", value)
			x.b.WriteString("/>\n")
		}
	}
	attribute("kind", p.Kind)
	attribute("status", p.Status)
	attribute("class", strings.Join(p.Classes, " "))
	attribute("gate", p.Gate)
	if icon, ok := mindIcons[p.Status]; ok && p.Kind != "category" {
		x.b.WriteString(`<icon BUILTIN="` + icon + `"/>` + "\n")
	}
	for _, id := range p.Also {
		if to, ok := x.file[id]; ok && id != p.ID {
			x.b.WriteString("<arrowlink")
			x.attrs("DESTINATION", to, "ENDARROW", "Default", "STARTARROW", "None")
			x.b.WriteString("/>\n")
		}
	}
	if p.Note != "" {
		x.b.WriteString(`<richcontent TYPE="NOTE"><html><head></head><body>`)
		for _, line := range strings.Split(p.Note, "\n") {
			x.b.WriteString("<p>" + xmlText(strings.TrimRight(line, "\r")) + "</p>")
		}
		x.b.WriteString("</body></html></richcontent>\n")
	}
	for i, c := range x.t.Children(p.ID) {
		side := ""
		if p.Depth == 0 {
			side = [2]string{"right", "left"}[i%2]
		}
		x.mind(c, side)
	}
	x.b.WriteString("</node>\n")
}
