package canon

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// What makes a file plain to a person who meets it on a page: by what name people call the
// record, words before what only the program reads, causes that stand out below each other,
// and what a file is that nobody here has a name for. Nothing of it says more than the record
// does, and all of it can be read by programs that wrote files without it.

// referenceKey is the fact that says by what name people call the record. It follows from
// the id and is in no record.
const referenceKey = "reference"

// firstRead are the fields a person reads first.
var firstRead = []string{titleField, "label", "name", textField}

// readableShape is the shape of an entity whose words come first and what tells a person
// nothing last; within each the order of the schema holds.
func readableShape(list []record.Field) shape {
	s := shapeOf(list)
	s.machine = map[string]bool{}
	for _, f := range list {
		s.machine[f.Name] = f.Machine || f.Type == record.ID || f.Type == record.Rank || f.Policy == record.Order || f.Policy == record.Tree
		if f.Policy == record.Tree {
			s.tree = f.Name
		}
	}
	place := func(name string) int {
		switch {
		case s.machine[name]:
			return 2
		case slices.Contains(firstRead, name):
			return 0
		}
		return 1
	}
	slices.SortStableFunc(s.order, func(a, b string) int { return cmp.Compare(place(a), place(b)) })
	return s
}

// reference reads the fact of that name. Another one is what nobody calls the record.
func (r *reader) reference(s source, e pair) *Problem {
	ref := record.Ref(r.c.schema.RefPrefix, r.doc.ID)
	if e.node.Kind == yaml.ScalarNode && (e.node.Value == ref || e.node.Value == "") {
		return nil
	}
	p := s.problem(e.line, "canon.reference", "reference", ref)
	p.Quote, p.Bytes, p.Note = e.key+": "+merge.TextOf(s.plain(e.node)), nil, true
	return p
}

// The entities of a tree stand out to the right below the one they hang from: so a reader
// sees the words of the parent above, and no line changes where only the words of another
// entity did, as it would if they were said again. Beyond so many steps nothing stands out
// further: lines would leave the page.
const (
	step  = 4 // blanks
	steps = 10
)

// aside writes what only the program reads of an entity into the line of its key, so that a
// page is not begun by a column of it. done is false where there is anything else.
func (w *writer) aside(s shape, p merge.Part) (done bool) {
	if p.Disposed() || len(p.Fields) == 0 {
		return false
	}
	var b strings.Builder
	for i, k := range inOrder(p.Fields, s.order) {
		f, known := s.fields[k]
		value, ok := w.inLine(p.Fields[k])
		if !known || !s.machine[k] || !ok || !fits(f, p.Fields[k]) {
			return false
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(k + ": " + value)
	}
	w.b.WriteString(" {" + b.String() + "}\n")
	return true
}

// longestAside is how many bytes a text in the line of a key may have.
const longestAside = 200

// inLine is a value as it stands between others in one line.
func (w *writer) inLine(v any) (text string, ok bool) {
	switch x := v.(type) {
	case string:
		var b strings.Builder
		if bare(x) {
			return x, true
		}
		quote(&b, x)
		return b.String(), len(x) <= longestAside
	case []any:
		list := make([]string, len(x))
		for i, e := range x {
			if _, nested := e.([]any); nested {
				return "", false
			}
			if list[i], ok = w.inLine(e); !ok {
				return "", false
			}
		}
		return "[" + strings.Join(list, ", ") + "]", true
	case bool, float64:
		return w.scalar(x), true
	}
	return "", false
}

// foreign stands above a file whose collections nobody here has a name for.
const foreign = `# Kept and shared as it is: a newer version of Second Story, or somebody by hand,
# wrote what follows, and the version that wrote this file has no name for it.

`

// withoutForeign passes over what the program says itself of such a file.
func (s source) withoutForeign() source {
	if rest, there := bytes.CutPrefix(s.text, []byte(foreign)); there {
		s.text, s.line = rest, s.line+strings.Count(foreign, "\n")
	}
	return s
}
