package pdf

import (
	"strings"
)

// codeLines keeps the lines and spaces of code; tabs become four spaces. A line
// wider than the page goes on in the next one, broken after a space or a mark
// where there is one in its last third.
func (l *layouter) codeLines(text string, f face, width float64) []string {
	var out []string
	for _, src := range strings.Split(text, "\n") {
		src = l.clean(strings.ReplaceAll(strings.TrimRight(src, " \t"), "\t", "    "), f.cut)
		for {
			at := l.fitting(src, f, width)
			if at >= len(src) {
				out = append(out, src)
				break
			}
			cut := at
			if i := strings.LastIndexAny(src[:at], " /,;&"); i > at*2/3 {
				cut = i + 1
			}
			out = append(out, src[:cut])
			src = src[cut:]
		}
	}
	return out
}

// fitting is the length in bytes of the longest beginning that fits; at least
// one rune.
func (l *layouter) fitting(s string, f face, width float64) int {
	w := 0.0
	for i, r := range s {
		w += l.m.Width(string(r), f.cut, f.size)
		if w > width && i > 0 {
			return i
		}
	}
	return len(s)
}
