package workspace

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/promise"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/sqlite"
)

// ReviewRule is what holds for reviews at an instant, and the version it was read from.
type ReviewRule struct {
	promise.Rule
	Ref, Title string // of the policy; "" where none is in force
	Number     int
	From       string // first day it holds, YYYY-MM-DD
	// Several says that more than one such rule is in force: the one that began last is used.
	Several bool
	// Calendar is the name of that of business time, "" for none. Lost says that the rule names
	// one that is not here.
	Calendar string
	Lost     bool
	clock    *calendar.Clock
}

// ReviewRuleNow reads the rule for reviews that is in force; the shipped one where none is.
func (w *Workspace) ReviewRuleNow(ctx context.Context) (ReviewRule, error) {
	out := ReviewRule{Rule: promise.Shipped()}
	list, err := w.Policies.List(ctx)
	if err != nil {
		return out, err
	}
	var from time.Time
	for _, h := range list {
		f := h.At(w.now())
		v, ok := f.Holds()
		if !ok || v.Terms.Kind != policy.Review {
			continue
		}
		out.Several = out.Several || out.Signed
		if out.Signed && !f.From.After(from) {
			continue
		}
		from = f.From
		out.Rule, out.Ref, out.Title, out.Number = promise.Read(v.Terms), h.Ref, v.Terms.Title, v.Number
		zone := w.Reviews.Zone()
		if named, err := calendar.FindZone(v.Terms.Zone); err == nil {
			zone = named
		}
		out.From = calendar.DateOf(from, zone).String()
	}
	if out.Rule.Calendar == "" {
		return out, nil
	}
	rows, err := w.List(ctx, sqlite.ListFilter{Kind: calendar.Kind})
	if err != nil {
		return out, err
	}
	out.Lost = true
	for _, row := range rows {
		if !strings.EqualFold(row.Ref, out.Rule.Calendar) && !strings.EqualFold(strings.TrimSpace(row.Title), out.Rule.Calendar) {
			continue
		}
		held, err := w.Calendars.Get(ctx, row.ID)
		if err != nil {
			return out, err
		}
		clock, err := held.Clock()
		if err != nil {
			continue // it waits for an answer; the rule says that it has no calendar
		}
		out.clock, out.Calendar, out.Lost = clock, held.Name, false
	}
	return out, nil
}

// PromiseTold is the clock of a review in words and numbers.
type PromiseTold struct {
	State string `json:"state"` // of promise.State
	Limit string `json:"limit"` // in words
	Due   string `json:"due"`   // RFC 3339 in the zone of this machine, "" for none
	Left  int    `json:"left"`  // minutes, negative when it is over
	// Business are the minutes in the open hours of the calendar, null without one.
	Business *int   `json:"business"`
	Exact    bool   `json:"exact"`
	Why      string `json:"why"`  // in words, where nobody can say when it ends
	Rule     string `json:"rule"` // reference of the policy, "" for the shipped limit
	Number   int    `json:"number"`
}

// PromiseOf is the clock of a review of the list; nil for one that is agreed or closed.
func (w *Workspace) PromiseOf(rule ReviewRule, row record.IndexRow, text *assets.Catalogue) *PromiseTold {
	if row.State == "agreed" || row.State == "closed" || row.Trashed || len(row.Measured) == 0 {
		return nil
	}
	var in measure.Incident
	if json.Unmarshal(row.Measured, &in) != nil {
		return nil // of a newer program, which will write the row anew
	}
	now := w.now()
	s := rule.Stands(in, rule.clock, now)
	out := &PromiseTold{State: string(s.State), Limit: text.Count(s.Limit.Key(), s.Limit.Amount), Exact: s.Exact, Rule: rule.Ref, Number: rule.Number}
	if s.Why != nil {
		out.Why = sentence(s.Why, text)
	}
	if s.Due.IsZero() {
		return out
	}
	out.Due, out.Left = s.Due.In(w.Reviews.Zone()).Format(time.RFC3339), wholeMinutes(s.Left)
	if s.HasBusiness {
		n := wholeMinutes(s.Business)
		out.Business = &n
	}
	return out
}

// wholeMinutes never says that there is none left while there is, nor the other way round.
func wholeMinutes(d time.Duration) int {
	n := int(d / time.Minute)
	if d%time.Minute != 0 {
		if d > 0 {
			return n + 1
		}
		return n - 1
	}
	return n
}

func sentence(f *fault.Error, text *assets.Catalogue) string { return text.Fill(f.Key, f.Params) }

// DuePromise is a review whose clock runs or is over.
type DuePromise struct {
	Ref      string `json:"ref"`
	Title    string `json:"title"`
	Severity string `json:"severity"`
	Phase    string `json:"phase"` // state of the review
	PromiseTold
}

// promisedDays is how long ago an incident was at most whose review DuePromises names: what
// was left longer than that is found on the board, and not told every morning.
const promisedDays = 30

// DuePromises lists the reviews of recent incidents whose clock runs or is over, the one that
// ends first before the others.
func (w *Workspace) DuePromises(ctx context.Context, rule ReviewRule, text *assets.Catalogue) ([]DuePromise, error) {
	rows, err := w.List(ctx, sqlite.ListFilter{Kind: review.Kind, Since: w.now().AddDate(0, 0, -promisedDays).Format(time.DateOnly)})
	if err != nil {
		return nil, err
	}
	out := []DuePromise{}
	for _, row := range rows {
		p := w.PromiseOf(rule, row, text)
		if p == nil || p.Due == "" {
			continue
		}
		out = append(out, DuePromise{Ref: row.Ref, Title: row.Title, Severity: row.Severity, Phase: row.State, PromiseTold: *p})
	}
	slices.SortStableFunc(out, func(a, b DuePromise) int { return cmp.Compare(a.Left, b.Left) })
	return out, nil
}

// Unreviewed are incidents of the register that a signed rule requires a review of, and that
// have none.
type Unreviewed struct {
	Total  int             `json:"total"`
	First  []UnreviewedOne `json:"first"`
	Rule   string          `json:"rule"` // reference of the policy, "" where none requires any
	Title  string          `json:"title"`
	Number int             `json:"number"`
	// Part says that the register holds more incidents without a review than were looked at.
	Part bool `json:"part"`
}

// UnreviewedOne is one of them.
type UnreviewedOne struct {
	Ref      string `json:"ref"`
	Number   string `json:"number"`
	Title    string `json:"title"`
	Severity string `json:"severity"`
	Day      string `json:"day"`
}

const (
	unreviewedLooked = 20_000 // incidents that are looked at for one answer
	unreviewedPage   = 500
)

// Unreviewed looks for the incidents since a rule holds that it requires a review of. The
// newest come first, at most so many of them by name.
func (w *Workspace) Unreviewed(ctx context.Context, rule ReviewRule, most int) (Unreviewed, error) {
	out := Unreviewed{First: []UnreviewedOne{}}
	if !rule.Requires() {
		return out, nil
	}
	out.Rule, out.Title, out.Number = rule.Ref, rule.Title, rule.Number
	q := incident.Query{Reviews: []string{incident.NotReviewed}, From: rule.From}
	if len(rule.Services) == 0 && rule.Longer == 0 {
		q.Severities = rule.Severities
	}
	total, err := w.Register.Each(ctx, q, unreviewedLooked, unreviewedPage, func(_, _ int, lines []incident.Line) error {
		for _, l := range lines {
			if l.State == incident.Planned || l.State == incident.Cancelled || !rule.Required(l.Severity, l.Services, l.Minutes, l.HasLength) {
				continue
			}
			if out.Total++; len(out.First) < most {
				out.First = append(out.First, UnreviewedOne{Ref: record.Ref(incident.RefPrefix, l.ID), Number: l.Number, Title: l.Title, Severity: l.Severity, Day: l.Day})
			}
		}
		return ctx.Err()
	})
	out.Part = total > unreviewedLooked
	return out, err
}
