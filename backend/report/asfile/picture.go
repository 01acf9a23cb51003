package asfile

import (
	"encoding/base64"
	"strconv"
	"strings"

	"secondstory/backend/report"
)

// picture is a picture of the record inside the file, with its words.
func (p *page) picture(b *report.Picture) {
	p.put("<figure>")
	if b.Data != nil {
		alt := b.Seen
		if alt == "" {
			alt = titled(b)
		}
		p.put(`<img alt="`, esc(alt), `" width="`, strconv.Itoa(b.Width), `" height="`, strconv.Itoa(b.Height), `" src="data:image/`, b.Format, `;base64,`,
			base64.StdEncoding.EncodeToString(b.Data), `"/>`)
	}
	p.put("<figcaption><strong>", esc(b.Label), "</strong>")
	if b.Caption != "" {
		p.put(". ", esc(b.Caption))
	}
	p.put("</figcaption>")
	below := []string{b.Belongs, b.Gone}
	if b.Data == nil {
		below = append([]string{b.SeenLine}, below...)
	}
	for _, text := range below {
		if text != "" {
			p.put(`<p class="note">`, esc(text), "</p>")
		}
	}
	p.put("</figure>\n")
}

// titled is what stands below a picture, on one line.
func titled(b *report.Picture) string {
	if b.Caption == "" {
		return b.Label
	}
	return b.Label + ". " + b.Caption
}

// picture is a picture of the record for Markdown: the file of it lies beside the text.
func picture(b *report.Picture) string {
	words := quoted(oneLine(strings.Join(strings.Fields(titled(b)+" "+b.Belongs+" "+b.Gone), " ")))
	if b.Data == nil {
		return words
	}
	return "![" + quoted(oneLine(b.Seen)) + "](" + b.File + ") " + words
}

// Beside is a file that lies in the folder of another.
type Beside struct {
	Name string
	Data []byte
}

// Pictures are the files that lie beside a report as Markdown, which shows them.
func Pictures(m report.Model) []Beside {
	var out []Beside
	for _, p := range report.Pictures(m) {
		if p.Data != nil {
			out = append(out, Beside{p.File, p.Data})
		}
	}
	return out
}
