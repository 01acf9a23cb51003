package app

import "secondstory/backend/domain/incident"

// IncidentQuery says which incidents a list holds and in what order.
type IncidentQuery struct {
	Words      string   `json:"words"`
	Severities []string `json:"severities"`
	Priorities []string `json:"priorities"`
	States     []string `json:"states"`
	Sources    []string `json:"sources"`
	Services   []string `json:"services"`
	Reviews    []string `json:"reviews"`
	From       string   `json:"from"`
	To         string   `json:"to"`
	Import     string   `json:"import"`
	Twice      bool     `json:"twice"`
	Order      string   `json:"order"`
	Reverse    bool     `json:"reverse"`
}

func (q IncidentQuery) query() incident.Query {
	return incident.Query{Words: q.Words, Severities: q.Severities, Priorities: q.Priorities, States: q.States, Sources: q.Sources, Services: q.Services,
		Reviews: q.Reviews, From: q.From, To: q.To, Import: q.Import, Twice: q.Twice, Order: q.Order, Reverse: q.Reverse}
}

// IncidentRow is a line of the register. Minutes is -1 where its length is not known.
type IncidentRow struct {
	ID           string   `json:"id"`
	Ref          string   `json:"ref"`
	Number       string   `json:"number"`
	Source       string   `json:"source"`
	Title        string   `json:"title"`
	State        string   `json:"state"`
	Severity     string   `json:"severity"`
	Priority     string   `json:"priority"`
	ToldState    string   `json:"toldState"`
	ToldSeverity string   `json:"toldSeverity"`
	ToldPriority string   `json:"toldPriority"`
	Services     []string `json:"services"`
	At           string   `json:"at"`
	Zone         string   `json:"zone"`
	Precision    string   `json:"precision"`
	Minutes      float64  `json:"minutes"`
	Review       string   `json:"review"`
}

// IncidentValue is one value of a facet.
type IncidentValue struct {
	Value  string `json:"value"`
	Count  int    `json:"count"`
	Chosen bool   `json:"chosen"`
}

// IncidentFacet counts the incidents of a list by the values of one field.
type IncidentFacet struct {
	Name   string          `json:"name"`
	Values []IncidentValue `json:"values"`
	More   int             `json:"more"`
}

// IncidentList is a stretch of the list. Total is its length, All the whole register,
// Waiting how many rows are in quarantine.
type IncidentList struct {
	Total   int             `json:"total"`
	All     int             `json:"all"`
	Waiting int             `json:"waiting"`
	Rows    []IncidentRow   `json:"rows"`
	Facets  []IncidentFacet `json:"facets"`
}

// IncidentMoment is one of the named times of an incident.
type IncidentMoment struct {
	Name      string `json:"name"`
	At        string `json:"at"`
	Zone      string `json:"zone"`
	Precision string `json:"precision"`
	Raw       string `json:"raw"`
}

// IncidentLine is one line of its history. Name stays on this machine.
type IncidentLine struct {
	Key       string `json:"key"`
	At        string `json:"at"`
	Zone      string `json:"zone"`
	Precision string `json:"precision"`
	Kind      string `json:"kind"`
	State     string `json:"state"`
	Text      string `json:"text"`
	Role      string `json:"role"`
	Name      string `json:"name"`
}

// IncidentField is a field of the source that has no place of its own.
type IncidentField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// IncidentDoc is an incident with everything its page shows.
type IncidentDoc struct {
	Row        IncidentRow      `json:"row"`
	Summary    string           `json:"summary"`
	Link       string           `json:"link"`
	Owners     []string         `json:"owners"`
	People     []string         `json:"people"`
	Moments    []IncidentMoment `json:"moments"`
	Lines      []IncidentLine   `json:"lines"`
	Raw        []IncidentField  `json:"raw"`
	File       string           `json:"file"`
	ImportedAt string           `json:"importedAt"`
}

// IncidentReviewed names the review of an incident; Made says that it was begun now.
type IncidentReviewed struct {
	Ref  string `json:"ref"`
	Made bool   `json:"made"`
}

// IncidentAnswers answer what a file cannot say.
type IncidentAnswers struct {
	Zone     string            `json:"zone"`
	DayOrder string            `json:"dayOrder"`
	Columns  map[string]string `json:"columns"`
	Twins    string            `json:"twins"` // "all", "new", or "" to ask
}

// IncidentQuestion is something a file cannot say.
type IncidentQuestion struct {
	Key     string            `json:"key"`
	Field   string            `json:"field"`
	Params  map[string]string `json:"params"`
	Samples []string          `json:"samples"`
}

// IncidentColumn is a column of a table: what it is taken for, and its first values.
type IncidentColumn struct {
	Header string   `json:"header"`
	Target string   `json:"target"`
	Values []string `json:"values"`
}

// IncidentSample is one of the first rows of a file as an incident, or with the reason why it
// would be none; then its row can be empty.
type IncidentSample struct {
	Line   int               `json:"line"`
	Row    IncidentRow       `json:"row"`
	Reason string            `json:"reason"`
	Params map[string]string `json:"params"`
}

// IncidentPreview is how a file would be read.
type IncidentPreview struct {
	Columns   []IncidentColumn   `json:"columns"`
	Rows      []IncidentSample   `json:"rows"`
	Questions []IncidentQuestion `json:"questions"`
}

// IncidentUse says what became of a field of a file.
type IncidentUse struct {
	Field  string `json:"field"`
	Target string `json:"target"`
	Why    string `json:"why"`
}

// IncidentImportRow is one import with its account.
type IncidentImportRow struct {
	ID          string `json:"id"`
	File        string `json:"file"`
	Path        string `json:"path"` // where the person had it
	Format      string `json:"format"`
	At          string `json:"at"`
	State       string `json:"state"`
	Read        int    `json:"read"`
	Created     int    `json:"created"`
	Updated     int    `json:"updated"`
	Unchanged   int    `json:"unchanged"`
	Quarantined int    `json:"quarantined"`
	Half        bool   `json:"half"` // its program ended before it did, and nobody has said what becomes of it
}

// IncidentImported is what an import made; with questions it made nothing. Remembered are
// answers that were given for files with the same columns before. Alike is how many of the
// first new ones have a number that a table with other columns has brought too.
type IncidentImported struct {
	Import    IncidentImportRow  `json:"import"`
	Questions []IncidentQuestion `json:"questions"`
	Headers   []string           `json:"headers"`
	Fields    []IncidentUse      `json:"fields"`
	Same      bool               `json:"same"`

	Remembered IncidentAnswers `json:"remembered"`
	Alike      int             `json:"alike"`
}

// IncidentWithdrawn is what the withdrawal of an import did.
type IncidentWithdrawn struct {
	File     string `json:"file"`
	Removed  int    `json:"removed"`
	Restored int    `json:"restored"`
	Left     int    `json:"left"`
}

// IncidentRefused is a row in quarantine. Column is where it begins in its line, 0 for the beginning. Code is the value that has no meaning yet. Mends is
// the field that can be said anew, "" where the row cannot be taken apart; Told is what it says.
type IncidentRefused struct {
	N      int               `json:"n"`
	File   string            `json:"file"`
	Line   int               `json:"line"`
	Column int               `json:"column"`
	Field  string            `json:"field"`
	Reason string            `json:"reason"`
	Params map[string]string `json:"params"`
	Text   string            `json:"text"`
	Retry  bool              `json:"retry"`
	Code   string            `json:"code"`
	Mends  string            `json:"mends"`
	Told   string            `json:"told"`
	Both   []string          `json:"both"` // the two moments that its time may mean, the earlier first
}

// IncidentMended is what saying a field anew did: rows that came in, and rows of the same kind
// that are refused for something else still.
type IncidentMended struct {
	Taken int `json:"taken"`
	Left  int `json:"left"`
}

// IncidentQuarantine is a stretch of the rows in quarantine.
type IncidentQuarantine struct {
	Rows  []IncidentRefused `json:"rows"`
	Total int               `json:"total"`
}

// IncidentMeaning is a code that was given another meaning, as the last change left it.
type IncidentMeaning struct {
	Field string `json:"field"` // severity, priority, state
	Code  string `json:"code"`
	Is    string `json:"is"`  // "" for no meaning
	Was   string `json:"was"` // before the last change, "" for no meaning
	Count int    `json:"count"`
	At    string `json:"at"`
}

// IncidentKnown is until when the register tells of what happened.
type IncidentKnown struct {
	Until string `json:"until"` // a day, "" for a register without days
	By    string `json:"by"`    // "incident", "reading", "word", or ""
}

// IncidentMeant is what a new meaning of a code did.
type IncidentMeant struct {
	Version int `json:"version"`
	Reread  int `json:"reread"`
	Taken   int `json:"taken"`
	Waiting int `json:"waiting"`
}
