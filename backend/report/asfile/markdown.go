package asfile

import (
	"strconv"
	"strings"

	"secondstory/backend/report"
)

// Markdown is a report for other tools. Drawings are told by what they show.
func Markdown(m report.Model) []byte {
	w := markdown{notesOf(m)}
	var b strings.Builder
	b.WriteString(quoted(m.Head[0]) + " · " + quoted(m.Head[1]) + "\n\n")
	for _, blk := range w.marked(m.Blocks) {
		b.WriteString(blk + "\n\n")
	}
	for i, note := range w.notes.list {
		b.WriteString("[^" + strconv.Itoa(i+1) + "]: " + oneLine(w.spans(plainNotes(note))) + "\n\n")
	}
	b.WriteString("---\n\n" + quoted(m.Foot) + "\n")
	return []byte(b.String())
}

type markdown struct{ notes *notes }

// marked are blocks as paragraphs of Markdown, without the empty line after each.
func (w markdown) marked(list []report.Block) (out []string) {
	add := func(s string) {
		if strings.TrimSpace(s) != "" {
			out = append(out, s)
		}
	}
	for _, blk := range list {
		switch blk := blk.(type) {
		case report.Heading:
			add(strings.Repeat("#", min(blk.Level, 4)+1) + " " + quoted(oneLine(blk.Text)))
		case report.Paragraph:
			add(lines(w.spans(blk.Spans)))
		case report.List:
			var items []string
			for i, it := range blk.Items {
				head := "- "
				if blk.Ordered {
					head = strconv.Itoa(blk.Start+i) + ". "
				}
				items = append(items, indented(strings.Join(w.marked(it), "\n\n"), head))
			}
			add(strings.Join(items, "\n"))
		case report.Quote:
			add("> " + strings.ReplaceAll(strings.Join(w.marked(blk.Blocks), "\n\n"), "\n", "\n> "))
		case report.Code:
			add(fenced(blk))
		case report.Rule:
			add("---")
		case report.Table:
			add(w.table(blk))
		case report.Numbers:
			var items []string
			for _, n := range blk.Items {
				items = append(items, "- **"+quoted(oneLine(n.Value))+"** "+quoted(oneLine(n.Label)))
			}
			add(strings.Join(items, "\n"))
		case report.Columns:
			for _, c := range blk.Columns {
				out = append(out, w.marked(c)...)
			}
		case report.Shrink:
			if len(blk.Forms) > 0 {
				out = append(out, w.marked(blk.Forms[0])...)
			}
		case *report.Picture:
			add(picture(blk))
		case report.Figure:
			add("*" + quoted(oneLine(blk.Alt)) + "*")
			for _, p := range blk.Pages {
				add(quoted(oneLine(p.Title)))
			}
		}
	}
	return out
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// quoted is text in which no sign means anything.
func quoted(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_{}[]<>|~#&!", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// lines guards the beginnings of lines, where more signs mean something, and
// writes line ends so that they stay.
func lines(s string) string {
	all := strings.Split(s, "\n")
	for i, ln := range all {
		ln = strings.TrimSpace(ln)
		if head := strings.TrimLeft(ln, "0123456789"); ln != "" && (strings.ContainsRune("-+=", rune(ln[0])) || head != ln && head != "" && strings.ContainsRune(".)", rune(head[0]))) {
			at := len(ln) - len(head)
			ln = ln[:at] + "\\" + ln[at:]
		}
		all[i] = ln
	}
	return strings.Join(all, "\\\n")
}

func (w markdown) spans(list []report.Span) string {
	var b strings.Builder
	for i, s := range list {
		words := strings.TrimSpace(s.Text)
		at := strings.Index(s.Text, words)
		open, shut := "", ""
		wrap := func(on bool, sign string) {
			if on && words != "" && !strings.Contains(words, "\n") {
				open, shut = open+sign, sign+shut
			}
		}
		wrap(s.Mark&report.Bold != 0, "**")
		wrap(s.Mark&report.Italic != 0, "*")
		wrap(s.Mark&report.Strike != 0, "~~")
		if words != "" && follows(s.Link) && !told(list[i:], s.Link) {
			open, shut = "["+open, shut+"](<"+strings.NewReplacer("<", "%3C", ">", "%3E", "\\", "%5C").Replace(s.Link)+">)"
		}
		b.WriteString(s.Text[:at] + open + quoted(words) + shut + s.Text[at+len(words):])
		if n := w.notes.of(s); n > 0 {
			b.WriteString("[^" + strconv.Itoa(n) + "]")
		}
	}
	return b.String()
}

// told says that an address stands in words here or right behind.
func told(list []report.Span, address string) bool {
	for _, s := range list[:min(len(list), 3)] {
		if s.Link == address && strings.Contains(s.Text, address) {
			return true
		}
	}
	return false
}

func indented(s, head string) string {
	return head + strings.ReplaceAll(s, "\n", "\n"+strings.Repeat(" ", len(head)))
}

// fenced stands between marks that are longer than any in it. A word behind the mark
// that holds one of its signs would make it no mark.
func fenced(c report.Code) string {
	mark := "```"
	for strings.Contains(c.Text, mark) {
		mark += "`"
	}
	return mark + strings.ReplaceAll(oneLine(c.Label), "`", "") + "\n" + c.Text + "\n" + mark
}

// table has one line for each row; what a cell holds below each other stands there
// one after the other.
func (w markdown) table(t report.Table) string {
	if len(t.Columns) == 0 {
		return ""
	}
	wide := len(t.Columns)
	for _, r := range t.Rows {
		wide = max(wide, len(r.Cells))
	}
	var b strings.Builder
	b.WriteString("|")
	for i := range wide {
		title := ""
		if i < len(t.Columns) {
			title = quoted(oneLine(t.Columns[i].Title))
		}
		b.WriteString(" " + title + " |")
	}
	b.WriteString("\n|" + strings.Repeat(" --- |", wide))
	for _, r := range t.Rows {
		b.WriteString("\n|")
		for i := range wide {
			words := ""
			if i < len(r.Cells) {
				words = oneLine(w.inCell(r.Cells[i]))
			}
			b.WriteString(" " + words + " |")
		}
	}
	return b.String()
}

// inCell is what stands in a cell as one line, with the heads of a table inside it.
func (w markdown) inCell(list []report.Block) string {
	var parts []string
	for _, blk := range list {
		switch blk := blk.(type) {
		case report.Paragraph:
			parts = append(parts, w.spans(blk.Spans))
			continue
		case *report.Picture:
			parts = append(parts, picture(blk))
			continue
		case report.Table:
			for _, c := range blk.Columns {
				parts = append(parts, quoted(c.Title))
			}
		}
		parts = append(parts, quoted(report.Plain([]report.Block{blk})))
	}
	return strings.Join(parts, " ")
}
