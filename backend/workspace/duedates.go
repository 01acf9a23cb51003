package workspace

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/domain/review"
	"secondstory/backend/ingest/ical"
)

// farAhead is how many days ahead dates are looked for: whoever plans for longer plans anew.
const farAhead = 3650

// MostDates is how many actions a file of dates holds at most.
const MostDates = 10_000

// DueDates are the dates of all that is open: actions, rules to be looked at again, checks of
// studies, reports of a period and limits of obligations. more says that there are later actions that are not in
// it. Owners stand there by their role.
func (w *Workspace) DueDates(ctx context.Context, text *assets.Catalogue) (list []ical.Date, more bool, err error) {
	actions, more, err := w.Reviews.DueUpTo(ctx, w.now(), farAhead, MostDates)
	if err != nil {
		return nil, false, err
	}
	for _, a := range actions {
		title, _, _ := strings.Cut(strings.TrimSpace(a.Title), "\n")
		list = append(list, ical.Date{ID: "action-" + a.ID, Day: a.Due, Title: text.Text("dates.action", "title", title), Text: dotted(a.Ref, a.Role, a.Review)})
	}
	pages, err := w.PolicyPages(ctx)
	if err != nil {
		return nil, false, err
	}
	for _, p := range pages {
		if p.Force != nil && p.Force.ReviewBy != "" {
			list = append(list, ical.Date{ID: "policy-" + p.Ref + "-" + strconv.Itoa(p.Force.Number), Day: p.Force.ReviewBy, Title: text.Text("dates.policy", "title", p.Title), Text: p.Ref})
		}
	}
	checks, err := w.Studies.Due(ctx, w.Studies.Today(), farAhead)
	if err != nil {
		return nil, false, err
	}
	for _, v := range checks {
		s := TellStudy(v, text)
		list = append(list, ical.Date{ID: "check-" + s.Ref, Day: s.Check, Title: text.Text("dates.check", "title", s.Title), Text: dotted(s.Ref, s.SubjectTitle)})
	}
	rule, err := w.ReviewRuleNow(ctx)
	if err != nil {
		return nil, false, err
	}
	promises, err := w.DuePromises(ctx, rule, text)
	if err != nil {
		return nil, false, err
	}
	for _, p := range promises {
		at, err := time.Parse(time.RFC3339, p.Due)
		if err != nil {
			return nil, false, err
		}
		list = append(list, ical.Date{ID: "promise-" + p.Ref, At: at, Title: text.Text("dates.promise", "title", p.Title), Text: dotted(p.Ref, p.Severity, p.Limit)})
	}
	reports, err := w.DueReports(ctx, text)
	if err != nil {
		return nil, false, err
	}
	for _, d := range reports {
		list = append(list, ical.Date{ID: d.Key, Day: d.Day, Title: text.Text("dates.report", "title", d.Title)})
	}
	views, err := w.Obligations.Register(ctx)
	for _, v := range views {
		if v.Standing == string(obligation.Proposed) {
			continue
		}
		for _, k := range v.Clocks {
			end, sure := k.Pending()
			if k.Soft {
				// A target of one's own is a date all the same.
				if end, sure = k.Due, true; k.State == string(obligation.Asks) {
					end, sure = k.Projected, false
				}
			}
			open := slices.Contains([]string{string(obligation.Asks), string(obligation.Waits), string(obligation.Running), string(obligation.Overdue)}, k.State)
			// What counts from now has another date each time.
			if !open || end == nil || k.State == string(obligation.Waits) && k.Started == nil {
				continue
			}
			// Beside meetings nobody knows by the step alone for whom it is.
			key, unsigned := "dates.limit", ""
			if !sure {
				key = "dates.limitProjected"
			}
			if !v.Signed && v.Superseded == "" {
				unsigned = text.Text("obligations.unsigned")
			}
			to := k.Recipient
			if to == v.Authority {
				to = ""
			}
			d := ical.Date{ID: "limit-" + v.Ref + "-" + k.Step, Title: text.Text(key, "law", v.PackName, "title", k.Name), Text: dotted(v.Ref, v.SubjectTitle, to, v.Authority, unsigned)}
			if end.Whole {
				d.Day = end.Day
			} else if d.At, err = time.Parse(time.RFC3339, end.UTC); err != nil {
				return nil, false, err
			}
			list = append(list, d)
		}
	}
	return list, more, err
}

func dotted(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}

// DatesFile is a calendar file of all that is due.
type DatesFile struct {
	Data  []byte
	Count int
	// More says that there are later actions that are not in it.
	More bool
	// Odd are the actions that are not in it because their date is in no calendar.
	Odd []review.DueAction
}

// DueFile writes the dates into a calendar file.
func (w *Workspace) DueFile(ctx context.Context, text *assets.Catalogue) (f DatesFile, err error) {
	list, more, err := w.DueDates(ctx, text)
	if err != nil {
		return f, err
	}
	odd, err := w.Reviews.OddlyDated(ctx)
	if err != nil {
		return f, err
	}
	return DatesFile{ical.WriteDates(text.Text("dates.name"), list, w.now()), len(list), more, odd}, nil
}
