package measure

import (
	"fmt"
	"testing"

	"secondstory/backend/domain/calendar"
)

func TestEachIncidentIsInOneSeverityAndInEachOfItsServices(t *testing.T) {
	of := func(ref, day, severity string, services ...string) Incident {
		in := incident(ref, day)
		in.Severity, in.Services = severity, services
		return in
	}
	undecided := of("f", "2026-07-07", "SEV1", "bus")
	undecided.Undecided = []string{"severity", "services"}
	all := []Incident{
		of("a", "2024-02-01", "SEV1", "bus"), // begins the record
		of("b", "2025-03-01", "SEV2", "bus"), of("c", "2026-02-01", "SEV2", "gate", "bus", "bus"),
		of("d", "2026-03-01", "SEV1", "gate"), of("e", "2026-04-01", ""), undecided,
	}
	m, err := Measure(all, Rest{}, Query{Period: "2026"}, date(t, "2026-12-31"))
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, way := range m.Classes {
		for _, c := range way.List {
			got += fmt.Sprintf("%s %q %d/%d ", way.Key, c.Name, len(c.NowCases), len(c.Earlier))
			if c.Now.N != int64(len(c.NowCases)) || c.Before.N != int64(len(c.Earlier)) || c.Now.Interval.Upper.IsNone() {
				t.Errorf("%s %q: %+v", way.Key, c.Name, c.Now)
			}
		}
	}
	want := `severities "SEV1" 1/0 severities "SEV2" 1/1 severities "" 2/0 services "gate" 2/0 services "bus" 1/1 services "" 2/0 `
	if got != want {
		t.Errorf("\n%s\n%s", got, want)
	}
	if m.Classes[0].Several != 0 || m.Classes[1].Several != 1 {
		t.Errorf("%d and %d in more than one", m.Classes[0].Several, m.Classes[1].Several)
	}
	sum := 0.0
	for _, c := range m.Classes[0].List {
		sum += number(t, c.Now.Estimate)
	}
	if whole := number(t, m.Counts.Now.Estimate); sum < whole*(1-1e-12) || sum > whole*(1+1e-12) {
		t.Errorf("the severities have %v, all have %v", sum, whole)
	}
}

func TestARangeOfYearsHalvesQuartersAndMonthsIsAPeriod(t *testing.T) {
	for text, want := range map[string]string{
		"2022..2023": "2022-01-01 2023-12-31", "2021-H2": "2021-07-01 2021-12-31", "2024-Q4..2025-02": "2024-10-01 2025-02-28", "2024-H1..2024-08-15": "2024-01-01 2024-08-15",
		"2023..2022": "", "2021-H3": "", "all..2024": "", "3m..2024": "", "..2024": "",
	} {
		p, err := ParsePeriod(text, date(t, "2026-11-23"), calendar.Date{})
		if got := p.Now.First.String() + " " + p.Now.Last.String(); (err == nil) != (want != "") || err == nil && got != want {
			t.Errorf("%s: %s, %v", text, got, err)
		}
	}
}

func TestTheQuartersAndYearsOfferedAreThoseOfTheDay(t *testing.T) {
	for day, want := range map[string]string{
		"2026-01-01": "[2026-Q1 2025-Q4 2026 2025]",
		"2026-11-22": "[2026-Q4 2026-Q3 2026 2025]",
		"2026-03-31": "[2026-Q1 2025-Q4 2026 2025]",
	} {
		today := date(t, day)
		if got := fmt.Sprint(Periods(today, calendar.Date{})); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
		if got := fmt.Sprint(Periods(today, calendar.On(2023, 5, 1))[2:]); got != "[2026 2025 2024 2023]" {
			t.Errorf("%s: the years %s", day, got)
		}
		for _, p := range Periods(today, calendar.On(2022, 5, 1)) {
			if _, err := ParsePeriod(p, today, calendar.Date{}); err != nil {
				t.Errorf("%s: %v", p, err)
			}
		}
	}
}
