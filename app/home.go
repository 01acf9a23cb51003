package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/obligating"
	"secondstory/backend/workspace"
)

// daysAhead is how far Home looks: two weeks are what a person can still plan for.
const daysAhead = 14

// unreviewedNamed is how many incidents without a required review Home names one by one.
const unreviewedNamed = 3

// DueList is what is due in all reviews, as of a day.
type DueList struct {
	Day     string             `json:"day"` // today in the zone of this machine, YYYY-MM-DD
	Actions []review.DueAction `json:"actions"`
	More    bool               `json:"more"` // there are others, later ones
	// Odd are the open actions whose date is in no calendar, with the date as it was written:
	// they are due on no day.
	Odd []review.DueAction `json:"odd"`
	// Policies are the rules in force that are to be looked at again by a day that is
	// over or near, by that day.
	Policies []DuePolicy `json:"policies"`
	// Waiting are the rules of which a version waits for signatures, and who reads has not
	// said anything about it.
	Waiting []WaitingPolicy `json:"waiting"`
	// Clocks are the limits of obligations that are over or near, by their end.
	Clocks []DueClock `json:"clocks"`
	// Ended are exceptions that have run out and of which nobody has said what came of them,
	// the oldest first.
	Ended []EndedException `json:"ended"`
	// Needs are what else in rules only a person can settle: requests for exceptions of
	// others, what is undecided or damaged, signatures and keys that are not what they say.
	Needs []workspace.RuleNeed `json:"needs"`
	// Unread are the references of rules and assessments that cannot be read, so that
	// what they ask is in none of the lists.
	Unread []string `json:"unread"`
	// InboxFiles in the inboxes want an answer or cannot be read, InboxReviews are files of
	// reviews that somebody has to look at, Quarantine are rows of incidents nobody could take.
	InboxFiles   int `json:"inbox_files"`
	InboxReviews int `json:"inbox_reviews"`
	Quarantine   int `json:"quarantine"`
	// Imports are those of incidents whose program ended before they did, the newest first.
	Imports []IncidentImportRow `json:"imports"`
	// Promises are the reviews whose clock runs or is over, the one that ends first before the
	// others.
	Promises []workspace.DuePromise `json:"promises"`
	// Unreviewed are the incidents that a signed rule requires a review of and that have none.
	Unreviewed workspace.Unreviewed `json:"unreviewed"`
	// Reports are the trend reports of whole periods that are due.
	Reports []workspace.DueReport `json:"reports"`
	// PutOff is what is told no more until its day.
	PutOff []workspace.PutOff `json:"put_off"`
}

// WaitingPolicy is a rule of which a version waits for signatures.
type WaitingPolicy struct {
	Ref    string `json:"ref"`
	Title  string `json:"title"`
	Kind   string `json:"kind"`
	Number int    `json:"number"`
	Have   int    `json:"have"`
	Need   int    `json:"need"`
}

// EndedException is an exception of a rule that has run out without an outcome.
type EndedException struct {
	Ref       string `json:"ref"` // of the rule
	Title     string `json:"title"`
	ID        string `json:"id"`
	Procedure string `json:"procedure"`
	To        string `json:"to"` // its last day
}

// DueClock is a limit of an obligation that is over or near.
type DueClock struct {
	Ref     string `json:"ref"`
	Pack    string `json:"pack"`
	ID      string `json:"id"` // of the step in its pack
	Step    string `json:"step"`
	Subject string `json:"subject"`
	Signed  bool   `json:"signed"` // the rules are
	Asks    bool   `json:"asks"`   // an answer decides; the end is the earliest that is possible
	// Waits names the times that have not come, where the end is projected from one that has.
	Waits []string `json:"waits"`
	// Weekdays says that the calendar says nothing about days that count, so weekdays do.
	Weekdays bool           `json:"weekdays"`
	End      obligating.End `json:"end"`
}

// DuePolicy is a rule in force with the day by which it is looked at again.
type DuePolicy struct {
	Ref     string `json:"ref"`
	Title   string `json:"title"`
	Kind    string `json:"kind"`
	Number  int    `json:"number"` // of the version in force
	Review  string `json:"review"`
	Overdue int    `json:"overdue_days"` // 0 before that day and on it
}

// Due lists the open actions of all reviews, and the rules to be looked at again, that
// are over their date or reach it within two weeks, by date.
func (s *Reviews) Due() (DueList, error) {
	return with(s.a, "Reviews.Due", func(ctx context.Context, ws *workspace.Workspace) (DueList, error) {
		today := s.a.cfg.Now()
		list, more, err := ws.Reviews.Due(ctx, today, daysAhead)
		if err != nil {
			return DueList{}, err
		}
		out := DueList{Day: today.Format(time.DateOnly), Actions: list, More: more}
		if out.Odd, err = ws.Reviews.OddlyDated(ctx); err != nil {
			return DueList{}, err
		}
		pages, err := ws.PolicyPages(ctx)
		if err != nil {
			return DueList{}, err
		}
		views, err := ws.Obligations.Register(ctx)
		if err != nil {
			return DueList{}, err
		}
		if out.Unread, err = ws.Unreadable(ctx, policy.RecordKind, obligation.RecordKind); err != nil {
			return DueList{}, err
		}
		waits, err := ws.Inbox.Count(ctx)
		if err != nil {
			return DueList{}, err
		}
		out.InboxFiles, out.InboxReviews = waits.Asks+waits.Refused, waits.Review
		if _, out.Quarantine, err = ws.Register.Refusals(ctx, "", 0, 1); err != nil {
			return DueList{}, err
		}
		half, err := ws.Register.LeftHalf(ctx)
		if err != nil {
			return DueList{}, err
		}
		out.Imports = importRows(half, today.Location(), half)
		reports, err := ws.DueReports(ctx, assets.English())
		if err != nil {
			return DueList{}, err
		}
		out.Reports = slices.DeleteFunc(reports, func(d workspace.DueReport) bool { return !d.Now })
		if out.PutOff, err = ws.PutOffs(ctx); err != nil {
			return DueList{}, err
		}
		rule, err := ws.ReviewRuleNow(ctx)
		if err != nil {
			return DueList{}, err
		}
		if out.Promises, err = ws.DuePromises(ctx, rule, assets.English()); err != nil {
			return DueList{}, err
		}
		if out.Unreviewed, err = ws.Unreviewed(ctx, rule, unreviewedNamed); err != nil {
			return DueList{}, err
		}
		out.Policies, out.Waiting = duePolicies(pages)
		out.Needs = workspace.RuleNeeds(pages, ws.Who.Device)
		out.Clocks, out.Ended = dueClocks(views), endedExceptions(pages)
		return out, nil
	})
}

// SaveDates asks for a place and saves the dates of all that is open as a calendar file.
func (s *Reviews) SaveDates() (SavedFile, error) {
	return s.a.saveAs("dialog.saveDates", "second-story-dates", "ics", func(ctx context.Context, ws *workspace.Workspace) ([]byte, error) {
		f, err := ws.DueFile(ctx, assets.English())
		return f.Data, err
	})
}

func duePolicies(pages []policy.Page) ([]DuePolicy, []WaitingPolicy) {
	out, waiting := []DuePolicy{}, []WaitingPolicy{}
	for _, p := range pages {
		for _, v := range p.Versions {
			if v.WaitsForReader() {
				waiting = append(waiting, WaitingPolicy{Ref: p.Ref, Title: p.Title, Kind: p.Kind, Number: v.Number, Have: v.Have, Need: v.Need})
			}
		}
		if p.Force == nil || p.Force.ReviewBy == "" || p.Force.Left > daysAhead {
			continue
		}
		out = append(out, DuePolicy{Ref: p.Ref, Title: p.Title, Kind: p.Kind, Number: p.Force.Number, Review: p.Force.ReviewBy, Overdue: max(0, -p.Force.Left)})
	}
	slices.SortStableFunc(out, func(a, b DuePolicy) int { return cmp.Or(cmp.Compare(a.Review, b.Review), cmp.Compare(a.Ref, b.Ref)) })
	return out, waiting
}

func endedExceptions(pages []policy.Page) []EndedException {
	out := []EndedException{}
	for _, p := range pages {
		for _, e := range p.Exceptions {
			if e.Wants {
				out = append(out, EndedException{Ref: p.Ref, Title: p.Title, ID: e.ID, Procedure: e.Procedure, To: e.To})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b EndedException) int {
		return cmp.Or(cmp.Compare(a.To, b.To), cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// dueClocks are the limits that are over or end within the days ahead. A target of one's own
// is none of the law and is not among them. An unanswered question takes no duty away, nor
// does a time that has not come: the end that is projected counts.
func dueClocks(list []obligating.View) []DueClock {
	out := []DueClock{}
	for _, v := range list {
		if v.Standing == string(obligation.Proposed) {
			continue
		}
		for _, k := range v.Clocks {
			end, sure := k.Pending()
			if end == nil || end.Left > daysAhead*24*60 {
				continue
			}
			out = append(out, DueClock{Ref: v.Ref, Pack: v.PackName, ID: k.Step, Step: k.Name, Subject: v.SubjectTitle, Signed: v.Signed,
				Asks: !sure && len(k.Missing) > 0, Waits: k.WaitsFor, Weekdays: k.Problem != nil, End: *end})
		}
	}
	slices.SortStableFunc(out, func(a, b DueClock) int { return cmp.Compare(a.End.UTC, b.End.UTC) })
	return out
}

// PutOff has Home tell something no more until a day: "YYYY-MM-DD", or "+N" for N days from
// today. It stays on this machine, with its reason.
func (s *Reviews) PutOff(key, title, until, reason string) (workspace.PutOff, error) {
	return with(s.a, "Reviews.PutOff", func(ctx context.Context, ws *workspace.Workspace) (workspace.PutOff, error) {
		p, err := ws.PutOff(ctx, key, title, until, reason)
		if err == nil {
			s.a.emit("reviews.changed", ReviewsChanged{})
		}
		return p, err
	})
}

// TakeUp has Home tell something again that was put off.
func (s *Reviews) TakeUp(key string) error {
	_, err := with(s.a, "Reviews.TakeUp", func(ctx context.Context, ws *workspace.Workspace) (struct{}, error) {
		if err := ws.TakeUp(ctx, key); err != nil {
			return struct{}{}, err
		}
		s.a.emit("reviews.changed", ReviewsChanged{})
		return struct{}{}, nil
	})
	return err
}
