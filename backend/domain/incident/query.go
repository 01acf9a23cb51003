package incident

import "strings"

// Query says which incidents are meant and in what order. The zero value means all, the
// newest first.
type Query struct {
	Words string `json:"words"` // all of them stand in title, number or services

	// Any of the values of a facet; "" in one means that there is no value.
	Severities []string `json:"severities"`
	Priorities []string `json:"priorities"`
	States     []string `json:"states"`
	Sources    []string `json:"sources"`
	Services   []string `json:"services"`
	Reviews    []string `json:"reviews"` // Reviewed, NotReviewed

	From   string `json:"from"` // days, both included; "" for no bound
	To     string `json:"to"`
	Import string `json:"import"` // only those this import made or changed
	// Twice asks for those of which another source tells number and title as well: a table
	// exported with other columns is another source, and its rows come a second time.
	Twice bool `json:"twice,omitempty"`

	Order   string `json:"order"` // one of Orders; "" is ByTime
	Reverse bool   `json:"reverse"`
}

// Values of the facet of reviews.
const (
	Reviewed    = "yes"
	NotReviewed = "no"
)

// Orders of a list. Each has the most pressing or the newest first.
const (
	ByTime     = "time"
	BySeverity = "severity"
	ByPriority = "priority"
	ByState    = "state"
	ByLength   = "length"
	ByTitle    = "title"
	ByNumber   = "number"
)

// Orders lists them.
func Orders() []string {
	return []string{ByTime, BySeverity, ByPriority, ByState, ByLength, ByTitle, ByNumber}
}

// Names of facets, which are those of the fields of Query.
const (
	OfSeverity = "severities"
	OfPriority = "priorities"
	OfState    = "states"
	OfSource   = "sources"
	OfService  = "services"
	OfReview   = "reviews"
)

// FacetNames lists the facets in the order of the screen.
func FacetNames() []string {
	return []string{OfSeverity, OfState, OfReview, OfPriority, OfService, OfSource}
}

// Chosen are the values of a facet that a query asks for.
func (q Query) Chosen(facet string) []string {
	switch facet {
	case OfSeverity:
		return q.Severities
	case OfPriority:
		return q.Priorities
	case OfState:
		return q.States
	case OfSource:
		return q.Sources
	case OfService:
		return q.Services
	case OfReview:
		return q.Reviews
	}
	return nil
}

// Without is the query without what it asks of the facets that one line of counts is
// folded from.
func (q Query) Without(facets ...string) Query {
	for _, f := range facets {
		switch f {
		case OfSeverity:
			q.Severities = nil
		case OfPriority:
			q.Priorities = nil
		case OfState:
			q.States = nil
		case OfSource:
			q.Sources = nil
		case OfService:
			q.Services = nil
		case OfReview:
			q.Reviews = nil
		}
	}
	return q
}

// Cross counts the incidents that have one combination of values.
type Cross struct {
	Severity, Priority, State, Source, Review string
	Count                                     int
}

// Value is one value of a facet with how many incidents have it. A facet is counted
// under everything a query asks but what it asks of that facet itself, so that it says
// what choosing another value would give.
type Value struct {
	Value  string
	Count  int
	Chosen bool
}

// Facet is one of the FacetNames.
type Facet struct {
	Name   string
	Values []Value
	More   int // values that are not listed, because there are so many
}

// mostValues bounds the values of a facet that are listed.
const mostValues = 40

// Facets folds counts into facets. Cross counts those the query finds without its single
// valued facets, services each service under the whole query but for services.
func (q Query) Facets(cross []Cross, services []Value) []Facet {
	var out []Facet
	for _, name := range FacetNames() {
		var values []Value
		if name == OfService {
			values = services
		} else {
			values = foldOne(q, name, cross)
		}
		out = append(out, cut(name, values, q.Chosen(name)))
	}
	return out
}

func (c Cross) of(facet string) string {
	switch facet {
	case OfSeverity:
		return c.Severity
	case OfPriority:
		return c.Priority
	case OfState:
		return c.State
	case OfSource:
		return c.Source
	}
	return c.Review
}

// single are the facets of which an incident has one value.
var single = []string{OfSeverity, OfPriority, OfState, OfSource, OfReview}

// Single lists the facets of which an incident has one value.
func Single() []string { return append([]string{}, single...) }

func foldOne(q Query, name string, cross []Cross) []Value {
	count, order := map[string]int{}, []string{}
	for _, c := range cross {
		fits := true
		for _, other := range single {
			chosen := q.Chosen(other)
			fits = fits && (other == name || len(chosen) == 0 || has(chosen, c.of(other)))
		}
		if !fits {
			continue
		}
		v := c.of(name)
		if _, there := count[v]; !there {
			order = append(order, v)
		}
		count[v] += c.Count
	}
	out := make([]Value, 0, len(order))
	for _, v := range order {
		out = append(out, Value{Value: v, Count: count[v]})
	}
	return out
}

func has(list []string, v string) bool {
	for _, s := range list {
		if s == v {
			return true
		}
	}
	return false
}

// Terms are the words of a query, plain and each once.
func (q Query) Terms(plain func(string) string) []string {
	var out []string
	for _, w := range strings.Fields(plain(q.Words)) {
		if !has(out, w) {
			out = append(out, w)
		}
	}
	return out
}
