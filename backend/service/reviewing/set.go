package reviewing

import (
	"context"
	"encoding/json"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// SetField puts a value at a path of the schema ("severity", "actions/<id>/due").
// value is JSON; a field that is a time takes the stated text. Faults of code
// invalid name the field.
func (s *Service) SetField(ctx context.Context, id, path string, value json.RawMessage, editor string) (Saved, error) {
	p, ok := record.ParsePath(path)
	if !ok || p.Field == "" {
		return Saved{}, fault.New(fault.Invalid, "record.field_unknown", "field", path)
	}
	var v any
	if err := json.Unmarshal(value, &v); err != nil {
		return Saved{}, fault.Wrap(err, fault.Invalid, "record.field_not_text", "field", p.Field)
	}
	return s.SetValue(ctx, id, p, v, editor)
}

// SetValue is SetField with a plain value.
func (s *Service) SetValue(ctx context.Context, id string, p record.Path, v any, editor string) (Saved, error) {
	return s.SetValues(ctx, id, []Assignment{{p, v}}, editor)
}

// Assignment puts a value at a path.
type Assignment struct {
	Path  record.Path
	Value any
}

// SetValues puts several values as one step: all of them or none.
func (s *Service) SetValues(ctx context.Context, id string, list []Assignment, editor string) (Saved, error) {
	e := recording.Edit{Action: review.Kind + ".set", Editor: editor}
	var plans []func(*record.State) ([]record.Op, error)
	moves, read := 0, s.reader(ctx, id)
	for _, a := range list {
		if begins(a.Path, a.Value) {
			if err := s.mayBegin(ctx, id); err != nil {
				return Saved{}, err
			}
		}
		if bothOfFactor(list, a.Path) {
			// Classes and subtypes that are said together stand as they are said.
			plans = append(plans, func(*record.State) ([]record.Op, error) { return []record.Op{record.SetOp(a.Path, a.Value)}, nil })
			e.Entities = append(e.Entities, entityOf(a.Path)...)
			continue
		}
		plan, action, err := s.planSet(a.Path, a.Value, "", read)
		if err != nil {
			return Saved{}, err
		}
		if action == "causes.move" {
			// Each move is planned on the tree as it is; two at once could make a ring.
			if moves++; moves > 1 {
				return Saved{}, fault.New(fault.Invalid, "causes.one_move").WithField(a.Path.Field, "causes.one_move")
			}
		}
		plans = append(plans, plan)
		e.Entities = append(e.Entities, entityOf(a.Path)...)
		if a.Path.Collection == review.Causes && a.Path.Field == "parent" {
			e.Needs = append(e.Needs, causeCollections...)
		}
		if a.Path.Collection == review.Factors && a.Path.Field == "condition_of" {
			e.Needs = append(e.Needs, review.Factors)
		}
		if len(list) == 1 {
			e.Action = action
			if f, _ := fieldOf(a.Path); f.Type == record.String {
				e.Field = a.Path.String()
			}
		}
	}
	e.Plan = func(st *record.State) ([]record.Op, error) {
		var ops []record.Op
		for _, plan := range plans {
			more, err := plan(st)
			if err != nil {
				return nil, err
			}
			ops = append(ops, more...)
		}
		return s.onTheirWay(st, ops, touched(list), "")
	}
	res, err := s.Rec.Edit(ctx, id, e)
	return Saved{Rev: res.Rev}, err
}

// begins says whether a value takes a review out of its preparation.
func begins(p record.Path, v any) bool {
	return p == (record.Path{Field: "state"}) && (v == "in_review" || v == "agreed" || v == "closed")
}

// planSet gives what setting one field means, and the name of the action.
func (s *Service) planSet(p record.Path, v any, reason string, read timeReader) (plan func(*record.State) ([]record.Op, error), action string, err error) {
	text, isText := v.(string)
	if p.Collection == review.Actions && p.Field == "owner_name" {
		return s.planOwner(p, text), "actions.set", nil
	}
	field, ok := fieldOf(p)
	if !ok {
		return nil, "", fault.New(fault.Invalid, "record.field_unknown", "field", p.String())
	}
	if p.Collection == review.Pictures {
		if err := planPicture(p, v); err != nil {
			return nil, "", err
		}
	}
	if p.Collection == review.Meetings && p.Field != "place" {
		return nil, "", fault.New(fault.Denied, "meeting.by_step")
	}
	if p.Collection == review.Comments && (p.Field == "about" || p.Field == "on") {
		return nil, "", fault.New(fault.Denied, "record.written_once", "path", p.Entity())
	}
	if p.Collection == review.Replans {
		return nil, "", fault.New(fault.Denied, "record.written_once", "path", p.Entity())
	}
	switch {
	case field.Type == record.Stated:
		plan, err = s.planTime(p, text, reason, read)
		return plan, "timeline.time", err
	case field.Type == record.Statement:
		if v != nil && !isText {
			return nil, "", fault.New(fault.Invalid, "record.field_not_time", "field", p.Field).WithField(p.Field, "record.field_not_time", "field", p.Field)
		}
		plan, err = s.planAnchor(p, text, read)
		return plan, "review.anchor", err
	case p.Collection == review.Causes && p.Field == "parent":
		return func(st *record.State) ([]record.Op, error) {
			tree, analysis, ops := s.treeOf(st)
			parent := text
			if parent == "" {
				parent = tree.Effect().ID
			}
			moved, err := tree.MoveTo(p.Part, parent, "")
			return append(ops, planOps(moved, analysis)...), err
		}, "causes.move", nil
	}
	if p.Collection == "" && strings.HasPrefix(p.Field, "technique") {
		plan, err = planTechnique(p, v)
		return plan, "review.technique", err
	}
	if p.Collection == review.Factors && field.Type == record.Strings {
		return planFactor(p, v), "factors.set", nil
	}
	if p == (record.Path{Field: review.ZoneField}) && isText {
		zone, err := review.ZoneNamed(text)
		if err != nil {
			return nil, "", withField(err, review.ZoneField)
		}
		v = zone
	}
	verb := "set"
	if field.Type == record.Markdown {
		verb = "text"
	}
	return func(*record.State) ([]record.Op, error) { return []record.Op{record.SetOp(p, v)}, nil }, actionOf(p, verb), nil
}

// planOwner keeps the name of an action's owner on this machine; the record gets
// the actor that stands for it, or none for an empty name.
func (s *Service) planOwner(p record.Path, name string) func(*record.State) ([]record.Op, error) {
	return func(st *record.State) ([]record.Op, error) {
		doc := record.Doc{"owner_name": name}
		people := s.localName(st, review.Actions, doc)
		p.Field = "owner_actor"
		ops := []record.Op{record.SetOp(p, doc["owner_actor"])}
		if people != nil {
			ops = append(ops, record.SetOp(record.Path{Field: review.People}, people))
		}
		return ops, nil
	}
}

// SaveText saves what was typed, merged with what others wrote since base.
func (s *Service) SaveText(ctx context.Context, id, path, base, text, editor string) (recording.TextSaved, error) {
	p, ok := record.ParsePath(path)
	field, known := fieldOf(p)
	if !ok || !known || field.Type != record.Markdown && field.Type != record.String {
		return recording.TextSaved{}, fault.New(fault.Invalid, "record.field_unknown", "field", path)
	}
	if p == (record.Path{Field: review.ZoneField}) {
		if _, err := review.ZoneNamed(text); err != nil {
			return recording.TextSaved{}, withField(err, review.ZoneField)
		}
	}
	if p.Collection == review.Pictures {
		if err := planPicture(p, text); err != nil {
			return recording.TextSaved{}, err
		}
	}
	return s.Rec.SaveText(ctx, id, p, base, text, actionOf(p, "text"), editor)
}

// localName keeps a name given for an owner or participant on this machine: the
// record gets an actor id, the local map the name. It gives the new map, or nil
// when the map stays as it is.
func (s *Service) localName(st *record.State, collection string, doc record.Doc) record.Doc {
	given := map[string]string{review.Actions: "owner_name", review.Participants: "name"}[collection]
	if given == "" {
		return nil
	}
	name := strings.TrimSpace(record.Str(doc, given))
	delete(doc, given)
	if name == "" {
		return nil
	}
	people := record.Doc{}
	if m, ok := st.Local[review.People].(map[string]any); ok {
		people, _ = record.Clone(m).(record.Doc)
	}
	target := map[string]string{review.Actions: "owner_actor", review.Participants: "actor"}[collection]
	if actor := review.ActorNamed(people, name); actor != "" {
		doc[target] = actor
		return nil
	}
	actor := "p-" + s.NewID()
	people[actor], doc[target] = name, actor
	return people
}
