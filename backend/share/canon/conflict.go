package canon

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// conflictOrder is how a person reads a conflict: what it is about, how it stands,
// then the values.
var conflictOrder = []string{"id", "path", "kind", "state", "no_base", "base", "values", "origins", "resolutions", "n"}

// Marks of what stands for a text.
const (
	// bytesKey: the text is no UTF-8 and is written in base 64; a conflict about a whole
	// file holds whatever the file held.
	bytesKey = "$bytes"
	// valueKey: the text is the canonical JSON of several fields or of a list, and they
	// stand below it as fields and lists do, so that people can read them.
	valueKey = "$value"
)

func emitConflict(dir string, k merge.Conflict) (text, rest string, p *Problem) {
	rest, inside := conflictFile(k.ID)
	d := k.Doc()
	if inside {
		d["id"] = k.ID
	}
	w := &writer{}
	exact, _ := pack(d).(map[string]any)
	eachValue(exact, unfolded)
	for _, key := range inOrder(exact, conflictOrder) {
		order := conflictOrder
		if key == "origins" || key == "resolutions" {
			order = resolutionOrder
		}
		w.entry(0, 2, key, exact[key], order)
	}
	text, p = w.done(dir + "/" + rest)
	return text, rest, p
}

// eachValue changes the values a conflict is about: the base, those to choose from, and
// the decisions.
func eachValue(d record.Doc, change func(any) any) {
	if v, ok := d["base"]; ok {
		d["base"] = change(v)
	}
	if list, ok := d["values"].([]any); ok {
		for i, v := range list {
			list[i] = change(v)
		}
	}
	if list, ok := d["resolutions"].([]any); ok {
		for _, r := range list {
			if m, ok := r.(map[string]any); ok && m["value"] != nil {
				m["value"] = change(m["value"])
			}
		}
	}
}

// unfolded is a value as fields or a list, where it is the canonical JSON of some and
// gives the same bytes when it is read.
func unfolded(v any) any {
	s, ok := v.(string)
	if !ok || len(s) < len("[0]") || s[0] != '{' && s[0] != '[' {
		return v
	}
	var inside any
	if json.Unmarshal([]byte(s), &inside) != nil || !hasForm(inside, deepestValue) {
		return v
	}
	if again, err := record.Canonical(inside); err != nil || string(again) != s {
		return v
	}
	return map[string]any{valueKey: inside}
}

// deepestValue is how many levels a value may have: it stands five levels deep in the
// file itself.
const deepestValue = MaxDepth - 6

// hasForm says whether a value can be written and read.
func hasForm(v any, depth int) bool {
	switch x := v.(type) {
	case nil:
		return false
	case []any:
		for _, e := range x {
			if depth == 0 || !hasForm(e, depth-1) {
				return false
			}
		}
	case map[string]any:
		for k, e := range x {
			if depth == 0 || len(k) > maxKey || !hasForm(e, depth-1) {
				return false
			}
		}
	}
	return true
}

// folded is a value as its text again.
func folded(v any) any {
	m, ok := v.(map[string]any)
	inside, there := m[valueKey]
	if !ok || !there || len(m) != 1 {
		return unpack(v)
	}
	raw, err := record.Canonical(inside)
	if err != nil {
		return v
	}
	return string(raw)
}

// values reads what a conflict is about. "8" in a list of values is a text whoever wrote
// it without its quotes.
func (s source) values(n *yaml.Node) any {
	if n.Kind == yaml.SequenceNode {
		list := make([]any, len(n.Content))
		for i, c := range n.Content {
			list[i] = s.values(c)
		}
		return list
	}
	if n.Kind == yaml.MappingNode && len(n.Content) == 2 && n.Content[0].Value == valueKey {
		return s.plain(n)
	}
	return s.letters(n)
}

// decisions reads how a conflict was decided; the value of each is still folded.
func (s source) decisions(n *yaml.Node) any {
	v := s.plain(n)
	list, _ := v.([]any)
	for _, r := range list {
		m, _ := r.(map[string]any)
		for k, e := range m {
			if k != "value" {
				m[k] = unpack(e)
			}
		}
	}
	return v
}

var resolutionOrder = []string{"value", "by", "at", "commit", "why"}

// pack keeps texts byte for byte.
func pack(v any) any {
	switch x := v.(type) {
	case string:
		if !utf8.ValidString(x) {
			return map[string]any{bytesKey: base64.StdEncoding.EncodeToString([]byte(x))}
		}
	case []any:
		out := make([]any, len(x))
		for i, e := range x {
			out[i] = pack(e)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(x))
		for k, e := range x {
			out[valid(k)] = pack(e)
		}
		return out
	}
	return v
}

func unpack(v any) any {
	switch x := v.(type) {
	case []any:
		for i, e := range x {
			x[i] = unpack(e)
		}
	case map[string]any:
		if s, ok := x[bytesKey].(string); ok && len(x) == 1 {
			if raw, err := base64.StdEncoding.DecodeString(s); err == nil && !utf8.Valid(raw) {
				return string(raw)
			}
		}
		for k, e := range x {
			x[k] = unpack(e)
		}
	}
	return v
}

// parseConflict reads a conflict. A file that says more than a conflict holds, or
// less, was edited by hand and is told.
func parseConflict(f File, name string) (k merge.Conflict, notes []Problem, p *Problem) {
	s, p := open(f, MaxConflict)
	if p != nil {
		return k, nil, p
	}
	s.exact = true
	root, comments, p := s.node()
	if p != nil {
		return k, nil, p
	}
	if root == nil {
		return k, nil, s.problem(0, "canon.conflict")
	}
	d := record.Doc{}
	for _, e := range pairs(root) {
		switch e.key {
		case "values", "base":
			d[e.key] = s.values(e.node)
		case "resolutions":
			d[e.key] = s.decisions(e.node)
		case "path", "kind", "state", "id":
			d[e.key] = unpack(s.letters(e.node))
		default:
			d[e.key] = unpack(s.plain(e.node))
		}
	}
	eachValue(d, folded)
	id := strings.TrimSuffix(name, ".yaml")
	if named, ok := d["id"].(string); ok {
		id = named
		delete(d, "id")
	}
	if rest, _ := conflictFile(id); rest != conflictFolder+"/"+name {
		return k, nil, s.problem(0, "canon.conflict")
	}
	k = merge.ConflictOf(id, d)
	if !record.Equal(k.Doc(), d) {
		return k, nil, s.problem(0, "canon.conflict")
	}
	return k, s.told(root, comments), nil
}
