package measure

import "secondstory/backend/domain/calendar"

// Sift says which incidents of a register are read one by one: those of the days From to
// To, those of no day, and the first. Of the others their number is enough.
type Sift struct {
	From, To calendar.Date
	Today    calendar.Date
	Filter
	// Times asks for the moments as well.
	Times bool
}

// Rest counts the incidents of a register that were not read one by one.
type Rest struct {
	Total int // whatever the filter, like what follows here
	// Cancelled are those that their source took back; they count nowhere.
	Cancelled int
	// Planned are works that were announced; they count nowhere either.
	Planned int
	// First is the first day of all, and Services those of all; the zero date for none.
	First    calendar.Date
	Services []string
	// Begins is the first day of the whole register, reviewed or not, zero for none: before it
	// only reviews tell of incidents, and somebody chose which.
	Begins calendar.Date
	// Ends is the last day, until today, of which the whole register tells, zero for none: what
	// nobody brought in is not known to be quiet.
	Ends calendar.Date
	// Of those the filter takes: all, those after today, and those of another time.
	Taken, Ahead, Elsewhere int
}

// LastKnown is the last day of which anything is known: today where only reviews are kept,
// which somebody writes as things happen, and else the last day the register or a review
// tells of.
func LastKnown(all []Incident, ends, today calendar.Date) calendar.Date {
	if ends.IsZero() {
		return today
	}
	last := lastReview(all, today)
	if last.Before(ends) {
		last = ends
	}
	if today.Before(last) {
		return today
	}
	return last
}

// lastReview is the last day, until today, of an incident that has a review; the zero date
// for none.
func lastReview(all []Incident, today calendar.Date) (last calendar.Date) {
	for _, in := range all {
		if d, err := calendar.ParseDate(in.Day); err == nil && !in.Unreviewed && last.Before(d) && !today.Before(d) {
			last = d
		}
	}
	return last
}

// Placeholders are the days that tools write where they know none. No record begins on one.
func Placeholders() []string {
	return []string{"0001-01-01", "1899-12-30", "1899-12-31", "1900-01-01", "1970-01-01"}
}
