package reviewing

import (
	"context"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// ActionStep is one step of an action, with all that is said along with it.
type ActionStep struct {
	To     string         // ActionStates; "" where the state stays
	Fields map[string]any // of the action, by the names of the schema
	// Accepted says that the owner agrees today to what the action says after this step.
	Accepted bool
	Because  string // the date of a promise is another
}

// StepAction carries out one step of an action, all of it or nothing. Faults are those of
// review.CheckStep, and conflict action.moved_on where the state is another by now.
func (s *Service) StepAction(ctx context.Context, id, part, from string, step ActionStep, editor string) (Saved, error) {
	path := func(field string) record.Path {
		return record.Path{Collection: review.Actions, Part: part, Field: field}
	}
	names := make([]string, 0, len(step.Fields))
	for name := range step.Fields {
		names = append(names, name)
	}
	slices.Sort(names)
	action := "actions.step"
	if step.To == "" {
		action = "actions.replan"
	}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: action, Editor: editor, Entities: []string{review.Actions + "/" + part}, Last: []string{review.Replans},
		Plan: func(st *record.State) ([]record.Op, error) {
			now, there := st.Part(review.Actions, part)
			if !there {
				return nil, fault.New(fault.NotFound, "record.part_missing", "path", review.Actions+"/"+part)
			}
			if stands := record.Str(now.Doc, "status"); from != "" && stands != from {
				return nil, fault.New(fault.Conflict, "action.moved_on")
			}
			var ops []record.Op
			for _, name := range names {
				if field, known := fieldOf(path(name)); !known || field.Machine || field.Type == record.Rank {
					return nil, fault.New(fault.Invalid, "record.field_unknown", "field", name)
				}
				ops = append(ops, record.SetOp(path(name), step.Fields[name]))
			}
			if step.To != "" {
				ops = append(ops, record.SetOp(path("status"), step.To))
			}
			if step.Accepted {
				ops = append(ops, record.SetOp(path("accepted_on"), s.today()))
			}
			return s.onTheirWay(st, ops, []string{part}, step.Because)
		}})
	return Saved{ID: part, Rev: res.Rev}, err
}

// touched are the actions that assignments are about.
func touched(list []Assignment) (parts []string) {
	for _, a := range list {
		if a.Path.Collection == review.Actions && !slices.Contains(parts, a.Path.Part) {
			parts = append(parts, a.Path.Part)
		}
	}
	return parts
}

// onTheirWay refuses operations that the way of an action does not allow, and adds what
// belongs to them: the day on which it was done, what its owner has agreed to, and the
// change of a promised date with its reason.
func (s *Service) onTheirWay(st *record.State, ops []record.Op, parts []string, because string) ([]record.Op, error) {
	for _, id := range parts {
		part, there := st.Part(review.Actions, id)
		if !there {
			continue // applying the operations says so
		}
		at := func(field string) record.Path {
			return record.Path{Collection: review.Actions, Part: id, Field: field}
		}
		sets := func(field string) (last any, is bool) {
			for _, op := range ops {
				if v, ok := op.Sets(at(field)); ok {
					last, is = v, true
				}
			}
			return last, is
		}
		doc := record.Doc{}
		for _, f := range actionFields() {
			if v, ok := part.Doc[f]; ok {
				doc[f] = v
			}
			if v, ok := sets(f); ok {
				doc[f] = v
			}
		}
		before, after := review.ActionOf(id, part.Doc), review.ActionOf(id, doc)
		put := func(field string, v any) {
			doc[field] = v
			ops = append(ops, record.SetOp(at(field), v))
		}
		said := func(field string) bool { _, is := sets(field); return is }
		if on, is := sets("accepted_on"); is && !said("accepted_of") {
			due, words := any(after.Due), any(after.Words())
			if on == nil || on == "" {
				due, words = nil, nil
			}
			put("accepted_due", due)
			put("accepted_of", words)
		}
		switch {
		case after.Status == before.Status:
		case after.Status == "done" && before.Status != "verified" && !said("done_on"):
			put("done_on", s.today())
		case after.Status == "verified" && !said("verified_on"):
			put("verified_on", s.today())
		}
		if before.Status == "verified" && after.Status != "verified" && before.VerifiedOn != "" {
			put("verified_on", nil) // what was seen stays; it is to be looked at anew
		}
		because = strings.TrimSpace(because)
		after = review.ActionOf(id, doc)
		if err := review.CheckStep(before, after, review.Setting{Today: s.today(), Severity: record.Str(st.Head, "severity"), Replanned: because != ""}); err != nil {
			return nil, err
		}
		if because != "" && before.DateStands() && before.Due != after.Due {
			last := ""
			for _, other := range st.Live(review.Replans) {
				last = record.Str(st.Parts[review.Replans][other].Doc, "rank")
			}
			ops = append(ops, record.AddOp(review.Replans, s.NewID(), record.Doc{"action": id, "from": before.Due, "to": after.Due, "on": s.today(), "reason": because, "rank": nextRank(last)}))
		}
	}
	return ops, nil
}

func actionFields() []string {
	c, _ := review.Schema.Collection(review.Actions)
	out := make([]string, len(c.Fields))
	for i, f := range c.Fields {
		out[i] = f.Name
	}
	return out
}

// today is the day on the calendar of this machine.
func (s *Service) today() string {
	now := s.Now()
	if s.Zone != nil {
		now = now.In(s.Zone())
	}
	return now.Format(time.DateOnly)
}
