package report

import "strings"

// Places are the IDs of the rows that references lead to.
func Places(blocks []Block) map[string]bool {
	out := map[string]bool{}
	for _, blk := range blocks {
		if t, ok := blk.(Table); ok {
			for _, r := range t.Rows {
				if r.ID != "" {
					out[r.ID] = true
				}
			}
		}
	}
	return out
}

// NoteKey is the same for two footnotes that say the same.
func NoteKey(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text + "\x00" + s.Link + "\x00" + s.To + "\x00")
	}
	return b.String()
}

// Footnotes are the footnotes of blocks in reading order, each text once: the first
// has the number 1. They are for painters without pages, which take the fullest form
// of what may shrink.
func Footnotes(blocks []Block) [][]Span {
	var out [][]Span
	seen := map[string]bool{}
	eachSpan(blocks, func(s Span) {
		if key := NoteKey(s.Note); len(s.Note) > 0 && !seen[key] {
			seen[key] = true
			out = append(out, s.Note)
		}
	})
	return out
}

func eachSpan(blocks []Block, f func(Span)) {
	for _, blk := range blocks {
		switch blk := blk.(type) {
		case Paragraph:
			for _, s := range blk.Spans {
				f(s)
			}
		case List:
			for _, it := range blk.Items {
				eachSpan(it, f)
			}
		case Quote:
			eachSpan(blk.Blocks, f)
		case Table:
			for _, r := range blk.Rows {
				for _, c := range r.Cells {
					eachSpan(c, f)
				}
			}
		case Columns:
			for _, c := range blk.Columns {
				eachSpan(c, f)
			}
		case Shrink:
			if len(blk.Forms) > 0 {
				eachSpan(blk.Forms[0], f)
			}
		}
	}
}
