package owning

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"secondstory/backend/domain/estate"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/search"
)

// Overview is all services with what was told of them.
type Overview struct {
	Graph   *estate.Graph
	Rolled  estate.Rolled
	Cover   estate.Coverage
	Circles []estate.Circle
	// Proposals are names nobody answers to, those told most first; None are those that a
	// person said are no services.
	Proposals, None []Proposal
}

// Proposal is a name that incidents or needs tell and no service answers to.
type Proposal struct {
	Name      string
	Incidents int
	Needs     int // how many needs name it
	Like      []estate.Service
}

// Overview counts everything.
func (s *Service) Overview(ctx context.Context) (Overview, error) {
	g, err := s.Graph(ctx)
	if err != nil {
		return Overview{}, err
	}
	told, err := s.all(ctx)
	if err != nil {
		return Overview{}, err
	}
	none, err := s.none(ctx)
	if err != nil {
		return Overview{}, err
	}
	o := Overview{Graph: g, Rolled: g.RollUp(told.list), Cover: g.Cover(), Circles: g.Circles()}
	o.Proposals, o.None = proposals(g, o.Rolled.Unknown, none)
	return o, nil
}

// proposals gathers names that are written differently and mean the same.
func proposals(g *estate.Graph, unknown map[string]int, none []string) (open, settled []Proposal) {
	by := map[string]*Proposal{}
	of := func(name string) *Proposal {
		p := search.Plain(name)
		if by[p] == nil {
			by[p] = &Proposal{Name: name}
		}
		return by[p]
	}
	names := make([]string, 0, len(unknown))
	for name := range unknown {
		names = append(names, name)
	}
	// The writing that is told most is shown.
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(unknown[b], unknown[a]), cmp.Compare(a, b)) })
	for _, name := range names {
		// A name that two services answer to is told as such.
		if search.Plain(name) != "" && !g.Taken(name) {
			of(name).Incidents += unknown[name]
		}
	}
	for _, l := range g.Lost() {
		if !g.Taken(l.Need.Service) {
			of(l.Need.Service).Needs++
		}
	}
	for p, one := range by {
		if slices.Contains(none, p) {
			settled = append(settled, *one)
			continue
		}
		one.Like = g.Like(one.Name)
		open = append(open, *one)
	}
	order := func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(b.Incidents, a.Incidents), cmp.Compare(b.Needs, a.Needs), strings.Compare(a.Name, b.Name))
	}
	slices.SortFunc(open, order)
	slices.SortFunc(settled, order)
	return open, settled
}

// Case is an incident behind a count of a service.
type Case struct {
	Ref, Title, Day, Severity string
	Review                    bool // told by a review, else by the register
	Own                       bool // it names the service; else it names one below
	Services                  []string
}

// Page is one service with what stands around it on a day.
type Page struct {
	Service      estate.Service
	Day          string
	Count        estate.Count
	Above, Below []estate.Step
	// Needs are those between all that stands here, by ids.
	Needs   [][2]string
	Cases   []Case // the newest
	Gaps    []estate.Gap
	Circles []estate.Circle
	Lost    []estate.Need
	Twice   []string // names it shares with others
	Told    []string // the names under which the register tells of it
	// Means are the references of the services that its needs name, by need.
	Means map[string]string
}

// mostCases is how many incidents a page lists.
const mostCases = 50

// Page reads one service; day "" is today.
func (s *Service) Page(ctx context.Context, id, day string) (Page, error) {
	if day == "" {
		day = s.Today()
	}
	one, err := s.Get(ctx, id)
	if err != nil {
		return Page{}, err
	}
	g, err := s.Graph(ctx)
	if err != nil {
		return Page{}, err
	}
	told, err := s.all(ctx)
	if err != nil {
		return Page{}, err
	}
	p := Page{Service: one, Day: day, Above: g.Above(id, day), Below: g.Below(id, day), Needs: [][2]string{}, Gaps: []estate.Gap{}, Means: map[string]string{}}
	for _, n := range one.Needs {
		if to, ok := g.Named(n.Service); ok {
			p.Means[n.ID] = to.Ref
		}
	}
	own, all := g.Counted(id, told.list)
	p.Count = estate.Count{Own: len(own), All: len(all)}
	if p.Cases, err = s.cases(ctx, told, own, all); err != nil {
		return Page{}, err
	}
	here := map[string]bool{id: true}
	for _, st := range slices.Concat(p.Above, p.Below) {
		here[st.Service.ID] = true
	}
	for _, o := range g.Services() {
		for _, n := range o.Needs {
			if to, ok := g.Named(n.Service); ok && here[o.ID] && here[to.ID] && n.On(day) && !slices.Contains(p.Needs, [2]string{o.ID, to.ID}) {
				p.Needs = append(p.Needs, [2]string{o.ID, to.ID})
			}
		}
	}
	mine := func(o estate.Service) bool { return o.ID == id }
	for _, gap := range g.Cover().Gaps {
		if mine(gap.Service) {
			p.Gaps = append(p.Gaps, gap)
		}
	}
	for _, c := range g.Circles() {
		if slices.ContainsFunc(c.Services, mine) {
			p.Circles = append(p.Circles, c)
		}
	}
	for _, l := range g.Lost() {
		if mine(l.Service) {
			p.Lost = append(p.Lost, l.Need)
		}
	}
	for _, t := range g.Twice() {
		if slices.ContainsFunc(t.Services, mine) {
			p.Twice = append(p.Twice, t.Name)
		}
	}
	looked := map[string]bool{}
	for _, n := range own {
		if n >= int64(len(told.place)) {
			continue
		}
		for _, name := range told.list[n].Services {
			if looked[name] {
				continue
			}
			looked[name] = true
			if at, ok := g.Named(name); ok && at.ID == id {
				p.Told = append(p.Told, name)
			}
		}
	}
	slices.Sort(p.Told)
	return p, nil
}

// cases are the newest of the incidents counted.
func (s *Service) cases(ctx context.Context, t told, own, all []int64) ([]Case, error) {
	newest := slices.Clone(all)
	slices.SortStableFunc(newest, func(a, b int64) int { return cmp.Or(cmp.Compare(t.list[b].Day, t.list[a].Day), cmp.Compare(b, a)) })
	newest = newest[:min(len(newest), mostCases)]
	var places []int64
	for _, n := range newest {
		if n < int64(len(t.place)) {
			places = append(places, t.place[n])
		}
	}
	lines, err := s.Register.At(ctx, places)
	if err != nil {
		return nil, err
	}
	at := map[int64]incident.Line{}
	for _, l := range lines {
		at[l.N] = l
	}
	out := []Case{}
	for _, n := range newest {
		c := Case{Own: slices.Contains(own, n), Day: t.list[n].Day, Services: t.list[n].Services}
		if n >= int64(len(t.place)) {
			r := t.reviews[n-int64(len(t.place))]
			c.Ref, c.Title, c.Severity, c.Review = r.Ref, r.Title, r.Severity, true
		} else if l, ok := at[t.place[n]]; ok {
			c.Ref, c.Title, c.Severity = incident.RefOf(l.ID), l.Title, l.Severity
		} else {
			continue
		}
		out = append(out, c)
	}
	return out, nil
}
