package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"sort"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/recording"
	"secondstory/backend/sqlite"
	"secondstory/samples"
)

// held lets a service work within a transaction that somebody else ends.
type held struct{ tx *sqlite.Tx }

func (h held) View(_ context.Context, f func(recording.Reader) error) error   { return f(h.tx) }
func (h held) Update(_ context.Context, f func(recording.Writer) error) error { return f(h.tx) }

// tale is a sample review with the sittings in which it was written.
type tale struct {
	name string
	past []samples.Step
	r    review.Review
	end  *record.State // what it is in the end
	// ids of entries and actions by their keys in the file
	entries, actions map[string]string
	told             map[string]bool // entities that have been written
	sittings         int             // at the timeline, still to come
}

// sitting is one step of a tale; at is its instant, or that of this machine's
// clock if that is earlier: nothing is written down in a future.
type sitting struct {
	of   *tale
	step samples.Step
	at   time.Time
}

// retell writes the samples as they came about, in one transaction: step by step
// by the service that carries every edit out, at instants of their own, on a
// device that is not this one. So a history has something to show, a reference
// carries the year of its review, and undo, which takes back what was done on
// this device, leaves all of it alone.
func (w *Workspace) retell(ctx context.Context, list []samples.Sample) error {
	var all []sitting
	for _, s := range list {
		t, err := w.newTale(s)
		if err != nil {
			return fmt.Errorf("sample %s: %w", s.Name, err)
		}
		for _, step := range t.past {
			all = append(all, sitting{of: t, step: step, at: w.notAfterNow(step.At)})
		}
	}
	// One device writes one thing after another.
	slices.SortStableFunc(all, func(a, b sitting) int { return a.step.At.Compare(b.step.At) })
	changed := map[string]recording.Changed{} // by id: one announcement is enough
	err := w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error {
		// Another program may have told it since it was asked.
		if done, err := tx.Meta("sample"); err != nil || done != "" {
			return err
		}
		who, err := w.addDevice(tx, all[0].at)
		if err != nil {
			return err
		}
		var now time.Time
		rec := &recording.Service{Store: held{tx}, Registry: w.Registry, Who: who, Origin: "window",
			Now: func() time.Time { return now }, NewID: w.newID, OnChange: func(c recording.Changed) { changed[c.ID] = c }}
		for _, s := range all {
			now = s.at
			if err := s.of.tell(ctx, rec, s); err != nil {
				return fmt.Errorf("sample %s, %s: %w", s.of.name, s.step.Did, err)
			}
		}
		return tx.SetMeta("sample", "1")
	})
	if err != nil || w.Records.OnChange == nil {
		return err
	}
	for _, s := range all {
		if c, told := changed[s.of.end.ID]; told && s.step.Did == samples.Start {
			w.Records.OnChange(c)
		}
	}
	return nil
}

func (w *Workspace) notAfterNow(at time.Time) time.Time {
	if now := w.now(); now.Before(at) {
		return now
	}
	return at
}

// addDevice enters the device on which the samples were written, with chains of
// its own in the personal space.
func (w *Workspace) addDevice(tx *sqlite.Tx, at time.Time) (recording.Identity, error) {
	who := recording.Identity{Device: shortID("d", w.newID), Actor: shortID("a", w.newID), Space: w.Who.Space}
	who.SpaceChain, who.LocalChain = who.Device+"/"+who.Space, who.Device+"/local"
	if err := tx.AddChain(who.SpaceChain, who.Device, who.Space, at); err != nil {
		return who, err
	}
	return who, tx.AddChain(who.LocalChain, who.Device, "", at)
}

// newTale reads a sample. Its ids come from its name, so that a review of the
// sample has the same reference wherever it is looked at.
func (w *Workspace) newTale(s samples.Sample) (*tale, error) {
	t := &tale{name: s.Name, past: s.Past, told: map[string]bool{}}
	if err := json.Unmarshal(s.JSON, &t.r); err != nil {
		return nil, err
	}
	for _, step := range t.past {
		if step.Did == samples.Timeline {
			t.sittings++
		}
	}
	for i, e := range t.r.Timeline {
		for j := range e.Times {
			if e.Times[j].RecordedAt == "" {
				t.r.Timeline[i].Times[j].RecordedAt = w.notAfterNow(t.writtenDown(e)).UTC().Format(time.RFC3339)
			}
		}
	}
	seed := fnv.New64a()
	_, _ = seed.Write([]byte(s.Name)) //nolint:errcheck // a hash takes everything
	newID := SeededULID(func() time.Time { return w.notAfterNow(t.past[0].At) }, seed.Sum64())
	var err error
	if t.end, err = importing.FromReview(t.r, newID(), newID, w.notAfterNow(t.past[0].At)); err != nil {
		return nil, err
	}
	t.entries, t.actions = map[string]string{}, map[string]string{}
	for i, id := range inOrder(t.end, review.Timeline) {
		t.entries[t.r.Timeline[i].ID] = id
	}
	for i, id := range inOrder(t.end, review.Actions) {
		t.actions[t.r.Actions[i].ID] = id
	}
	return t, nil
}

// writtenDown is when an entry was: at the first sitting at the timeline after it
// happened, or at the last one.
func (t *tale) writtenDown(e review.Entry) time.Time {
	var last time.Time
	for _, step := range t.past {
		if step.Did != samples.Timeline {
			continue
		}
		last = step.At
		if !moment(e.Statement).After(step.At) {
			break
		}
	}
	return last
}

// moment is the instant of a statement, near enough to tell whether a sitting
// could know of it.
func moment(s timeline.Statement) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", time.DateOnly} {
		if at, err := time.Parse(layout, s.At); err == nil {
			return at
		}
	}
	return time.Time{}
}

// inOrder lists the parts of a collection as a person reads them.
func inOrder(s *record.State, collection string) []string {
	ids := make([]string, 0, len(s.Parts[collection]))
	for id := range s.Parts[collection] {
		ids = append(ids, id)
	}
	rank := func(id string) string { return record.Str(s.Parts[collection][id].Doc, "rank") }
	sort.Slice(ids, func(i, j int) bool {
		if a, b := rank(ids[i]), rank(ids[j]); a != b {
			return a < b
		}
		return ids[i] < ids[j]
	})
	return ids
}

// tell carries one sitting out.
func (t *tale) tell(ctx context.Context, rec *recording.Service, s sitting) error {
	if s.step.Did == samples.Start {
		_, err := rec.Create(ctx, recording.New{State: t.beginning(s.step.At), Action: "review.create"})
		return err
	}
	e := recording.Edit{}
	var ops []record.Op
	switch s.step.Did {
	case samples.Timeline:
		t.sittings--
		e.Action, ops = "timeline.several", t.timeline(s.step.At)
	case samples.Correct:
		path := record.Path{Collection: review.Timeline, Part: t.entries[s.step.Part], Field: "times"}
		e.Action, e.Entities, ops = "timeline.time", []string{path.Entity()}, []record.Op{t.set(path)}
	case samples.Words:
		e.Action, ops = "sections.several", t.rest(review.Sections)
	case samples.Causes:
		e.Action, ops = "causes.several", t.causes()
	case samples.Actions:
		e.Action, ops = "actions.several", t.proposed()
	case samples.Follow:
		path := record.Path{Collection: review.Actions, Part: t.actions[s.step.Part]}
		e.Action, e.Entities, ops = "actions.set", []string{path.Entity()}, t.followed(path, s.step)
	default:
		e.Action, ops = "review.set", []record.Op{record.SetOp(record.Path{Field: "state"}, s.step.Did)}
	}
	e.Plan = func(*record.State) ([]record.Op, error) { return ops, nil }
	_, err := rec.Edit(ctx, t.end.ID, e)
	return err
}

// beginning is the review as somebody opened it: a title, what was known of the
// incident, who took part, and a summary.
func (t *tale) beginning(at time.Time) *record.State {
	st := record.NewState(review.Kind, t.end.ID)
	for name, v := range t.end.Head {
		if a := t.r.Anchor(name); name != "analysis" && (a == nil || !moment(*a).After(at)) {
			st.Head[name] = record.Clone(v)
		}
	}
	st.Head["state"] = review.States[0]
	for _, collection := range []string{review.Sections, review.Participants} {
		for id, p := range t.end.Parts[collection] {
			if collection == review.Sections && id != "summary" {
				continue
			}
			if st.Parts[collection] == nil {
				st.Parts[collection] = map[string]record.Part{}
			}
			st.Parts[collection][id] = record.Part{Doc: record.Clone(p.Doc).(record.Doc)}
			t.told[collection+"/"+id] = true
		}
	}
	return st
}

// set gives a field the value that it has in the end.
func (t *tale) set(p record.Path) record.Op {
	if p.Collection == "" {
		return record.SetOp(p, t.end.Head[p.Field])
	}
	return record.SetOp(p, t.end.Parts[p.Collection][p.Part].Doc[p.Field])
}

// add writes a part with some fields as they were then.
func (t *tale) add(collection, id string, then record.Doc) record.Op {
	t.told[collection+"/"+id] = true
	doc := record.Clone(t.end.Parts[collection][id].Doc).(record.Doc)
	for name, v := range then {
		doc[name] = v
	}
	return record.AddOp(collection, id, doc)
}

// rest adds what has not been written yet of some collections.
func (t *tale) rest(collections ...string) (ops []record.Op) {
	for _, c := range collections {
		for _, id := range inOrder(t.end, c) {
			if !t.told[c+"/"+id] {
				ops = append(ops, t.add(c, id, nil))
			}
		}
	}
	return ops
}

// timeline adds the entries that a sitting could know of; the last one adds all
// others and what was noted beside them.
func (t *tale) timeline(at time.Time) (ops []record.Op) {
	corrected := map[string]bool{}
	for _, step := range t.past {
		if step.Did == samples.Correct {
			corrected[step.Part] = true
		}
	}
	for _, e := range t.r.Timeline {
		id := t.entries[e.ID]
		if t.told[review.Timeline+"/"+id] || t.sittings > 0 && moment(e.Statement).After(at) {
			continue
		}
		then := record.Doc{}
		if corrected[e.ID] {
			then["times"] = t.end.Parts[review.Timeline][id].Doc["times"].([]any)[:1]
		}
		ops = append(ops, t.add(review.Timeline, id, then))
	}
	if t.sittings > 0 {
		return ops
	}
	for _, name := range review.Anchors {
		if t.r.Anchor(name) != nil {
			ops = append(ops, t.set(record.Path{Field: name}))
		}
	}
	return append(ops, t.rest(review.StatedLong, review.Findings)...)
}

// causes adds the factors and the analysis; a cause comes after its parent.
func (t *tale) causes() []record.Op {
	ops := t.rest(review.Factors, review.Analyses)
	ops = append(ops, t.set(record.Path{Field: "analysis"}))
	ids := inOrder(t.end, review.Causes)
	var below func(parent string)
	below = func(parent string) {
		for _, id := range ids {
			if record.Str(t.end.Parts[review.Causes][id].Doc, "parent") == parent {
				ops = append(ops, t.add(review.Causes, id, nil))
				below(id)
			}
		}
	}
	below("")
	return append(ops, t.rest(review.Evidences)...)
}

// proposed adds the actions as they were agreed on: what came of them is told by
// the sittings that follow.
func (t *tale) proposed() (ops []record.Op) {
	for _, a := range t.r.Actions {
		then := record.Doc{}
		if slices.ContainsFunc(t.past, func(s samples.Step) bool { return s.Did == samples.Follow && s.Part == a.ID }) {
			then["text"] = ""
			if !slices.Contains([]string{"idea", "candidate"}, a.Status) {
				then["status"] = "committed"
			}
		}
		ops = append(ops, t.add(review.Actions, t.actions[a.ID], then))
	}
	return ops
}

// followed notes what came of an action: in the words of that sitting where a
// later one added to them.
func (t *tale) followed(p record.Path, s samples.Step) []record.Op {
	status, text := p, p
	status.Field, text.Field = "status", "text"
	words := t.set(text)
	if slices.ContainsFunc(t.past, func(o samples.Step) bool {
		return o.Did == samples.Follow && o.Part == s.Part && o.At.After(s.At)
	}) {
		words = record.SetOp(text, s.Text)
	}
	return []record.Op{t.set(status), words}
}
