package generate

import "time"

// The year of a world: 365 days from this one, in the organisation's zone. Both
// changes of the clock, every season and the holidays lie in it.
const (
	FirstDay = "2025-11-01"
	Days     = 365
)

// ZoneName is the zone of the organisation.
const ZoneName = "Europe/Amsterdam"

// RatePerExposure is how many incidents a year one unit of exposure brings at
// par, in one branch: background and patterns before their fixes, without
// season, Fridays and changes.
const RatePerExposure = 4.09

// HotSpot is the one service whose rate is out of proportion: HotSpotFactor
// times that of the others per unit of exposure.
const (
	HotSpot       = "Hospital Link"
	HotSpotFactor = 4.0
)

// The fix that worked. The incidents of the pattern are those of the service
// with the subcategory; their rate falls to WorkedFactor of what it was, from
// the beginning of the day of the fix. It is the action of sample review 24 that
// keeps the lamp of a line in amber until its rest is filled.
const (
	WorkedService     = "Pick Floor"
	WorkedSubcategory = "forgotten rest"
	WorkedProblem     = "PRB0000017"
	WorkedPerYear     = 54.0
	WorkedFixDay      = "2026-03-27"
	WorkedFactor      = 0.15
)

// The fix that did not: its pattern goes on at the same rate. It is the action of
// sample review 25 that rings the dispatch lead before a slot is given away.
const (
	UnchangedService     = "Route Board"
	UnchangedSubcategory = "missed dock slot"
	UnchangedProblem     = "PRB0000023"
	UnchangedPerYear     = 36.0
	UnchangedFixDay      = "2026-02-27"
)

// A change that was carried out raises the background rate of its service in its
// branch to ChangeFactor of what it was, for ChangeWindow from its start. The
// windows of one service and branch never overlap.
const (
	ChangeFactor = 4.0
	ChangeWindow = 24 * time.Hour
)

// In the months of the season the background is SeasonFactor times that of the
// other months; the two patterns know no season.
const SeasonFactor = 1.5

// InSeason says whether a month belongs to the season.
func InSeason(m time.Month) bool {
	return m == time.December || m == time.January || m == time.February
}

// On Fridays one plan covers three days: from Friday FridayFrom to Saturday
// FridayUntil (local hours) the background of FridayServices is FridayFactor
// times that of other days at that hour.
const (
	FridayFactor = 2.0
	FridayFrom   = 18
	FridayUntil  = 9
)

// FridayServices do the work of the three-day plan.
var FridayServices = []string{"Demand Planner", "Pick Floor", "Route Board"}

// From ReportingDay on a new guide is used to state severities: of the incidents
// that are SEV3 and SEV4 a share of ReportingShare is recorded one level higher.
// What happens, how often and how long, stays the same.
const (
	ReportingDay   = "2026-03-02"
	ReportingShare = 0.5
)

// SeverityShares are the true shares of SEV1 … SEV5, before and after.
var SeverityShares = []float64{0.03, 0.10, 0.32, 0.40, 0.15}

// QuietFactor is the rate of a Saturday, Sunday or public holiday against that
// of a working day.
const QuietFactor = 0.6

// Chances that a change is made, for each day on which one is allowed: planned
// ones from Monday to Thursday, emergency ones on any day.
const (
	plannedChance   = 0.21
	emergencyChance = 0.025
	cancelledShare  = 0.04
)

// LinkedShare is the share of incidents caused by a change whose record names it;
// BlamedShare is that of other incidents of the service in the window which name
// the change without having been caused by it.
const (
	LinkedShare = 0.75
	BlamedShare = 0.2
)
