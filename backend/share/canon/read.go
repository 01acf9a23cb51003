package canon

import (
	"bytes"
	"sort"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// Reading is what the files of a record say.
type Reading struct {
	// Doc is nil while a problem that is no note stands: the record keeps the last
	// version that could be read.
	Doc *merge.Doc
	// Newer says that the files were written with a newer schema: the record may be
	// looked at as far as it can be read, is not written, and is merged file by file
	// (merge.Whole).
	Newer    bool
	Problems []Problem
	// Kept are files of the record nobody here can read. Emit takes them again.
	Kept []File
	// Split holds two versions of all files where git left its markers in one of
	// them, and Base the common one where git wrote it there. Doc is nil then.
	Split *[2][]File
	Base  []File
}

// reader collects what the files of one record say.
type reader struct {
	c     *Codec
	out   Reading
	doc   *merge.Doc
	head  bool
	newer int
	// schemas are the numbers of the files that have one.
	schema int
}

// Parse reads the files of a record, with their paths in the repository. Blobs are
// not looked at. It never fails: what cannot be read is a problem.
func (c *Codec) Parse(id string, files []File) Reading {
	dir, ok := Folder(c.schema, id)
	if !ok {
		return Reading{Problems: []Problem{*problem(id, 0, "canon.id", id)}}
	}
	files = append([]File{}, files...)
	sort.SliceStable(files, func(i, j int) bool { return files[i].Path < files[j].Path })
	r := &reader{c: c, doc: merge.Absent(c.schema.Kind, id)}
	if r.markers(files) {
		return r.out
	}
	for _, f := range files {
		rest, inside := strings.CutPrefix(f.Path, dir+"/")
		switch name, deeper := strings.CutPrefix(rest, conflictFolder+"/"); {
		case !inside:
			r.problem(problem(f.Path, 0, "canon.place", f.Path))
		case IsBlob(rest):
		case rest == c.schema.Kind+".md":
			r.head = true
			r.readHead(f)
		case deeper && strings.HasSuffix(name, ".yaml") && !strings.Contains(name, "/"):
			k, notes, p := parseConflict(f, name)
			r.problem(p)
			r.out.Problems = append(r.out.Problems, notes...)
			if p == nil {
				r.doc.Conflicts[k.ID] = k
			}
		case strings.HasSuffix(rest, ".yaml") && !strings.Contains(rest, "/"):
			r.readParts(f, strings.TrimSuffix(rest, ".yaml"))
		default:
			r.out.Kept = append(r.out.Kept, f)
		}
	}
	r.finish(dir)
	return r.out
}

func (r *reader) problem(p *Problem) {
	if p != nil {
		r.out.Problems = append(r.out.Problems, *p)
	}
}

// finish decides what the reading is worth.
func (r *reader) finish(dir string) {
	if len(r.doc.Parts) > 0 && !r.head {
		r.problem(problem(dir+"/"+r.c.schema.Kind+".md", 0, "canon.no_head", ""))
	}
	if r.doc.Disposed() {
		r.doc.Live = false
		if len(r.doc.Parts) > 0 {
			r.problem(problem(dir, 0, "canon.disposed", ""))
		}
	}
	bad := false
	for _, p := range r.out.Problems {
		bad = bad || !p.Note
	}
	if r.newer > 0 {
		r.out.Newer = true
		r.out.Problems = nil // they are those of a program that does not know the schema
	}
	if bad {
		return
	}
	if r.doc.There() {
		r.doc.Schema = max(r.schema, 1)
	}
	r.c.scheme.Normalise(r.doc)
	r.out.Doc = r.doc
}

// number reads the schema number of a file.
func (r *reader) number(s source, f pair) *Problem {
	x, p := s.typed(record.Field{Name: schemaKey, Type: record.Number}, f.node)
	if p != nil {
		return p
	}
	v, _ := x.(float64)
	n := int(v)
	if float64(n) != v || n < 1 || n > 1_000_000 {
		return s.problem(f.line, "canon.type", "field", schemaKey, "type", string(record.Number))
	}
	r.schema = max(r.schema, n)
	if n > r.c.scheme.Schema {
		r.newer = max(r.newer, n)
	}
	return nil
}

// readHead reads the file of the record's own fields and its sections.
func (r *reader) readHead(f File) {
	s, p := open(f, MaxFile)
	var top headline
	var bodies []body
	whole := s
	if p == nil {
		s, top, bodies, p = s.split()
	}
	if p == nil && len(bodies) > 0 && r.c.sections == "" {
		p = whole.problem(bodies[0].line, "canon.outside")
	}
	var root *yaml.Node
	var comments []comment
	if p == nil {
		root, comments, p = r.c.node(s)
	}
	if p != nil {
		r.problem(p)
		return
	}
	r.doc.Live = true
	above := map[string]merge.Part{}
	lines := map[string]int{}
	for _, e := range pairs(root) {
		var p *Problem
		switch {
		case e.key == schemaKey:
			p = r.number(s, e)
		case e.key == referenceKey && r.c.referred:
			p = r.reference(s, e)
		case e.key == disposedKey:
			r.doc.Tombstones, p = s.stones(e)
		case e.key == r.c.sections && e.key != "":
			p = r.entities(s, e, r.c.parts[e.key], func(id string, line int, part merge.Part) {
				above[id], lines[id] = part, line
			})
		default:
			p = r.field(s, "", r.c.head, r.doc.Fields, e)
		}
		r.problem(p)
	}
	r.out.Problems = append(r.out.Problems, s.told(root, comments)...)
	if r.doc.Disposed() && len(r.doc.Fields)+len(bodies)+len(above)+top.line > 0 {
		r.problem(s.problem(0, "canon.disposed"))
		return
	}
	r.problem(r.title(whole, top))
	r.sections(whole, s, bodies, above, lines)
}

// sections joins what stands above the text with the text.
func (r *reader) sections(whole, s source, bodies []body, above map[string]merge.Part, lines map[string]int) {
	var order []string
	for _, b := range bodies {
		part, ok := above[b.key]
		delete(above, b.key)
		if part.Disposed() {
			r.problem(whole.problem(b.line, "canon.disposed"))
			continue
		}
		// Above stands only what the Markdown cannot hold; beside other words below, somebody
		// wrote one of the two.
		if title := record.Str(part.Fields, titleField); title != "" && b.title != "" && title != b.title {
			r.problem(whole.problem(b.line, "canon.twice", "key", clip(b.key)+"."+titleField))
		}
		if text := record.Str(part.Fields, textField); text != "" && b.text != "" && text != b.text {
			r.problem(whole.problem(b.line, "canon.twice", "key", clip(b.key)+"."+textField))
		}
		if !ok {
			part.Fields = record.Doc{}
		}
		if b.title != "" {
			part.Fields[titleField] = b.title
		}
		if b.text != "" {
			part.Fields[textField] = b.text
		}
		r.doc.PutPart(r.c.sections, b.key, part)
		order = append(order, b.key)
	}
	r.placed(r.c.sections, order)
	for _, id := range sortedKeys(above) {
		if part := above[id]; part.Disposed() {
			r.doc.PutPart(r.c.sections, id, part)
		} else {
			// Somebody took the section's heading and text out: its other fields go too.
			p := s.problem(lines[id], "canon.section_gone", "key", clip(id))
			p.Quote, p.Bytes, p.Note = id+": "+merge.TextOf(map[string]any(part.Fields)), nil, true
			r.problem(p)
		}
	}
}

// field reads one field of an entity. One that stays on each machine does not belong
// into a file: it is told and left out.
func (r *reader) field(s source, collection string, known shape, into record.Doc, e pair) *Problem {
	f, ok := known.fields[e.key]
	switch {
	case ok && f.Local:
		p := s.problem(e.line, "canon.local", "field", e.key)
		p.Quote, p.Bytes, p.Note = e.key+": "+merge.TextOf(s.plain(e.node)), nil, true
		return p
	case !ok:
		into[e.key] = s.plain(e.node)
		return nil
	}
	v, p := s.typed(f, e.node)
	if v != nil {
		into[e.key] = v
	}
	if p == nil {
		p = r.c.allowed(s, collection, f, e, v)
	}
	return p
}

// entities reads a collection.
func (r *reader) entities(s source, e pair, known shape, put func(id string, line int, p merge.Part)) *Problem {
	if e.node.Kind == yaml.ScalarNode && e.node.Value == "" && e.node.Style == 0 {
		return nil
	}
	if e.node.Kind != yaml.MappingNode {
		return s.problem(e.line, "canon.no_entities", "collection", clip(e.key))
	}
	for _, each := range pairs(e.node) {
		part := merge.Part{Fields: record.Doc{}}
		empty := each.node.Kind == yaml.ScalarNode && each.node.Value == "" && each.node.Style == 0
		if each.node.Kind != yaml.MappingNode && !empty {
			return s.problem(each.line, "canon.no_entities", "collection", clip(e.key))
		}
		for _, f := range pairs(each.node) {
			var p *Problem
			if f.key == disposedKey {
				part.Tombstones, p = s.stones(f)
			} else {
				p = r.field(s, e.key, known, part.Fields, f)
			}
			if p != nil && !p.Note {
				return p
			}
			r.problem(p)
		}
		if part.Disposed() {
			if len(part.Fields) > 0 {
				return s.problem(each.line, "canon.disposed")
			}
			part.Fields = nil
		}
		put(each.key, each.line, part)
	}
	return nil
}

// stones reads what disposal runs left.
func (s source) stones(e pair) ([]record.Doc, *Problem) {
	var out []record.Doc
	list, _ := s.plain(e.node).([]any)
	for _, v := range list {
		if m, ok := v.(map[string]any); ok {
			out = append(out, m)
		}
	}
	if len(out) == 0 || len(out) != len(list) {
		return nil, s.problem(e.line, "canon.disposed")
	}
	return out, nil
}

// readParts reads a file of collections. A file that is none of ours and does not
// look like one is kept as it is.
func (r *reader) readParts(f File, name string) {
	s, p := open(f, MaxFile)
	var root *yaml.Node
	var comments []comment
	if p == nil {
		s = s.withoutForeign()
		root, comments, p = r.c.node(s)
	}
	if !r.c.ours(name) && !looksOurs(f.Data) {
		r.out.Kept = append(r.out.Kept, f)
		return
	}
	if p != nil {
		r.problem(p)
		return
	}
	for _, e := range pairs(root) {
		if e.key == schemaKey {
			r.problem(r.number(s, e))
			continue
		}
		if file, ok := r.c.fileOf(e.key); !ok || e.key == r.c.sections || file != name {
			r.problem(s.problem(e.line, "canon.collection", "name", clip(e.key)))
			continue
		}
		var order []string
		r.problem(r.entities(s, e, r.c.parts[e.key], func(id string, _ int, p merge.Part) {
			r.doc.PutPart(e.key, id, p)
			order = append(order, id)
		}))
		r.placed(e.key, order)
		r.problem(r.circle(s, e))
	}
	r.out.Problems = append(r.out.Problems, s.told(root, comments)...)
}

// ours says whether a file is one that the schema names.
func (c *Codec) ours(name string) bool {
	for _, k := range c.schema.Collections {
		if file, _ := c.fileOf(k.Name); file == name && k.Name != c.sections {
			return true
		}
	}
	return false
}

// looksOurs says whether a file names a schema: then a newer program wrote it.
func looksOurs(data []byte) bool {
	return bytes.HasPrefix(data, []byte(schemaKey+":")) || bytes.Contains(data, []byte("\n"+schemaKey+":"))
}

// markers looks for what git writes into files it could not merge.
func (r *reader) markers(files []File) bool {
	var split [2][]File
	var base []File
	some, based := false, true
	for _, f := range files {
		a, b, o, hunks, ok := Markers(f.Data)
		switch {
		case hunks == 0 || !strings.HasSuffix(f.Path, ".yaml") && !strings.HasSuffix(f.Path, "/"+r.c.schema.Kind+".md"):
			a, b, o = f.Data, f.Data, f.Data
		case !ok:
			p := problem(f.Path, 0, "canon.markers", string(f.Data), "n", strconv.Itoa(hunks))
			p.Bytes = f.Data
			r.problem(p)
			return true
		default:
			some = true
			based = based && o != nil
		}
		for i, version := range [][]byte{a, b} {
			if hunks == 0 || len(version) > 0 { // a version without the file
				split[i] = append(split[i], File{f.Path, version})
			}
		}
		if hunks == 0 || len(o) > 0 {
			base = append(base, File{f.Path, o})
		}
	}
	if some {
		r.out.Split = &split
		if based {
			r.out.Base = base
		}
	}
	return some
}
