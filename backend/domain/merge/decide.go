package merge

import (
	"strings"

	"secondstory/backend/domain/record"
)

// Decide gives the edits that make a value stand for what a conflict is about. The
// value is one of the conflict's or any other text of the same form. ok is false
// when no edit does it: the part is gone, or the run of lines of a text is not to be
// found exactly once any more; then a person puts the field right by hand. No edits
// and ok means that the value stands already. The conflict itself is not touched.
func (s *Scheme) Decide(c Conflict, st *record.State, value string) (ops []record.Op, ok bool) {
	path, valid := record.ParsePath(c.Path)
	if !valid {
		return nil, false
	}
	if path.Part != "" {
		part, there := st.Part(path.Collection, path.Part)
		there = there && !part.Removed
		if path.Field == "" {
			return s.decidePart(c, path, there, value)
		}
		if !there {
			return nil, false
		}
	}
	doc := st.Head
	if path.Part != "" {
		doc = st.Parts[path.Collection][path.Part].Doc
	}
	f, group, known := s.field(c.Path)
	switch {
	case !known || c.Kind == KindTime:
		return nil, false
	case c.Kind == KindText:
		current := record.Str(doc, path.Field)
		next, found := replaceLines(current, c.Values, value)
		if !found {
			return nil, false
		}
		return setOps(path, record.Doc{path.Field: current}, map[string]any{path.Field: next}), true
	}
	v, err := s.ValueOf(c.Path, value)
	if err != nil {
		return nil, false
	}
	if len(group) == 0 {
		if v != nil && record.Check(f, v) != nil {
			return nil, false
		}
		return setOps(path, doc, map[string]any{path.Field: v}), true
	}
	tuple, isMap := v.(map[string]any)
	if !isMap && v != nil {
		return nil, false
	}
	to := map[string]any{}
	for _, name := range group {
		to[name] = tuple[name]
	}
	return setOps(path, doc, to), true
}

// decidePart takes a part away or leaves it; what was disposed of stays gone.
func (s *Scheme) decidePart(c Conflict, path record.Path, there bool, value string) ([]record.Op, bool) {
	if c.Kind != KindDelete {
		return nil, false
	}
	switch {
	case value == "" && there:
		return []record.Op{record.RemoveOp(path)}, true
	case value == "" || there:
		return nil, true
	}
	return nil, false
}

func setOps(path record.Path, doc record.Doc, to map[string]any) []record.Op {
	var ops []record.Op
	for _, name := range sortedKeys(to) {
		path.Field = name
		if !record.Equal(doc[name], to[name]) {
			ops = append(ops, record.SetOp(path, to[name]))
		}
	}
	return ops
}

// Holds says whether a run of lines is to be found in a text exactly once.
func Holds(text, lines string) bool {
	_, found := replaceLines(text, []string{lines}, lines)
	return found
}

// replaceLines puts other lines in the place of those of a conflict that stand in a
// text. It finds them when they are there exactly once.
func replaceLines(text string, values []string, value string) (string, bool) {
	if len(values) == 0 {
		return "", false
	}
	if text == values[0] {
		return value, true
	}
	lines, want := splitLines(text), splitLines(values[0])
	at := -1
	for i := 0; len(want) > 0 && i+len(want) <= len(lines); i++ {
		if !sameList(lines[i:i+len(want)], want) {
			continue
		}
		if at >= 0 {
			return "", false
		}
		at = i
	}
	if at < 0 {
		return "", false
	}
	out := append(append([]string{}, lines[:at]...), splitLines(value)...)
	return strings.Join(append(out, lines[at+len(want):]...), "\n"), true
}

// KeepConflicts holds a doc about to be shared to what was shared before: a conflict
// that is gone here comes back, and one that was resolved and stands open again (an
// undo did that) stays resolved beside a new one with the same values; a decision that
// was shared stays also where another one took its place. The doc is changed in place.
func KeepConflicts(shared, d *Doc) {
	if shared == nil {
		return
	}
	for _, id := range sortedKeys(shared.Conflicts) {
		was := shared.Conflicts[id]
		now, there := d.Conflicts[id]
		switch {
		case !there:
			d.Conflicts[id] = was
		case was.State == Resolved && now.State == Resolved:
			d.Conflicts[id] = joinConflict(was, now) // taken back and decided anew: what others have seen stays
		case was.State == Resolved && now.State == Open:
			d.Conflicts[id] = joinConflict(was, now)
			next := Reopen(d.Conflicts, was)
			d.Conflicts[next.ID] = next
		}
	}
}
