package registering

import (
	"context"
	"sync"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/estate"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/measure"
	"secondstory/backend/service/recording"
)

// Tx reads the register in one consistent state.
type Tx interface {
	// IncidentStamp counts the writes to the register.
	IncidentStamp() (int64, error)
	IncidentByKey(source, key string) (s incident.Stored, ok bool, err error)
	IncidentByID(id string) (s incident.Stored, ok bool, err error)
	IncidentByN(n int64) (s incident.Stored, ok bool, err error)
	IncidentsNamed(number string) ([]string, error)
	// IncidentsTitled lists the places of the first incidents of a title in a span of days.
	IncidentsTitled(title, from, to string) ([]int64, error)
	// IncidentsOfReview lists the ids of the incidents that have a review.
	IncidentsOfReview(review string) ([]string, error)
	IncidentsByRandom(prefix string) ([]string, error)
	// IncidentCodes lists the codes of a field that sources told.
	IncidentCodes(field string) ([]string, error)
	// IncidentsTold lists the places of incidents with a told code that another profile
	// read; field is "severity", "priority" or "state".
	IncidentsTold(field, told string, profile, limit int) ([]int64, error)

	IncidentOrder(q incident.Query, terms []string) ([]int64, error)
	IncidentFirst(q incident.Query, terms []string, most int) ([]int64, error)
	IncidentCross(q incident.Query, terms []string) ([]incident.Cross, error)
	IncidentServices(q incident.Query, terms []string) ([]incident.Value, error)
	IncidentLines(places []int64) ([]incident.Line, error)
	CountIncidents() (int, error)
	// IncidentNames lists all incidents but cancelled ones and planned work, with the services they name.
	IncidentNames() ([]estate.Told, error)
	// MeasuredIncidents reads what measures need; see Service.Measured.
	MeasuredIncidents(reviews map[string]bool, span func(first calendar.Date) (measure.Sift, error)) ([]measure.Incident, measure.Rest, error)

	// RegisterReadings are the imports and readings of inboxes since a time that stand and told
	// once more of all that there was of a source.
	RegisterReadings(since time.Time) ([]incident.Reading, error)
	// LastIncidentDay is the last day until today with an incident, the zero date for none.
	LastIncidentDay(today calendar.Date) (calendar.Date, error)
	// IncidentSources are the sources of all incidents.
	IncidentSources() ([]string, error)
	CountOfSource(source string) (int, error)

	// IncidentsWithout goes through those that need a review; see Service.Without.
	IncidentsWithout(reviews map[string]bool, from string, services bool, f func(l incident.Line)) error

	BeforeOf(imp string, after int64, limit int) ([]incident.Before, error)
	IncidentImports(id string, limit int) ([]incident.Import, error)
	// RunningImports lists the imports that have not said how they ended.
	RunningImports() ([]incident.Import, error)
	Refusals(imp string, after int64, limit int) ([]incident.Refusal, error)
	CountRefusals(imp string) (int, error)
	// IsRefused says whether a row of a sum is in quarantine.
	IsRefused(sum string) (bool, error)
	Settings() (map[string]string, error)
}

// Writer writes in the transaction it belongs to.
type Writer interface {
	Tx
	NextIncidentStamp() error
	PutIncident(s incident.Stored, l incident.Line, words string) (n int64, err error)
	LinkIncident(n int64, review string) error
	DropIncident(n int64) error
	KeepBefore(imp string, n int64, before *incident.Stored) error
	DropBefore(imp string, n int64) error
	// PassBefore gives what an import found to the one that changed the incident next.
	PassBefore(imp string, b incident.Before) error
	// LeaveRefusals takes some refused rows from an import: another has them from then on,
	// or with "" nobody. n is how many.
	LeaveRefusals(imp, other string, limit int) (n int, err error)
	PutImport(i incident.Import) error
	PutRefusal(r incident.Refusal) error
	DropRefusals(ids ...int64) error
	SetSetting(name, value string) error
	OpenStep(s journal.Step) (int64, error)
	Append(d journal.Draft, step int64) (journal.Entry, error)
}

// Store runs transactions. Update is durable when it returns.
type Store interface {
	View(ctx context.Context, f func(Tx) error) error
	Update(ctx context.Context, f func(Writer) error) error
}

// Files opens files of this machine.
type Files interface {
	// Open opens a file or a folder that is read as one; name is what people call it.
	Open(path string) (in File, name string, done func() error, err error)
}

// Service is safe for use by several goroutines.
type Service struct {
	Store   Store
	Files   Files
	Readers []Reader
	// Busy is held by imports that run; nil where nobody else can import.
	Busy Busy
	Rec  *recording.Service // makes the review that an incident becomes
	// Named gives the ids of what assessments are about; nil for none.
	Named func(ctx context.Context) (map[string]bool, error)
	Now   func() time.Time
	Zone  func() *time.Location // of the days of the register; nil for UTC
	NewID func() string
	// Plain is how words are compared: without case and accents.
	Plain func(string) string

	// building is held by who makes a list, so that several who ask for one make it once.
	building sync.Mutex
	mu       sync.Mutex
	views    []*view
	let      map[int64]incident.Refusal // rows that were taken out of quarantine, by the id they had
}

// changed tells of a write that is durable.
func (s *Service) changed(id string) {
	if s.Rec.OnChange != nil {
		s.Rec.OnChange(recording.Changed{ID: id, Ref: id, Kind: incident.Kind})
	}
}

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Millisecond) }
