package vetting

import (
	"context"
	"slices"
	"sort"
	"strconv"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/leak"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// Replace writes other words over findings of a record: one step that undo takes back.
// Faults: leak.with_missing, leak.fixed for words nothing can be written over,
// leak.moved_on where the record says something else by now.
func (s *Service) Replace(ctx context.Context, id string, keys []string, with, editor string) (rev int64, err error) {
	if with = strings.TrimSpace(with); with == "" || strings.ContainsAny(with, "\n\r") {
		return 0, fault.New(fault.Invalid, "leak.with_missing").WithField("with", "leak.with_missing")
	}
	// Looked through before the write, so that nobody waits for it. What is written is
	// held to the texts that were looked at.
	var chosen map[string][]leak.Finding
	err = s.Store.View(ctx, func(tx Reader) error {
		chosen, err = s.chosen(tx, id, keys)
		return err
	})
	if err != nil {
		return 0, err
	}
	var entities []string
	for path := range chosen {
		if p, ok := record.ParsePath(path); ok && p.Collection != "" {
			entities = append(entities, p.Collection+"/"+p.Part)
		}
	}
	sort.Strings(entities)
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: "leak.replace", Reason: with, Editor: editor, Entities: slices.Compact(entities),
		Plan: func(st *record.State) ([]record.Op, error) { return written(st, chosen, with) }})
	return res.Rev, err
}

// chosen are the findings with some keys, by path and in the order of their text.
func (s *Service) chosen(tx Reader, id string, keys []string) (map[string][]leak.Finding, error) {
	snap, err := tx.Record(id)
	if err != nil {
		return nil, err
	}
	schema, scheme, err := s.scheme(snap.Kind)
	if err != nil {
		return nil, err
	}
	names, err := (&Watch{}).people(tx, snap.State)
	if err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	for _, key := range keys {
		wanted[key] = true
	}
	out := map[string][]leak.Finding{}
	found, err := s.loosened(tx, snap, leak.Check(scheme.FromState(snap.State), schema, names))
	if err != nil {
		return nil, err
	}
	allowed, err := allowances(tx, id)
	if err != nil {
		return nil, err
	}
	stays := map[string]bool{}
	for _, a := range allowed {
		stays[a.Words], stays[leak.Bare(a.Words)] = true, true
	}
	// Telling words go in all their places: alone nobody would know them. Of words that may
	// stay only the places that were chosen go.
	same := map[string]bool{}
	for _, f := range found {
		if wanted[f.Key] && f.Kind.Telling() && !stays[f.Same()] {
			same[f.Same()] = true
		}
	}
	for _, f := range found {
		if !wanted[f.Key] && (f.Fixed || !f.Kind.Telling() || !same[f.Same()]) {
			continue
		}
		if f.Fixed {
			return nil, fault.New(fault.Denied, "leak.fixed", "words", f.Words)
		}
		out[f.Path] = append(out[f.Path], f)
		delete(wanted, f.Key)
	}
	if len(wanted) > 0 {
		return nil, fault.New(fault.Conflict, "leak.moved_on")
	}
	return out, nil
}

// written are the fields with other words over the findings, by path.
func written(st *record.State, chosen map[string][]leak.Finding, with string) ([]record.Op, error) {
	paths := make([]string, 0, len(chosen))
	for path := range chosen {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	var ops []record.Op
	asked := map[string]record.Doc{} // conflicts that a merge opened, with other words in them
	anew := map[string]bool{}
	for _, path := range paths {
		if p, ok := record.ParsePath(path); ok && p.Collection == review.Conflicts && p.Field != resolutions {
			anew[p.Part] = true
		}
	}
	for _, path := range paths {
		p, ok := record.ParsePath(path)
		if !ok {
			return nil, fault.New(fault.Denied, "leak.fixed", "words", chosen[path][0].Words)
		}
		fields := st.Head
		if p.Collection != "" {
			part, _ := st.Part(p.Collection, p.Part)
			if part.Removed {
				return nil, fault.New(fault.Conflict, "leak.moved_on")
			}
			fields = part.Doc
		}
		// The decision of a question that others have is worded anew, and the question stays.
		merged := p.Collection == review.Conflicts && merge.Conflict{ID: p.Part}.OfMerge() && anew[p.Part]
		if merged && asked[p.Part] == nil {
			asked[p.Part], _ = record.Clone(fields).(record.Doc)
		}
		value := record.Clone(fields[p.Field])
		for rest := chosen[path]; len(rest) > 0; {
			n := 1
			for n < len(rest) && slices.Equal(rest[n].Below, rest[0].Below) {
				n++
			}
			if value, ok = over(value, rest[0].Below, rest[0].Text, reworded(rest[:n], with)); !ok {
				return nil, fault.New(fault.Conflict, "leak.moved_on")
			}
			rest = rest[n:]
		}
		if merged {
			asked[p.Part][p.Field] = value
			continue
		}
		ops = append(ops, record.SetOp(p, value))
	}
	ops = append(ops, agreedAnew(st, ops)...)
	return append(ops, askedAnew(st, asked)...), nil
}

// agreedAnew gives the promises whose words are written over the sum of what they say now: an
// owner agreed to the action and not to a name in it, and the sum of the old words would tell
// the name to everybody who tries a list of names. Where the owner had agreed to other words,
// the sum goes away and the promise is to be asked for anew as before.
func agreedAnew(st *record.State, ops []record.Op) []record.Op {
	var out []record.Op
	for _, id := range st.Live(review.Actions) {
		part, _ := st.Part(review.Actions, id)
		doc, _ := record.Clone(part.Doc).(record.Doc)
		before, touched := review.ActionOf(id, part.Doc), false
		for _, field := range []string{"title", "owner_role", "criterion", "measure", "baseline", "target"} {
			for _, op := range ops {
				if v, sets := op.Sets(record.Path{Collection: review.Actions, Part: id, Field: field}); sets {
					doc[field], touched = v, true
				}
			}
		}
		if !touched || before.AcceptedOf == "" {
			continue
		}
		var sum any
		if before.AcceptedOf == before.Words() {
			sum = review.ActionOf(id, doc).Words()
		}
		out = append(out, record.SetOp(record.Path{Collection: review.Actions, Part: id, Field: "accepted_of"}, sum))
	}
	return out
}

// reworded is the text of some findings with other words in place of each.
func reworded(list []leak.Finding, with string) string {
	var b strings.Builder
	text, at := list[0].Text, 0
	for _, f := range list {
		b.WriteString(text[at:f.Start])
		b.WriteString(with)
		at = f.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// over is a value with another text in place of one below it.
func over(v any, below []string, old, text string) (any, bool) {
	if len(below) == 0 {
		if s, is := v.(string); is && s == old {
			return text, true
		}
		return v, false
	}
	ok := false
	switch x := v.(type) {
	case []any:
		// A space holds a set in an order of its own, so the place is the first guess only.
		at, err := strconv.Atoi(below[0])
		for n := 0; n < len(x) && !ok && err == nil; n++ {
			i := (at + n) % len(x)
			x[i], ok = over(x[i], below[1:], old, text)
		}
	case map[string]any:
		x[below[0]], ok = over(x[below[0]], below[1:], old, text)
	}
	return v, ok
}

// nowhere is a space that has nothing yet, so that all findings are looked at.
const nowhere = "-"

// Allow keeps a person's word that findings give nobody away, with the reason.
func (s *Service) Allow(ctx context.Context, id string, keys []string, reason string) error {
	reason = strings.TrimSpace(reason)
	if n := len([]rune(reason)); n == 0 || n > longestReason {
		return fault.New(fault.Invalid, "leak.reason_missing").WithField("reason", "leak.reason_missing")
	}
	looked, err := s.Look(ctx, id, nowhere, func(key string, _ ...string) string { return key })
	if err != nil {
		return err
	}
	words := map[string]string{}
	for _, f := range append(looked.Found, looked.Allowed...) {
		words[f.Key] = f.Words
	}
	return s.say(ctx, id, "leak.allow", reason, func(tx Writer) error {
		for _, key := range keys {
			if _, there := words[key]; !there {
				return fault.New(fault.Conflict, "leak.moved_on")
			}
			a := leak.Allowance{Record: id, Key: key, Words: words[key], Reason: reason, By: s.Rec.Who.Actor, At: s.Now().UTC()}
			if err := tx.PutAllowed(a); err != nil {
				return err
			}
		}
		return nil
	})
}

// Ask takes an allowance back: the finding holds the record again.
func (s *Service) Ask(ctx context.Context, id string, keys []string) error {
	return s.say(ctx, id, "leak.ask", "", func(tx Writer) error {
		for _, key := range keys {
			if err := tx.DropAllowed(id, key); err != nil {
				return err
			}
		}
		return nil
	})
}

// say writes what a person decided, with a note in the local journal, and tells the
// screens.
func (s *Service) say(ctx context.Context, id, action, reason string, f func(Writer) error) error {
	var row record.Row
	err := s.Store.Update(ctx, func(tx Writer) error {
		snap, err := tx.RecordPart(id, nil, nil)
		if err != nil {
			return err
		}
		row = snap.Row
		if err := f(tx); err != nil {
			return err
		}
		return s.Rec.Note(tx, id, action, reason)
	})
	if err == nil {
		s.Rec.Announce(id, row.Kind, row.Rev)
	}
	return err
}
