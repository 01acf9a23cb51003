package search

// Message is a sentence of the catalogue with its gaps.
type Message struct {
	Key    string
	Params map[string]string
}

// Term is one thing a query asks for.
type Term struct {
	// Words are tokens; more than one stand one behind the other in the text.
	Words []string
	// Quoted terms must be there as long as any record holds them.
	Quoted bool
	// Prefix takes the last word for the beginning of one.
	Prefix bool
	// Weak terms only rank while there are others: and, the, a single letter.
	Weak bool
}

// Text of the term as it was understood.
func (t Term) Text() string {
	s := ""
	for i, w := range t.Words {
		if i > 0 {
			s += " "
		}
		s += w
	}
	if t.Prefix {
		s += "*"
	}
	return s
}

// Filter narrows what is found.
type Filter struct {
	Name   string // of FilterNames
	Values []string
	Not    bool
	Typed  string // as it stands in the query
}

// Query is a query as it was understood.
type Query struct {
	Terms   []Term
	Not     []Term // what must not be there
	Filters []Filter
	Notices []Message
}

// Empty says whether the query asks for no word: everything that passes its
// filters is then found.
func (q Query) Empty() bool { return len(q.Terms) == 0 }

// Options of reading a query.
type Options struct {
	// Typing: the person is still typing, so the last word may be a beginning.
	Typing bool
	// The closed sets of the records, for the values of filters.
	Severities, States, CauseClasses []string
}

// Limits of a query. What is beyond is told and left out.
const (
	MaxQueryRunes = 2_000
	MaxTerms      = 64
)

// Names of the filters.
const (
	FilterService  = "service"
	FilterSeverity = "severity"
	FilterState    = "state"
	FilterTag      = "tag"
	FilterClass    = "class"
	FilterIn       = "in"
	FilterHas      = "has"
	FilterBefore   = "before"
	FilterAfter    = "after"
	FilterYear     = "year"
)

// FilterNames lists the filters in the order of the help.
var FilterNames = []string{FilterService, FilterSeverity, FilterState, FilterTag, FilterClass, FilterIn, FilterHas, FilterBefore, FilterAfter, FilterYear}

var filterAliases = map[string]string{"services": FilterService, "sev": FilterSeverity, "tags": FilterTag, "since": FilterAfter,
	"until": FilterBefore, "date": FilterYear, "where": FilterIn, "with": FilterHas}

// Sections are the keys of sections that "in:" knows beside the classes.
var Sections = []string{"background", "communication", "contributing_factors", "detection", "details", "difficulties", "glossary", "impact",
	"lessons", "luck", "open_questions", "recurrence", "resolution", "response", "risks", "root_cause", "supporting", "trigger",
	"went_well", "went_wrong"}

// HasNames are the values of "has:".
var HasNames = []string{"timeline", "factors", "causes", "evidence", "actions", "open-actions", "questions", "services", "severity", "date"}
