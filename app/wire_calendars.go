package app

import "secondstory/backend/service/obligating"

// CalendarRow is a calendar in a list.
type CalendarRow struct {
	Ref     string `json:"ref"`
	Title   string `json:"title"`
	Zone    string `json:"zone"` // of its clocks, such as Europe/Madrid; empty where it cannot be read
	Trashed bool   `json:"trashed"`
}

// CalendarDoc is a calendar with everything a page shows of it: what it says, what was
// found about it and the days of a year.
type CalendarDoc struct {
	Ref       string `json:"ref"`
	Title     string `json:"title"`
	Zone      string `json:"zone"`
	ValidFrom string `json:"validFrom"`
	ValidTo   string `json:"validTo"`
	Note      string `json:"note"`
	Version   string `json:"version"`
	Trashed   bool   `json:"trashed"`

	Week       []CalendarHours     `json:"week"`
	Holidays   []CalendarHoliday   `json:"holidays"`
	Exceptions []CalendarException `json:"exceptions"`
	Periods    []CalendarPeriod    `json:"periods"`

	Year     int               `json:"year"`
	Days     []CalendarDay     `json:"days"`
	Findings []CalendarFinding `json:"findings"`
	// Due is what is due if something is opened at From; FromLocal is the time in the zone.
	Due []CalendarDue `json:"due"`
	At  string        `json:"at"`
	// LiesIn says in which periods From lies, and how much more urgent things are then.
	LiesIn string `json:"liesIn"`
	// Aside are the entries of the file it was made of that wait for a person, AsideLeft
	// how many more stand in the file alone.
	Aside     []CalendarAside `json:"aside"`
	AsideLeft int             `json:"asideLeft"`
	// Picks says that the time asked about is shown twice or never by the clocks.
	Picks bool `json:"picks"`
	// Stopped says why no clock can be made of it; "" when one can.
	Stopped string `json:"stopped"`
}

// CalendarAside is an entry of a file that became nothing yet. Asks is what would let it be
// taken: pick, zone, form, or "" where only its text can be corrected.
type CalendarAside struct {
	ID      string `json:"id"`
	Line    int    `json:"line"`
	Title   string `json:"title"`
	Message string `json:"message"`
	Asks    string `json:"asks"`
	Text    string `json:"text"`
	Alike   int    `json:"alike"` // how many others ask the same
	// The two times that are chosen from, with their offsets; "" where none is.
	Earlier string `json:"earlier"`
	Later   string `json:"later"`
}

// CalendarSettling says what an entry that was put aside means.
type CalendarSettling struct {
	Form string `json:"form"`
	Zone string `json:"zone"`
	Pick string `json:"pick"`
	Text string `json:"text"`
	// Alike gives the same answer to all that ask the same.
	Alike bool `json:"alike"`
}

// CalendarHours are hours of the week.
type CalendarHours struct {
	ID   string `json:"id"`
	Day  string `json:"day"` // monday …
	From string `json:"from"`
	To   string `json:"to"`
}

// CalendarHoliday closes a date.
type CalendarHoliday struct {
	ID     string `json:"id"`
	On     string `json:"on"`
	Name   string `json:"name"`
	Yearly bool   `json:"yearly"`
	Until  string `json:"until"`
}

// CalendarException gives a date hours of its own; none close it.
type CalendarException struct {
	ID    string   `json:"id"`
	On    string   `json:"on"`
	Name  string   `json:"name"`
	Hours []string `json:"hours"`
}

// CalendarPeriod is a peak, a freeze or a maintenance.
type CalendarPeriod struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`
	Name     string   `json:"name"`
	Begin    string   `json:"begin"`
	End      string   `json:"end"`
	FirstDay string   `json:"firstDay"`
	LastDay  string   `json:"lastDay"`
	Hours    []string `json:"hours"`
	Weight   int      `json:"weight"`
	Urgency  int      `json:"urgency"`
}

// CalendarDay is one day of the year.
type CalendarDay struct {
	Date    string   `json:"date"`
	State   string   `json:"state"` // open closed holiday exception outside
	Minutes int      `json:"minutes"`
	Real    int      `json:"real"`
	Name    string   `json:"name"`
	Hours   []string `json:"hours"`
	Periods []int    `json:"periods"` // places in the periods
}

// CalendarFinding is something to correct or to know; Place, Key and Path name it to Fix.
type CalendarFinding struct {
	Place   int    `json:"place"`
	Level   string `json:"level"`
	Key     string `json:"key"`
	Path    string `json:"path"`
	Message string `json:"message"`
	Fix     string `json:"fix"` // what a fix does, "" where there is none
}

// CalendarDue is when a length of business time has passed.
type CalendarDue struct {
	Length    string `json:"length"`
	At        string `json:"at"` // on the clocks of the calendar
	Explained string `json:"explained"`
	Problem   string `json:"problem"`
}

// CalendarLimits are the limits that hang on a calendar, with what it said when somebody
// began to look, "" while none does.
type CalendarLimits struct {
	Since  string               `json:"since"`
	Limits []obligating.Hanging `json:"limits"`
}

// CalendarImported is what reading a file gave.
type CalendarImported struct {
	Ref     string               `json:"ref"` // "" where nothing was made
	Title   string               `json:"title"`
	File    string               `json:"file"`
	Read    int                  `json:"read"`
	Taken   int                  `json:"taken"`
	Entries []CalendarImportLine `json:"entries"`
	// Known says that a calendar (Ref) says all of it already, Same how many entries the
	// calendar they went into had, Closed how many days are taken as closed.
	Known  bool `json:"known"`
	Same   int  `json:"same"`
	Closed int  `json:"closed"`
	// Nights counts single times of entries that were taken which wait for an answer.
	Nights int `json:"nights"`
	// Names are the calendars of a file with several of which nobody has chosen one yet.
	Names []string `json:"names"`
}

// CalendarImportLine is one entry of the file that was put aside, or taken with a remark.
type CalendarImportLine struct {
	Line    int    `json:"line"`
	Title   string `json:"title"`
	Aside   bool   `json:"aside"`
	Message string `json:"message"`
}
