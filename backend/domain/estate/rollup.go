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
	up := g.climber()
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
		for _, i := range up.from(own, t.Day) {
			r.counts[i].All++
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
	up := g.climber()
	for _, t := range list {
		named, _ := up.meant(t.Services)
		if slices.Contains(named, at) {
			own = append(own, t.ID)
		}
		if slices.Contains(up.from(named, t.Day), at) {
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

func (c *climber) above(service int, day string) []int {
	key := [2]int{-1, service}
	if day != "" {
		key[0] = c.stretch(day)
	}
	if out, ok := c.known[key]; ok {
		return out
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

// stretch is the last day on which needs changed up to a day, by its place.
func (c *climber) stretch(day string) int {
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
