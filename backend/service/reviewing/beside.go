package reviewing

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/service/recording"
)

// Whose names somebody by what a version or a decision says of them; own is this machine.
type Whose func(o merge.Origin) (name string, own bool)

// mostBeside is how many steps of one question are read; people decide few times.
const mostBeside = 200

// Actions of the steps that Line adds: a question came, or others decided it.
const (
	askedAction   = "sync.asked"
	decidedAction = "conflicts.set"
)

// Line is the history of one place as recording.Line gives it, with the reasons of
// decisions, and with what others wrote and decided that never stood here: that is in the
// questions about the place alone. These steps are steps like any other, one can go back to
// them, and they have no Changes where the value stayed.
func (s *Service) Line(ctx context.Context, id string, path record.Path, below int64, limit int, whose Whose, text review.Text) (events []recording.Event, more bool, err error) {
	events, more, err = s.Rec.Line(ctx, id, path, below, limit)
	if err == nil {
		events, err = s.Reasons(ctx, id, events)
	}
	if err != nil {
		return nil, false, err
	}
	r, err := s.readAny(ctx, id)
	if err != nil {
		return nil, false, err
	}
	t := besides{r: r, whose: whose, text: text, at: map[int64]int{}}
	for part, p := range r.snap.State.Parts[review.Conflicts] {
		k := merge.ConflictOf(part, p.Doc)
		if !about(k, path) {
			continue
		}
		steps, _, err := s.Rec.Line(ctx, id, record.Path{Collection: review.Conflicts, Part: part}, 0, mostBeside)
		if fault.Is(err, fault.Unavailable) {
			continue // its beginning was erased; what stood is told all the same
		}
		if err != nil {
			return nil, false, err
		}
		for _, e := range steps {
			t.take(k, e)
		}
	}
	out := t.into(events, below, more)
	if len(out) > limit {
		out, more = out[:limit], true
	}
	return out, more, nil
}

// about says whether a question is one about a place: about it, or about a piece of it.
func about(k merge.Conflict, path record.Path) bool {
	return k.Path == path.String() || path.Part != "" && path.Field == "" && strings.HasPrefix(k.Path, path.Entity()+"/")
}

// besides gathers what the questions about a place tell, by step.
type besides struct {
	r     reading
	whose Whose
	text  review.Text
	list  []step
	at    map[int64]int // where a step is in the list
}

type step struct {
	event recording.Event
	told  []told
}

// told is one of them with what it says in the record.
type told struct {
	recording.Beside
	path  string
	value string
	part  bool // value is a run of lines of the whole text
}

func (t *besides) take(k merge.Conflict, e recording.Event) {
	var list []told
	put := func(value string, o merge.Origin, why string, decided bool) {
		name, own := t.whose(o)
		at, _ := time.Parse(time.RFC3339, o.At)
		list = append(list, told{recording.Beside{Value: t.r.valueWords(k, value, t.text), By: name, Own: own, At: at, Why: why, Decided: decided},
			k.Path, value, k.Kind == merge.KindText && !k.NoBase})
	}
	for _, c := range e.Changes {
		p, _ := record.ParsePath(c.Path)
		switch {
		case p.Field == "" && c.After != nil && c.Before == nil:
			for i, v := range k.Values {
				if i == 0 && (!k.OfMerge() || k.Kind == merge.KindText && len(k.Values) == 3) {
					continue // what stands here, or all of them joined
				}
				o := merge.Origin{}
				if i < len(k.Origins) && len(k.Origins[i]) > 0 {
					o = k.Origins[i][0]
				}
				if k.Kind == "reimport" {
					list = append(list, told{recording.Beside{Value: t.r.valueWords(k, v, t.text), At: e.When(), File: true}, k.Path, v, false})
					continue
				}
				put(v, o, "", false)
			}
		case p.Field == "resolutions":
			before, after := decisions(k, c.Before), decisions(k, c.After)
			if len(before) > len(after) { // an undo: its label says that it was taken back
				before, after = after, before
			}
			for _, d := range after {
				if !slices.Contains(before, d) {
					put(d.Value, merge.Origin{By: d.By, At: d.At}, d.Why, true)
				}
			}
		}
	}
	// A version of one's own is a step of one's own already.
	list = slices.DeleteFunc(list, func(b told) bool { return b.Own && !b.Decided })
	if len(list) == 0 {
		return
	}
	i, known := t.at[e.Step]
	if !known {
		i = len(t.list)
		t.at[e.Step] = i
		e.Changes = []recording.EventChange{}
		t.list = append(t.list, step{event: e})
	}
	t.list[i].event.First = min(t.list[i].event.First, e.First)
	t.list[i].told = append(t.list[i].told, list...)
}

// into puts them into a page of the line; each is told once, where it came first.
func (t *besides) into(events []recording.Event, below int64, more bool) []recording.Event {
	slices.SortFunc(t.list, func(a, b step) int { return cmp.Compare(a.event.First, b.event.First) })
	out := slices.Clone(events)
	type key struct {
		by, value string
		at        time.Time
		decided   bool
	}
	seen := map[key]bool{}
	for _, s := range t.list {
		fresh := []told{}
		slices.SortStableFunc(s.told, func(a, b told) int {
			if a.Decided != b.Decided { // a decision is its version as well
				return map[bool]int{true: -1, false: 1}[a.Decided]
			}
			return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.By, b.By), cmp.Compare(a.value, b.value))
		})
		for _, b := range s.told {
			k := key{b.By, b.value, b.At, b.Decided}
			if seen[k] || slices.ContainsFunc(fresh, func(d told) bool { return d.Decided && d.By == b.By && d.value == b.value }) {
				continue
			}
			seen[k] = true
			fresh = append(fresh, b)
		}
		own := slices.IndexFunc(out, func(e recording.Event) bool { return e.Step == s.event.Step })
		s.event.Beside = nil
		for _, b := range fresh {
			if own >= 0 && b.Own {
				continue // the step itself says what was chosen, and why
			}
			if i := slices.IndexFunc(out, func(e recording.Event) bool { return b.did(e) }); i >= 0 {
				if b.Decided { // it stood here with the very step that brought it
					out[i].Action, out[i].Beside = decidedAction, append(slices.Clone(out[i].Beside), b.Beside)
				}
				continue
			}
			s.event.Beside = append(s.event.Beside, b.Beside)
		}
		switch {
		case len(s.event.Beside) == 0:
		case own >= 0:
			out[own].Beside = append(slices.Clone(out[own].Beside), s.event.Beside...)
			out[own].First = min(out[own].First, s.event.First)
		case below != 0 && s.event.First >= below, more && len(events) > 0 && s.event.First < events[len(events)-1].First:
			// of the page above, or of one below
		default:
			out = append(out, named(s.event))
		}
	}
	slices.SortStableFunc(out, func(a, b recording.Event) int { return cmp.Compare(b.First, a.First) })
	return out
}

// did says whether a step of the line is that in which somebody wrote this.
func (b told) did(e recording.Event) bool {
	if e.By == nil || e.By.Joined || e.By.Name == "" || e.By.Name != b.By {
		return false
	}
	return slices.ContainsFunc(e.Changes, func(c recording.EventChange) bool {
		is := merge.TextOf(c.After)
		return c.Path == b.path && (is == b.value || b.part && b.value != "" && strings.Contains(is, b.value))
	})
}

// named calls a step by what it brought: an exchange that only asks, or that brings the
// decision of one person, is told as that and under that person.
func named(e recording.Event) recording.Event {
	if e.By == nil || e.Kind != journal.Note {
		return e
	}
	first := e.Beside[0]
	if slices.ContainsFunc(e.Beside, func(b recording.Beside) bool { return !b.Decided }) {
		e.Action = askedAction
		return e
	}
	e.Action = decidedAction
	if !slices.ContainsFunc(e.Beside, func(b recording.Beside) bool { return b.By != first.By || b.Own }) && first.By != "" {
		e.By = &sharing.Author{Space: e.By.Space, Commit: e.By.Commit, Name: first.By, At: first.At}
	}
	return e
}
