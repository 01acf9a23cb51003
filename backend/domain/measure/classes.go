package measure

import (
	"cmp"
	"slices"
	"strings"

	"secondstory/backend/domain/stat"
)

// Class is the incidents of one severity, or of one service.
type Class struct {
	Name        string // "" where nobody says, or where nobody has decided
	Now, Before stat.Value
	NowCases    []Incident
	Earlier     []Incident
}

// Classes are the incidents parted in one way. No verdict stands at a class: of many
// classes one changes by chance, and a word for each would find it.
type Classes struct {
	Key  string // Severities or ServicesKey
	List []Class
	// Several counts the incidents that are in more than one class.
	Several int
}

// The ways in which incidents are parted.
const (
	Severities  = "severities"
	ServicesKey = "services"
)

// classify parts what was counted; rates are those of the spans that were watched.
func (c *Counts) classify() ([]Classes, error) {
	severity := func(in Incident) []string {
		if slices.Contains(in.Undecided, "severity") {
			return []string{""}
		}
		return []string{in.Severity}
	}
	services := func(in Incident) []string {
		if len(in.Services) == 0 || slices.Contains(in.Undecided, "services") {
			return []string{""}
		}
		names := slices.Clone(in.Services)
		slices.Sort(names)
		return slices.Compact(names)
	}
	byName := func(a, b Class) int { return strings.Compare(a.Name, b.Name) }
	byCount := func(a, b Class) int {
		return cmp.Or(len(b.NowCases)-len(a.NowCases), len(b.Earlier)-len(a.Earlier), byName(a, b))
	}
	var out []Classes
	for _, way := range []struct {
		key   string
		of    func(Incident) []string
		order func(a, b Class) int
	}{{Severities, severity, byName}, {ServicesKey, services, byCount}} {
		parted, err := c.part(way.key, way.of, way.order)
		if err != nil {
			return nil, err
		}
		out = append(out, parted)
	}
	return out, nil
}

func (c *Counts) part(key string, of func(Incident) []string, order func(a, b Class) int) (Classes, error) {
	out, at := Classes{Key: key, List: []Class{}}, map[string]int{}
	put := func(in Incident, now bool) {
		names := of(in)
		if len(names) > 1 {
			out.Several++
		}
		for _, name := range names {
			i, known := at[name]
			if !known {
				i, at[name] = len(out.List), len(out.List)
				out.List = append(out.List, Class{Name: name})
			}
			if class := &out.List[i]; now {
				class.NowCases = append(class.NowCases, in)
			} else {
				class.Earlier = append(class.Earlier, in)
			}
		}
	}
	for _, in := range c.NowCases {
		put(in, true)
	}
	for _, in := range c.Earlier {
		put(in, false)
	}
	for i := range out.List {
		class := &out.List[i]
		var err error
		if class.Now, err = rateOf(len(class.NowCases), c.ExposedNow); err != nil {
			return out, err
		}
		if class.Before, err = rateOf(len(class.Earlier), c.ExposedBefore); err != nil {
			return out, err
		}
	}
	// What nobody says stands last, however often it is so.
	slices.SortFunc(out.List, func(a, b Class) int {
		if (a.Name == "") != (b.Name == "") {
			return strings.Compare(b.Name, a.Name)
		}
		return order(a, b)
	})
	return out, nil
}

// rateOf is a rate with its interval; nobody can tell one where nothing was watched.
func rateOf(events int, exposure float64) (stat.Value, error) {
	if exposure <= 0 {
		return stat.Value{Verdict: stat.CannotTell}, nil
	}
	return stat.Poisson(int64(events), exposure, stat.Ask{})
}
