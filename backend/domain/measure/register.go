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
	// First is the first day of all, and Services those of all; the zero date for none.
	First    calendar.Date
	Services []string
	// Of those the filter takes: all, those after today, and those of another time.
	Taken, Ahead, Elsewhere int
}
