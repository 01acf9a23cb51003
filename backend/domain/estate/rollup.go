package estate

import (
	"slices"
	"sort"
	"time"
)

// Told is an incident as far as services go.
type Told struct {
	ID       int64    // of whoever counts
	Day      string   // YYYY-MM-DD where it happened, "" when nobody knows
	Services []string // as they are named
	Review   string   // id of the review that was begun from it, or ""
}

// Count is how many incidents a service had, and how many with all below it.
type Count struct {
	Own int
	All int
}

// Rolled are the counts of all services.
type Rolled struct {
	graph  *Graph
	counts []Count
	// Unknown counts the incidents by names that no service answers to, or several do.
	Unknown map[string]int
	// Nameless counts the incidents that name no service.
	Nameless int
	Total    int
}

// Of gives the counts of a service.
func (r Rolled) Of(id string) Count {
	if i, ok := r.graph.at[id]; ok {
		return r.counts[i]
	}
	return Count{}
}

// RollUp counts incidents by service. Each counts once for a service, whatever number of
// its services and ways lead there.
func (g *Graph) RollUp(list []Told) Rolled {
	r := Rolled{graph: g, counts: make([]Count, len(g.services)), Unknown: map[string]int{}, Total: len(list)}
	up, alone := g.climber(), map[[2]int]int{}
	for _, t := range list {
		own, unknown := up.meant(t.Services)
		for _, name := range unknown {
			r.Unknown[name]++
		}
		if len(own)+len(unknown) == 0 {
			r.Nameless++
		}
		for _, i := range own {
			r.counts[i].Own++
		}
		// Most name one service: they are taken up together, and not one by one.
		if len(own) == 1 {
			alone[[2]int{up.stretch(t.Day), own[0]}]++
			continue
		}
		for _, i := range up.from(own, t.Day) {
			r.counts[i].All++
		}
	}
	for at, n := range alone {
		for _, i := range up.at(at[0], at[1]) {
			r.counts[i].All += n
		}
	}
	return r
}

// Counted lists the incidents that the roll-up of a service counts, in the order they came;
// own are those that name it.
func (g *Graph) Counted(id string, list []Told) (own, all []int64) {
	at, ok := g.at[id]
	if !ok {
		return nil, nil
	}
	// Down from this one, where the roll-up of all goes up from each that is named.
	c, below := g.climber(), map[int][]bool{}
	for _, t := range list {
		named, _ := c.meant(t.Services)
		if len(named) == 0 {
			continue
		}
		if slices.Contains(named, at) {
			own = append(own, t.ID)
		}
		stretch := c.stretch(t.Day)
		inside, ok := below[stretch]
		if !ok {
			inside = make([]bool, len(g.services))
			inside[at] = true
			for _, step := range g.Below(id, t.Day) {
				inside[g.at[step.Service.ID]] = true
			}
			below[stretch] = inside
		}
		if slices.ContainsFunc(named, func(i int) bool { return inside[i] }) {
			all = append(all, t.ID)
		}
	}
	return own, all
}

// climber finds what stands above a service. Between two days on which needs change the
// answer is the same, so it is found once for each such stretch.
type climber struct {
	g      *Graph
	days   []string
	back   [][]edge
	known  map[[2]int][]int // stretch, service
	single map[string]int
	names  map[string]int // service by name as it is told, none where nothing answers to it
}

const none = -1

func (g *Graph) climber() *climber {
	c := &climber{g: g, days: g.days(nil), back: make([][]edge, len(g.services)), known: map[[2]int][]int{}, single: map[string]int{}, names: map[string]int{}}
	for from, list := range g.edges {
		for _, e := range list {
			c.back[e.to] = append(c.back[e.to], edge{from, e.need})
		}
	}
	return c
}

// meant are the services that names mean, each once, and the names that mean none.
func (c *climber) meant(names []string) (own []int, unknown []string) {
	for _, name := range names {
		i, seen := c.names[name]
		if !seen {
			i = none
			if s, ok := c.g.Named(name); ok {
				i = c.g.at[s.ID]
			}
			c.names[name] = i
		}
		switch {
		case i == none && !slices.Contains(unknown, name):
			unknown = append(unknown, name)
		case i != none && !slices.Contains(own, i):
			own = append(own, i)
		}
	}
	return own, unknown
}

// from is the services and all above them on a day, each once.
func (c *climber) from(services []int, day string) []int {
	switch len(services) {
	case 0:
		return nil
	case 1:
		return c.above(services[0], day)
	}
	var out []int
	for _, s := range services {
		for _, i := range c.above(s, day) {
			if !slices.Contains(out, i) {
				out = append(out, i)
			}
		}
	}
	return out
}

func (c *climber) above(service int, day string) []int { return c.at(c.stretch(day), service) }

// at is the service and all above it in a stretch.
func (c *climber) at(stretch, service int) []int {
	key := [2]int{stretch, service}
	if out, ok := c.known[key]; ok {
		return out
	}
	day := "" // nobody knows when
	switch {
	case stretch > 0:
		day = c.days[stretch-1]
	case stretch == 0:
		day = "0" // before all days
	}
	seen, out := map[int]bool{service: true}, []int{service}
	for n := 0; n < len(out); n++ {
		for _, e := range c.back[out[n]] {
			if !seen[e.to] && e.need.On(day) {
				seen[e.to] = true
				out = append(out, e.to)
			}
		}
	}
	c.known[key] = out
	return out
}

// stretch is the last day on which needs changed up to a day, by its place; of no day it is -1.
func (c *climber) stretch(day string) int {
	if day == "" {
		return -1
	}
	if n, ok := c.single[day]; ok {
		return n
	}
	n := sort.Search(len(c.days), func(i int) bool { return c.days[i] > day })
	c.single[day] = n
	return n
}

// dayAfter is the day after a day; a text that is none stays.
func dayAfter(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}
