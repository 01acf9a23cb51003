package obligating

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"secondstory/backend/domain/obligation"
)

// Hanging is a limit that somebody has to keep and whose end a calendar decides.
type Hanging struct {
	Ref   string `json:"ref"`   // of the assessment
	Rules string `json:"rules"` // name of the pack
	About string `json:"about"` // title of what it is about, or its reference
	Step  string `json:"step"`  // name of the notification
	Sure  bool   `json:"sure"`  // false for an end that is only projected
	End   *End   `json:"end"`
	// Before is the end by the calendar as it was, where that is another one.
	Before *End `json:"before"`
}

// errUnasked stands for a calendar that is not asked.
var errUnasked = errors.New("calendar not asked")

// Counting are the calendars that assessments name.
func (s *Service) Counting(ctx context.Context) ([]string, error) {
	all, err := s.all(ctx)
	var out []string
	for _, a := range all {
		if a.Calendar != "" && !slices.Contains(out, a.Calendar) {
			out = append(out, a.Calendar)
		}
	}
	return out, err
}

// Said is what a calendar says of its days now, as Hanging takes it.
func (s *Service) Said(ctx context.Context, id string) (string, error) {
	by, err := s.Calendars.Calendar(ctx, id)
	if err != nil {
		return "", err
	}
	return obligation.Said(by.Calendar)
}

// Hanging are the limits that run and whose end a calendar decides, those that end first
// first. said is what the calendar said before an edit, "" where no end is compared: both
// ends are counted at one instant, so that nothing but the edit tells them apart. Rules that
// are only proposed end for nobody, and limits in hours need no calendar.
func (s *Service) Hanging(ctx context.Context, id, said string) ([]Hanging, error) {
	all, err := s.all(ctx)
	if err != nil {
		return nil, err
	}
	now, out := s.Now(), []Hanging{}
	for _, a := range all {
		if a.Calendar != id || a.Unread != nil || a.Pack.Standing == obligation.Proposed {
			continue
		}
		v, err := s.view(ctx, a, nil, now)
		if err != nil {
			return nil, err
		}
		if v.Problem != nil {
			continue // no clock of it can be counted, by this calendar or another
		}
		c, err := a.Case(obligation.Unanswered{Why: errUnasked}, now)
		if err != nil {
			return nil, err
		}
		asked := a.Pack.Clocks(c)
		var before []obligation.Clock
		if said != "" {
			c.Days = obligation.DaysSaid(said)
			before = a.Pack.Clocks(c)
		}
		b := builder{zone: c.Zone, here: s.Zone(), now: now}
		for i := range v.Clocks {
			k := &v.Clocks[i]
			end, sure := k.Pending()
			if end == nil || asked[i].Problem == nil {
				continue
			}
			h := Hanging{Ref: v.Ref, Rules: v.PackName, About: cmp.Or(v.SubjectTitle, v.SubjectRef), Step: k.Name, Sure: sure, End: end}
			if before != nil {
				was := b.clock(a, before[i])
				if e, _ := was.Pending(); e != nil && e.UTC != end.UTC {
					h.Before = e
				}
			}
			out = append(out, h)
		}
	}
	slices.SortStableFunc(out, func(a, b Hanging) int { return cmp.Or(compare(a.End.UTC, b.End.UTC), compare(a.Ref, b.Ref)) })
	return out, nil
}
