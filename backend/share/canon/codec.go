package canon

import (
	"sort"
	"strconv"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// Keys of files that are no fields.
const (
	schemaKey   = "schema"
	disposedKey = "$disposed"
)

// Codec turns records of one kind into files and back.
type Codec struct {
	schema   *record.Schema
	scheme   *merge.Scheme
	head     shape
	parts    map[string]shape
	titled   bool   // the title of a record is a heading
	referred bool   // people know a record by a reference, which stands above its facts
	sections string // the collection that stands as Markdown; "" = none
	shelf    *shelf
	typed    told // of the codec for a person's files; nil takes every value
}

// shape is what is known about the fields of one sort of entity.
type shape struct {
	order   []string // in which they are written
	fields  map[string]record.Field
	machine map[string]bool // those that tell a person nothing
	tree    string          // the field that names what an entity hangs below; "" = none
}

func shapeOf(list []record.Field) shape {
	s := shape{fields: make(map[string]record.Field, len(list))}
	for _, f := range list {
		s.order = append(s.order, f.Name)
		s.fields[f.Name] = f
	}
	return s
}

// New makes the codec of a kind; the scheme is that of the repository's merge
// version for the same kind.
func New(schema *record.Schema, scheme *merge.Scheme) *Codec {
	c := &Codec{schema: schema, scheme: scheme, head: readableShape(schema.Fields), parts: map[string]shape{}, shelf: &shelf{}}
	_, own := c.head.fields[referenceKey]
	c.referred = schema.RefPrefix != "" && !own
	title, there := c.head.fields[titleField]
	c.titled = there && title.Type == record.String && !title.Local
	for _, k := range schema.Collections {
		if k.Name == conflictFolder {
			continue
		}
		c.parts[k.Name] = readableShape(k.Fields)
		if k.Inline {
			c.sections = k.Name
		}
	}
	return c
}

// Canonical is the doc as its files say it: texts in their shared form, empty fields
// left out, without fields that stay on one machine. What is merged or compared has
// to be in this form; Parse gives it.
func (c *Codec) Canonical(d *merge.Doc) *merge.Doc {
	out := merge.Absent(d.Kind, d.ID)
	out.Live, out.Tombstones = d.Live && !d.Disposed(), stonesOf(d.Tombstones)
	if d.There() {
		out.Schema = max(d.Schema, 1)
	}
	if out.Live {
		out.Fields = c.head.shared(d.Fields)
		if c.referred {
			delete(out.Fields, referenceKey) // it is said by the id
		}
		for name, parts := range d.Parts {
			for id, p := range parts {
				q := merge.Part{Tombstones: stonesOf(p.Tombstones)}
				if !p.Disposed() {
					q.Fields = c.parts[name].shared(p.Fields)
				}
				out.PutPart(name, valid(id), q)
			}
		}
	}
	for id, k := range d.Conflicts {
		out.Conflicts[id] = merge.ConflictOf(id, k.Doc())
	}
	c.scheme.Normalise(out)
	return out
}

// shared are the fields that leave this machine.
func (s shape) shared(d record.Doc) record.Doc {
	out := make(record.Doc, len(d))
	for k, v := range d {
		if f, ok := s.fields[k]; ok && f.Local {
			continue
		}
		out[valid(k)] = shared(v)
	}
	return out
}

// shared is a plain value with its texts in their shared form.
func shared(v any) any {
	switch x := v.(type) {
	case string:
		return Text(x)
	case []any:
		out := make([]any, len(x))
		for i, e := range x {
			out[i] = shared(e)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(x))
		for k, e := range x {
			out[valid(k)] = shared(e)
		}
		return out
	case nil, bool, float64:
		return v
	}
	if p, err := record.Plain(v); err == nil {
		return p
	}
	return v
}

func stonesOf(list []record.Doc) []record.Doc {
	var out []record.Doc
	for _, s := range list {
		out = append(out, shared(s).(record.Doc))
	}
	return out
}

// Emit writes the files of a record, in the order of their paths, and with them the
// files of it that nobody here can read. What would not read back the same is a
// problem: the record keeps the version it has in the repository.
func (c *Codec) Emit(d *merge.Doc, kept ...File) ([]File, *Problem) {
	dir, ok := Folder(c.schema, d.ID)
	if !ok {
		return nil, problem(d.ID, 0, "canon.id", d.ID)
	}
	if d.Schema > c.scheme.Schema {
		return nil, problem(dir, 0, "canon.newer", "")
	}
	d = c.Canonical(d)
	var out []File
	size := 0
	put := func(rest string, text string, limit int) *Problem {
		size += len(text)
		switch {
		case len(text) > limit:
			return problem(dir+"/"+rest, 0, "canon.file_large", "", "max", strconv.Itoa(limit>>20))
		case size > MaxRecord:
			return problem(dir, 0, "canon.record_large", "", "max", strconv.Itoa(MaxRecord>>20))
		}
		out = append(out, File{dir + "/" + rest, []byte(text)})
		return nil
	}
	files, p := c.byFile(d, dir)
	if p != nil {
		return nil, p
	}
	if d.There() {
		text, p := c.emitHead(d, dir, c.beside(d, files))
		if p == nil {
			p = put(c.schema.Kind+".md", text, MaxFile)
		}
		if p != nil {
			return nil, p
		}
	}
	for _, name := range sortedKeys(files) {
		text, p := c.emitParts(d, dir, name, files[name])
		if p == nil {
			p = put(name+".yaml", text, MaxFile)
		}
		if p != nil {
			return nil, p
		}
	}
	for _, id := range sortedKeys(d.Conflicts) {
		text, rest, p := emitConflict(dir, d.Conflicts[id])
		if p == nil {
			p = put(rest, text, MaxConflict)
		}
		if p != nil {
			return nil, p
		}
	}
	for _, f := range kept {
		for _, own := range out {
			if own.Path == f.Path {
				return nil, problem(f.Path, 0, "canon.taken", string(f.Data))
			}
		}
	}
	out = append(out, kept...)
	sort.Slice(out, func(i, j int) bool { return out[i].Path < out[j].Path })
	return out, nil
}

// byFile sorts the collections a doc has by the file they stand in, in the order of
// the schema.
func (c *Codec) byFile(d *merge.Doc, dir string) (map[string][]string, *Problem) {
	files := map[string][]string{}
	add := func(name string) *Problem {
		file, ok := c.fileOf(name)
		if !ok {
			return problem(dir+"/"+clip(name)+".yaml", 0, "canon.name", name)
		}
		files[file] = append(files[file], name)
		return nil
	}
	for _, k := range c.schema.Collections {
		if len(d.Parts[k.Name]) > 0 && k.Name != c.sections {
			if p := add(k.Name); p != nil {
				return nil, p
			}
		}
	}
	for _, name := range sortedKeys(d.Parts) {
		if _, known := c.schema.Collection(name); !known {
			if p := add(name); p != nil {
				return nil, p
			}
		}
	}
	return files, nil
}

// emitParts writes a file of collections.
func (c *Codec) emitParts(d *merge.Doc, dir, file string, names []string) (string, *Problem) {
	w := &writer{}
	if !c.ours(file) {
		w.b.WriteString(foreign)
	}
	w.entry(0, 2, schemaKey, float64(d.Schema), nil)
	for _, name := range names {
		w.gap()
		w.key(name)
		w.b.WriteByte('\n')
		ids, below := c.parts[name].reading(d.Parts[name])
		for i, id := range ids {
			if i > 0 {
				w.gap()
			}
			w.indent(2)
			w.key(id)
			if p := d.Parts[name][id]; p.Disposed() || len(p.Fields) > 0 {
				w.b.WriteByte('\n')
				w.entity(4+step*min(below[id], steps), 4, c.parts[name], p)
			} else {
				w.b.WriteString(" {}\n")
			}
		}
	}
	return w.done(dir + "/" + file + ".yaml")
}

// entity writes the fields of a part, or what a disposal run left of it.
func (w *writer) entity(n, depth int, s shape, p merge.Part) {
	if p.Disposed() {
		w.entry(n, depth, disposedKey, plainStones(p.Tombstones), nil)
		return
	}
	w.known(n, depth, s, p.Fields)
}

// known writes fields in the order of their schema, each checked against its type.
func (w *writer) known(n, depth int, s shape, d record.Doc) {
	for _, k := range inOrder(d, s.order) {
		f, ok := s.fields[k]
		var order []string
		switch {
		case k == disposedKey || ok && !fits(f, d[k]):
			w.fail("canon.type", k)
		case ok && (f.Type == record.Statement || f.Type == record.Stated):
			order = statementFields
		}
		w.entry(n, depth, k, d[k], order)
	}
}

func plainStones(list []record.Doc) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

// done is what was written, or the problem of it.
func (w *writer) done(path string) (string, *Problem) {
	if w.wrong != "" {
		return "", problem(path, 0, w.wrong, w.at, "field", w.at, "max", strconv.Itoa(MaxDepth))
	}
	return w.b.String(), nil
}

// fits says whether a value has the form that its field is read back in.
func fits(f record.Field, v any) bool {
	is := func(v any) bool { _, ok := v.(string); return ok }
	all := func(v any, fits func(any) bool) bool {
		list, ok := v.([]any)
		for _, e := range list {
			ok = ok && fits(e)
		}
		return ok
	}
	statement := func(v any) bool {
		m, ok := v.(map[string]any)
		for i, k := range statementFields {
			e, there := m[k]
			ok = ok && (is(e) || !there && i > 2)
		}
		return ok
	}
	switch f.Type {
	case record.JSON:
		return true
	case record.Bool:
		_, ok := v.(bool)
		return ok
	case record.Number:
		_, ok := v.(float64)
		return ok
	case record.Strings, record.Texts:
		return all(v, is)
	case record.Params:
		m, ok := v.(map[string]any)
		for _, e := range m {
			ok = ok && is(e)
		}
		return ok
	case record.Statement:
		return statement(v)
	case record.Stated:
		return all(v, statement)
	}
	return is(v)
}
