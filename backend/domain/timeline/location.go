package timeline

import (
	"sync"
	"time"
)

// locations keeps what was read of the database of time zones: a timeline of ten
// thousand lines names the same two or three on every line, and the database lies
// on the disk. A location never changes, and there are as many as the database has
// names.
var locations sync.Map // name to *time.Location

// location is time.LoadLocation, read once.
func location(name string) (*time.Location, error) {
	if loc, known := locations.Load(name); known {
		return loc.(*time.Location), nil
	}
	loc, err := time.LoadLocation(name)
	if err == nil {
		locations.Store(name, loc)
	}
	return loc, err
}
