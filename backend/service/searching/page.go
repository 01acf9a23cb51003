package searching

import (
	"math"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"secondstory/backend/domain/search"
)

// shownPlaces is how many texts of a hit are shown.
const shownPlaces = 3

// page makes the answer: a piece of the order, with snippets and reasons.
func (f *finder) page(order []ranked) (Result, error) {
	out := Result{Hits: []Hit{}, Total: len(f.matched), Facets: f.facets(), Notices: f.q.Notices, Also: f.also}
	if len(f.matched) == 0 && len(f.q.Filters) > 0 {
		out.Notices = append(out.Notices, search.Message{Key: "search.notice.filters_empty"})
	}
	from := min(f.o.Offset, len(order))
	shown := order[from:min(from+f.o.Limit, len(order))]
	if err := f.look(shown); err != nil {
		return out, err
	}
	ids := make([]int64, len(shown))
	for i, r := range shown {
		ids[i] = r.n
	}
	titles, err := f.r.Titles(ids)
	if err != nil {
		return out, err
	}
	matcher := search.NewMatcher(f.wanted())
	for i := range shown {
		out.Hits = append(out.Hits, f.hit(&shown[i], titles[shown[i].n], matcher))
	}
	return out, nil
}

func (f *finder) hit(r *ranked, title search.Title, matcher *search.Matcher) Hit {
	e := f.entries[r.n]
	h := Hit{Title: title, Severity: e.Severity, State: e.State, Date: e.Date, Services: e.Services, Trashed: e.Trashed,
		Score: math.Round(r.score.Total*1000) / 1000, Places: []PlaceHit{}}
	terms := f.wanted()
	titleHits, _ := matcher.Hits(title.Title)
	h.TitleMarks = search.Marks(title.Title, titleHits)
	if h.Services == nil {
		h.Services = []string{}
	}
	texts := f.order(r.texts, terms)
	for i, t := range texts {
		if i == shownPlaces || i > 0 && isName(t.Place.Class) {
			break
		}
		h.Places = append(h.Places, PlaceHit{Class: t.Place.Class.Name(), Key: t.Place.Key, At: t.Place.At(), Timed: len(t.Timed) > 0,
			Snippet: search.Cut(t.Place.Text, t.Hits, terms)})
	}
	h.MorePlaces = max(0, f.placeCount(r.n)-len(h.Places))
	h.Reasons = f.reasons(r, texts, titleHits, terms)
	return h
}

// isName says whether a place is shown beside every hit anyway.
func isName(c search.Class) bool {
	return c == search.InRef || c == search.InTitle || c == search.InServices || c == search.InTags
}

// order puts the texts first whose best window tells most.
func (f *finder) order(texts []search.Looked, terms []search.Wanted) []search.Looked {
	value := func(l search.Looked) float64 {
		sum, seen := 0.0, map[int]float64{}
		// Who asks for a time wants to see what happened then.
		for _, i := range l.Timed {
			seen[i] = 2 * terms[i].Rarity
			sum += seen[i]
		}
		if len(l.Hits) == 0 {
			return sum * math.Sqrt(search.Ranking.Class[l.Place.Class])
		}
		first, last, _ := search.Best(l.Hits, terms, 34)
		for _, h := range l.Hits[first : last+1] {
			if v := h.Weight * terms[h.Term].Rarity; v > seen[h.Term] {
				sum += v - seen[h.Term]
				seen[h.Term] = v
			}
		}
		return sum * math.Sqrt(search.Ranking.Class[l.Place.Class])
	}
	out := append([]search.Looked(nil), texts...)
	sort.SliceStable(out, func(i, j int) bool {
		if a, b := isName(out[i].Place.Class), isName(out[j].Place.Class); a != b {
			return b
		}
		if a, b := value(out[i]), value(out[j]); a != b {
			return a > b
		}
		return out[i].Place.Key < out[j].Place.Key
	})
	return out
}

// placeCount is how many places of a record hold a term.
func (f *finder) placeCount(n int64) int {
	there := map[search.Pos]bool{}
	for i := range f.terms {
		for _, l := range f.terms[i].lists {
			for _, p := range of(n, l.pos) {
				if !isName(p.Class()) {
					there[p] = true
				}
			}
		}
	}
	return len(there)
}

// closeSpan is how many words a passage has whose words count as close together.
const closeSpan = 12

// reasons say why a record stands where it stands, the strongest first.
func (f *finder) reasons(r *ranked, texts []search.Looked, titleHits []search.Hit, terms []search.Wanted) []search.Message {
	out := []search.Message{}
	add := func(key string, pairs ...string) {
		out = append(out, search.NewMessage(key, pairs...))
	}
	if len(terms) == 0 || r.score.Counted == nil {
		return out
	}
	var missing []string
	strong, found := 0, 0
	for i, t := range terms {
		if t.Quoted && len(t.Words) > 1 {
			add("search.reason.phrase", "phrase", strings.Join(t.Words, " "))
		}
		if t.Weak {
			continue
		}
		strong++
		if r.score.Counted[i] > 0 {
			found++
		} else {
			missing = append(missing, t.Said())
		}
	}
	for _, l := range texts {
		if l.Place.Class == search.InRef && len(l.Hits) > 0 {
			add("search.reason.ref", "ref", strings.ReplaceAll(l.Place.Text, "\n", " "))
			break
		}
	}
	switch {
	case strong == 2 && found == strong:
		add("search.reason.both")
	case strong > 1 && found == strong:
		add("search.reason.all", "count", strconv.Itoa(strong))
	case strong > 1:
		add("search.reason.some", "found", strconv.Itoa(found), "total", strconv.Itoa(strong))
		if t := f.rarest(r.score); t != nil {
			add("search.reason.rare", "word", t.Said(), "count", strconv.Itoa(t.holding), "total", strconv.Itoa(f.known))
		}
	}
	if n := distinct(titleHits, terms); n > 0 {
		add(counted("search.reason.title", n), "count", strconv.Itoa(n))
	}
	for _, l := range texts {
		if len(l.Timed) == 0 {
			continue
		}
		if isName(l.Place.Class) {
			add("search.reason.date")
		} else {
			add("search.reason.time", "place", placeName(l.Place))
		}
		break
	}
	for _, l := range texts {
		if isName(l.Place.Class) || len(l.Hits) == 0 {
			continue
		}
		first, last, _ := search.Best(l.Hits, terms, closeSpan)
		n := distinct(l.Hits[first:last+1], terms)
		if n > 1 {
			add("search.reason.close", "count", strconv.Itoa(n), "place", placeName(l.Place))
		} else {
			add("search.reason.place", "place", placeName(l.Place))
		}
		break
	}
	for i, t := range terms {
		if r.score.Counted[i] == 0 {
			continue
		}
		for _, s := range t.Spellings {
			if s.Slips > 0 && stands(texts, i, s.Word) {
				add("search.reason.spelling", "typed", t.Words[0], "found", s.Word)
				break
			}
		}
	}
	if len(missing) > 0 && strong > 1 {
		add("search.reason.missing", "words", strings.Join(missing[:min(4, len(missing))], ", "))
	}
	return out
}

// rareShare is the share of all reviews that a rare word stands in at most.
const rareShare = 0.1

// rarest is the rare word that tells most about a record, or nothing. It is why a
// record with one word of the query may stand above another with three.
func (f *finder) rarest(score search.Score) (most *asked) {
	for i, best := 0, 0.0; i < len(f.terms); i++ {
		t := &f.terms[i]
		if t.Weak || score.Share[i] <= best || float64(t.holding) > rareShare*float64(f.known) {
			continue
		}
		// Where only another spelling was found, the reason for that is told.
		if len(t.Spellings) > 0 && !slices.ContainsFunc(t.Spellings, func(s search.Spelling) bool { return s.Slips == 0 }) {
			continue
		}
		most, best = t, score.Share[i]
	}
	return most
}

// again is what a section has behind its key when a document has two of them.
var again = regexp.MustCompile(`-\d+$`)

// Label is the key of what the catalogue calls a place: "section.impact" for a
// section with a name of its own, else "search.place.timeline".
func (p PlaceHit) Label() string {
	if p.Class == search.InSection.Name() {
		if key := again.ReplaceAllString(strings.TrimPrefix(p.Key, "sections/"), ""); slices.Contains(search.Sections, key) {
			return "section." + key
		}
	}
	return "search.place." + p.Class
}

func placeName(p search.Place) string { return PlaceHit{Class: p.Class.Name(), Key: p.Key}.Label() }

func counted(key string, n int) string {
	if n == 1 {
		return key + ".one"
	}
	return key + ".other"
}

// distinct counts the different terms among hits that are not weak.
func distinct(hits []search.Hit, terms []search.Wanted) int {
	there := map[int]bool{}
	for _, h := range hits {
		if !terms[h.Term].Weak {
			there[h.Term] = true
		}
	}
	return len(there)
}

// stands says whether a term was found in this spelling.
func stands(texts []search.Looked, term int, word string) bool {
	for _, l := range texts {
		for _, h := range l.Hits {
			if h.Term == term && search.Plain(l.Place.Text[h.Start:h.End]) == word {
				return true
			}
		}
	}
	return false
}

// facets counts what was found.
func (f *finder) facets() []Facet {
	out := []Facet{}
	for i, name := range facetNames {
		counts, all := map[string]int{}, 0
		for n := range f.entries {
			if f.fails[n]&^(1<<i) != 0 {
				continue
			}
			all++
			for _, v := range facetValues(f.entries[n], name) {
				counts[v]++
			}
		}
		values := f.values(name, counts)
		if name == search.FilterClass && !splits(values, all) {
			values = []FacetValue{}
		}
		out = append(out, Facet{Name: name, Values: values})
	}
	counts := map[string]int{}
	for _, n := range f.matched {
		for _, c := range search.Classes {
			if f.classes[n]&(1<<c) != 0 && c != search.InRef {
				counts[c.Name()]++
			}
		}
	}
	return append(out, Facet{Name: search.FilterIn, Values: f.values(search.FilterIn, counts)})
}

// splits says whether a choice among the values tells something: two of them at
// least are those of a twentieth of what was found, and leave out a fifth of it.
// What is chosen stays, or it could not be taken back.
func splits(values []FacetValue, all int) bool {
	n := 0
	for _, v := range values {
		if v.Chosen {
			return true
		}
		if v.Count*20 >= all && v.Count*5 <= all*4 {
			n++
		}
	}
	return n >= 2
}

// maxFacet is how many values of a facet are told.
const maxFacet = 30

// values orders a facet: years from the latest, severities in their
// own order, everything else by count.
func (f *finder) values(name string, counts map[string]int) []FacetValue {
	out := []FacetValue{}
	for v, n := range counts {
		words := f.chosen(name, v)
		out = append(out, FacetValue{Value: v, Count: n, Chosen: len(words) > 0, Words: words})
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		switch {
		case name == search.FilterYear:
			return a.Value > b.Value
		case name == search.FilterSeverity:
			return a.Value < b.Value
		case a.Count != b.Count:
			return a.Count > b.Count
		}
		return a.Value < b.Value
	})
	// What is chosen stays in sight, or it could not be taken back.
	kept := out[:0]
	for i, v := range out {
		if i < maxFacet || v.Chosen {
			kept = append(kept, v)
		}
	}
	return kept
}
