package reviewing

import (
	"context"
	"regexp"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/recording"
)

// bullet is what stands in front of a line of an outline.
var bullet = regexp.MustCompile(`^(?:[-*+•–]\s+|\d{1,3}(?:\.\d{1,3})*[.)]?\s+|[a-z][.)]\s+)(?:\[[ xX]\]\s+)?`)

// Dismissed is the answer that puts a question or finding aside.
const Dismissed = "dismiss"

// AnswerQuestion answers or dismisses a finding. The answer to the question of
// the zone gives every entry and moment without one this zone, by a new time
// statement each; a time that does not exist or happens twice in that zone is
// left as it is and becomes a finding of its own.
func (s *Service) AnswerQuestion(ctx context.Context, id, finding, answer, editor string) (Saved, error) {
	at := record.Path{Collection: review.Findings, Part: finding}
	// Only the answer to the zone looks at more than its own question.
	var needs []string
	if answer != Dismissed {
		err := s.Rec.Store.View(ctx, func(tx recording.Reader) error {
			snap, err := tx.RecordPart(id, []string{at.Entity()}, nil)
			if err != nil {
				return err
			}
			part, _ := snap.State.Part(review.Findings, finding)
			if record.Str(part.Doc, "key") == review.ZoneQuestion {
				needs = []string{review.Timeline, review.Findings}
			}
			return nil
		})
		if err != nil {
			return Saved{}, err
		}
	}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: "findings.answer", Editor: editor,
		Needs: needs, Entities: []string{at.Entity()},
		Plan: func(st *record.State) ([]record.Op, error) {
			part, ok := st.Part(review.Findings, finding)
			if !ok || part.Removed {
				return nil, fault.New(fault.NotFound, "record.part_missing", "path", at.Entity())
			}
			state := "answered"
			if answer == Dismissed {
				state = "dismissed"
			}
			var ops []record.Op
			if state == "answered" && record.Str(part.Doc, "key") == review.ZoneQuestion {
				zoneOps, err := s.zoneOps(st, answer)
				if err != nil {
					return nil, err
				}
				ops = zoneOps
			}
			set := func(field string, v any) {
				p := at
				p.Field = field
				ops = append(ops, record.SetOp(p, v))
			}
			set("state", state)
			if state == "answered" {
				set("answer", answer)
			}
			return ops, nil
		}})
	return Saved{Rev: res.Rev}, err
}

func (s *Service) zoneOps(st *record.State, zone string) ([]record.Op, error) {
	z, ok := timeline.ParseZone(zone)
	if !ok || !z.Known() {
		return nil, fault.New(fault.Invalid, "time.zone_unknown", "zone", zone).WithField("answer", "time.zone_unknown", "zone", zone)
	}
	ops := []record.Op{record.SetOp(record.Path{Field: "zone"}, z.Name)}
	state := func(v any) (timeline.Statement, bool) {
		d, ok := v.(map[string]any)
		if !ok || record.Str(d, "zone") != "" {
			return timeline.Statement{}, false
		}
		return timeline.Statement{At: record.Str(d, "at"), End: record.Str(d, "end"), Precision: timeline.Precision(record.Str(d, "precision")), Raw: record.Str(d, "raw")}, record.Str(d, "at") != ""
	}
	rank := ""
	if live := st.Live(review.Findings); len(live) > 0 {
		rank = record.Str(st.Parts[review.Findings][live[len(live)-1]].Doc, "rank")
	}
	for _, id := range st.Live(review.Timeline) {
		times, _ := st.Parts[review.Timeline][id].Doc["times"].([]any)
		if len(times) == 0 {
			continue
		}
		before, open := state(times[len(times)-1])
		if !open {
			continue
		}
		after, err := timeline.WithZone(before, zone)
		if err != nil {
			f, isFault := fault.As(err)
			if !isFault {
				return nil, err
			}
			rank = nextRank(rank)
			params := record.Doc{}
			for k, v := range f.Params {
				params[k] = v
			}
			ops = append(ops, record.AddOp(review.Findings, s.NewID(), record.Doc{
				"level": "finding", "key": f.Key, "params": params, "about": review.Timeline + "/" + id, "state": "open", "rank": rank,
			}))
			continue
		}
		after.RecordedAt, after.By = s.stamp(), s.Rec.Who.Actor
		p := record.Path{Collection: review.Timeline, Part: id, Field: "times"}
		ops = append(ops, record.SetOp(p, append(append([]any{}, times...), review.StatementDoc(after))))
	}
	for _, name := range review.Anchors {
		before, open := state(st.Head[name])
		if !open {
			continue
		}
		after, err := timeline.WithZone(before, zone)
		if err != nil {
			continue // the entries' findings already say that the zone does not fit
		}
		after.RecordedAt, after.By = s.stamp(), s.Rec.Who.Actor
		ops = append(ops, record.SetOp(record.Path{Field: name}, review.StatementDoc(after)))
	}
	return ops, nil
}
