package calendar

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
)

// series are the holidays of one name that a calendar has date by date, because they fall
// on another one each year: it knows them from one year to another and not beyond.
type series struct {
	name     string
	from, to int // years
}

// fewDated is how many holidays that are all written date by date make a list of the
// years they lie in, where no name returns.
const fewDated = 3

// moving are the series of a calendar, in the order of their names.
func moving(c Calendar) []series {
	years := map[string][]int{}
	yearly := map[string]bool{}
	var all series
	dated := 0
	for _, h := range c.Holidays {
		if h.Yearly {
			yearly[h.Name] = true
			continue
		}
		years[h.Name] = append(years[h.Name], h.On.Year)
		if dated++; dated == 1 {
			all = series{h.Name, h.On.Year, h.On.Year}
		}
		all.from, all.to = min(all.from, h.On.Year), max(all.to, h.On.Year)
	}
	var out []series
	for name, list := range years {
		slices.Sort(list)
		list = slices.Compact(list)
		from, to := list[0], list[len(list)-1]
		// What comes now and then is missing in no year.
		if from < to && !yearly[name] && 2*len(list) > to-from+1 {
			out = append(out, series{name, from, to})
		}
	}
	if len(out) == 0 && len(yearly) == 0 && dated >= fewDated {
		return []series{all}
	}
	slices.SortFunc(out, func(a, b series) int { return cmp.Compare(a.name, b.name) })
	return out
}

// LintMoving is the key of what a calendar does not know of the holidays that fall on
// another date each year, {names, from, to}: the years it has them for.
const LintMoving = "calendar.lint_moving"

// namedMoving is how many of them are named.
const namedMoving = 3

// unknownIn says which holidays a calendar has no date for in the years from one to
// another; no key for none.
func unknownIn(list []series, from, to int) Message {
	var names []string
	var known series
	for _, s := range list {
		if from >= s.from && to <= s.to {
			continue
		}
		if len(names) == 0 {
			known = s
		}
		known.from, known.to = max(known.from, s.from), min(known.to, s.to)
		names = append(names, s.name)
	}
	if len(names) == 0 {
		return Message{}
	}
	if known.from > known.to { // they have no year in common: those of the first
		i := slices.IndexFunc(list, func(s series) bool { return s.name == names[0] })
		known = list[i]
	}
	if len(names) > namedMoving {
		names = append(names[:namedMoving], "…")
	}
	return Message{LintMoving, fault.Pairs("names", strings.Join(names, ", "), "from", strconv.Itoa(known.from), "to", strconv.Itoa(known.to))}
}

// Unknown says which holidays the calendar has no date for in the years between two
// instants, so that it counts those days as any other; no key for none.
func (k *Clock) Unknown(from, to time.Time) Message {
	return unknownIn(k.moving, from.In(k.zone).Year(), to.In(k.zone).Year())
}
