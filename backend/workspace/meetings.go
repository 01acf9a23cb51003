package workspace

import (
	"context"
	"strconv"
	"strings"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/promise"
	"secondstory/backend/domain/review"
	"secondstory/backend/ingest/ical"
	"secondstory/backend/service/reviewing"
)

// HoldReview notes that a review was held: in a meeting that was planned (its id), or in one
// that nobody planned (""). at is when, "now" for now, "" for the time that was planned. What
// held for reviews on that day is stored with it, so that no later rule makes it late. Faults
// of reviewing.SetMeeting; promise.undecided where nobody can say what held.
func (w *Workspace) HoldReview(ctx context.Context, id, meeting, at string, anyway bool, editor string) (reviewing.Saved, error) {
	r, err := w.Reviews.Get(ctx, id)
	if err != nil {
		return reviewing.Saved{}, err
	}
	rule, err := w.ReviewRuleNow(ctx)
	if err != nil {
		return reviewing.Saved{}, err
	}
	if rule.Undecided != nil {
		return reviewing.Saved{}, rule.Undecided
	}
	step := reviewing.Meeting{State: "held", Anyway: anyway, Held: func(at time.Time) (string, string) { return rule.heldOn(at.In(w.Reviews.Zone()), r.Severity) }}
	if at = strings.TrimSpace(at); at == "" && meeting == "" {
		at = "now"
	}
	if at != "" {
		step.At = &at
	}
	return w.Reviews.SetMeeting(ctx, id, meeting, step, editor)
}

// heldOn is the version of the rule that held on the day of an instant, and its limit; "" and
// the limit of the program where none was in force then.
func (r ReviewRule) heldOn(at time.Time, severity string) (version, limit string) {
	day := calendar.DateOf(at, at.Location()).String()
	for _, h := range r.held {
		if h.from <= day && (h.before == "" || day < h.before) {
			return r.Ref + " " + strconv.Itoa(h.number), h.Limit(severity).String()
		}
	}
	return "", promise.Default.String()
}

// Invitation is a calendar file of a meeting of a review, of the next one where meeting is "".
// It names no people: whoever sends it on chooses to whom. Fault not found meeting.none.
func (w *Workspace) Invitation(ctx context.Context, id, meeting string, text *assets.Catalogue) ([]byte, error) {
	r, err := w.Reviews.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	m, err := meetingOf(r, meeting)
	if err != nil {
		return nil, err
	}
	at, err := time.Parse(time.RFC3339Nano, m.At.At)
	if err != nil {
		return nil, fault.New(fault.Invalid, "meeting.day_missing")
	}
	title, _, _ := strings.Cut(strings.TrimSpace(r.Title), "\n")
	lines := []string{text.Text("meeting.invite.purpose"), dotted(r.Ref, r.Severity, strings.Join(r.Services, ", "))}
	rule, err := w.ReviewRuleNow(ctx)
	if err != nil {
		return nil, err
	}
	if len(rule.Functions) > 0 {
		lines = append(lines, text.Text("meeting.invite.functions", "functions", strings.Join(rule.Functions, ", ")))
	}
	return ical.WriteMeeting(ical.Meeting{ID: "meeting-" + m.ID, At: at, Minutes: int(m.Minutes), Title: text.Text("meeting.invite.title", "title", title),
		Text: strings.Join(lines, "\n\n"), Place: m.Place, Cancelled: m.State == "cancelled"}, w.now()), nil
}

// meetingOf is a meeting by its id, or where that is "" the first that is planned and has a time.
func meetingOf(r review.Review, id string) (review.Meeting, error) {
	var found *review.Meeting
	var first time.Time
	for i, m := range r.Meetings {
		if m.At == nil || id != "" && m.ID != id || id == "" && m.State != "planned" {
			continue
		}
		if at, err := time.Parse(time.RFC3339Nano, m.At.At); err == nil && (found == nil || at.Before(first)) {
			found, first = &r.Meetings[i], at
		}
	}
	if found == nil {
		return review.Meeting{}, fault.New(fault.NotFound, "meeting.none")
	}
	return *found, nil
}
