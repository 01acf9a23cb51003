package record

import (
	"slices"
	"sort"

	"secondstory/backend/domain/fault"
)

// absent is the key that stands for an entity that is not there in one side of a
// change: before an addition, after a removal.
const absent = "$absent"

// Change is what one edit did to one entity. Entity is "" for the record itself
// or the path of a part. Before and After hold the fields that differ; a nil
// value is a field that is not there.
type Change struct {
	Entity string
	Before Doc
	After  Doc
	Local  bool
}

// Adds and Removes say whether the change made or took away its entity.
func (c Change) Adds() bool    { return c.Before[absent] == true }
func (c Change) Removes() bool { return c.After[absent] == true }

// Op is one edit. Exactly the fields that its constructor sets are used.
type Op struct {
	kind   opKind
	path   Path
	value  any
	fields Doc
}

type opKind uint8

const (
	opSet opKind = iota
	opAdd
	opRemove
	opRestore
)

// SetOp puts a plain value at a field path; nil takes the field away.
func SetOp(path Path, value any) Op { return Op{kind: opSet, path: path, value: value} }

// Sets says whether the operation puts a value at a path, and which.
func (o Op) Sets(path Path) (value any, ok bool) {
	return o.value, o.kind == opSet && o.path == path
}

// Adds says whether the operation puts a new part into a collection.
func (o Op) Adds(collection string) bool { return o.kind == opAdd && o.path.Collection == collection }

// Holds says whether the operation puts a text somewhere, as a value or in a list.
func (o Op) Holds(text string) bool {
	holds := func(v any) bool {
		list, _ := v.([]any)
		return v == text || slices.Contains(list, any(text))
	}
	for _, v := range o.fields {
		if holds(v) {
			return true
		}
	}
	return holds(o.value)
}

// AddOp adds a part.
func AddOp(collection, id string, fields Doc) Op {
	return Op{kind: opAdd, path: Path{Collection: collection, Part: id}, fields: fields}
}

// RemoveOp takes a part away; its fields stay.
func RemoveOp(path Path) Op { return Op{kind: opRemove, path: path} }

// RestoreOp brings a removed part back.
func RestoreOp(path Path) Op { return Op{kind: opRestore, path: path} }

// Apply carries out the edits on the state in place and tells what changed.
// Edits that change nothing give no change. On an error (fault.Invalid,
// fault.NotFound) the state may be partly changed and must be thrown away.
func Apply(schema *Schema, s *State, ops ...Op) ([]Change, error) {
	var changes []Change
	for _, op := range ops {
		c, changed, err := applyOne(schema, s, op)
		if err != nil {
			return nil, err
		}
		if changed {
			changes = append(changes, c)
		}
	}
	return changes, nil
}

func applyOne(schema *Schema, s *State, op Op) (Change, bool, error) {
	if c, ok := schema.Collection(op.path.Collection); ok && c.AppendOnly && op.kind != opAdd {
		return Change{}, false, fault.New(fault.Denied, "record.written_once", "path", op.path.Entity())
	}
	switch op.kind {
	case opSet:
		return applySet(schema, s, op)
	case opAdd:
		return applyAdd(schema, s, op)
	default:
		return applyPresence(s, op)
	}
}

func applySet(schema *Schema, s *State, op Op) (Change, bool, error) {
	doc, field, err := target(schema, s, op.path)
	if err != nil {
		return Change{}, false, err
	}
	if err := Check(field, op.value); err != nil {
		return Change{}, false, err
	}
	if err := checkReferences(schema, s, op.path, field, op.value); err != nil {
		return Change{}, false, err
	}
	before := doc[field.Name]
	if Equal(before, op.value) || Empty(before) && Empty(op.value) {
		return Change{}, false, nil
	}
	put(doc, field.Name, Clone(op.value))
	b, a := before, op.value
	if field.Policy == Text {
		old, _ := before.(string)
		text, _ := op.value.(string)
		if before != nil && op.value != nil {
			b, a = DiffText(old, text).Sides()
		}
	}
	return Change{
		Entity: op.path.Entity(),
		Before: Doc{field.Name: Clone(b)}, After: Doc{field.Name: Clone(a)},
		Local: field.Local,
	}, true, nil
}

// target finds the document a field path points into.
func target(schema *Schema, s *State, p Path) (Doc, Field, error) {
	if p.Collection == "" {
		f, ok := schema.Field(p.Field)
		if !ok {
			return nil, Field{}, unknownField(p.String())
		}
		if f.Local {
			return s.Local, f, nil
		}
		return s.Head, f, nil
	}
	c, ok := schema.Collection(p.Collection)
	if !ok {
		return nil, Field{}, unknownField(p.String())
	}
	f, ok := c.Field(p.Field)
	if !ok {
		return nil, Field{}, unknownField(p.String())
	}
	part, ok := s.Part(p.Collection, p.Part)
	if !ok || part.Removed {
		return nil, Field{}, fault.New(fault.NotFound, "record.part_missing", "path", p.Entity())
	}
	return part.Doc, f, nil
}

func applyAdd(schema *Schema, s *State, op Op) (Change, bool, error) {
	c, ok := schema.Collection(op.path.Collection)
	if !ok {
		return Change{}, false, unknownField(op.path.Collection)
	}
	if _, exists := s.Part(c.Name, op.path.Part); exists {
		return Change{}, false, fault.New(fault.Conflict, "record.part_exists", "path", op.path.Entity())
	}
	doc := Doc{}
	for name, v := range op.fields {
		f, known := c.Field(name)
		if !known {
			return Change{}, false, unknownField(c.Name + "/…/" + name)
		}
		if err := Check(f, v); err != nil {
			return Change{}, false, err
		}
		if err := checkReferences(schema, s, Path{Collection: c.Name, Part: op.path.Part, Field: name}, f, v); err != nil {
			return Change{}, false, err
		}
		put(doc, name, Clone(v))
	}
	for _, f := range c.Fields {
		if f.Required && Empty(doc[f.Name]) {
			return Change{}, false, fault.New(fault.Invalid, "record.field_required", "field", f.Name).WithField(f.Name, "record.field_required", "field", f.Name)
		}
	}
	if s.Parts[c.Name] == nil {
		s.Parts[c.Name] = map[string]Part{}
	}
	s.Parts[c.Name][op.path.Part] = Part{Doc: doc}
	return Change{Entity: op.path.Entity(), Before: Doc{absent: true}, After: Clone(doc).(Doc)}, true, nil
}

// applyPresence removes or restores a part.
func applyPresence(s *State, op Op) (Change, bool, error) {
	part, ok := s.Part(op.path.Collection, op.path.Part)
	if !ok {
		return Change{}, false, fault.New(fault.NotFound, "record.part_missing", "path", op.path.Entity())
	}
	removed := op.kind == opRemove
	if part.Removed == removed {
		return Change{}, false, nil
	}
	part.Removed = removed
	s.Parts[op.path.Collection][op.path.Part] = part
	c := Change{Entity: op.path.Entity(), Before: Clone(part.Doc).(Doc), After: Doc{absent: true}}
	if !removed {
		c.Before, c.After = c.After, c.Before
	}
	return c, true, nil
}

// put sets a field; nil takes it away, so that absent and nil are one thing.
func put(d Doc, name string, v any) {
	if v == nil {
		delete(d, name)
		return
	}
	d[name] = v
}

// Empty says whether a value is as good as none: a field that holds it is left out
// where the record is stored and shared.
func Empty(v any) bool {
	switch x := v.(type) {
	case nil:
		return true
	case string:
		return x == ""
	case []any:
		return len(x) == 0
	case map[string]any:
		return len(x) == 0
	}
	return false
}

func unknownField(path string) error {
	return fault.New(fault.Invalid, "record.field_unknown", "field", path)
}

func entityPath(entity string) (Path, bool) {
	if entity == "" {
		return Path{}, true
	}
	p, ok := ParsePath(entity)
	return p, ok && p.Part != "" && p.Field == ""
}

func movedOn(entity, field string) error {
	return fault.New(fault.Conflict, "record.moved_on", "path", entity, "field", field)
}

func sortedKeys(docs ...Doc) []string {
	seen := map[string]bool{}
	var keys []string
	for _, d := range docs {
		for k := range d {
			if !seen[k] {
				seen[k] = true
				keys = append(keys, k)
			}
		}
	}
	sort.Strings(keys)
	return keys
}
