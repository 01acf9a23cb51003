package generate

import (
	"slices"
	"strconv"
	"time"
)

// Incident is one ticket of the register. A zero time has not happened by the
// end of the year, or nobody recorded it.
type Incident struct {
	Ref         string // INC, the number of the day, the number in the day
	Branch      int    // 1 … scale
	Service     string
	Category    string
	Subcategory string
	Title       string
	Text        string

	Severity int // 1 … 5, as recorded
	Impact   int // 1 … 3
	Urgency  int // 1 … 3
	Priority int // 1 … 5, of impact and urgency
	Status   string

	Opened       time.Time // the beginning, as far as it is known
	Detected     time.Time
	Acknowledged time.Time
	Mitigated    time.Time
	Resolved     time.Time
	Closed       time.Time

	Channel       string
	Reporter      string // role
	Group         string // role
	Reassigned    int
	Reopened      int
	Resolution    string // code
	Change        string // the change that the record names, or ""
	Problem       string // the known problem that the record names, or ""
	Notes         string
	BusinessHours bool // opened on a working day from 07:00 to 19:00

	Truth Truth
}

// Truth is what nobody sees in a register and a statistic must find out.
type Truth struct {
	Severity int    // 1 … 5, by the guide that held at the beginning of the year
	CausedBy string // the change, or ""
}

// Closed sets of an incident.
var (
	Statuses    = []string{"new", "in_progress", "resolved", "closed"}
	Channels    = []string{"monitoring", "phone", "portal", "mail", "chat", "walk_in"}
	Resolutions = []string{"fixed", "restarted", "workaround", "change_rolled_back", "vendor", "no_fault_found", "duplicate"}
	Categories  = []string{"stale data", "wrong data", "slow", "unavailable", "hardware", "access", "capacity", "message lost", "operation"}
)

// matrix gives the impacts and urgencies that lead to each priority.
var matrix = [][][2]int{{{1, 1}}, {{1, 2}, {2, 1}}, {{1, 3}, {2, 2}, {3, 1}}, {{2, 3}, {3, 2}}, {{3, 3}}}

// Priority is the cell of the matrix of impact and urgency.
func Priority(impact, urgency int) int { return impact + urgency - 1 }

// Minutes that half of the incidents of a severity stay under, by true severity.
var (
	acknowledging = []float64{4, 8, 18, 40, 75}
	mitigating    = []float64{55, 70, 110, 240, 600}
	resolving     = []float64{120, 170, 320, 900, 2_400}
)

// YearEnd is when the register is looked at.
func YearEnd() time.Time { return dayStart(Days) }

// incident fills in everything that follows from where and when.
func incident(d *dice, s Service, branch int, opened time.Time, subcategory string) Incident {
	truth := 1 + d.weighted(SeverityShares)
	in := Incident{Branch: branch, Service: s.Name, Opened: opened, Severity: truth, Truth: Truth{Severity: truth}, Subcategory: subcategory}
	if recordHigher := d.chance(ReportingShare); recordHigher && (truth == 3 || truth == 4) && !opened.Before(dayStart(DayOf(ReportingDay))) {
		in.Severity--
	}
	cell := pick(d, matrix[in.Severity-1])
	in.Impact, in.Urgency, in.Priority = cell[0], cell[1], Priority(cell[0], cell[1])
	in.BusinessHours = !Quiet(opened) && opened.Hour() >= 7 && opened.Hour() < 19
	in.Category = pick(d, Categories)
	words := vocabulary[s.Name]
	w := writer{d: d, service: s}
	if subcategory == "" {
		in.Subcategory = pick(d, words.parts)
		in.Title = w.say(pick(d, words.symptoms))
	} else {
		in.Title = w.say(pick(d, patternTitles[subcategory]))
		in.Category = patternCategory[subcategory]
		if d.chance(0.7) {
			in.Problem = patternProblem[subcategory]
		}
	}
	in.Text = w.sentences(incidentTexts, d.between(1, 3))
	in.answer(d, s)
	return in
}

// answer is what people did: who saw it, when they came, how it ended.
func (in *Incident) answer(d *dice, s Service) {
	in.Channel = Channels[d.weighted([]float64{45, 22, 14, 9, 7, 3})]
	in.Reporter = reporter(d, in.Channel)
	in.Group = s.Team
	in.Reassigned = []int{0, 1, 2, 4}[d.weighted([]float64{62, 26, 9, 3})]
	if in.Reassigned > 0 && d.chance(0.5) {
		in.Group = pick(d, Services).Team
	}
	level := in.Truth.Severity - 1
	in.Detected = in.Opened.Add(minutes(d.around(6, 1.2)))
	if !in.Detected.Before(YearEnd()) {
		in.Detected = in.Opened // else nobody would have a record of it yet
	}
	ack := in.Detected.Add(minutes(d.around(acknowledging[level], 0.8)))
	if level >= 3 {
		ack = staffed(ack)
	}
	mitigated := ack.Add(minutes(d.around(mitigating[level], 0.7)))
	resolved := mitigated.Add(minutes(d.around(resolving[level], 0.9)))
	in.Reopened = d.weighted([]float64{93, 6, 1})
	resolved = resolved.Add(time.Duration(in.Reopened) * minutes(d.around(600, 0.6)))
	closed := resolved.AddDate(0, 0, d.between(1, 5))
	in.Resolution = Resolutions[d.weighted([]float64{46, 20, 14, 3, 6, 8, 3})]
	recorded := []*time.Time{&in.Acknowledged, &in.Mitigated, &in.Resolved, &in.Closed}
	for i, t := range []time.Time{ack, mitigated, resolved, closed} {
		if t.Before(YearEnd()) {
			*recorded[i] = t
		}
	}
	in.Status = Statuses[3]
	switch {
	case in.Acknowledged.IsZero():
		in.Status = Statuses[0]
	case in.Resolved.IsZero():
		in.Status = Statuses[1]
	case in.Closed.IsZero():
		in.Status = Statuses[2]
	}
	if in.Resolved.IsZero() {
		in.Resolution = ""
	} else {
		in.Notes = (&writer{d: d, service: s}).say(pick(d, resolutionNotes[in.Resolution]))
	}
	// Nobody presses every button every time.
	if d.chance(0.12) && !in.Mitigated.IsZero() {
		in.Mitigated = time.Time{}
	}
}

func reporter(d *dice, channel string) string {
	switch channel {
	case "monitoring":
		return ""
	case "portal", "mail":
		return pick(d, []string{"Hospital liaison", "Hospital technician", "Service desk"})
	case "walk_in":
		return pick(d, []string{"Dispatch packer", "Driver", "Sterile technician"})
	}
	return pick(d, Roles[:21])
}

// minutes rounds to a whole second.
func minutes(m float64) time.Duration { return time.Duration(m*60) * time.Second }

// staffed moves a time outside of working hours to the next morning at seven;
// people who come in then do not all press at once.
func staffed(t time.Time) time.Time {
	if !Quiet(t) && t.Hour() >= 7 && t.Hour() < 19 {
		return t
	}
	day := time.Date(t.Year(), t.Month(), t.Day(), 7, 0, 0, 0, zone)
	for !day.After(t) || Quiet(day) {
		day = day.AddDate(0, 0, 1)
	}
	return day.Add(time.Duration((t.Minute()*60+t.Second())/2) * time.Second)
}

// number gives the references of a day in order of opening.
func number(d int, day []Incident) {
	slices.SortStableFunc(day, func(a, b Incident) int { return a.Opened.Compare(b.Opened) })
	for i := range day {
		day[i].Ref = "INC" + padded(d, 3) + padded(i+1, 4)
	}
}

func padded(n, width int) string {
	s := strconv.Itoa(n)
	for len(s) < width {
		s = "0" + s
	}
	return s
}
