package review

import (
	"encoding/json"
	"sort"
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// EditedIn tells in words what was edited in a record that somebody else removed, a line for
// each place as it stands now. paths are those of fields, and of parts that came or went.
func (s Subject) EditedIn(paths []string, st *record.State, text Text) string {
	var lines []string
	for _, path := range paths {
		p, ok := record.ParsePath(path)
		if !ok {
			continue
		}
		doc := st.Head
		if p.Part != "" {
			part, there := st.Part(p.Collection, p.Part)
			there = there && !part.Removed
			switch {
			case p.Field == "" && there:
				lines = append(lines, text("conflict.edited.added", "where", s.Place(path, text)))
				continue
			case !there:
				p.Field = ""
				lines = append(lines, text("conflict.edited.removed", "where", s.Place(p.String(), text)))
				continue
			}
			doc = part.Doc
		}
		lines = append(lines, text("conflict.edited.now", "where", s.Place(path, text), "value", orNothing(s.editedValue(p, doc[p.Field], text), text)))
	}
	return strings.Join(lines, "\n")
}

// editedPart tells in words in which fields a part differs from what it was, a line each; ""
// where that is not known.
func (s Subject) editedPart(p record.Path, base, value string, text Text) string {
	var was, is record.Doc
	if json.Unmarshal([]byte(base), &was) != nil || json.Unmarshal([]byte(value), &is) != nil {
		return ""
	}
	names := map[string]bool{}
	for name := range was {
		names[name] = true
	}
	for name := range is {
		names[name] = true
	}
	list := make([]string, 0, len(names))
	for name := range names {
		list = append(list, name)
	}
	sort.Strings(list)
	var lines []string
	for _, name := range list {
		p.Field = name
		f, known := FieldIn(s.Schema, p)
		if !known || f.Policy == record.Either || f.Policy == record.Order || record.Equal(was[name], is[name]) {
			continue
		}
		lines = append(lines, text("conflict.edited.changed", "where", FieldName(p, text),
			"before", orNothing(s.editedValue(p, was[name], text), text), "after", orNothing(s.editedValue(p, is[name], text), text)))
	}
	return strings.Join(lines, "\n")
}

func orNothing(words string, text Text) string {
	if words == "" {
		return text("conflict.edited.nothing")
	}
	return words
}

// editedValue is the value of a field as people read it; of the statements of one time it is
// the last, which counts.
func (s Subject) editedValue(p record.Path, v any, text Text) string {
	if f, _ := FieldIn(s.Schema, p); f.Type == record.Stated || f.Type == record.Statement {
		if list, ok := v.([]any); ok && len(list) > 0 {
			v = list[len(list)-1]
		}
	}
	return s.ShownValue(merge.Conflict{Path: p.String(), Kind: merge.KindValue}, merge.TextOf(v), text)
}
