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
	// Ends is the last day, until today, of which the whole register tells, zero for none: the
	// day of its last incident or a later one until which it is known that it holds everything
	// (incident.Known). What nobody brought in is not known to be quiet.
	Ends calendar.Date
	// Known is whether the register is known to hold everything until Ends. Otherwise Ends is no
	// more than the day of its last incident.
	Known bool
	// Said is that last day where what comes after it was quiet by somebody's word; otherwise
	// the zero date.
	Said calendar.Date
	// Read is the day of its last incident where the time from then until Ends was quiet by a
	// file that told again of all there was, and File the name of that file.
	Read calendar.Date
	File string
	// Of those the filter takes: all, those after today, and those of another time.
	Taken, Ahead, Elsewhere int
}

// LastKnown is the last day of which anything is known: until then days without incidents were
// quiet, and nobody knows of those since. It is today where only reviews are kept, which
// somebody writes as things happen, and the day until which the register is known to hold
// everything. A record that only stops with an incident is known until the day before: that
// incident says when the record stops, so with it every record would end in an event, and
// whatever is compared would seem to rise. told is the last day that anything tells of.
func LastKnown(all []Incident, rest Rest, today calendar.Date) (known, told calendar.Date) {
	if rest.Ends.IsZero() {
		return today, today
	}
	last, whole := rest.Ends, rest.Known
	if r := lastReview(all, today); last.Before(r) {
		last, whole = r, false
	}
	switch {
	case !last.Before(today):
		return today, today
	case whole:
		return last, last
	}
	known = last.AddDays(-1)
	if rest.Known && known.Before(rest.Ends) {
		known = rest.Ends
	}
	return known, last
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
