package search

import "strings"

// Message is a sentence of the catalogue with its gaps.
type Message struct {
	Key    string
	Params map[string]string
}

// NewMessage makes a sentence of its key and of pairs of a gap and what fills it.
func NewMessage(key string, pairs ...string) Message {
	m := Message{Key: key, Params: map[string]string{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		m.Params[pairs[i]] = pairs[i+1]
	}
	return m
}

// Term is one thing a query asks for.
type Term struct {
	// Words are tokens; more than one stand one behind the other in the text.
	Words []string
	// Typed is the term as it stands in the query, where that is more than its
	// words: "14:02".
	Typed string
	// Forms are other rows of words that say the same: "17 March" and "March 17".
	Forms [][]string
	// Quoted terms must be there as long as any record holds them.
	Quoted bool
	// Prefix takes the last word for the beginning of one.
	Prefix bool
	// Weak terms do not decide what is found while there are others: a single
	// letter only ranks, and, the, why count for nothing.
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

// Said is the term as a person knows it again.
func (t Term) Said() string {
	if t.Typed != "" {
		return t.Typed
	}
	return strings.Join(t.Words, " ")
}

// Filter narrows what is found. What a query says of one property is one filter
// where the values are alternatives: severity:SEV1 severity:SEV2.
type Filter struct {
	Name   string // of FilterNames
	Values []string
	Not    bool
	Typed  []Typed // the words of the query that say it
}

// Typed is a word of a query that filters, and what it stands for.
type Typed struct {
	Text   string   // as it stands in the query
	name   string   // with the colon
	parts  []string // the values as typed
	values []string // as understood
}

// Without is the word without the values that drop names: "" when nothing is
// left, the same word when none of its values is one of them.
func (t Typed) Without(drop func(value string) bool) string {
	var left []string
	for i, v := range t.values {
		if !drop(v) {
			left = append(left, t.parts[i])
		}
	}
	switch len(left) {
	case 0:
		return ""
	case len(t.parts):
		return t.Text
	}
	return t.name + strings.Join(left, ",")
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

// Limits of a query. What is beyond is told and left out; words, what is excluded
// and the values of filters count together.
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
