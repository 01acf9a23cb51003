package searching

import (
	"slices"
	"strings"

	"secondstory/backend/domain/search"
)

// The properties that are counted; a bit each in what an entry fails.
var facetNames = []string{search.FilterService, search.FilterSeverity, search.FilterState, search.FilterClass, search.FilterYear}

const failsOther = 1 << 7

// judge says which filters an entry fails: a bit for each facet, failsOther for
// everything else.
func (f *finder) judge(e search.Entry) (fails uint8) {
	if !e.Known || e.Trashed && !f.o.Trash {
		return failsOther
	}
	for _, filter := range f.q.Filters {
		if filter.Name == search.FilterIn || f.passes(e, filter) != filter.Not {
			continue
		}
		if i := slices.Index(facetNames, filter.Name); i >= 0 {
			fails |= 1 << i
		} else {
			fails |= failsOther
		}
	}
	return fails
}

// passes says whether an entry has one of the values, without regard to Not.
func (f *finder) passes(e search.Entry, filter search.Filter) bool {
	for _, v := range filter.Values {
		ok := false
		switch filter.Name {
		case search.FilterService:
			ok = f.named(e.Services, v)
		case search.FilterTag:
			ok = f.named(e.Tags, v)
		case search.FilterSeverity:
			ok = e.Severity == v
		case search.FilterState:
			ok = e.State == v
		case search.FilterClass:
			ok = slices.Contains(e.Classes, v)
		case search.FilterHas:
			ok = slices.Contains(e.Has, v)
		case search.FilterBefore:
			ok = e.Date != "" && e.Date < v
		case search.FilterAfter:
			ok = e.Date != "" && e.Date >= v
		case search.FilterYear:
			ok = e.Date != "" && strings.HasPrefix(e.Date, v)
		}
		if ok {
			return true
		}
	}
	return false
}

// named says whether one of the names has a word row that begins as typed:
// "pay" finds "Payments API", "payments" too, "api" as well.
func (f *finder) named(names []string, typed string) bool {
	for _, n := range names {
		plain, known := f.plain[n]
		if !known {
			plain = " " + search.Plain(n)
			f.plain[n] = plain
		}
		if strings.Contains(plain, " "+typed) {
			return true
		}
	}
	return false
}

// facetValues are what an entry counts for.
func facetValues(e search.Entry, facet string) []string {
	switch facet {
	case search.FilterService:
		return e.Services
	case search.FilterSeverity:
		return one(e.Severity)
	case search.FilterState:
		return one(e.State)
	case search.FilterClass:
		return e.Classes
	case search.FilterYear:
		return one(e.Year())
	}
	return nil
}

func one(v string) []string {
	if v == "" {
		return nil
	}
	return []string{v}
}

// chosen lists the words of the query that filter by a value, each with what is
// left of it without that value; none when the query does not filter by it.
func (f *finder) chosen(facet, value string) []Choice {
	stands := func(v string) bool {
		switch facet {
		case search.FilterService:
			return f.named([]string{value}, v)
		case search.FilterYear:
			return strings.HasPrefix(v, value)
		}
		return v == value
	}
	out := []Choice{}
	for _, filter := range f.q.Filters {
		if filter.Name != facet || filter.Not {
			continue
		}
		for _, typed := range filter.Typed {
			if left := typed.Without(stands); left != typed.Text {
				out = append(out, Choice{Typed: typed.Text, Left: left})
			}
		}
	}
	return out
}

// places prepares what "in:" asks for.
func (f *finder) places() error {
	for _, filter := range f.q.Filters {
		if filter.Name != search.FilterIn {
			continue
		}
		set := placeSet{not: filter.Not, sections: map[search.Pos]bool{}}
		for _, v := range filter.Values {
			known := false
			for _, c := range search.Classes {
				if c.Name() == v {
					set.classes |= 1 << c
					known = true
					if c == search.InSection {
						set.classes |= 1 << search.InSummary
					}
				}
			}
			if known {
				continue
			}
			list, err := f.r.Section(v)
			if err != nil {
				return err
			}
			for _, p := range list {
				set.sections[p] = true
			}
		}
		f.within = append(f.within, set)
	}
	return nil
}

type placeSet struct {
	classes  uint32
	sections map[search.Pos]bool
	not      bool
}

// inside leaves the places that "in:" allows.
func (f *finder) inside(list []search.Pos) []search.Pos {
	if len(f.within) == 0 {
		return list
	}
	kept := make([]search.Pos, 0, len(list))
	for _, p := range list {
		ok := true
		for _, s := range f.within {
			if (s.classes&(1<<p.Class()) != 0 || s.sections[p]) == s.not {
				ok = false
				break
			}
		}
		if ok {
			kept = append(kept, p)
		}
	}
	return kept
}
