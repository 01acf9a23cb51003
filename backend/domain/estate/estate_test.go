package estate_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/estate"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
)

func named(name string, needs ...string) estate.Service {
	s := estate.Service{ID: "id-" + name, Ref: name, Name: name}
	for _, n := range needs {
		who, days, _ := strings.Cut(n, "@")
		from, to, _ := strings.Cut(days, "..")
		s.Needs = append(s.Needs, estate.Need{ID: n, Service: who, From: from, To: to})
	}
	return s
}

func told(day string, services ...string) estate.Told {
	return estate.Told{Day: day, Services: services}
}

func times(n int, t estate.Told) (out []estate.Told) {
	for range n {
		out = append(out, t)
	}
	return out
}

// A08.1: web needs api and cache, both need db.
func TestARollUpCountsEachIncidentOnce(t *testing.T) {
	g := estate.NewGraph([]estate.Service{named("web", "api", "cache"), named("api", "db"), named("cache", "db"), named("db")})
	list := slices.Concat(times(3, told("2026-03-01", "db")), times(2, told("2026-03-01", "api")), times(1, told("2026-03-01", "web")))
	r := g.RollUp(list)
	for name, want := range map[string]estate.Count{"db": {Own: 3, All: 3}, "api": {Own: 2, All: 5}, "cache": {Own: 0, All: 3}, "web": {Own: 1, All: 6}} {
		if got := r.Of("id-" + name); got != want {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
	}
	// One incident that names several services of one way is one.
	r = g.RollUp([]estate.Told{told("", "db", "api", "DB", "web")})
	if got := r.Of("id-web"); got != (estate.Count{Own: 1, All: 1}) {
		t.Errorf("web: %+v", got)
	}
}

// A08.3: a need that ended on 28 February.
func TestANeedCountsOnItsDaysAlone(t *testing.T) {
	g := estate.NewGraph([]estate.Service{named("web", "db@2026-01-01..2026-02-28"), named("db"), named("job", "db")})
	list := []estate.Told{told("2025-12-31", "db"), told("2026-01-01", "db"), told("2026-02-28", "db"), told("2026-03-01", "db"), told("", "db")}
	r := g.RollUp(list)
	if got := r.Of("id-web"); got != (estate.Count{All: 2}) {
		t.Errorf("web: %+v, want the two days of the need", got)
	}
	if got := r.Of("id-job"); got != (estate.Count{All: 5}) {
		t.Errorf("job: %+v, a need without bounds counts always", got)
	}
	if own, all := g.Counted("id-web", list); len(own) != 0 || len(all) != 2 {
		t.Errorf("listed %v of own, %v of all", own, all)
	}
}

// A08.2: 12 categories at 5 services, 57 of the 60 pairs with an owner.
func TestPairsWithoutAnOwnerAreListed(t *testing.T) {
	var list []estate.Service
	gaps := map[string]bool{"s1 c3": true, "s4 c1": true, "s4 c12": true}
	for i := range 5 {
		s := named(fmt.Sprint("s", i))
		for c := range 12 {
			o := estate.Owner{Category: fmt.Sprint("c", c+1), Role: "Payments lead"}
			if gaps[s.Name+" "+o.Category] {
				if o.Role = " "; c == 11 {
					continue
				}
			}
			s.Owners = append(s.Owners, o)
		}
		list = append(list, s)
	}
	retired := named("old")
	retired.Retired = "2025-01-01"
	c := estate.NewGraph(append(list, retired)).Cover()
	percent, ok := c.Percent()
	if !ok || percent != 95 || c.Pairs() != 60 || c.Owned != 57 || len(c.Unowned) != 5 {
		t.Errorf("%v %v of %d pairs, %d without anybody", percent, c.Owned, c.Pairs(), len(c.Unowned))
	}
	got := []string{}
	for _, x := range c.Gaps {
		got = append(got, x.Service.Name+" "+x.Category)
	}
	slices.Sort(got)
	if fmt.Sprint(got) != "[s1 c3 s4 c1 s4 c12]" {
		t.Errorf("gaps %v", got)
	}
	if _, ok := estate.NewGraph(nil).Cover().Percent(); ok {
		t.Error("of nothing there is no share")
	}
}

func TestCirclesAreToldAndEndEveryWalk(t *testing.T) {
	g := estate.NewGraph([]estate.Service{named("a", "b"), named("b", "c@2026-05-01.."), named("c", "a", "d"), named("d", "d"), named("e", "a")})
	r := g.RollUp([]estate.Told{told("2026-05-02", "c"), told("2026-04-30", "c")})
	if got := r.Of("id-a"); got != (estate.Count{All: 1}) {
		t.Errorf("a: %+v", got)
	}
	got := []string{}
	for _, c := range g.Circles() {
		line := c.Day
		for _, s := range c.Services {
			line += " " + s.Name
		}
		got = append(got, line)
	}
	if fmt.Sprint(got) != "[ d 2026-05-01 a b c]" {
		t.Errorf("circles %q", got)
	}
	if below := g.Below("id-a", "2026-06-01"); len(below) != 3 {
		t.Errorf("below a: %+v", below)
	}
	if above := g.Above("id-a", ""); len(above) != 2 || above[0].Level != 1 {
		t.Errorf("above a: %+v", above)
	}
}

// A table of a large house has thousands of services and as many days on which something
// changed. Asked for each service on each of those days this takes minutes.
func TestCirclesAmongManyServicesAreFoundAtOnce(t *testing.T) {
	var list []estate.Service
	const many = 4000
	name := func(i int) string { return fmt.Sprintf("s%05d", i) }
	for i := range many {
		var needs []string
		for k := 1; k <= 3 && i+k < many; k++ {
			needs = append(needs, fmt.Sprintf("%s@%04d-01-0%d..", name(i+k), 1000+i, k))
		}
		list = append(list, named(name(i), needs...))
	}
	if found := estate.NewGraph(list).Circles(); len(found) != 0 {
		t.Fatalf("%d circles", len(found))
	}
	list[many-1].Needs = append(list[many-1].Needs, estate.Need{ID: "back", Service: name(many - 3), From: "2026-02-03"})
	found := estate.NewGraph(list).Circles()
	if len(found) == 0 || found[0].Day < "4997" || found[0].Services[0].Name != name(many-3) {
		t.Errorf("%+v", found)
	}
}

// Whatever needs what: a circle is told where a service needs itself in the end, and what
// is told is one on its day.
func TestACircleIsToldWhereThereIsOne(t *testing.T) {
	dice := rand.New(rand.NewSource(5))
	for range 300 {
		n := 2 + dice.Intn(5)
		var list []estate.Service
		for i := range n {
			var needs []string
			for range dice.Intn(3) {
				needs = append(needs, fmt.Sprintf("s%d@2026-01-%02d..2026-01-%02d", dice.Intn(n), 1+dice.Intn(9), 5+dice.Intn(9)))
			}
			list = append(list, named(fmt.Sprint("s", i), needs...))
		}
		g, needed := estate.NewGraph(list), false
		on := func(from, to, day string) bool {
			s, _ := g.Named(from)
			return slices.ContainsFunc(s.Needs, func(x estate.Need) bool { return x.Service == to && x.On(day) })
		}
		for d := range 15 {
			day := fmt.Sprintf("2026-01-%02d", 1+d)
			for _, s := range list {
				for _, b := range g.Below(s.ID, day) {
					needed = needed || on(b.Service.Name, s.Name, day)
				}
				needed = needed || on(s.Name, s.Name, day)
			}
		}
		circles := g.Circles()
		if needed != (len(circles) > 0) {
			t.Fatalf("%v circles of %+v", circles, list)
		}
		for _, c := range circles {
			for i, s := range c.Services {
				if next := c.Services[(i+1)%len(c.Services)]; !on(s.Name, next.Name, c.Day) {
					t.Fatalf("%s does not need %s on %s: %+v", s.Name, next.Name, c.Day, list)
				}
			}
		}
	}
}

func TestAServiceAnswersToItsAliasesAndNobodyChoosesBetweenTwo(t *testing.T) {
	a, b := named("Payments API", "ledger"), named("Ledger")
	a.Aliases, b.Aliases = []string{"pay-api", "PAY"}, []string{"pay"}
	gone := named("Gone")
	gone.Trashed = true
	g := estate.NewGraph([]estate.Service{a, b, gone})
	for name, want := range map[string]string{"payments-api": "Payments API", "PAY_API": "Payments API", "ledger": "Ledger", "pay": "", "gone": "", "": ""} {
		if s, _ := g.Named(name); s.Name != want {
			t.Errorf("%q is %q, want %q", name, s.Name, want)
		}
	}
	if len(g.Twice()) != 1 || len(g.Twice()[0].Services) != 2 || !g.Taken("Pay") || g.Taken("other") {
		t.Errorf("twice %+v", g.Twice())
	}
	r := g.RollUp([]estate.Told{told("", "pay"), told("", "Search"), told(""), told("", "Search")})
	if r.Unknown["pay"] != 1 || r.Unknown["Search"] != 2 || r.Nameless != 1 || r.Total != 4 {
		t.Errorf("%+v", r)
	}
	for name, want := range map[string]string{"payments": "Payments API", "Payments API (EU)": "Payments API", "paymentsapi": "Payments API", "ledger api": "Ledger", "mail": ""} {
		got := ""
		if like := g.Like(name); len(like) > 0 {
			got = like[0].Name
		}
		if got != want {
			t.Errorf("%q is like %q, want %q", name, got, want)
		}
	}
}

// The roll-up is what walking down from each service for each incident gives.
func TestARollUpIsWhatAWalkDownGives(t *testing.T) {
	for seed := range int64(40) {
		rnd := rand.New(rand.NewSource(seed))
		day := func() string { return fmt.Sprintf("2026-01-%02d", 1+rnd.Intn(9)) }
		var services []estate.Service
		for i := range 7 {
			s := named(fmt.Sprint("s", i))
			for range rnd.Intn(3) {
				n := estate.Need{Service: fmt.Sprint("s", rnd.Intn(7))}
				if rnd.Intn(2) == 0 {
					n.From = day()
				}
				if rnd.Intn(2) == 0 {
					n.To = day()
				}
				s.Needs = append(s.Needs, n)
			}
			services = append(services, s)
		}
		g := estate.NewGraph(services)
		var list []estate.Told
		for i := range 30 {
			x := estate.Told{ID: int64(i), Services: []string{fmt.Sprint("s", rnd.Intn(9)), fmt.Sprint("s", rnd.Intn(9))}}
			if rnd.Intn(5) > 0 {
				x.Day = day()
			}
			list = append(list, x)
		}
		r := g.RollUp(list)
		for _, s := range services {
			want := 0
			for _, x := range list {
				reach := append([]estate.Step{{Service: s}}, g.Below(s.ID, x.Day)...)
				if slices.ContainsFunc(reach, func(st estate.Step) bool { return slices.Contains(x.Services, st.Service.Name) }) {
					want++
				}
			}
			if _, all := g.Counted(s.ID, list); r.Of(s.ID).All != want || len(all) != want {
				t.Fatalf("seed %d, %s: %+v and %d listed, want %d", seed, s.Name, r.Of(s.ID), len(all), want)
			}
		}
	}
}

func TestWhatDoesNotFitTogetherIsRefused(t *testing.T) {
	for key, c := range map[string]struct {
		collection string
		doc        record.Doc
	}{
		"service.title_missing":    {"", record.Doc{"title": " - "}},
		"service.need_missing":     {estate.NeedList, record.Doc{}},
		"service.need_backwards":   {estate.NeedList, record.Doc{"service": "db", "from": "2026-03-01", "to": "2026-02-28"}},
		"service.category_missing": {estate.OwnerList, record.Doc{"role": "Lead"}},
	} {
		if f, ok := fault.As(estate.CheckEntity(c.collection, c.doc)); !ok || f.Key != key {
			t.Errorf("%s: %v", key, f)
		}
	}
	if err := estate.CheckEntity(estate.NeedList, record.Doc{"service": "db", "from": "2026-03-01", "to": "2026-03-01"}); err != nil {
		t.Error("one day is a stretch:", err)
	}
	if v, _ := estate.CheckValue(record.Path{}, []any{" a ", "", "a", "b"}); fmt.Sprint(v) != "[a b]" {
		t.Errorf("%v", v)
	}
}
