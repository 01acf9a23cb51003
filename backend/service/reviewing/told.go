package reviewing

import (
	"context"
	"slices"
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// Told are steps of a history for people: what a step did to a conflict is told as the
// field that was asked about and the value that was chosen, and not as the fields in
// which the record keeps that. Where the step set the field itself, that says it already.
func (s *Service) Told(ctx context.Context, id string, events []recording.Event, text review.Text) ([]recording.Event, error) {
	if !slices.ContainsFunc(events, func(e recording.Event) bool { return slices.ContainsFunc(e.Changes, ofConflict) }) {
		return events, nil
	}
	r, err := s.readAny(ctx, id)
	if err != nil {
		return events, err
	}
	out := slices.Clone(events)
	for i := range out {
		out[i].Why = r.reason(out[i].Changes)
		out[i].Changes = r.toldChanges(out[i].Changes, text)
	}
	return out, nil
}

// Reasons fills in why steps decided as they did, for events that hold no more of a step
// than what it did to one place.
func (s *Service) Reasons(ctx context.Context, id string, events []recording.Event) ([]recording.Event, error) {
	r, err := s.readAny(ctx, id)
	if err != nil {
		return events, err
	}
	given := false
	for part, p := range r.snap.State.Parts[review.Conflicts] {
		given = given || slices.ContainsFunc(review.DecisionsOf(merge.ConflictOf(part, p.Doc)), func(d merge.Resolution) bool { return d.Why != "" })
	}
	if !given {
		return events, nil
	}
	steps := make([]int64, 0, len(events))
	for _, e := range events {
		steps = append(steps, e.Step)
	}
	changes, err := s.Rec.ChangesOf(ctx, id, steps)
	if err != nil {
		return events, err
	}
	out := slices.Clone(events)
	for i := range out {
		out[i].Why = r.reason(changes[out[i].Step])
	}
	return out, nil
}

func ofConflict(c recording.EventChange) bool {
	return strings.HasPrefix(c.Path, review.Conflicts+"/")
}

func (r reading) toldChanges(list []recording.EventChange, text review.Text) []recording.EventChange {
	said := map[string]bool{}
	for _, c := range list {
		said[c.Path] = !ofConflict(c)
	}
	out := []recording.EventChange{}
	at := map[string]int{} // where a question is told
	for _, c := range list {
		p, ok := record.ParsePath(c.Path)
		part, known := r.snap.State.Part(review.Conflicts, p.Part)
		if !ok || !ofConflict(c) || !known {
			out = append(out, c)
			continue
		}
		k := merge.ConflictOf(p.Part, part.Doc)
		place := placeAsked(r.subject.Schema, k)
		if said[place] {
			continue
		}
		i, again := at[place]
		if !again {
			i = len(out)
			at[place] = i
			out = append(out, recording.EventChange{Path: place})
		}
		switch p.Field {
		case "resolutions":
			before, after := decisions(k, c.Before), decisions(k, c.After)
			if len(before) > len(after) { // taken back
				out[i].Before = r.chosen(k, before, text)
			} else {
				out[i].After = r.chosen(k, after, text)
			}
		case "": // it came, or went
			var words []string
			out[i].Asked = true
			for _, v := range k.Values {
				words = append(words, r.valueWords(k, v, text))
			}
			if c.After != nil {
				out[i].After = strings.Join(words, " / ")
			} else {
				out[i].Before = strings.Join(words, " / ")
			}
		}
	}
	return out
}

// reason is why a step decided as it did; "" where nobody said, or where it took a decision
// back.
func (r reading) reason(list []recording.EventChange) string {
	for _, c := range list {
		p, ok := record.ParsePath(c.Path)
		part, known := r.snap.State.Part(review.Conflicts, p.Part)
		if !ok || !known || !ofConflict(c) || p.Field != "resolutions" {
			continue
		}
		k := merge.ConflictOf(p.Part, part.Doc)
		before, after := decisions(k, c.Before), decisions(k, c.After)
		for _, d := range after {
			if !slices.Contains(before, d) && d.Why != "" {
				return d.Why
			}
		}
	}
	return ""
}

// placeAsked is what a conflict is about: a field, a part, or where that is no place of
// its own the conflict. A place in a tree is told in words, which are no id.
func placeAsked(schema *record.Schema, k merge.Conflict) string {
	p, ok := record.ParsePath(k.Path)
	switch form := review.FormIn(schema, k); {
	case !ok || form == review.FormRecord || form == review.FormSpace || form == review.FormNotice:
		return record.Path{Collection: review.Conflicts, Part: k.ID}.String()
	case form == review.FormPlace:
		p.Field = ""
	}
	return p.String()
}

// decisions reads the decisions in a value of the journal.
func decisions(k merge.Conflict, value any) []merge.Resolution {
	d := k.Doc()
	delete(d, "resolutions")
	if list, ok := value.([]any); ok {
		d["resolutions"] = list
	}
	return review.DecisionsOf(merge.ConflictOf(k.ID, d))
}

// chosen is the last of some decisions; nil for none.
func (r reading) chosen(k merge.Conflict, list []merge.Resolution, text review.Text) any {
	if len(list) == 0 {
		return nil
	}
	return r.valueWords(k, list[len(list)-1].Value, text)
}

func (r reading) valueWords(k merge.Conflict, value string, text review.Text) string {
	if words := r.subject.ShownValue(k, value, text); words != "" {
		return words
	}
	return text("overview.conflicts.empty")
}
