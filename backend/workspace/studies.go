package workspace

import (
	"context"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/study"
	"secondstory/backend/report"
	"secondstory/backend/service/measuring"
	"secondstory/backend/service/studying"
	"secondstory/backend/share/canon"
	"secondstory/backend/sqlite"
)

// newStudying makes what plans and keeps studies.
func newStudying(w *Workspace) *studying.Service {
	return &studying.Service{Rec: w.Records, Keep: w.Keeping, Reviews: w.Reviews, Records: ofKind{w}, Incidents: studied{w}, Calendars: openHours{w},
		Rules: severityRules{w}, Now: w.now, Zone: w.Reviews.Zone, NewID: w.newID, Text: canon.Text,
		Names: w.actorNames}
}

// studied are the incidents that studies count.
type studied struct{ w *Workspace }

// Incidents gives those of one space, and all of the workspace for a study of the person's
// own: those of the register too, which no space has.
func (s studied) Incidents(ctx context.Context, space string, p study.Plan) ([]measure.Incident, calendar.Date, error) {
	all, err := incidents(s).Incidents(ctx)
	if err != nil {
		return nil, calendar.Date{}, err
	}
	if space == s.w.Who.Space {
		today := s.w.Studies.Today()
		others, rest, err := s.w.Register.Measured(ctx, measuring.IDs(all), func(calendar.Date) (measure.Sift, error) {
			return measure.Sift{From: p.Before.First, To: p.After.Last, Today: today}, nil
		})
		known, _ := measure.LastKnown(all, rest, today)
		return append(all, others...), known, err
	}
	var here map[string]bool
	err = s.w.local.View(ctx, s.w.Registry, func(tx *sqlite.Tx) error {
		here, err = tx.IDsOfSpace(space)
		return err
	})
	return slices.DeleteFunc(all, func(in measure.Incident) bool { return !here[in.ID] }), calendar.Date{}, err
}

// StudyActions are the actions a study may be about, those of the newest review first: of a
// declined one nothing was made.
func (w *Workspace) StudyActions(ctx context.Context) ([]report.OwnedAction, error) {
	all, err := w.ownedActions(ctx, func(string) bool { return true })
	newest := make([]report.OwnedAction, 0, len(all.list))
	for i := len(all.list); i > 0; { // reviews are read from the oldest on
		from := i - 1
		for from > 0 && all.list[from-1].RecordRef == all.list[from].RecordRef {
			from--
		}
		newest, i = append(newest, all.list[from:i]...), from
	}
	return slices.DeleteFunc(newest, func(a report.OwnedAction) bool {
		return a.Status == "declined" || strings.TrimSpace(a.Title) == ""
	}), err
}

// openHours are those of the calendars of the workspace.
type openHours struct{ w *Workspace }

// HoursOf gives when a calendar is open, and its name.
func (o openHours) HoursOf(ctx context.Context, id string) (*measure.Hours, string, error) {
	snap, err := o.w.Keeping.Get(ctx, calendar.Kind, id)
	if err != nil {
		return nil, "", err
	}
	held := calendar.FromSnapshot(snap)
	clock, err := held.Clock()
	if err != nil {
		return nil, "", err
	}
	return &measure.Hours{Ref: held.Ref, Clock: clock}, held.Name, nil
}

// namesOthers refuses a study for a space where results name incidents that are neither
// there nor go there with it: what a check found is written once and cannot be taken out.
func namesOthers(tx *sqlite.Tx, row record.Row, space string, going []string, ref string) error {
	if row.Kind != study.RecordKind {
		return nil
	}
	snap, err := tx.Record(row.ID)
	if err != nil {
		return err
	}
	there, err := tx.IDsOfSpace(space)
	if err != nil {
		return err
	}
	refs := map[string]bool{}
	for id := range there {
		refs[record.Ref(review.Schema.RefPrefix, id)] = true
	}
	for _, id := range going {
		refs[record.Ref(review.Schema.RefPrefix, id)] = true
	}
	for _, r := range study.FromSnapshot(snap).Results {
		named := append(slices.Clone(r.Found.Before), r.Found.After...)
		for _, l := range r.Found.Left {
			named = append(named, l.Case)
		}
		for _, c := range named {
			if !refs[c.Ref] {
				return fault.New(fault.Denied, "study.names_others", "ref", ref, "incident", c.Ref)
			}
		}
	}
	return nil
}

// severityRules are the policies that say what an incident of a severity is.
type severityRules struct{ w *Workspace }

// mostChanges bounds how far back changes of a rule are followed.
const mostChanges = 100

// Severity gives the rule in force and the days on which another one came into force.
// A first rule changes nothing that was written down before.
func (r severityRules) Severity(ctx context.Context) (*study.RuleBehind, []calendar.Date, error) {
	list, err := r.w.Policies.List(ctx)
	if err != nil {
		return nil, nil, err
	}
	var now *study.RuleBehind
	var changed []calendar.Date
	for i := range list {
		p := &list[i]
		if kind, _ := p.Called(r.w.now()); kind != policy.Severity {
			continue
		}
		f := p.At(r.w.now())
		if v, holds := f.Holds(); holds && now == nil {
			now = &study.RuleBehind{Ref: p.Ref, Number: v.Number, Hash: v.Hash}
		}
		for range mostChanges {
			if f.From.IsZero() {
				break
			}
			before := p.At(f.From.Add(-time.Nanosecond))
			if _, held := before.Holds(); held {
				changed = append(changed, calendar.DateOf(f.From, r.w.Reviews.Zone()))
			}
			f = before
		}
	}
	// Nor is a severity the same before and after a code of it was given another meaning.
	meanings, err := r.w.Register.Profile(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range meanings.Changes {
		if c.Field == "severity" && c.Count > 0 {
			changed = append(changed, calendar.DateOf(c.At, r.w.Reviews.Zone()))
		}
	}
	slices.SortFunc(changed, func(a, b calendar.Date) int {
		if a.Before(b) {
			return -1
		}
		return 1
	})
	return now, slices.Compact(changed), nil
}
