package workspace

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
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
	// Several says that more than one such rule is in force: the one that began last is used.
	Several bool
	// Calendar is the name of that of business time, "" for none. Lost says that the rule names
	// one that is not here or cannot be read.
	Calendar string
	Lost     bool
	clock    *calendar.Clock
	held     []heldRule
	since    time.Time // the first instant at which a version of it held; zero where none is signed
}

// heldRule is a version of the rule and the days on which it held, YYYY-MM-DD: from its first
// to before the first of the next, "" for what holds on.
type heldRule struct {
	from, before string
	number       int
	promise.Rule
}

// ReviewRuleNow reads the rule for reviews that is in force; the shipped one where none is.
func (w *Workspace) ReviewRuleNow(ctx context.Context) (ReviewRule, error) {
	out := ReviewRule{Rule: promise.Shipped()}
	list, err := w.Policies.List(ctx)
	if err != nil {
		return out, err
	}
	now := w.now()
	var from time.Time
	var chosen policy.Held
	for _, h := range list {
		f := h.At(now)
		if undecidedReviews(h, f) {
			// Another rule may be in force; whether this one takes its place nobody can say.
			out = ReviewRule{Rule: promise.Shipped(), Ref: h.Ref, Title: h.Policy.Draft.Title}
			out.Undecided = fault.New(fault.Invalid, "promise.undecided", "ref", h.Ref)
			return out, nil
		}
		v, ok := f.Holds()
		if !ok || v.Terms.Kind != policy.Review {
			continue
		}
		out.Several = out.Several || out.Signed
		if out.Signed && !f.From.After(from) {
			continue
		}
		from, chosen = f.From, h
		out.Rule, out.Ref, out.Title, out.Number = promise.Read(v.Terms), h.Ref, v.Terms.Title, v.Number
	}
	if !out.Signed {
		return out, nil
	}
	for _, s := range chosen.Spans(now) {
		if s.Version.Terms.Kind != policy.Review {
			continue
		}
		if out.since.IsZero() {
			out.since = s.From // the earliest is the first
		}
		zone := w.Reviews.Zone()
		if named, err := calendar.FindZone(s.Version.Terms.Zone); err == nil {
			zone = named
		}
		one := heldRule{from: calendar.DateOf(s.From, zone).String(), number: s.Version.Number, Rule: promise.Read(s.Version.Terms)}
		if !s.To.IsZero() {
			one.before = calendar.DateOf(s.To, zone).String()
		}
		out.held = append(out.held, one)
	}
	return out, w.setCalendar(ctx, &out)
}

// undecidedReviews says whether nobody can say what a rule about reviews says: two versions
// of one number are signed, a question about it is open, or what was proposed is damaged and
// no other version holds.
func undecidedReviews(h policy.Held, f policy.Force) bool {
	if f.State != policy.Undecided && f.State != policy.Drafted {
		return false
	}
	return slices.ContainsFunc(h.Versions, func(v policy.Version) bool {
		return v.Terms.Kind == policy.Review && (f.State == policy.Undecided || v.Damage != "" && v.Number >= h.Next())
	})
}

// setCalendar finds the calendar of business time that a rule names. One that cannot be read
// is named beside the list of calendars and takes no clock with it.
func (w *Workspace) setCalendar(ctx context.Context, rule *ReviewRule) error {
	if rule.Rule.Calendar == "" {
		return nil
	}
	rows, err := w.List(ctx, sqlite.ListFilter{Kind: calendar.Kind})
	if err != nil {
		return err
	}
	rule.Lost = true
	for _, row := range rows {
		if !strings.EqualFold(row.Ref, rule.Rule.Calendar) && !strings.EqualFold(strings.TrimSpace(row.Title), rule.Rule.Calendar) {
			continue
		}
		held, err := w.Calendars.Get(ctx, row.ID)
		if fault.Is(err, fault.NotFound) || record.Unreadable(err) {
			continue
		}
		if err != nil {
			return err
		}
		clock, err := held.Clock()
		if err != nil {
			continue // it waits for an answer; the rule says that it has no calendar
		}
		rule.clock, rule.Calendar, rule.Lost = clock, held.Name, false
		return nil
	}
	return nil
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
	Held     string `json:"held"` // when the review was held, RFC 3339 in the zone of this machine, or ""
}

// PromiseOf is the clock of a review of the list; nil for one that is agreed or closed.
func (w *Workspace) PromiseOf(rule ReviewRule, row record.IndexRow, text *assets.Catalogue) *PromiseTold {
	in, ok := measuredOf(row)
	if !ok || in.Held == nil && settled(row) {
		return nil
	}
	now := w.now()
	s := rule.Stands(in, rule.clock, now)
	out := &PromiseTold{State: string(s.State), Limit: text.Count(s.Limit.Key(), s.Limit.Amount), Exact: s.Exact, Rule: rule.Ref, Number: rule.Number}
	if rule.Undecided != nil {
		out.Limit, out.Rule = "", "" // Why says of which rule
	}
	if !s.At.IsZero() {
		out.Held = s.At.In(w.Reviews.Zone()).Format(time.RFC3339)
		out.Rule, out.Number = "", 0
		if ref, number, named := strings.Cut(s.Rule, " "); named {
			out.Rule = ref
			out.Number, _ = strconv.Atoi(number)
		}
	}
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

func settled(row record.IndexRow) bool { return row.State == "agreed" || row.State == "closed" }

// measuredOf is what measures read of a review; not ok for one in the trash, and for one that
// a newer program wrote, which will write the row anew.
func measuredOf(row record.IndexRow) (in measure.Incident, ok bool) {
	if row.Trashed || len(row.Measured) == 0 {
		return in, false
	}
	return in, json.Unmarshal(row.Measured, &in) == nil
}

// KeptPromises counts the reviews that were held in time, of all that are not in the trash and
// were due since the rule holds. Where none is signed it is since the first was due that had
// been begun before: nobody had the clock before their eyes until then.
func (w *Workspace) KeptPromises(ctx context.Context, rule ReviewRule) (promise.Kept, error) {
	rows, err := w.List(ctx, sqlite.ListFilter{Kind: review.Kind})
	if err != nil {
		return promise.Kept{}, err
	}
	type one struct {
		promise.Standing
		settled bool
	}
	now, since := w.now(), rule.since
	first := now
	var all []one
	for _, row := range rows {
		in, ok := measuredOf(row)
		if !ok {
			continue
		}
		s := rule.Stands(in, rule.clock, now)
		all = append(all, one{s, settled(row)})
		if begun, ok := record.ULIDTime(row.ID); ok && !s.Due.IsZero() && s.Due.Before(first) && !begun.After(s.Due) {
			first = s.Due
		}
	}
	var k promise.Kept
	if since.IsZero() {
		since, k.Since = first, calendar.DateOf(first, w.Reviews.Zone()).String()
	} else {
		k.Since = rule.held[0].from
	}
	for _, s := range all {
		k.Count(s.Standing, s.settled, since)
	}
	return k.Done(), nil
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

// promisedDays is how long a review is over at most that DuePromises names: what was left
// longer than that is found on the board, and not told every morning.
const promisedDays = 30

// DuePromises lists the reviews whose clock runs, or is over for no longer than promisedDays,
// the one that ends first before the others: when the incident was plays no part, for a limit
// may be long and so may an incident.
func (w *Workspace) DuePromises(ctx context.Context, rule ReviewRule, text *assets.Catalogue) ([]DuePromise, error) {
	rows, err := w.List(ctx, sqlite.ListFilter{Kind: review.Kind, Beyond: []string{"agreed", "closed"}})
	if err != nil {
		return nil, err
	}
	out := []DuePromise{}
	for _, row := range rows {
		p := w.PromiseOf(rule, row, text)
		if p == nil || p.Due == "" || p.Held != "" || p.Left < -promisedDays*24*60 {
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
}

// UnreviewedOne is one of them.
type UnreviewedOne struct {
	Ref      string `json:"ref"`
	Number   string `json:"number"`
	Title    string `json:"title"`
	Severity string `json:"severity"`
	Day      string `json:"day"`
}

// Unreviewed counts the incidents that a rule requires a review of and that have none: both
// the version of their day and the one of today require it, so that a version that asks for
// more reaches nothing that was before it, and one that asks for less lets the rest go. The
// newest come first, at most so many of them by name. A review in the trash is none.
func (w *Workspace) Unreviewed(ctx context.Context, rule ReviewRule, most int) (Unreviewed, error) {
	out := Unreviewed{First: []UnreviewedOne{}}
	if !rule.Requires() || len(rule.held) == 0 {
		return out, nil
	}
	out.Rule, out.Title, out.Number = rule.Ref, rule.Title, rule.Number
	ids, err := ofKind{w}.OfKind(ctx, review.Kind)
	if err != nil {
		return out, err
	}
	live := make(map[string]bool, len(ids))
	for _, id := range ids {
		live[id] = true
	}
	from, services := rule.held[0].from, len(rule.Services) > 0
	for _, h := range rule.held {
		from, services = min(from, h.from), services || len(h.Services) > 0
	}
	total, first, err := w.Register.Without(ctx, live, from, services, most, func(l incident.Line) bool {
		return rule.Required(l.Severity, l.Services, l.Minutes, l.HasLength) && slices.ContainsFunc(rule.held, func(h heldRule) bool {
			return l.Day >= h.from && (h.before == "" || l.Day < h.before) && h.Required(l.Severity, l.Services, l.Minutes, l.HasLength)
		})
	})
	for _, l := range first {
		out.First = append(out.First, UnreviewedOne{Ref: record.Ref(incident.RefPrefix, l.ID), Number: l.Number, Title: l.Title, Severity: l.Severity, Day: l.Day})
	}
	out.Total = total
	return out, err
}
