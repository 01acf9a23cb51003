package canon

import (
	"encoding/json"
	"math"
	"sort"
	"strconv"
	"strings"

	"secondstory/backend/domain/record"
)

// MaxDepth is how deep values may lie in each other in a file.
const MaxDepth = 32

// maxKey is how long a key may be, in bytes: YAML readers stop at 1,024 characters.
const maxKey = 500

// writer writes the subset of YAML the repository is made of.
type writer struct {
	b strings.Builder
	// wrong is the first value that has no form in a file, with its place.
	wrong, at string
}

func (w *writer) fail(why, at string) {
	if w.wrong == "" {
		w.wrong, w.at = why, at
	}
}

func (w *writer) indent(n int) {
	for range n {
		w.b.WriteByte(' ')
	}
}

// key writes a key with its colon.
func (w *writer) key(k string) {
	switch {
	case len(k) > maxKey:
		w.fail("canon.key_long", clip(k))
	case bare(k):
		w.b.WriteString(k)
	default:
		quote(&w.b, k)
	}
	w.b.WriteByte(':')
}

// entry writes a key and its value at an indentation.
func (w *writer) entry(n, depth int, k string, v any, order []string) {
	w.indent(n)
	w.key(k)
	w.value(n, depth, v, order)
}

// value writes what stands after a colon or a dash, to the end of its line or
// lines. n is the indentation of the line that it stands in.
func (w *writer) value(n, depth int, v any, order []string) {
	if depth > MaxDepth {
		w.fail("canon.deep", "")
		return
	}
	switch x := v.(type) {
	case string:
		w.text(n, x)
	case map[string]any:
		if len(x) == 0 {
			w.b.WriteString(" {}\n")
			return
		}
		w.b.WriteByte('\n')
		w.fields(n+2, depth+1, x, order)
	case []any:
		if len(x) == 0 {
			w.b.WriteString(" []\n")
			return
		}
		w.b.WriteByte('\n')
		for _, e := range x {
			w.item(n+2, depth+1, e, order)
		}
	default:
		w.b.WriteByte(' ')
		w.b.WriteString(w.scalar(v))
		w.b.WriteByte('\n')
	}
}

// item writes an element of a list; the first field of a map stands beside the dash.
func (w *writer) item(n, depth int, v any, order []string) {
	w.indent(n)
	w.b.WriteByte('-')
	m, ok := v.(map[string]any)
	if !ok || len(m) == 0 {
		w.value(n, depth, v, order)
		return
	}
	if depth > MaxDepth {
		w.fail("canon.deep", "")
		return
	}
	for i, k := range inOrder(m, order) {
		if i == 0 {
			w.b.WriteByte(' ')
			w.key(k)
			w.value(n+2, depth+1, m[k], nil)
		} else {
			w.entry(n+2, depth+1, k, m[k], nil)
		}
	}
}

// fields writes a map, the keys of order first.
func (w *writer) fields(n, depth int, m map[string]any, order []string) {
	for _, k := range inOrder(m, order) {
		w.entry(n, depth, k, m[k], nil)
	}
}

// text writes a text that stands after a colon or a dash.
func (w *writer) text(n int, s string) {
	w.b.WriteByte(' ')
	switch {
	case bare(s):
		w.b.WriteString(s)
		w.b.WriteByte('\n')
	case block(s):
		w.b.WriteByte('|')
		if s[0] == ' ' || s[0] == '\t' || s[0] == '\n' {
			w.b.WriteByte('2') // a reader would guess the indentation from the first line
		}
		body := s
		switch {
		case !strings.HasSuffix(s, "\n"):
			w.b.WriteByte('-')
		case strings.HasSuffix(s, "\n\n"):
			w.b.WriteByte('+')
			fallthrough
		default:
			body = s[:len(s)-1]
		}
		w.b.WriteByte('\n')
		for line := range strings.SplitSeq(body, "\n") {
			if line != "" {
				w.indent(n + 2)
				w.b.WriteString(line)
			}
			w.b.WriteByte('\n')
		}
	default:
		quoteLines(&w.b, n+2, s)
		w.b.WriteByte('\n')
	}
}

// scalar writes what is neither text, list nor map.
func (w *writer) scalar(v any) string {
	switch x := v.(type) {
	case bool:
		return strconv.FormatBool(x)
	case float64:
		if !math.IsNaN(x) && !math.IsInf(x, 0) {
			return number(x)
		}
	case int:
		return strconv.Itoa(x)
	case json.Number:
		if f, err := x.Float64(); err == nil {
			return number(f)
		}
	}
	w.fail("canon.value", "")
	return `""`
}

// number writes a number the way canonical JSON does.
func number(x float64) string {
	raw, err := record.Canonical(x)
	if err != nil {
		return "0"
	}
	return string(raw)
}

// gap leaves an empty line, unless a text that ends in empty lines stands above.
func (w *writer) gap() {
	if s := w.b.String(); s != "" && !strings.HasSuffix(s, "\n\n") {
		w.b.WriteByte('\n')
	}
}

// inOrder lists the keys of a map: those of order first, the others by their bytes.
func inOrder(m map[string]any, order []string) []string {
	keys := make([]string, 0, len(m))
	for _, k := range order {
		if _, ok := m[k]; ok {
			keys = append(keys, k)
		}
	}
	known := len(keys)
	if known == len(m) {
		return keys
	}
	for k := range m {
		if !contains(order, k) {
			keys = append(keys, k)
		}
	}
	sort.Strings(keys[known:])
	return keys
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
