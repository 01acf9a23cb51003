package vetting

import (
	"context"
	"slices"
	"sort"
	"strconv"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/leak"
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
	var names *leak.Names
	err = s.Store.View(ctx, func(tx Reader) error {
		snap, err := tx.Record(id)
		if err == nil {
			names, err = (&Watch{}).people(tx, snap.State)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	var collections []string
	for _, c := range review.Schema.Collections {
		collections = append(collections, c.Name)
	}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: "leak.replace", Reason: with, Editor: editor, Needs: collections,
		Plan: func(st *record.State) ([]record.Op, error) {
			schema, scheme, err := s.scheme(st.Kind)
			if err != nil {
				return nil, err
			}
			chosen := map[string][]leak.Finding{}
			n := 0
			for _, f := range leak.Check(scheme.FromState(st), schema, names) {
				if !slices.Contains(keys, f.Key) {
					continue
				}
				if f.Fixed {
					return nil, fault.New(fault.Denied, "leak.fixed", "words", f.Words)
				}
				chosen[f.Path] = append(chosen[f.Path], f)
				n++
			}
			if n != len(keys) {
				return nil, fault.New(fault.Conflict, "leak.moved_on")
			}
			return written(st, chosen, with)
		}})
	return res.Rev, err
}

// written are the fields with other words over the findings, by path.
func written(st *record.State, chosen map[string][]leak.Finding, with string) ([]record.Op, error) {
	paths := make([]string, 0, len(chosen))
	for path := range chosen {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	var ops []record.Op
	for _, path := range paths {
		p, ok := record.ParsePath(path)
		if !ok {
			return nil, fault.New(fault.Denied, "leak.fixed", "words", chosen[path][0].Words)
		}
		fields := st.Head
		if p.Collection != "" {
			part, _ := st.Part(p.Collection, p.Part)
			fields = part.Doc
		}
		value := record.Clone(fields[p.Field])
		// From behind, so that the places before stay where they are.
		for _, f := range slices.Backward(chosen[path]) {
			if value, ok = over(value, f.Below, f, with); !ok {
				return nil, fault.New(fault.Conflict, "leak.moved_on")
			}
		}
		ops = append(ops, record.SetOp(p, value))
	}
	return ops, nil
}

// over is a value with other words in place of a finding below it.
func over(v any, below []string, f leak.Finding, with string) (any, bool) {
	if len(below) == 0 {
		s, ok := v.(string)
		if !ok || f.End > len(s) || s[f.Start:f.End] != f.Words {
			return v, false
		}
		return s[:f.Start] + with + s[f.End:], true
	}
	ok := false
	switch x := v.(type) {
	case []any:
		// A space holds a set in an order of its own, so the place is the first guess only.
		at, err := strconv.Atoi(below[0])
		for n := 0; n < len(x) && !ok && err == nil; n++ {
			i := (at + n) % len(x)
			x[i], ok = over(x[i], below[1:], f, with)
		}
	case map[string]any:
		x[below[0]], ok = over(x[below[0]], below[1:], f, with)
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
