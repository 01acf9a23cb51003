package keeping

import (
	"context"
	"encoding/json"
	"slices"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/recording"
)

// Rules are what a kind asks of its values beyond its schema. Each may be nil.
type Rules struct {
	// Value gives a typed value in the form it is kept in, or refuses it.
	Value func(p record.Path, v any) (any, error)
	// Entity looks at the fields of the record (collection "") or of a part as they
	// would be, and refuses those that do not fit together.
	Entity func(collection string, doc record.Doc) error
	// Open refuses a field of the record or of a part that may not be set any more, as the
	// record stands; it sees the collections that Needs names.
	Open  func(st *record.State, p record.Path) error
	Needs []string
}

// Service changes records. It is safe for use by several goroutines.
type Service struct {
	Rec   *recording.Service
	NewID func() string
	Rules map[string]Rules // by kind
}

// Saved is the outcome of a write.
type Saved struct {
	ID  string // of the record or part made, "" otherwise
	Rev int64
}

// Assignment puts a value at a path.
type Assignment struct {
	Path  record.Path
	Value any
}

// Part is a part to be made with a new record.
type Part struct {
	Collection string
	Fields     record.Doc
}

// Get reads a record of one kind. fault.NotFound when there is none.
func (s *Service) Get(ctx context.Context, kind, id string) (record.Snapshot, error) {
	snap, err := s.Rec.Get(ctx, id)
	if err == nil && snap.Kind != kind {
		err = fault.New(fault.NotFound, "record.missing", "ref", id)
	}
	return snap, err
}

// New is a record to be made.
type New struct {
	Kind   string
	Fields record.Doc
	Parts  []Part
	// Then gives what else is done to it in the same step, as it is with all that is above; an
	// error of it is the outcome, and nothing is made. May be nil.
	Then func(*record.State) ([]record.Op, error)
	// Imported says that it was made of a file.
	Imported bool
	Note     record.Doc // put beside the content in the journal
	Editor   string
}

// Create makes a record.
func (s *Service) Create(ctx context.Context, n New) (Saved, error) {
	schema, err := s.Rec.Registry.Known(n.Kind)
	if err != nil {
		return Saved{}, err
	}
	st := record.NewState(n.Kind, s.NewID())
	var ops []record.Op
	names := make([]string, 0, len(n.Fields))
	for name := range n.Fields {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		op, err := s.set(schema, record.Path{Field: name}, n.Fields[name])
		if err != nil {
			return Saved{}, err
		}
		ops = append(ops, op)
	}
	last := map[string]string{}
	for _, p := range n.Parts {
		doc, err := s.doc(schema, p.Collection, p.Fields)
		if err != nil {
			return Saved{}, err
		}
		if ranked(schema, p.Collection) {
			last[p.Collection] = cause.RankBetween(last[p.Collection], "")
			doc["rank"] = last[p.Collection]
		}
		ops = append(ops, record.AddOp(p.Collection, s.NewID(), doc))
	}
	if _, err := record.Apply(schema, st, ops...); err != nil {
		return Saved{}, err
	}
	if n.Then != nil {
		more, err := n.Then(st)
		if err != nil {
			return Saved{}, err
		}
		if _, err := record.Apply(schema, st, more...); err != nil {
			return Saved{}, err
		}
	}
	for _, f := range schema.Fields {
		if err := record.Check(f, st.Head[f.Name]); err != nil && f.Required {
			return Saved{}, err
		}
	}
	if err := s.fits(schema, "", st.Head); err != nil {
		return Saved{}, err
	}
	action := recording.ActionFor(n.Kind, "create")
	if n.Imported {
		action = recording.ActionFor(n.Kind, "import")
	}
	rev, err := s.Rec.Create(ctx, recording.New{State: st, Action: action, Editor: n.Editor, Note: n.Note})
	return Saved{ID: st.ID, Rev: rev}, err
}

// SetField puts a JSON value at a path of the schema.
func (s *Service) SetField(ctx context.Context, id, path string, value json.RawMessage, editor string) (Saved, error) {
	p, ok := record.ParsePath(path)
	if !ok || p.Field == "" {
		return Saved{}, unknown(path)
	}
	var v any
	if err := json.Unmarshal(value, &v); err != nil {
		return Saved{}, fault.Wrap(err, fault.Invalid, "record.field_not_text", "field", p.Field)
	}
	return s.Set(ctx, id, []Assignment{{p, v}}, editor)
}

// Set puts several values as one step: all of them or none.
func (s *Service) Set(ctx context.Context, id string, list []Assignment, editor string) (Saved, error) {
	field := ""
	if len(list) == 1 {
		schema, err := s.schemaOf(ctx, id)
		if err != nil {
			return Saved{}, err
		}
		if f, _ := fieldOf(schema, list[0].Path); f.Type == record.String || f.Type == record.Markdown {
			field = list[0].Path.String()
		}
	}
	return s.put(ctx, id, list, field, editor, nil)
}

// put carries assignments out as one step, if the record is still as seen wants it; field
// is that of a text whose keystrokes are one step.
func (s *Service) put(ctx context.Context, id string, list []Assignment, field, editor string, seen func(*record.State) error) (Saved, error) {
	schema, err := s.schemaOf(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	rules := s.Rules[schema.Kind]
	e := recording.Edit{Action: recording.ActionFor(schema.Kind, "set"), Editor: editor, Field: field, Needs: rules.Needs}
	var ops []record.Op
	touched := map[record.Path]bool{}
	for _, a := range list {
		op, err := s.set(schema, a.Path, a.Value)
		if err != nil {
			return Saved{}, err
		}
		ops = append(ops, op)
		of := record.Path{Collection: a.Path.Collection, Part: a.Path.Part}
		if !touched[of] && of.Part != "" {
			e.Entities = append(e.Entities, of.Entity())
		}
		touched[of] = true
	}
	e.Plan = func(st *record.State) ([]record.Op, error) {
		for _, a := range list {
			if rules.Open == nil {
				break
			}
			if err := rules.Open(st, a.Path); err != nil {
				return nil, err
			}
		}
		if seen != nil {
			if err := seen(st); err != nil {
				return nil, err
			}
		}
		return ops, s.check(schema, st, ops, touched)
	}
	res, err := s.Rec.Edit(ctx, id, e)
	return Saved{Rev: res.Rev}, err
}

// check looks at the entities as the operations would leave them.
func (s *Service) check(schema *record.Schema, st *record.State, ops []record.Op, touched map[record.Path]bool) error {
	if s.Rules[schema.Kind].Entity == nil {
		return nil
	}
	after := st.Clone()
	if _, err := record.Apply(schema, after, ops...); err != nil {
		return err
	}
	for of := range touched {
		doc := after.Head
		if of.Part != "" {
			part, _ := after.Part(of.Collection, of.Part)
			doc = part.Doc
		}
		if err := s.fits(schema, of.Collection, doc); err != nil {
			return err
		}
	}
	return nil
}

// Add adds a part behind a sibling, "" for the end.
func (s *Service) Add(ctx context.Context, id, collection string, fields record.Doc, after, editor string) (Saved, error) {
	schema, err := s.schemaOf(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	c, ok := schema.Collection(collection)
	if !ok || c.Inline {
		return Saved{}, unknown(collection)
	}
	doc, err := s.doc(schema, collection, fields)
	if err != nil {
		return Saved{}, err
	}
	part := s.NewID()
	e := recording.Edit{Action: recording.ActionFor(schema.Kind, "add"), Editor: editor}
	inOrder := ranked(schema, collection)
	switch {
	case inOrder && after == "":
		e.Last = []string{collection}
	case inOrder:
		e.Needs = []string{collection}
	}
	e.Plan = func(st *record.State) ([]record.Op, error) {
		if inOrder {
			doc["rank"] = rankAfter(st, collection, after)
		}
		return []record.Op{record.AddOp(collection, part, doc)}, nil
	}
	res, err := s.Rec.Edit(ctx, id, e)
	return Saved{ID: part, Rev: res.Rev}, err
}

// Remove takes a part away, and Restore brings it back.
func (s *Service) Remove(ctx context.Context, id, path, editor string) (Saved, error) {
	return s.presence(ctx, id, path, record.RemoveOp, "remove_part", editor)
}

// Restore brings a removed part back.
func (s *Service) Restore(ctx context.Context, id, path, editor string) (Saved, error) {
	return s.presence(ctx, id, path, record.RestoreOp, "restore_part", editor)
}

func (s *Service) presence(ctx context.Context, id, path string, op func(record.Path) record.Op, verb, editor string) (Saved, error) {
	p, ok := record.ParsePath(path)
	if !ok || p.Part == "" || p.Field != "" {
		return Saved{}, unknown(path)
	}
	schema, err := s.schemaOf(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	if _, ok := schema.Collection(p.Collection); !ok {
		return Saved{}, unknown(path)
	}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: recording.ActionFor(schema.Kind, verb), Editor: editor, Entities: []string{p.Entity()},
		Plan: func(*record.State) ([]record.Op, error) { return []record.Op{op(p)}, nil }})
	return Saved{Rev: res.Rev}, err
}

// Edit carries out several operations on one record as one step, such as the fix of a
// finding. Every part they touch is named in entities.
func (s *Service) Edit(ctx context.Context, id, action string, entities []string, ops []record.Op, editor string) (Saved, error) {
	schema, err := s.schemaOf(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	touched := map[record.Path]bool{}
	for _, e := range entities {
		if p, ok := record.ParsePath(e); ok {
			touched[p] = true
		}
	}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: action, Editor: editor, Entities: entities,
		Plan: func(st *record.State) ([]record.Op, error) { return ops, s.check(schema, st, ops, touched) }})
	return Saved{Rev: res.Rev}, err
}

// set is the operation that puts a value at a path.
func (s *Service) set(schema *record.Schema, p record.Path, v any) (record.Op, error) {
	field, ok := fieldOf(schema, p)
	if !ok {
		return record.Op{}, unknown(p.String())
	}
	v, err := s.value(schema, p, field, v)
	return record.SetOp(p, v), err
}

func (s *Service) value(schema *record.Schema, p record.Path, field record.Field, v any) (any, error) {
	rule := s.Rules[schema.Kind].Value
	if rule == nil || v == nil {
		return v, nil
	}
	if err := record.Check(field, v); err != nil {
		return nil, err
	}
	kept, err := rule(p, v)
	return kept, named(err, p.Field)
}

// doc is what is kept of the fields of a new part.
func (s *Service) doc(schema *record.Schema, collection string, fields record.Doc) (record.Doc, error) {
	doc := record.Doc{}
	for name, v := range fields {
		p := record.Path{Collection: collection, Part: "…", Field: name}
		field, ok := fieldOf(schema, p)
		if !ok {
			return nil, unknown(collection + "/…/" + name)
		}
		kept, err := s.value(schema, p, field, v)
		if err != nil {
			return nil, err
		}
		doc[name] = kept
	}
	return doc, s.fits(schema, collection, doc)
}

func (s *Service) fits(schema *record.Schema, collection string, doc record.Doc) error {
	if rule := s.Rules[schema.Kind].Entity; rule != nil {
		return rule(collection, doc)
	}
	return nil
}

func (s *Service) schemaOf(ctx context.Context, id string) (*record.Schema, error) {
	kind, err := s.Rec.KindOf(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.Rec.Registry.Known(kind)
}

func fieldOf(schema *record.Schema, p record.Path) (record.Field, bool) {
	if p.Collection == "" {
		return schema.Field(p.Field)
	}
	c, ok := schema.Collection(p.Collection)
	if !ok || p.Field == "" {
		return record.Field{}, false
	}
	return c.Field(p.Field)
}

func ranked(schema *record.Schema, collection string) bool {
	f, ok := fieldOf(schema, record.Path{Collection: collection, Part: "…", Field: "rank"})
	return ok && f.Type == record.Rank
}

// rankAfter is a rank behind a sibling and before the next; at the end when the sibling
// is "" or unknown.
func rankAfter(st *record.State, collection, after string) string {
	low, high, found := "", "", false
	for _, id := range st.Live(collection) {
		rank := record.Str(st.Parts[collection][id].Doc, "rank")
		if found {
			high = rank
			break
		}
		low, found = rank, id == after
	}
	if r := cause.RankBetween(low, high); r != "" {
		return r
	}
	return cause.RankBetween(low, "")
}

func unknown(path string) error {
	return fault.New(fault.Invalid, "record.field_unknown", "field", path)
}

// named puts the name of a field to an error that says only what is wrong.
func named(err error, field string) error {
	if f, ok := fault.As(err); ok && len(f.Fields) == 0 {
		f.Fields = []fault.Field{{Name: field, Key: f.Key, Params: f.Params}}
	}
	return err
}
