package asfile

import (
	"encoding/base64"
	"strconv"
	"strings"

	"secondstory/backend/draw"
	"secondstory/backend/report"
)

// contentsFrom is how many parts a file has that begins with its contents.
const contentsFrom = 6

// style is for screens by day and by night, and for paper. Nothing in it names a
// place outside of the file.
const style = `:root{color-scheme:light dark;--ink:#1a1815;--ink2:#5e584f;--line:#bdb6aa;--ground:#fff;--soft:#f5f2ec;--accent:#0b5f61;--warn:#8f5300}
@media (prefers-color-scheme:dark){:root{--ink:#ece8e1;--ink2:#b4ada1;--line:#5a554c;--ground:#191816;--soft:#25231f;--accent:#7fd0cf;--warn:#e8b25c}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:52rem;padding:2rem 1.25rem;background:var(--ground);color:var(--ink);font:1rem/1.55 Inter,system-ui,sans-serif;overflow-wrap:anywhere}
p,li,td,th,h1,h2,h3,h4,figcaption{unicode-bidi:plaintext;text-align:start}
h1{font-size:2rem;line-height:1.2;margin:.2em 0 .6em}h2{font-size:1.4rem;margin:2em 0 .4em}h3{font-size:1.1rem;margin:1.5em 0 .3em}h4{font-size:1rem;margin:1em 0 .2em}
.lead{font-size:1.15rem}.kicker,.caption,.note,header,footer,.faint{color:var(--ink2)}.caption,.note,header,footer{font-size:.875rem}
header,footer{display:flex;justify-content:space-between;gap:1rem;border-bottom:1px solid var(--line);padding-bottom:.4rem;margin-bottom:1.5rem}
footer{border:0;border-top:1px solid var(--line);padding:.4rem 0 0;margin:3rem 0 0}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.6rem 0 1rem;font-size:.9375rem}
th,td{text-align:start;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line)}th{font-weight:600;color:var(--ink2);font-size:.8125rem}
td.num,th.num{text-align:end}td>p{margin:0 0 .2em}tr.group td{font-weight:600;padding-top:.9rem}
pre,code{font-family:ui-monospace,monospace;font-size:.9em}pre{background:var(--soft);padding:.75rem;white-space:pre-wrap}
blockquote{margin:.6rem 0;padding-left:1rem;border-left:3px solid var(--line)}a{color:var(--accent)}.warn{color:var(--warn);font-weight:600}
.numbers{display:flex;flex-wrap:wrap;gap:1.5rem;border-block:1px solid var(--line);padding:.75rem 0;margin:1.2rem 0}.numbers b{display:block;font-size:1.4rem}
sup{font-size:.7em;line-height:0}sup a{text-decoration:none;padding:0 .1em}.notes{color:var(--ink2);font-size:.875rem;border-top:1px solid var(--line);margin-top:3rem}.notes h2{font-size:1rem;margin:1em 0 .4em}tr:target{background:var(--soft)}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:0 2rem}
figure{margin:1rem 0}figure img{max-width:100%;height:auto;background:#fff}nav ol{columns:2;padding-left:1.2rem}
@media print{:root{--ink:#000;--ink2:#444;--line:#999;--ground:#fff;--soft:#eee;--accent:#000;--warn:#000}body{max-width:none;padding:0;font-size:10.5pt}h2,h3,h4,.caption{break-after:avoid}tr,figure,.numbers{break-inside:avoid}thead{display:table-header-group}p{orphans:2;widows:2}.scroll{overflow:visible}a{text-decoration:none}}`

type page struct {
	b     strings.Builder
	parts []string // names of the parts
	part  int      // reached
	cell  int      // depth in tables
	notes *notes
	to    map[string]bool // places that references lead to
}

// HTML is a report as one file for a browser.
func HTML(m report.Model) []byte {
	p := &page{parts: partsOf(m.Blocks), notes: notesOf(m), to: report.Places(m.Blocks)}
	lang := m.Words.Language
	if lang == "" {
		lang = "und"
	}
	p.put("<!DOCTYPE html>\n<html lang=\"", esc(lang), "\">\n<head>\n<meta charset=\"utf-8\"/>\n",
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"/>`, "\n",
		`<meta name="viewport" content="width=device-width, initial-scale=1"/>`, "\n<meta name=\"generator\" content=\"Second Story\"/>\n<title>", esc(m.Title), "</title>\n<style>", style, "</style>\n</head>\n<body>\n")
	p.put("<header><span>", esc(m.Head[0]), "</span><span>", esc(m.Head[1]), "</span></header>\n<main>\n")
	blocks := m.Blocks
	if m.Words.Contents != "" && len(p.parts) >= contentsFrom {
		at := firstPart(blocks)
		p.blocks(blocks[:at])
		p.put("<nav><h3>", esc(m.Words.Contents), "</h3><ol>")
		for i, name := range p.parts {
			p.put(`<li><a href="#part`, strconv.Itoa(i+1), `">`, esc(name), "</a></li>")
		}
		p.put("</ol></nav>\n")
		blocks = blocks[at:]
	}
	p.blocks(blocks)
	p.footnotes(m.Words.Notes)
	p.put("</main>\n<footer><span>", esc(m.Foot), "</span></footer>\n</body>\n</html>\n")
	return []byte(p.b.String())
}

func partsOf(blocks []report.Block) (names []string) {
	for _, blk := range blocks {
		if h, ok := blk.(report.Heading); ok && h.Level == 1 {
			names = append(names, h.Text)
		}
	}
	return names
}

func firstPart(blocks []report.Block) int {
	for i, blk := range blocks {
		if h, ok := blk.(report.Heading); ok && h.Level == 1 {
			return i
		}
	}
	return len(blocks)
}

func (p *page) put(parts ...string) {
	for _, s := range parts {
		p.b.WriteString(s)
	}
}

// esc makes text that stays text. What no document may hold is shown as a sign.
func esc(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r < 0x20 && r != '\n' && r != '\t', r == 0x7F, r >= 0x80 && r < 0xA0, r == 0xFFFE, r == 0xFFFF, r >= 0xD800 && r <= 0xDFFF, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			b.WriteRune('\uFFFD') // signs that turn what follows would make a sentence say something else
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (p *page) blocks(list []report.Block) {
	for _, blk := range list {
		p.block(blk)
	}
}

var classes = map[report.Style]string{report.Kicker: "kicker", report.Lead: "lead", report.Point: "point", report.Caption: "caption", report.Note: "note"}

func (p *page) block(blk report.Block) {
	switch blk := blk.(type) {
	case report.Heading:
		p.heading(blk)
	case report.Paragraph:
		open := "<p>"
		if c := classes[blk.Style]; c != "" {
			open = `<p class="` + c + `">`
		}
		p.put(open)
		p.spans(blk.Spans)
		p.put("</p>\n")
	case report.List:
		tag := "ul"
		if blk.Ordered {
			tag = "ol"
		}
		p.put("<", tag)
		if blk.Ordered && blk.Start > 1 {
			p.put(` start="`, strconv.Itoa(blk.Start), `"`)
		}
		p.put(">\n")
		for _, it := range blk.Items {
			p.put("<li>")
			p.blocks(it)
			p.put("</li>\n")
		}
		p.put("</", tag, ">\n")
	case report.Quote:
		p.put("<blockquote>")
		p.blocks(blk.Blocks)
		p.put("</blockquote>\n")
	case report.Code:
		if blk.Label != "" {
			p.put(`<p class="note">`, esc(blk.Label), "</p>")
		}
		p.put("<pre><code>", esc(blk.Text), "</code></pre>\n")
	case report.Rule:
		p.put("<hr/>\n")
	case report.Table:
		p.table(blk)
	case report.Numbers:
		p.put(`<div class="numbers">`)
		for _, n := range blk.Items {
			p.put("<div><b>", esc(n.Value), "</b> ", esc(n.Label), "</div>")
		}
		p.put("</div>\n")
	case report.Columns:
		p.put(`<div class="columns">`)
		for _, c := range blk.Columns {
			p.put("<div>")
			p.blocks(c)
			p.put("</div>")
		}
		p.put("</div>\n")
	case report.Shrink:
		if len(blk.Forms) > 0 {
			p.blocks(blk.Forms[0])
		}
	case report.Figure:
		p.figure(blk)
	case *report.Picture:
		p.picture(blk)
	}
}

func (p *page) heading(h report.Heading) {
	tag := "h" + strconv.Itoa(min(h.Level, 3)+1)
	if p.cell > 0 {
		p.put("<p><strong>", esc(h.Text), "</strong></p>\n")
		return
	}
	p.put("<", tag)
	if h.Level == 1 && p.part < len(p.parts) && p.parts[p.part] == h.Text {
		p.part++
		p.put(` id="part`, strconv.Itoa(p.part), `"`)
	}
	p.put(">", esc(h.Text), "</", tag, ">\n")
}

func (p *page) spans(list []report.Span) {
	for _, s := range list {
		open, shut := "", ""
		wrap := func(on bool, o, c string) {
			if on {
				open, shut = open+o, c+shut
			}
		}
		wrap(follows(s.Link), `<a rel="noreferrer noopener" href="`+esc(s.Link)+`">`, "</a>")
		wrap(!follows(s.Link) && p.to[s.To], `<a href="#`+anchor(s.To)+`">`, "</a>")
		wrap(s.Mark&report.Bold != 0, "<strong>", "</strong>")
		wrap(s.Mark&report.Italic != 0, "<em>", "</em>")
		wrap(s.Mark&report.Strike != 0, "<s>", "</s>")
		wrap(s.Mark&report.Mono != 0, "<code>", "</code>")
		wrap(s.Mark&report.Faint != 0, `<span class="faint">`, "</span>")
		wrap(s.Mark&report.Warn != 0, `<span class="warn">`, "</span>")
		p.put(open, strings.ReplaceAll(esc(s.Text), "\n", "<br/>"), shut)
		if n := p.notes.of(s); n > 0 {
			id := strconv.Itoa(n)
			p.put(`<sup><a href="#note`, id, `"`)
			if !p.notes.named[n] {
				p.notes.named[n] = true
				p.put(` id="from`, id, `"`)
			}
			p.put(`>`, id, `</a></sup>`)
		}
	}
}

// footnotes stand at the end, each with the way back to where it is named first.
func (p *page) footnotes(title string) {
	if len(p.notes.list) == 0 {
		return
	}
	p.put(`<section class="notes"><h2>`, esc(title), "</h2>\n<ol>\n")
	for i, spans := range p.notes.list {
		id := strconv.Itoa(i + 1)
		p.put(`<li id="note`, id, `"><p>`)
		p.spans(plainNotes(spans))
		p.put(` <a href="#from`, id, `">↩</a></p></li>`, "\n")
	}
	p.put("</ol></section>\n")
}

// anchor is the ID of a place as an address: only signs that need no escape.
func anchor(id string) string {
	var b strings.Builder
	b.WriteString("at-")
	for _, r := range id {
		if r < 0x80 && (r == '-' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z') {
			b.WriteRune(r)
		} else {
			b.WriteString("_" + strconv.FormatInt(int64(r), 16))
		}
	}
	return b.String()
}

// follows says whether a link may be followed: only the web and mail.
func follows(s string) bool {
	low := strings.ToLower(s)
	ok := strings.HasPrefix(low, "https://") || strings.HasPrefix(low, "http://") || strings.HasPrefix(low, "mailto:")
	for i := 0; ok && i < len(s); i++ {
		ok = s[i] > 0x20 && s[i] < 0x7F
	}
	return ok
}

func (p *page) table(t report.Table) {
	p.cell++
	p.put(`<div class="scroll"><table>`)
	class := func(i int) string {
		if i < len(t.Columns) && t.Columns[i].Align == report.Right {
			return ` class="num"`
		}
		return ""
	}
	p.put("<thead><tr>")
	for i, c := range t.Columns {
		p.put(`<th scope="col"`, class(i), ">", strings.ReplaceAll(esc(c.Title), "\n", "<br/>"), "</th>")
	}
	p.put("</tr></thead>\n<tbody>\n")
	for _, r := range t.Rows {
		id := ""
		if r.ID != "" && p.cell == 1 {
			id = ` id="` + anchor(r.ID) + `"`
		}
		switch {
		case r.Group:
			p.put(`<tr class="group"`, id, `>`)
		case r.Faint:
			p.put(`<tr class="faint"`, id, `>`)
		default:
			p.put("<tr", id, ">")
		}
		for i := range max(len(t.Columns), len(r.Cells)) {
			p.put("<td", class(i), ">")
			if i < len(r.Cells) {
				p.blocks(r.Cells[i])
			}
			p.put("</td>")
		}
		p.put("</tr>\n")
	}
	p.put("</tbody></table></div>\n")
	p.cell--
}

// figure is a drawing as a picture inside the file. What it shows stands in words
// as its description, and the report tells the same facts as a table.
func (p *page) figure(f report.Figure) {
	p.put("<figure>")
	for _, g := range f.Pages {
		if g.Title != "" {
			p.put("<figcaption>", esc(g.Title), "</figcaption>")
		}
		svg := draw.SVG(g.Scene, draw.Print, draw.Meta{Title: f.Alt, Background: true})
		p.put(`<img alt="`, esc(f.Alt), `" src="data:image/svg+xml;base64,`, base64.StdEncoding.EncodeToString(svg), `"/>`)
	}
	p.put("</figure>\n")
}
