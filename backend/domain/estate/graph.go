package estate

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"secondstory/backend/domain/search"
)

// Graph is what services need of each other. It is made of the services as they are and
// does not change.
type Graph struct {
	services []Service
	at       map[string]int // by id
	named    map[string]int // by plain name; of two that answer to one, none
	twice    []Twice
	edges    [][]edge // by service: what it needs
	lost     []Lost
}

type edge struct {
	to   int
	need Need
}

// Twice is a name that several services answer to.
type Twice struct {
	Name     string
	Services []Service
}

// Lost is a need that names no service, or one that several answer to.
type Lost struct {
	Service Service
	Need    Need
}

// NewGraph takes services in any order; those in the trash are left out.
func NewGraph(list []Service) *Graph {
	g := &Graph{at: map[string]int{}, named: map[string]int{}}
	g.services = slices.DeleteFunc(slices.Clone(list), func(s Service) bool { return s.Trashed })
	slices.SortFunc(g.services, func(a, b Service) int {
		return cmp.Or(cmp.Compare(search.Plain(a.Name), search.Plain(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	answer, words := map[string][]int{}, map[string]string{}
	for i, s := range g.services {
		g.at[s.ID] = i
		for _, name := range s.Names() {
			p := search.Plain(name)
			if p == "" || slices.Contains(answer[p], i) {
				continue
			}
			answer[p] = append(answer[p], i)
			if words[p] == "" {
				words[p] = name
			}
		}
	}
	for p, who := range answer {
		if len(who) == 1 {
			g.named[p] = who[0]
			continue
		}
		t := Twice{Name: words[p]}
		for _, i := range who {
			t.Services = append(t.Services, g.services[i])
		}
		g.twice = append(g.twice, t)
	}
	slices.SortFunc(g.twice, func(a, b Twice) int { return cmp.Compare(search.Plain(a.Name), search.Plain(b.Name)) })
	g.edges = make([][]edge, len(g.services))
	for i, s := range g.services {
		for _, n := range s.Needs {
			if to, ok := g.named[search.Plain(n.Service)]; ok {
				g.edges[i] = append(g.edges[i], edge{to, n})
			} else {
				g.lost = append(g.lost, Lost{s, n})
			}
		}
	}
	return g
}

// Services lists them by name.
func (g *Graph) Services() []Service { return g.services }

// Named finds the one service that answers to a name.
func (g *Graph) Named(name string) (Service, bool) {
	i, ok := g.named[search.Plain(name)]
	if !ok {
		return Service{}, false
	}
	return g.services[i], true
}

// Taken says whether any service answers to a name.
func (g *Graph) Taken(name string) bool {
	_, one := g.Named(name)
	return one || slices.ContainsFunc(g.twice, func(t Twice) bool { return search.Plain(t.Name) == search.Plain(name) })
}

// Twice lists the names that several services answer to.
func (g *Graph) Twice() []Twice { return g.twice }

// Lost lists the needs that lead nowhere.
func (g *Graph) Lost() []Lost { return g.lost }

// Step is one need between two services, as seen from one of them.
type Step struct {
	Service Service // the other end
	Need    Need
	Level   int    // 1 next to it, 2 one further …
	By      string // id of the service this one was reached from, which is nearer
}

// Below lists what a service needs on a day, and what these need: each service once, the
// near ones first.
func (g *Graph) Below(id, day string) []Step { return g.walk(id, day, g.edges) }

// Above lists what needs a service on a day.
func (g *Graph) Above(id, day string) []Step {
	back := make([][]edge, len(g.services))
	for from, list := range g.edges {
		for _, e := range list {
			back[e.to] = append(back[e.to], edge{from, e.need})
		}
	}
	return g.walk(id, day, back)
}

func (g *Graph) walk(id, day string, edges [][]edge) []Step {
	start, ok := g.at[id]
	if !ok {
		return nil
	}
	seen, out := map[int]bool{start: true}, []Step{}
	for level, now := 1, []int{start}; len(now) > 0; level++ {
		var next []int
		for _, from := range now {
			for _, e := range edges[from] {
				if seen[e.to] || !e.need.On(day) {
					continue
				}
				seen[e.to] = true
				next = append(next, e.to)
				out = append(out, Step{Service: g.services[e.to], Need: e.need, Level: level, By: g.services[from].ID})
			}
		}
		now = next
	}
	return out
}

// Circle is a chain of services that need each other on some day, in the order of the needs.
type Circle struct {
	Services []Service
	Day      string // the first on which it holds, "" from the beginning
}

// Circles lists the circles of needs, each once, with the first day it holds on. Of
// services that are in several circles with each other the shortest through the first
// of them by name is told.
func (g *Graph) Circles() []Circle {
	type found struct {
		Circle
		first int
	}
	var all []found
	for _, knot := range g.knots() { // most services are in none, and no day of theirs matters
		inside := map[int]bool{}
		for _, n := range knot {
			inside[n] = true
		}
		told := map[string]bool{}
		for _, day := range g.days(inside) {
			for _, i := range knot {
				ring := g.ring(i, day, inside)
				if len(ring) == 0 {
					continue
				}
				key := slices.Sorted(slices.Values(ring))
				name := strings.Builder{}
				for _, n := range key {
					name.WriteString(g.services[n].ID + " ")
				}
				if told[name.String()] || key[0] != i {
					continue
				}
				told[name.String()] = true
				c := found{Circle{Day: day}, i}
				for _, n := range ring {
					c.Services = append(c.Services, g.services[n])
				}
				all = append(all, c)
			}
		}
	}
	slices.SortFunc(all, func(a, b found) int { return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.first, b.first)) })
	var out []Circle
	for _, c := range all {
		if c.Day == beginning {
			c.Day = ""
		}
		out = append(out, c.Circle)
	}
	return out
}

// knots are the services that need each other on whatever days, in groups that no circle
// leaves, each in the order of the list (Tarjan's strongly connected components).
func (g *Graph) knots() (out [][]int) {
	order, low := make([]int, len(g.services)), make([]int, len(g.services)) // 0: not seen yet
	var open []int
	isOpen := make([]bool, len(g.services))
	seen := 0
	var visit func(n int)
	visit = func(n int) {
		seen++
		order[n], low[n] = seen, seen
		open, isOpen[n] = append(open, n), true
		itself := false
		for _, e := range g.edges[n] {
			itself = itself || e.to == n
			if order[e.to] == 0 {
				visit(e.to)
				low[n] = min(low[n], low[e.to])
			} else if isOpen[e.to] {
				low[n] = min(low[n], order[e.to])
			}
		}
		if low[n] != order[n] {
			return
		}
		at := len(open) - 1
		for open[at] != n {
			at--
		}
		knot := slices.Sorted(slices.Values(open[at:]))
		open = open[:at]
		for _, m := range knot {
			isOpen[m] = false
		}
		if len(knot) > 1 || itself {
			out = append(out, knot)
		}
	}
	for n := range g.services {
		if order[n] == 0 {
			visit(n)
		}
	}
	return out
}

// ring is the shortest way from a service back to itself on a day, through those inside
// alone; none is nil.
func (g *Graph) ring(start int, day string, inside map[int]bool) []int {
	from := map[int]int{}
	for now := []int{start}; len(now) > 0; {
		var next []int
		for _, n := range now {
			for _, e := range g.edges[n] {
				if !inside[e.to] || !e.need.On(day) {
					continue
				}
				if e.to == start {
					ring := []int{n}
					for n != start {
						n = from[n]
						ring = append(ring, n)
					}
					slices.Reverse(ring)
					return ring
				}
				if _, seen := from[e.to]; !seen {
					from[e.to] = n
					next = append(next, e.to)
				}
			}
		}
		now = next
	}
	return nil
}

// beginning is a day before all that anybody writes down.
const beginning = "0001-01-01"

// days are those on which the needs change, with one before all of them, in their order:
// those of services inside to each other, nil for all.
func (g *Graph) days(inside map[int]bool) []string {
	out := []string{beginning}
	for n, list := range g.edges {
		if inside != nil && !inside[n] {
			continue
		}
		for _, e := range list {
			if inside != nil && !inside[e.to] {
				continue
			}
			if e.need.From != "" {
				out = append(out, e.need.From)
			}
			if e.need.To != "" {
				out = append(out, dayAfter(e.need.To))
			}
		}
	}
	sort.Strings(out)
	return slices.Compact(out)
}
