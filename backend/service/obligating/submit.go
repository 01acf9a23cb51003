package obligating

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/timeline"
)

// Sent is something that was sent, as a person gives it.
type Sent struct {
	Step       string
	At         obligation.Given
	Role       string
	Content    []byte // what was sent; only its hash is kept
	LateReason string
}

// Submit keeps that a step was done. Fault invalid: obligation.future for a time that has
// not come, obligation.submit_role without a role, obligation.sent_first where the
// step it counts from has not been submitted, obligation.sent_before for one that lies
// before what starts its clock, obligation.late_reason for a late one whose step asks for
// the reason.
func (s *Service) Submit(ctx context.Context, id string, sent Sent, editor string) (Saved, error) {
	a, zone, err := s.sound(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	if err := knownStep(a, sent.Step, false); err != nil {
		return Saved{}, err
	}
	step, _ := a.Pack.Step(sent.Step)
	if strings.TrimSpace(sent.Role) == "" {
		return Saved{}, fault.New(fault.Invalid, "obligation.submit_role").WithField("by_role", "obligation.submit_role")
	}
	stated, at, err := sent.At.In(zone)
	if err != nil {
		return Saved{}, err
	}
	now := s.Now()
	if err := (obligation.Moment{At: at, Name: step.Name, Now: now}).Accept(); err != nil {
		return Saved{}, err
	}
	by, err := s.business(ctx, a)
	if err != nil {
		return Saved{}, err
	}
	c, err := a.Case(by.Days, now)
	if err != nil {
		return Saved{}, err
	}
	for _, k := range a.Pack.Clocks(c) {
		for _, w := range k.Waits {
			if before, ok := a.Pack.Step(w.After); ok && k.Step == sent.Step {
				params := []string{"step", step.Name, "before", before.Name}
				return Saved{}, fault.New(fault.Invalid, "obligation.sent_first", params...).WithField("at", "obligation.sent_first", params...)
			}
		}
		if k.Step == sent.Step && !k.Started.IsZero() && at.Before(k.Started) && !sameDay(stated, k.Started, zone) {
			params := []string{"step", step.Name, "started", k.Started.In(zone).Format(shown)}
			return Saved{}, fault.New(fault.Invalid, "obligation.sent_before", params...).WithField("at", "obligation.sent_before", params...)
		}
		strict := k.Due
		if strict == nil {
			strict = k.Bound
		}
		late := k.Step == sent.Step && !k.Soft && strict != nil && strict.Missed(at) && len(k.Submitted) == 0
		if late && step.LateReason && strings.TrimSpace(sent.LateReason) == "" {
			return Saved{}, fault.New(fault.Invalid, "obligation.late_reason", "step", step.Name).WithField("late_reason", "obligation.late_reason", "step", step.Name)
		}
	}
	plain, err := record.Plain(stated)
	if err != nil {
		return Saved{}, err
	}
	doc := record.Doc{"step": sent.Step, "at": plain, "by_role": strings.TrimSpace(sent.Role), "late_reason": strings.TrimSpace(sent.LateReason)}
	if len(sent.Content) > 0 {
		sum := sha256.Sum256(sent.Content)
		doc["content_hash"] = hex.EncodeToString(sum[:])
	}
	part := s.NewID()
	saved, err := s.edit(ctx, id, "obligation.submit", nil, editor, func(*record.State) ([]record.Op, error) {
		return []record.Op{record.AddOp(obligation.SubmissionsOf, part, doc)}, nil
	})
	saved.ID = part
	return saved, err
}

// sameDay says whether a statement that names a date alone names the date of an instant:
// what happened first on that day nobody can tell.
func sameDay(s timeline.Statement, t time.Time, zone *time.Location) bool {
	return s.Precision == timeline.Day && s.At == t.In(zone).Format(time.DateOnly)
}

// Remove takes a pause or a submission away that was entered by mistake.
func (s *Service) Remove(ctx context.Context, id, path, editor string) (Saved, error) {
	p, ok := record.ParsePath(path)
	if !ok || p.Collection != obligation.PausesOf && p.Collection != obligation.SubmissionsOf {
		return Saved{}, fault.New(fault.Invalid, "record.field_unknown", "field", path)
	}
	if _, err := s.get(ctx, id); err != nil {
		return Saved{}, err
	}
	return s.Keep.Remove(ctx, id, path, editor)
}
