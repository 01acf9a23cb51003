package generate

import (
	"slices"
	"time"
)

// workingDay is the rate of a working day against that of the mean day of a week
// without holidays.
const workingDay = 7 / (5 + 2*QuietFactor)

// rhythm is the rate of a day against that of the mean day.
func rhythm(day time.Time) float64 {
	if Quiet(day) {
		return workingDay * QuietFactor
	}
	return workingDay
}

func season(day time.Time) float64 {
	if InSeason(day.Month()) {
		return SeasonFactor
	}
	return 1
}

// friday is the factor of the three-day plan at an hour.
func friday(service string, hour time.Time) float64 {
	within := hour.Weekday() == time.Friday && hour.Hour() >= FridayFrom || hour.Weekday() == time.Saturday && hour.Hour() < FridayUntil
	if within && slices.Contains(FridayServices, service) {
		return FridayFactor
	}
	return 1
}

// background is how many incidents a year a service has beside its pattern, at
// par.
func background(s Service) float64 {
	rate := s.Exposure * RatePerExposure
	switch s.Name {
	case HotSpot:
		rate *= HotSpotFactor
	case WorkedService:
		rate -= WorkedPerYear
	case UnchangedService:
		rate -= UnchangedPerYear
	}
	return rate
}

// pattern is the planted pattern of a service: its subcategory and how many
// incidents of it a day expects, before the rhythm of the week.
func pattern(s Service, d int) (subcategory string, perDay float64) {
	switch s.Name {
	case WorkedService:
		perDay = WorkedPerYear / Days
		if d >= DayOf(WorkedFixDay) {
			perDay *= WorkedFactor
		}
		return WorkedSubcategory, perDay
	case UnchangedService:
		return UnchangedSubcategory, UnchangedPerYear / Days
	}
	return "", 0
}

// perHour is what each hour of a day expects of the background of a service.
func perHour(s Service, hours []time.Time) []float64 {
	sum := 0.0
	for _, w := range hourly {
		sum += w
	}
	day := background(s) / Days * rhythm(hours[0]) * season(hours[0])
	out := make([]float64, len(hours))
	for i, h := range hours {
		out[i] = day * hourly[h.Hour()] / sum * friday(s.Name, h)
	}
	return out
}

func total(list []float64) float64 {
	sum := 0.0
	for _, x := range list {
		sum += x
	}
	return sum
}
