package generate

import (
	"slices"
	"time"
	_ "time/tzdata" // the zone must be there on every machine
)

// Service is one of the twelve. Exposure is its share of the organisation's
// work: messages, users and hours together, in percent.
type Service struct {
	Name     string
	Code     string
	Exposure float64
	Team     string // the role that answers first
}

// Services in the order of samples/ORGANISATION.md.
var Services = []Service{
	{"Ward Orders", "WO", 8, "Service desk"},
	{"Cabinet Counts", "CC", 7, "Integration on-call"},
	{"Hospital Link", "HL", 6, "Integration on-call"},
	{"Demand Planner", "DP", 6, "Planning on-call"},
	{"Pick Floor", "PF", 18, "Floor systems on-call"},
	{"Gate Readers", "GR", 8, "Floor systems on-call"},
	{"Tag Registry", "TR", 6, "Integration on-call"},
	{"Wash Control", "WC", 9, "Maintenance"},
	{"Sterile Sets", "SS", 7, "Sterile systems on-call"},
	{"Route Board", "RB", 12, "Logistics on-call"},
	{"Site Portal", "SP", 6, "Service desk"},
	{"Plant Bus", "PB", 7, "Integration on-call"},
}

// Roles that take part in reviews and report incidents.
var Roles = []string{
	"Duty commander (night)", "Duty commander (day)", "Head of operations", "Planning on-call", "Planning lead",
	"Floor systems on-call", "Floor systems lead", "Integration on-call", "Integration lead", "Logistics on-call",
	"Dispatch lead", "Dispatch packer", "Driver", "Shift lead, Plant East", "Shift lead, Plant West",
	"Shift lead, Plant Coast", "Maintenance", "Building services", "Sterile technician", "Sterile shift lead",
	"Sterile systems on-call", "Sterile systems lead", "Hospital liaison", "Hospital technician", "Service desk",
	"Service desk lead", "Quality officer", "Facilitator", "Vendor manager",
}

var (
	plants = []string{"Plant East", "Plant West", "Plant Coast"}
	zone   = mustZone()
)

func mustZone() *time.Location {
	loc, err := time.LoadLocation(ZoneName)
	if err != nil {
		panic(err) // linked in above
	}
	return loc
}

// dayStart is local midnight at the beginning of day d of the year; the library
// carries d over the ends of months.
func dayStart(d int) time.Time { return time.Date(2025, time.November, 1+d, 0, 0, 0, 0, zone) }

// DayOf is the number of the day that a date stands for; days before FirstDay are
// negative.
func DayOf(date string) int {
	first, _ := time.Parse(time.DateOnly, FirstDay)
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err) // only constants of this package are asked for
	}
	return int(day.Sub(first).Hours() / 24)
}

// Holidays are the public holidays in the year and shortly after it.
var Holidays = []string{
	"2025-12-25", "2025-12-26", "2026-01-01", "2026-04-06", "2026-04-27", "2026-05-05", "2026-05-14", "2026-05-25", "2026-12-25",
}

// Quiet says whether a day is a Saturday, a Sunday or a public holiday.
func Quiet(t time.Time) bool {
	if day := t.Weekday(); day == time.Saturday || day == time.Sunday {
		return true
	}
	return slices.Contains(Holidays, t.Format(time.DateOnly))
}

// hourly is how incidents spread over the hours of a local day: quiet nights,
// delivery in the morning, the plan and the pick lists in the evening.
var hourly = []float64{
	0.5, 0.4, 0.4, 0.4, 0.7, 1.7, 1.9, 1.8, 1.6, 1.3, 1.2, 1.1, 1.0, 1.2, 1.1, 1.0, 0.8, 0.7, 0.6, 0.7, 0.9, 1.8, 1.4, 0.7,
}

// hoursOf lists the hours of a day: 24 of them, 23 or 25 when the clocks change.
func hoursOf(d int) []time.Time {
	var hours []time.Time
	for t, end := dayStart(d), dayStart(d+1); t.Before(end); t = t.Add(time.Hour) {
		hours = append(hours, t.In(zone))
	}
	return hours
}
