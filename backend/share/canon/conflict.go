package canon

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// conflictOrder is how a person reads a conflict: what it is about, how it stands,
// then the values.
var conflictOrder = []string{"id", "path", "kind", "state", "no_base", "base", "values", "origins", "resolutions", "n"}

// bytesKey marks a text that is no UTF-8 and is written in base 64: a conflict about
// a whole file holds whatever the file held.
const bytesKey = "$bytes"

func emitConflict(dir string, k merge.Conflict) (text, rest string, p *Problem) {
	rest, inside := conflictFile(k.ID)
	d := k.Doc()
	if inside {
		d["id"] = k.ID
	}
	w := &writer{}
	exact, _ := pack(d).(map[string]any)
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
		// "8" in a list of values is a text whoever wrote it without its quotes.
		switch e.key {
		case "values", "base", "path", "kind", "state", "id":
			d[e.key] = unpack(s.letters(e.node))
		default:
			d[e.key] = unpack(s.plain(e.node))
		}
	}
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
