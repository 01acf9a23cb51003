package generate

import (
	"slices"
	"time"
)

// Change is one change of a service.
type Change struct {
	Ref     string // CHG, the number of the day, the number in the day
	Branch  int
	Service string
	Type    string
	Title   string
	Text    string
	Risk    string
	Owner   string // role

	PlannedStart time.Time
	PlannedEnd   time.Time
	Start        time.Time // zero when it was cancelled
	End          time.Time
	Outcome      string
	Rollback     int      // minutes that going back was said to take
	Caused       []string // references of the incidents it caused in the year, in order

	day     int
	service int
}

// Closed sets of a change.
var (
	ChangeTypes = []string{"standard", "normal", "emergency"}
	Risks       = []string{"low", "medium", "high"}
	Outcomes    = []string{"successful", "successful_with_issues", "rolled_back", "failed", "cancelled"}
)

// changesOn makes the changes of a day in all branches, numbered by their
// planned start. A service has them on every second day only, so that the windows
// of two never overlap.
func (w World) changesOn(d int) []Change {
	var out []Change
	if d < 0 || d >= Days {
		return nil
	}
	day := dayStart(d)
	for branch := 1; branch <= w.scale; branch++ {
		for i, s := range Services {
			if (d+i)%2 != 0 {
				continue
			}
			dice := stream(w.seed, "change", branch, d, i)
			planned := day.Weekday() >= time.Monday && day.Weekday() <= time.Thursday && !Quiet(day)
			switch x := dice.float(); {
			case x < emergencyChance:
				out = append(out, change(dice, s, branch, d, i, "emergency"))
			case planned && x < emergencyChance+plannedChance:
				out = append(out, change(dice, s, branch, d, i, ChangeTypes[dice.weighted([]float64{3, 2})]))
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Change) int { return a.PlannedStart.Compare(b.PlannedStart) })
	for i := range out {
		out[i].Ref = "CHG" + padded(d, 3) + padded(i+1, 4)
	}
	return out
}

func change(d *dice, s Service, branch, day, service int, kind string) Change {
	w := writer{d: d, service: s}
	c := Change{Branch: branch, Service: s.Name, Type: kind, day: day, service: service}
	c.Title, c.Text = w.say(pick(d, changeTitles)), w.sentences(changeTexts, d.between(1, 2))
	c.Owner = pick(d, []string{s.Team, "Integration lead", "Floor systems lead", "Maintenance"})
	c.Risk = Risks[d.weighted([]float64{60, 30, 10})]
	hour := pick(d, []int{9, 10, 13, 14, 15, 20, 22, 23})
	if kind == "emergency" {
		hour = d.between(4, 23)
	}
	start := dayStart(day)
	c.PlannedStart = time.Date(start.Year(), start.Month(), start.Day(), hour, 0, 0, 0, zone)
	c.PlannedEnd = c.PlannedStart.Add(time.Duration(pick(d, []int{30, 60, 60, 90, 120, 240})) * time.Minute)
	c.Rollback = pick(d, []int{10, 15, 20, 30, 45, 60})
	if d.chance(cancelledShare) {
		c.Outcome = "cancelled"
		return c
	}
	c.Start = c.PlannedStart
	c.End = c.Start.Add(time.Duration(float64(c.PlannedEnd.Sub(c.PlannedStart)/time.Second)*(0.4+0.9*d.float())) * time.Second)
	return c
}

// causedBy makes the incidents of a change: what its window expects beyond the
// background, hour by hour.
func (w World) causedBy(c Change) []Incident {
	if c.Start.IsZero() {
		return nil
	}
	s := Services[c.service]
	var hours []time.Time
	var weights []float64
	for d := c.day; d <= c.day+1; d++ {
		list := hoursOf(d)
		for i, expected := range perHour(s, list) {
			if !list[i].Before(c.Start) && list[i].Before(c.Start.Add(ChangeWindow)) {
				hours, weights = append(hours, list[i]), append(weights, (ChangeFactor-1)*expected)
			}
		}
	}
	d := stream(w.seed, "caused", c.Branch, c.day, c.service)
	var out []Incident
	for k := range d.poisson(total(weights)) {
		opened := hours[d.weighted(weights)].Add(time.Duration(d.below(3600)) * time.Second)
		in := incident(stream(w.seed, "caused incident", c.Branch, c.day, c.service, k), s, c.Branch, opened, "")
		in.Truth.CausedBy = c.Ref
		if d.chance(LinkedShare) {
			in.Change = c.Ref
			if d.chance(0.3) && in.Resolution != "" {
				in.Resolution = "change_rolled_back"
			}
		}
		out = append(out, in)
	}
	return out
}

// settle says how a change ended, knowing what it caused.
func (w World) settle(c *Change) {
	if c.Outcome != "" {
		return
	}
	d := stream(w.seed, "outcome", c.Branch, c.day, c.service)
	weights := []float64{94, 4, 1, 1}
	if len(c.Caused) > 0 {
		weights = []float64{25, 45, 22, 8}
	}
	c.Outcome = Outcomes[d.weighted(weights)]
}
