package canon

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/timeline"
)

// told are the values that a record has in fields which can have only some, in those of a
// date and in those of times, by collection ("" for its own fields) and field.
type told map[string]map[string]bool

func (t told) add(collection string, s shape, d record.Doc) {
	for name, f := range s.fields {
		if len(f.Values) == 0 && f.Type != record.Date && !ofTimes(f) {
			continue
		}
		at := collection + "/" + name
		if t[at] == nil {
			t[at] = map[string]bool{}
		}
		for _, v := range textsOf(d[name]) {
			t[at][v] = true
		}
		if ofTimes(f) {
			for _, claim := range claims(d[name]) {
				t[at][merge.TextOf(claim)] = true
			}
		}
	}
}

// ofTimes says whether a field holds claims about times.
func ofTimes(f record.Field) bool { return f.Type == record.Statement || f.Type == record.Stated }

// claims are the claims about times of a value, one or a list.
func claims(v any) []map[string]any {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	var out []map[string]any
	for _, e := range list {
		if m, ok := e.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

// textsOf are the texts of a value, one or a list.
func textsOf(v any) []string {
	switch x := v.(type) {
	case string:
		return []string{x}
	case []any:
		var out []string
		for _, e := range x {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// Typed is the codec for files that a person edits on this machine: a value that its field
// cannot have is a problem there, unless the record has it already. What others send may
// come from a newer version that knows more values, so the codec itself takes all of them.
func (c *Codec) Typed(has *merge.Doc) *Codec {
	out := *c
	out.typed = told{}
	out.typed.add("", c.head, has.Fields)
	for name, s := range c.parts {
		for _, p := range has.Parts[name] {
			out.typed.add(name, s, p.Fields)
		}
	}
	return &out
}

// allowed looks at a value that a person typed.
func (c *Codec) allowed(s source, collection string, f record.Field, e pair, v any) *Problem {
	if c.typed == nil {
		return nil
	}
	if text, ok := v.(string); ok && f.Type == record.Date && record.Check(f, text) != nil && !c.typed[collection+"/"+f.Name][text] {
		return s.problem(e.node.Line, "canon.no_date", "line", strconv.Itoa(s.line+e.node.Line), "field", f.Name, "value", clip(text))
	}
	if ofTimes(f) {
		return c.allowedTimes(s, collection, f, e, v)
	}
	if len(f.Values) == 0 {
		return nil
	}
	for i, text := range textsOf(v) {
		if text == "" || slices.Contains(f.Values, text) || c.typed[collection+"/"+f.Name][text] {
			continue
		}
		line := e.node.Line
		if i < len(e.node.Content) {
			line = e.node.Content[i].Line
		}
		return s.problem(line, "canon.not_one_of", "line", strconv.Itoa(s.line+line), "field", f.Name, "value", clip(text), "values", strings.Join(f.Values, ", "))
	}
	return nil
}

// allowedTimes looks at the claims about times that a person typed: a time that is none, a
// zone nobody has and a precision of one's own would stand at the end of every timeline.
func (c *Codec) allowedTimes(s source, collection string, f record.Field, e pair, v any) *Problem {
	nodes := []*yaml.Node{e.node}
	if f.Type == record.Stated {
		nodes = e.node.Content
	}
	for i, claim := range claims(v) {
		if i >= len(nodes) || c.typed[collection+"/"+f.Name][merge.TextOf(claim)] {
			continue
		}
		for _, p := range pairs(nodes[i]) {
			text := record.Str(claim, p.key)
			key, params := "", []string{"line", strconv.Itoa(s.line + p.node.Line), "field", f.Name + "." + p.key, "value", clip(text)}
			switch p.key {
			case "at", "end":
				if !timeline.WellFormed(text) {
					key = "canon.no_time"
				}
			case "zone":
				if _, known := timeline.ParseZone(text); text != "" && !known {
					key = "canon.no_zone"
				}
			case "precision":
				if !timeline.PrecisionKnown(text) {
					names := make([]string, len(timeline.Precisions))
					for n, one := range timeline.Precisions {
						names[n] = string(one)
					}
					key, params = "canon.not_one_of", append(params, "values", strings.Join(names, ", "))
				}
			}
			if key != "" {
				return s.problem(p.node.Line, key, params...)
			}
		}
	}
	return nil
}

// NotUnderstood lists the values of a record that their fields cannot have: a day that is
// none, a word this version has no name for. Others sent them; they are in the record as
// they were sent and are written again like that, for a newer version may know them, and
// they count as nothing here. Each is a note with the file it stands in.
func (c *Codec) NotUnderstood(d *merge.Doc) []Problem {
	dir, ok := Folder(c.schema, d.ID)
	if !ok || !d.Live {
		return nil
	}
	out := notUnderstood(dir+"/"+c.schema.Kind+".md", c.schema.Fields, d.Fields)
	for _, k := range c.schema.Collections {
		file, ok := c.fileOf(k.Name)
		if k.Name == conflictFolder || !ok {
			continue
		}
		path := dir + "/" + file + ".yaml"
		if k.Name == c.sections {
			path = dir + "/" + c.schema.Kind + ".md"
		}
		for _, id := range sortedKeys(d.Parts[k.Name]) {
			out = append(out, notUnderstood(path, k.Fields, d.Parts[k.Name][id].Fields)...)
		}
	}
	return out
}

func notUnderstood(path string, fields []record.Field, d record.Doc) (out []Problem) {
	for _, f := range fields {
		if len(f.Values) == 0 && f.Type != record.Date {
			continue
		}
		for _, text := range textsOf(d[f.Name]) {
			key := "canon.kept_unknown"
			switch {
			case text == "", len(f.Values) > 0 && slices.Contains(f.Values, text), f.Type == record.Date && record.Check(f, text) == nil:
				continue
			case f.Type == record.Date:
				key = "canon.kept_no_date"
			}
			p := problem(path, 0, key, f.Name+": "+text, "field", f.Name, "value", clip(text))
			p.Note = true
			out = append(out, *p)
		}
	}
	return out
}
