package calendar

// Reading is what a file of another program said about a calendar.
type Reading struct {
	Calendar Calendar
	// Read are the entries of the file; each was Accepted or put aside.
	Read, Accepted int
	// Entries says of each entry that was put aside why, and of some that were taken what
	// a person should know, in the order of the file.
	Entries []ReadEntry
	// Names are what the calendars of a file with several are called; nil for one.
	Names []string
}

// PutAside is how many entries were not taken.
func (r Reading) PutAside() int { return r.Read - r.Accepted }

// ReadEntry is one entry of a file and what was found about it.
type ReadEntry struct {
	Line  int    // where it begins
	Title string // its own, shortened
	Aside bool   // it was not taken
	Message
	// Text is the entry as it stands in the file, of one that was put aside; of one that
	// was taken it is a single occurrence that was not.
	Text string
}

// Form is what an entry of a file becomes.
type Form string

// The closed set of forms.
const (
	NoForm          Form = ""
	HoursForm       Form = "hours"
	HolidayForm     Form = "holiday"
	ExceptionForm   Form = "exception"
	PeakForm        Form = Form(Peak)
	FreezeForm      Form = Form(Freeze)
	MaintenanceForm Form = Form(Maintenance)
)

// Forms that a person may choose for entries that do not say what they are.
var Forms = []Form{HoursForm, HolidayForm, ExceptionForm, PeakForm, FreezeForm, MaintenanceForm}

// ReadAs says what a file leaves open.
type ReadAs struct {
	Zone string // of the calendar, where the file names none
	Form Form   // of timed entries that name none; days become holidays
	// From and Until are the days between which an entry that returns in a way a calendar
	// has no words for is written out one by one.
	From, Until Date
	// Only is the place of one calendar in a file with several, from 1; 0 takes all.
	Only int
	// Answers to what one entry asked: the zone behind a name nobody knows, which of two
	// local times is meant, and the hours that the week has beside it.
	Unknown string
	Pick    Pick
	Week    []Hours
}
