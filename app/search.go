package app

import (
	"context"
	"time"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/search"
	"secondstory/backend/service/searching"
	"secondstory/backend/workspace"
)

// Search is the bound service of the search.
type Search struct{ a *App }

// NewSearch binds the service to the app.
func NewSearch(a *App) *Search { return &Search{a} }

// Find searches all reviews. No query is an error: what could not be read as
// asked is in Notices.
func (s *Search) Find(query string, o SearchOptions) (SearchResult, error) {
	return with(s.a, "Search.Find", func(ctx context.Context, ws *workspace.Workspace) (SearchResult, error) {
		r, err := ws.Search.Find(ctx, query, searching.Options{Typing: o.Typing, Trash: o.Trash, Limit: o.Limit, Offset: o.Offset})
		if err != nil {
			return SearchResult{}, err
		}
		return searchResult(r, o.Times), nil
	})
}

// mostNamed bounds how many records of each kind stand in a list to choose from.
const mostNamed = 4

// Named finds records that are no reviews, and incidents of the register, by the words of
// their titles.
func (s *Search) Named(words string) ([]NamedRecord, error) {
	return with(s.a, "Search.Named", func(ctx context.Context, ws *workspace.Workspace) ([]NamedRecord, error) {
		out := []NamedRecord{}
		found, err := ws.Named(ctx, words, mostNamed)
		for _, n := range found {
			out = append(out, NamedRecord(n))
		}
		return out, err
	})
}

// NamedRecord is a record or an incident as it is called; state as its kind knows states.
type NamedRecord struct {
	Ref   string `json:"ref"`
	Kind  string `json:"kind"`
	Title string `json:"title"`
	State string `json:"state"`
}

// SearchOptions say how to search. Typing: the last word may be the beginning of
// one. Limit 0 is a page of the usual size. Times is the zone of the times in the
// answer: incident, utc or local.
type SearchOptions struct {
	Typing bool   `json:"typing"`
	Trash  bool   `json:"trash"`
	Limit  int    `json:"limit"`
	Offset int    `json:"offset"`
	Times  string `json:"times"`
}

// SearchResult is a page of what was found. Total counts all of it.
type SearchResult struct {
	Hits    []SearchHit   `json:"hits"`
	Total   int           `json:"total"`
	Facets  []SearchFacet `json:"facets"`
	Notices []Message     `json:"notices"`
	Also    []SearchAlso  `json:"also"`
}

// SearchAlso is a word of the query and the other spellings that were searched.
type SearchAlso struct {
	Typed string   `json:"typed"`
	Words []string `json:"words"`
}

// SearchFacet counts what was found by one property; its name is that of the
// filter which narrows by it.
type SearchFacet struct {
	Name   string             `json:"name"`
	Values []SearchFacetValue `json:"values"`
}

// SearchFacetValue is one value of a facet.
type SearchFacetValue struct {
	Value  string `json:"value"`
	Count  int    `json:"count"`
	Chosen bool   `json:"chosen"`
	// Words of the query that choose it, each with what is left of it without.
	Words []SearchChoice `json:"words"`
}

// SearchChoice is a word of the query and what stands in its place when the value
// it chooses goes.
type SearchChoice struct {
	Typed string `json:"typed"`
	Left  string `json:"left"`
}

// SearchHit is a review that was found. The first of Places is the best text.
type SearchHit struct {
	Kind       string        `json:"kind"`
	Ref        string        `json:"ref"`
	ID         string        `json:"id"`
	Title      string        `json:"title"`
	TitleMarks []SearchMark  `json:"titleMarks"`
	Severity   string        `json:"severity"`
	State      string        `json:"state"`
	Date       string        `json:"date"`
	Services   []string      `json:"services"`
	Trashed    bool          `json:"trashed"`
	Score      float64       `json:"score"`
	Places     []SearchPlace `json:"places"`
	MorePlaces int           `json:"morePlaces"`
	Reasons    []Message     `json:"reasons"`
}

// SearchPlace is a text that was found: where it stands in the review and the
// piece to show.
type SearchPlace struct {
	Class   string       `json:"class"`
	Key     string       `json:"key"`  // path: "sections/summary", "timeline/<id>", "title"
	Name    string       `json:"name"` // key of what the catalogue calls the place
	Snippet string       `json:"snippet"`
	Before  bool         `json:"before"` // the text begins earlier
	After   bool         `json:"after"`  // the text goes on
	Marks   []SearchMark `json:"marks"`
	At      string       `json:"at"`    // when it happened, a form of a statement; "" without a time
	Timed   bool         `json:"timed"` // the query names that time
}

// SearchMark is a piece of a text in UTF-16 units.
type SearchMark struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

func searchResult(r searching.Result, times string) SearchResult {
	out := SearchResult{Hits: []SearchHit{}, Total: r.Total, Facets: []SearchFacet{}, Notices: messages(r.Notices), Also: []SearchAlso{}}
	for _, a := range r.Also {
		out.Also = append(out.Also, SearchAlso(a))
	}
	for _, f := range r.Facets {
		facet := SearchFacet{Name: f.Name, Values: []SearchFacetValue{}}
		for _, v := range f.Values {
			value := SearchFacetValue{Value: v.Value, Count: v.Count, Chosen: v.Chosen, Words: []SearchChoice{}}
			for _, c := range v.Words {
				value.Words = append(value.Words, SearchChoice(c))
			}
			facet.Values = append(facet.Values, value)
		}
		out.Facets = append(out.Facets, facet)
	}
	for _, h := range r.Hits {
		hit := SearchHit{Kind: h.Kind, Ref: h.Ref, ID: h.ID, Title: h.Title.Title, TitleMarks: marks(h.TitleMarks), Severity: h.Severity,
			State: h.State, Date: h.Date, Services: h.Services, Trashed: h.Trashed, Score: h.Score, Places: []SearchPlace{},
			MorePlaces: h.MorePlaces, Reasons: messages(h.Reasons)}
		for _, p := range h.Places {
			hit.Places = append(hit.Places, SearchPlace{Class: p.Class, Key: p.Key, Name: p.Label(), Snippet: p.Snippet.Text, Before: p.Snippet.Before,
				After: p.Snippet.After, Marks: marks(p.Snippet.Marks), At: shownAt(p.At, times), Timed: p.Timed})
		}
		out.Hits = append(out.Hits, hit)
	}
	return out
}

// shownAt is a time of the index, which has the zone of the incident, in the zone
// that a person has chosen for all times.
func shownAt(at, times string) string {
	switch times {
	case "utc":
		return review.InZone(at, time.UTC)
	case "local":
		return review.InZone(at, time.Local)
	}
	return at
}

func messages(list []search.Message) []Message {
	out := []Message{}
	for _, m := range list {
		if m.Params == nil {
			m.Params = map[string]string{}
		}
		out = append(out, Message(m))
	}
	return out
}

func marks(list []search.Range) []SearchMark {
	out := []SearchMark{}
	for _, r := range list {
		out = append(out, SearchMark(r))
	}
	return out
}
