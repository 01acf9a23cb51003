package searching

import (
	"context"

	"secondstory/backend/domain/search"
)

// Reader is one state of the index.
type Reader interface {
	// Entries gives the facts about all records by their number; shared, not to
	// be changed.
	Entries() ([]search.Entry, error)
	// Words lists the words from one to another, Vocabulary all of them.
	Words(from, to string) ([]search.Word, error)
	Vocabulary() ([]search.Word, error)
	// Find lists the places that hold one of the phrases, in order; with prefix
	// the last word of each is the beginning of one.
	Find(phrases [][]string, prefix bool) ([]search.Pos, error)
	// Section lists the places of the section with a key.
	Section(key string) ([]search.Pos, error)
	Places(list []search.Pos) (map[search.Pos]search.Place, error)
	Titles(entries []int64) (map[int64]search.Title, error)
}

// Index gives one state of itself to a search.
type Index interface {
	Search(ctx context.Context, f func(Reader) error) error
}

// Options of a search.
type Options struct {
	Typing bool // the person is still typing: the last word may be a beginning
	Trash  bool // also what lies in the trash
	Limit  int  // hits of a page; 0 = DefaultLimit
	Offset int  // hits before the page
}

// Limits of a page.
const (
	DefaultLimit = 20
	MaxLimit     = 200
)

// Result is a page of what was found.
type Result struct {
	Hits    []Hit
	Total   int
	Facets  []Facet
	Notices []search.Message
	// Also lists the other spellings that were searched.
	Also []Also
}

// Also is a word of the query and what was searched beside it.
type Also struct {
	Typed string
	Words []string
}

// Facet counts the found records by one of their properties. The filter of the
// same name is left out of its own counts, so that they say what another choice
// would give.
type Facet struct {
	Name   string // of the filter that narrows by it
	Values []FacetValue
}

// FacetValue is one value of a facet.
type FacetValue struct {
	Value  string
	Count  int
	Chosen bool // the query filters by it
	// Words of the query that choose it; taking them out takes the choice back.
	Words []Choice
}

// Choice is a word of the query, as typed, and what stands in its place when one
// of its values goes: nothing, or the word with its other values.
type Choice struct {
	Typed, Left string
}

// Hit is a record that was found.
type Hit struct {
	search.Title
	Severity, State, Date string
	Services              []string
	Trashed               bool
	Score                 float64
	TitleMarks            []search.Range
	// Places are the best texts, the best first; MorePlaces counts the others
	// that hold a word.
	Places     []PlaceHit
	MorePlaces int
	Reasons    []search.Message
}

// PlaceHit is a text of a record that was found.
type PlaceHit struct {
	Class   string // name of the class
	Key     string // path in the record
	At      string // when it happened, in the zone of the incident; "" without a time
	Timed   bool   // a term of the query names that time
	Snippet search.Snippet
}

// Service searches.
type Service struct {
	Index Index
	// The closed sets of the records.
	Severities, States, CauseClasses []string
}

// Find searches. A query is never an error; what is wrong with it is a notice.
func (s *Service) Find(ctx context.Context, query string, o Options) (out Result, err error) {
	if o.Limit <= 0 {
		o.Limit = DefaultLimit
	}
	o.Limit, o.Offset = min(o.Limit, MaxLimit), max(o.Offset, 0)
	q := search.Parse(query, search.Options{Typing: o.Typing, Severities: s.Severities, States: s.States, CauseClasses: s.CauseClasses})
	err = s.Index.Search(ctx, func(r Reader) error {
		f := finder{r: r, q: q, o: o}
		if err := f.prepare(); err != nil {
			return err
		}
		if err := f.gather(); err != nil {
			return err
		}
		f.match()
		order, err := f.rank()
		if err != nil {
			return err
		}
		out, err = f.page(order)
		return err
	})
	return out, err
}
