package reviewing

import (
	"context"
	"slices"
	"strconv"

	"secondstory/backend/domain/consistency"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/leak"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// Check looks through a review for what does not fit together, as of now. Names are
// those of the people of this review alone.
func (s *Service) Check(ctx context.Context, id string) ([]consistency.Finding, error) {
	last, err := s.read(ctx, id)
	if err != nil {
		return nil, err
	}
	room, _, err := s.roomOf(ctx, last.view)
	return s.checked(last.view, last.snap.State, room), err
}

// roomOf is what is known of the room of a review that says anything of it.
func (s *Service) roomOf(ctx context.Context, view review.Review) (room consistency.Room, neutral bool, err error) {
	if s.Room == nil || !consistency.RoomSaid(view) {
		return room, false, nil
	}
	return s.Room(ctx, view)
}

// mayBegin refuses to begin a review whose facilitator has a part in it, where a signed rule
// says so. The fault tells one of the reasons.
func (s *Service) mayBegin(ctx context.Context, id string) error {
	role, has, err := s.facilitatorPart(ctx, id)
	if err != nil || !has {
		return err
	}
	return fault.New(fault.Denied, "review.facilitator_part", "role", role)
}

// facilitatorPart is the role of a facilitator who has a part in what is looked at, where a
// signed rule wants one who has none; has is false where nothing is to be said.
func (s *Service) facilitatorPart(ctx context.Context, id string) (role string, has bool, err error) {
	last, err := s.read(ctx, id)
	if err != nil {
		return "", false, err
	}
	room, neutral, err := s.roomOf(ctx, last.view)
	if err != nil || !neutral {
		return "", false, err
	}
	for _, f := range s.checked(last.view, last.snap.State, room) {
		if slices.Contains(consistency.FacilitatorChecks(), f.Check) {
			return f.Params["role"], true, nil
		}
	}
	return "", false, nil
}

func (s *Service) checked(view review.Review, st *record.State, room consistency.Room) []consistency.Finding {
	var people []leak.Person
	for _, name := range review.Names(st) {
		people = append(people, leak.Person{Name: name})
	}
	return consistency.Of(view, consistency.Around{Now: s.Now(), Named: leak.NewNames(people).Said, Room: room})
}

// MayReach refuses to agree a review, or to close one that was not agreed, while checks hold it
// (consistency.Holding). An undo or a redo gives back what stood, and is held by what came since
// alone: a review may have been agreed before there was a check. The fault is denied
// "review.not_to_agree" with a field for each finding: its place, and the sentence.
func (s *Service) MayReach(tx recording.Reader, id, kind string, head record.Change, stood recording.Stood) error {
	to, from := record.Str(head.After, "state"), record.Str(head.Before, "state")
	if kind != review.Kind || to == from || to != "agreed" && to != "closed" || from == "agreed" || from == "closed" {
		return nil
	}
	snap, err := tx.Record(id)
	if err != nil {
		return err
	}
	view := review.FromSnapshot(snap)
	holding := s.holding(view, snap.State)
	if len(holding) > 0 && stood != nil {
		if holding, err = s.cameSince(holding, stood); err != nil {
			return err
		}
	}
	if len(holding) == 0 {
		return nil
	}
	f := fault.New(fault.Denied, "review.not_to_agree", "ref", view.Ref, "count", strconv.Itoa(len(holding)))
	for _, h := range holding {
		f.Fields = append(f.Fields, fault.Field{Name: h.About, Key: consistency.Key(h.Check), Params: h.Params})
	}
	return f
}

func (s *Service) holding(view review.Review, st *record.State) []consistency.Finding {
	return consistency.Holding(s.checked(view, st, consistency.Room{}))
}

// cameSince leaves out what held the review already as it stood. Where that was erased, nobody
// can tell, and the step back goes.
func (s *Service) cameSince(holding []consistency.Finding, stood recording.Stood) ([]consistency.Finding, error) {
	snap, err := stood()
	if err != nil {
		if fault.Is(err, fault.Unavailable) {
			return nil, nil
		}
		return nil, err
	}
	before := s.holding(review.FromSnapshot(snap), snap.State)
	return slices.DeleteFunc(holding, func(f consistency.Finding) bool {
		return slices.ContainsFunc(before, func(b consistency.Finding) bool { return b.Check == f.Check && b.About == f.About })
	}), nil
}

// LeaveCheck notes that a person has looked at a finding and leaves it as it is, with the
// reason, which may be "". The note goes to everybody who has the review. It is refused
// with "check.gone" where the check does not find this, which may have changed meanwhile, and
// with "check.firm" of one that is to be settled.
func (s *Service) LeaveCheck(ctx context.Context, id, check, about, sum, reason, editor string) (Saved, error) {
	last, err := s.read(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	room, _, err := s.roomOf(ctx, last.view)
	if err != nil {
		return Saved{}, err
	}
	return s.leave(ctx, id, "checks.leave", editor, func(snap record.Snapshot) ([]record.Op, error) {
		for _, f := range s.checked(review.FromSnapshot(snap), snap.State, room) {
			if f.Check == check && f.About == about && f.Sum == sum {
				if f.Firm {
					return nil, fault.New(fault.Denied, "check.firm")
				}
				return s.leaveOps(snap.State, f, reason), nil
			}
		}
		return nil, fault.New(fault.Conflict, "check.gone")
	})
}

func (s *Service) leaveOps(st *record.State, f consistency.Finding, reason string) []record.Op {
	rank := ""
	for _, part := range st.Live(review.Findings) {
		doc := st.Parts[review.Findings][part].Doc
		rank = record.Str(doc, "rank")
		if leftAs(doc, f.Check, f.About, f.Sum) {
			set := func(field, v string) record.Op {
				return record.SetOp(record.Path{Collection: review.Findings, Part: part, Field: field}, v)
			}
			return []record.Op{set("state", "dismissed"), set("answer", reason)}
		}
	}
	return []record.Op{record.AddOp(review.Findings, s.NewID(), record.Doc{"level": "finding", "key": consistency.Key(f.Check),
		"params": record.Doc{consistency.SumParam: f.Sum}, "about": f.About, "state": "dismissed", "answer": reason, "rank": nextRank(rank)})}
}

// leftAs says whether a stored finding is the note that this was left.
func leftAs(doc record.Doc, check, about, sum string) bool {
	params, _ := doc["params"].(map[string]any)
	return record.Str(doc, "key") == consistency.Key(check) && record.Str(doc, "about") == about && record.Str(params, consistency.SumParam) == sum
}

// TakeUpCheck takes the note back that somebody left a finding as it is.
func (s *Service) TakeUpCheck(ctx context.Context, id, check, about, sum, editor string) (Saved, error) {
	return s.leave(ctx, id, "checks.take_up", editor, func(snap record.Snapshot) ([]record.Op, error) {
		var ops []record.Op
		for _, part := range snap.State.Live(review.Findings) {
			if leftAs(snap.State.Parts[review.Findings][part].Doc, check, about, sum) {
				ops = append(ops, record.SetOp(record.Path{Collection: review.Findings, Part: part, Field: "state"}, "open"))
			}
		}
		return ops, nil
	})
}

// leave edits the stored findings by what the review is at that moment.
func (s *Service) leave(ctx context.Context, id, action, editor string, plan func(record.Snapshot) ([]record.Op, error)) (Saved, error) {
	last, err := s.read(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	var whole []string
	for _, c := range review.Schema.Collections {
		whole = append(whole, c.Name)
	}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: action, Editor: editor, Needs: whole,
		Plan: func(st *record.State) ([]record.Op, error) {
			now := last.snap
			now.State = st
			return plan(now)
		}})
	return Saved{Rev: res.Rev}, err
}
