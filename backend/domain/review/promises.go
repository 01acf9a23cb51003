package review

import (
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/stat"
)

// Promises is what became of actions that were agreed, over any number of reviews. It
// counts actions and never people.
type Promises struct {
	// OnTime is the share of those done by their day, of all whose day is over or that are
	// done; nil where there is none of them.
	OnTime *Share `json:"on_time"`
	InTime int    `json:"in_time"`
	Late   int    `json:"late"`    // done after their day
	Over   int    `json:"overdue"` // open after their day
	// MedianLate is how many days those that are done came late, in the middle; nil where
	// none did.
	MedianLate *float64 `json:"median_late"`
	// Unknown are done without a day on which they were, or without a date: nobody can tell.
	Unknown int `json:"unknown"`
	Moved   int `json:"replanned"` // actions with at least one change of their date
	Moves   int `json:"replans"`
}

// Share is a share of N with Wilson's interval of 95 %, each from 0 to 1.
type Share struct {
	Share float64 `json:"share"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	N     int     `json:"n"`
}

// PromisesOf looks at actions as of a day (YYYY-MM-DD); moves counts the changes of the
// date of each, by its id.
func PromisesOf(actions []Action, moves map[string]int, today string) Promises {
	p := Promises{}
	var late []float64
	for _, a := range actions {
		if n := moves[a.ID]; n > 0 {
			p.Moved++
			p.Moves += n
		}
		due, err := time.Parse(time.DateOnly, a.Due)
		switch {
		case a.Finished() && (err != nil || !dayOf(a.DoneOn)):
			p.Unknown++
		case a.Finished():
			done, _ := time.Parse(time.DateOnly, a.DoneOn)
			if days := done.Sub(due).Hours() / 24; days > 0 {
				p.Late++
				late = append(late, days)
			} else {
				p.InTime++
			}
		case a.Promised() && err == nil && a.Due < today:
			p.Over++
		}
	}
	if n := p.InTime + p.Late + p.Over; n > 0 {
		if v, err := stat.Wilson(int64(p.InTime), int64(n), stat.Ask{}); err == nil {
			p.OnTime = &Share{N: n}
			p.OnTime.Share, _ = v.Estimate.Float()
			p.OnTime.Low, _ = v.Interval.Lower.Float()
			p.OnTime.High, _ = v.Interval.Upper.Float()
		}
	}
	if len(late) > 0 {
		slices.Sort(late)
		mid := (late[(len(late)-1)/2] + late[len(late)/2]) / 2
		p.MedianLate = &mid
	}
	return p
}

// Mix is how strong actions are that nobody declined. Hint says that at least half of
// those with a strength ask people to take care, and few change the work.
type Mix struct {
	Stronger     int  `json:"stronger"`
	Intermediate int  `json:"intermediate"`
	Weaker       int  `json:"weaker"`
	Unsaid       int  `json:"unsaid"`
	Hint         bool `json:"hint"`
}

// MixOf counts the strengths of actions.
func MixOf(actions []Action) Mix {
	m := Mix{}
	for _, a := range actions {
		switch {
		case a.Status == "declined":
		case a.Strength == "stronger":
			m.Stronger++
		case a.Strength == "intermediate":
			m.Intermediate++
		case a.Strength == "weaker":
			m.Weaker++
		default:
			m.Unsaid++
		}
	}
	n := m.Stronger + m.Intermediate + m.Weaker
	m.Hint = n > 0 && 2*m.Weaker >= n && 4*m.Stronger < n
	return m
}

// Moves counts the changes of the date of each action, by its id.
func (r Review) Moves() map[string]int {
	out := map[string]int{}
	for _, x := range r.Replans {
		out[x.Action]++
	}
	return out
}

// MovesOf are the changes of the date of one action, the earliest first.
func (r Review) MovesOf(action string) []Replan {
	var out []Replan
	for _, x := range r.Replans {
		if x.Action == action {
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(a, b Replan) int { return strings.Compare(a.On, b.On) })
	return out
}
