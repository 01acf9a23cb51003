package measure

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/stat"
	"secondstory/backend/domain/timeline"
)

func at(clock string) timeline.Statement {
	return timeline.Statement{At: clock, Zone: "UTC", Precision: timeline.Minute}
}

// incident has moments on its day, given as "started 10:00".
func incident(ref, day string, moments ...string) Incident {
	in := Incident{ID: ref, Ref: ref, Day: day, Moments: map[string]timeline.Statement{}}
	for i := 0; i+1 < len(moments); i += 2 {
		in.Moments[moments[i]] = at(day + "T" + moments[i+1] + ":00Z")
	}
	return in
}

func date(t *testing.T, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func number(t *testing.T, n stat.Number) float64 {
	t.Helper()
	v, ok := n.Float()
	if !ok {
		t.Fatalf("no number: %v", n)
	}
	return v
}

func TestEachIndicatorNamesItsTwoMoments(t *testing.T) {
	in := incident("a", "2026-05-04", Started, "10:00", Detected, "10:12", Acknowledged, "10:15", Declared, "10:20", Mitigated, "10:55", Resolved, "11:40")
	want := map[string]float64{"detect": 12, "acknowledge": 3, "declare": 8, "mitigate": 55, "resolve": 100, "handle": 88}
	for _, of := range Indicators {
		if got, exact, why := in.Length(of); got != want[of.Key] || !exact || why != "" {
			t.Errorf("%s: %v %v %q, want %v", of.Key, got, exact, why, want[of.Key])
		}
	}
}

func TestTheMedianAndTheTailOfTenLengthsAreThoseOfTheTables(t *testing.T) {
	var all []Incident
	for i, minutes := range []int{12, 18, 25, 31, 40, 55, 62, 90, 240, 1440} {
		in := incident(fmt.Sprint(i), "2026-05-04", Started, "00:00")
		in.Moments[Resolved] = at(fmt.Sprintf("2026-05-%02dT%02d:%02d:00Z", 4+minutes/1440, minutes%1440/60, minutes%60))
		all = append(all, in)
	}
	p, err := ParsePeriod("2026-05", date(t, "2026-06-10"), date(t, "2026-05-04"))
	if err != nil {
		t.Fatal(err)
	}
	of, _ := FindIndicator("resolve")
	r, err := Read(of, all, Filter{}, p)
	if err != nil {
		t.Fatal(err)
	}
	for name, pair := range map[string][2]float64{
		"median":         {number(t, r.Now.Median.Estimate), 47.5},
		"lower":          {number(t, r.Now.Median.Interval.Lower), 18},
		"upper":          {number(t, r.Now.Median.Interval.Upper), 240},
		"geometric mean": {math.Round(number(t, r.Now.Typical.Estimate)*10) / 10, 61},
		"75th":           {math.Round(number(t, r.Now.SeventyFifth.Estimate)), 83},
		"mean":           {math.Round(number(t, r.Now.Mean.Estimate)*10) / 10, 201.3},
		"ninetieth":      {math.Round(number(t, r.Now.Ninetieth.Estimate)), 360},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %v, want %v", name, pair[0], pair[1])
		}
	}
	_, lower := r.Now.Mean.Interval.Lower.Float()
	if _, upper := r.Now.Mean.Interval.Upper.Float(); lower || upper {
		t.Errorf("a mean has an interval: %+v", r.Now.Mean.Interval)
	}
	if r.Change.Verdict != stat.CannotTell {
		t.Errorf("a period with nothing before it: %s", r.Change.Verdict)
	}
}

func TestAMissingMomentIsLeftOutAndCounted(t *testing.T) {
	var all []Incident
	for i := range 25 {
		in := incident(fmt.Sprintf("%02d", i), "2026-05-04", Started, "10:00", Detected, "10:30")
		if i%8 == 0 && i < 24 {
			delete(in.Moments, Detected)
		}
		all = append(all, in)
	}
	p, _ := ParsePeriod("2026-05", date(t, "2026-06-10"), date(t, "2026-05-04"))
	r, err := Read(Indicators[0], all, Filter{}, p)
	if err != nil {
		t.Fatal(err)
	}
	if r.Now.Median.N != 22 || r.Now.Median.Missing != 3 || len(r.Now.LeftOut) != 3 || r.Now.LeftOut[0].Why != NoEnd {
		t.Errorf("n %d, missing %d, left out %v", r.Now.Median.N, r.Now.Median.Missing, r.Now.LeftOut)
	}
}

func TestALengthNobodyKnowsIsNeverANumber(t *testing.T) {
	day := "2026-05-04"
	whole := incident("a", day, Started, "10:00", Detected, "10:30")
	with := func(change func(*Incident)) Incident {
		in := incident("a", day, Started, "10:00", Detected, "10:30")
		change(&in)
		return in
	}
	for name, c := range map[string]struct {
		in   Incident
		want Reason
	}{
		"both known": {whole, ""},
		"no start":   {with(func(in *Incident) { delete(in.Moments, Started) }), NoStart},
		"unreadable": {with(func(in *Incident) {
			in.Moments[Detected] = timeline.Statement{Raw: "????", Precision: timeline.Unknown}
		}), NoEnd},
		"a date only": {with(func(in *Incident) {
			in.Moments[Detected] = timeline.Statement{At: day, Zone: "UTC", Precision: timeline.Day}
		}), DateOnly},
		"backwards": {with(func(in *Incident) { in.Moments[Detected] = at(day + "T09:59:00Z") }), Backwards},
		"zone of one": {with(func(in *Incident) {
			in.Moments[Detected] = timeline.Statement{At: day + "T10:30:00", Precision: timeline.Minute}
		}), ZoneMissing},
		"two versions": {with(func(in *Incident) { in.Undecided = []string{Detected} }), IsUndecided},
	} {
		minutes, _, why := c.in.Length(Indicators[0])
		if why != c.want || why != "" && minutes != 0 {
			t.Errorf("%s: %v %q, want %q", name, minutes, why, c.want)
		}
	}
	about := with(func(in *Incident) {
		in.Moments[Detected] = timeline.Statement{At: day + "T10:30:00Z", Zone: "UTC", Precision: timeline.Approximate}
	})
	if minutes, exact, why := about.Length(Indicators[0]); minutes != 30 || exact || why != "" {
		t.Errorf("an approximate moment: %v %v %q", minutes, exact, why)
	}
}

func TestALengthAcrossAChangeOfTheClocksIsTheTimeThatPassed(t *testing.T) {
	in := Incident{Moments: map[string]timeline.Statement{
		Started:  {At: "2026-03-29T01:30:00+01:00", Zone: "Europe/Berlin", Precision: timeline.Minute},
		Detected: {At: "2026-03-29T03:30:00+02:00", Zone: "Europe/Berlin", Precision: timeline.Minute},
	}}
	if minutes, _, _ := in.Length(Indicators[0]); minutes != 60 {
		t.Errorf("%v minutes, want 60", minutes)
	}
}

func TestAFilterDoesNotTakeWhatIsUndecided(t *testing.T) {
	in := Incident{Severity: "SEV1", Services: []string{"Gate"}, Undecided: []string{"severity", "services"}}
	for name, f := range map[string]Filter{"severity": {Severities: []string{"SEV1"}}, "service": {Service: "Gate"}} {
		if f.Takes(in) {
			t.Errorf("%s: taken", name)
		}
		sure := in
		sure.Undecided = nil
		if !f.Takes(sure) {
			t.Errorf("%s: not taken once decided", name)
		}
	}
	if !(Filter{}).Takes(in) {
		t.Error("no filter takes everything")
	}
}

// yearly are incidents on every so-manieth day from a day on.
func yearly(t *testing.T, from string, count int, every float64) []Incident {
	day := date(t, from)
	var all []Incident
	for i := range count {
		all = append(all, incident(fmt.Sprintf("r%03d", i), day.AddDays(int(float64(i)*every)).String(), Started, "10:00"))
	}
	return all
}

func TestFortyEightIncidentsInAYearAreChartedByMonth(t *testing.T) {
	// The record begins with one more, the day before the year.
	all := append(yearly(t, "2025-01-01", 48, 7.6), incident("first", "2024-12-31"))
	c, err := count(t, all, Query{Period: "2025-01-01..2025-12-31"}, "2026-01-01")
	if err != nil {
		t.Fatal(err)
	}
	if c.Recommended != string(Monthly) || number(t, c.Choices[2].Mean) != 4 || c.Choices[2].Points != 12 {
		t.Errorf("advised %s, months %+v", c.Recommended, c.Choices[2])
	}
	if number(t, c.Choices[1].Mean) >= 1 {
		t.Errorf("weeks hold %v each", c.Choices[1].Mean)
	}
}

// count has the time before the period cut off, so that the shown time is the period.
func count(t *testing.T, all []Incident, q Query, today string) (Counts, error) {
	t.Helper()
	first, _ := FirstDay(all)
	p, err := ParsePeriod(q.Period, date(t, today), first)
	if err != nil {
		return Counts{}, err
	}
	if q.Period == "2025-01-01..2025-12-31" {
		p.Before = Span{p.Now.First, p.Now.First.AddDays(-1)}
	}
	return Count(all, q, p, date(t, today), calendar.Date{})
}

func TestRareIncidentsAreChartedByTheTimeBetweenThem(t *testing.T) {
	all := yearly(t, "2024-01-01", 9, 80)
	c, err := count(t, all, Query{Period: "12m"}, "2025-12-31")
	if err != nil {
		t.Fatal(err)
	}
	if c.Interval != Between || c.Chart.Kind != stat.TimeBetween || !c.Chart.Provisional {
		t.Fatalf("%s %s provisional %v", c.Interval, c.Chart.Kind, c.Chart.Provisional)
	}
	for i, p := range c.Chart.Points {
		if number(t, p.Value) != 80 || c.Buckets[i].Days() != 81 || len(c.Buckets[i].Incidents) != 1 {
			t.Errorf("point %d: %v over %v", i, p.Value, c.Buckets[i].Span)
		}
	}
}

func TestTimeBeforeTheRecordHasNoExposureAndTheLastPeriodIsGrey(t *testing.T) {
	all := yearly(t, "2025-03-10", 100, 4)
	c, err := count(t, all, Query{Period: "12m", Interval: "month"}, "2026-03-20")
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Buckets) != len(c.Chart.Points) {
		t.Fatalf("%d buckets, %d points", len(c.Buckets), len(c.Chart.Points))
	}
	empty := 0
	for i, p := range c.Chart.Points {
		before := c.Buckets[i].Last.Before(date(t, "2025-03-11"))
		if (p.LeftOut == stat.ZeroExposure) != before {
			t.Errorf("%v: %q", c.Buckets[i].Span, p.LeftOut)
		}
		if before {
			empty++
		}
	}
	if last := c.Chart.Points[len(c.Chart.Points)-1]; last.LeftOut != stat.PartialSpan || empty < 11 {
		t.Errorf("the last period %q, %d without exposure", last.LeftOut, empty)
	}
	if !slices.ContainsFunc(c.LeftOut, func(l LeftOut) bool { return l.Why == BeginsRecord && l.Incident.Ref == "r000" }) {
		t.Errorf("the first incident is counted: %v", c.LeftOut)
	}
	if c.WatchedBefore != 10 || c.WatchedNow != 365 {
		t.Errorf("watched %d and %d days", c.WatchedBefore, c.WatchedNow)
	}
}

func TestEveryIncidentIsCountedOnceOrLeftOutOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 7))
	today := date(t, "2026-06-30")
	for range 300 {
		var all []Incident
		for i := range r.IntN(60) {
			in := incident(fmt.Sprintf("r%02d", i), today.AddDays(-r.IntN(900)).String(), Started, "10:00", Detected, fmt.Sprintf("%02d:10", 8+r.IntN(10)))
			in.Severity = []string{"SEV1", "SEV2", ""}[r.IntN(3)]
			if r.IntN(9) == 0 {
				in.Day = ""
			}
			all = append(all, in)
		}
		given := fmt.Sprint(all)
		q := Query{Period: []string{"12m", "3m", "all", "2026-Q1"}[r.IntN(4)], Interval: []string{"", "day", "week", "month", "quarter", "between"}[r.IntN(6)]}
		if r.IntN(2) == 0 {
			q.Severities = []string{"SEV1"}
		}
		m, err := Measure(all, Rest{}, q, today)
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(all) != given {
			t.Fatal("the incidents of the caller were put in another order")
		}
		shown := Span{m.Period.Before.First, m.Period.Now.Last}
		inShown, taken, noDay := 0, 0, 0
		for _, in := range all {
			if !q.Takes(in) {
				continue
			}
			taken++
			if in.Day == "" {
				noDay++
			} else if d := dayOf(in); shown.Holds(d) && !today.Before(d) {
				inShown++
			}
		}
		if got := len(m.Counts.NowCases) + len(m.Counts.Earlier) + len(m.Counts.LeftOut); got != inShown+noDay || m.Taken != taken {
			t.Fatalf("%+v: %d of %d accounted for", q, got, inShown+noDay)
		}
		inBuckets := 0
		for _, b := range m.Counts.Buckets {
			inBuckets += len(b.Incidents)
		}
		counted := len(m.Counts.NowCases) + len(m.Counts.Earlier)
		if m.Counts.Interval == Between {
			counted = max(0, counted-1)
		}
		if inBuckets != counted {
			t.Fatalf("%+v: %d in buckets, %d counted", q, inBuckets, counted)
		}
		for _, reading := range m.Readings {
			if in := len(reading.Now.Cases) + len(reading.Now.LeftOut) + len(reading.Before.Cases) + len(reading.Before.LeftOut); in+m.Undated+m.Ahead+m.Elsewhere != m.Taken {
				t.Fatalf("%s: %d in the periods, %d+%d+%d outside, of %d", reading.Key, in, m.Undated, m.Ahead, m.Elsewhere, m.Taken)
			}
			for _, s := range []Side{reading.Now, reading.Before} {
				if s.Median.N != int64(len(s.Cases)) || s.Median.Missing != int64(len(s.LeftOut)) || s.Typical.N != s.Median.N {
					t.Fatalf("%s: n %d of %d cases", reading.Key, s.Median.N, len(s.Cases))
				}
				for _, c := range s.Cases {
					if c.Minutes < 0 || !s.Span.Holds(dayOf(c.Incident)) {
						t.Fatalf("%s: %+v", reading.Key, c)
					}
				}
			}
		}
	}
}

func TestWithoutAChangeAFallIsRarelyClaimed(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 3))
	const runs = 2000
	claimed := 0
	for range runs {
		var all []Incident
		for i := range 50 {
			day := "2025-03-04"
			if i%2 == 0 {
				day = "2026-03-04"
			}
			in := incident(fmt.Sprint(i), day, Started, "00:00")
			minutes := int(math.Ceil(math.Exp(4.25 + 1.25*r.NormFloat64())))
			in.Moments[Resolved] = at(fmt.Sprintf("%s-%02dT%02d:%02d:00Z", day[:7], 4+minutes/1440%20, minutes%1440/60, minutes%60))
			all = append(all, in)
		}
		p, _ := ParsePeriod("2026", date(t, "2026-12-31"), date(t, "2025-03-04"))
		of, _ := FindIndicator("resolve")
		reading, err := Read(of, all, Filter{}, p)
		if err != nil {
			t.Fatal(err)
		}
		if reading.Change.Verdict == stat.Fewer {
			claimed++
		}
	}
	if share := float64(claimed) / runs; share > 0.04 {
		t.Errorf("a fall is claimed in %.1f %% of cases without one", share*100)
	}
}

func TestNoMinutesAreShownAsNoneAndCountAsHalfOfOneInTheTypicalLength(t *testing.T) {
	all := []Incident{incident("a", "2026-05-04", Started, "10:00", Detected, "10:00"), incident("b", "2026-05-05", Started, "10:00", Detected, "10:08")}
	p, _ := ParsePeriod("2026-05", date(t, "2026-06-10"), date(t, "2026-05-04"))
	r, err := Read(Indicators[0], all, Filter{}, p)
	if err != nil {
		t.Fatal(err)
	}
	if r.Now.Instant != 1 || r.Now.Cases[0].Minutes != 0 || number(t, r.Now.Median.Estimate) != 4 || math.Abs(number(t, r.Now.Typical.Estimate)-2) > 1e-12 {
		t.Errorf("%+v", r.Now)
	}
}

func TestAnEmptyWorkspaceIsAnAnswer(t *testing.T) {
	m, err := Measure(nil, Rest{}, Query{}, date(t, "2026-06-30"))
	if err != nil {
		t.Fatal(err)
	}
	if m.Total != 0 || m.Counts.Change.Verdict != stat.CannotTell || m.Readings[0].Change.Verdict != stat.CannotTell || m.Counts.Interval != Between {
		t.Errorf("%+v", m.Counts)
	}
}

func TestTimesBetweenAreExactWhereTheyAreKnownAndATieOfDaysIsNoSignal(t *testing.T) {
	day, all := date(t, "2024-01-01"), []Incident{}
	for i, days := range []int{0, 15, 15, 8, 22, 0, 11, 24, 9, 22, 14, 8, 21, 15, 8, 22, 11, 24, 9, 22, 14, 8, 21, 16} {
		day = day.AddDays(days)
		clock := "06:08"
		if days == 0 {
			clock = "16:08"
		}
		all = append(all, incident(fmt.Sprintf("r%02d", i), day.String(), Started, clock))
	}
	for name, c := range map[string]struct {
		change func(second *Incident)
		want   float64
		beyond bool
	}{
		"both times": {func(*Incident) {}, 10. / 24, false},
		"one time":   {func(in *Incident) { in.Moments = nil }, 0, false},
		"undecided":  {func(in *Incident) { in.Undecided = []string{Started} }, 0, false},
		"a slip":     {func(in *Incident) { in.Moments = incident("", "2031-01-01", Started, "06:10").Moments }, 0, false},
		"at once":    {func(in *Incident) { in.Moments = incident("", in.Day, Started, "06:08").Moments }, 0, true},
		"in an hour": {func(in *Incident) {
			in.Moments = map[string]timeline.Statement{Started: {At: in.Day + "T06:08:00Z", Zone: "UTC", Precision: timeline.Hour}}
		}, 0, true}, // also at the end of the hour
	} {
		list := slices.Clone(all)
		c.change(&list[5])
		got, err := count(t, list, Query{Period: "24m", Interval: Between}, "2025-06-30")
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(got.Buckets, func(b Bucket) bool { return b.Days() == 1 })
		p := got.Chart.Points[at]
		if math.Abs(number(t, p.Value)-c.want) > 1e-9 || p.Beyond != c.beyond || (got.Chart.Verdict == stat.Signal) != c.beyond {
			t.Errorf("%s: %v below %v: %v, %s", name, p.Value, p.Lower, p.Beyond, got.Chart.Verdict)
		}
	}
}
