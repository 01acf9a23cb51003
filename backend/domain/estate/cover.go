package estate

import (
	"cmp"
	"slices"
	"strings"

	"secondstory/backend/domain/search"
)

// Gap is a pair that no role is accountable for.
type Gap struct {
	Service  Service
	Category string
}

// Coverage says how many pairs of category and service have an owner. The categories are
// those named at any service; retired services are left out.
type Coverage struct {
	Categories []string
	Services   int
	Owned      int
	Gaps       []Gap
	// Unowned are the services that no role answers for at all.
	Unowned []Service
}

// Pairs is how many pairs there are.
func (c Coverage) Pairs() int { return len(c.Categories) * c.Services }

// Percent of the pairs that have an owner; false where there are none.
func (c Coverage) Percent() (float64, bool) {
	if c.Pairs() == 0 {
		return 0, false
	}
	return 100 * float64(c.Owned) / float64(c.Pairs()), true
}

// Cover looks through the owners of all services.
func (g *Graph) Cover() Coverage {
	c := Coverage{Categories: []string{}, Gaps: []Gap{}, Unowned: []Service{}}
	words := map[string]string{}
	var live []Service
	for _, s := range g.services {
		if s.Retired != "" {
			continue
		}
		live = append(live, s)
		if strings.TrimSpace(s.Owner) == "" {
			c.Unowned = append(c.Unowned, s)
		}
		for _, o := range s.Owners {
			if p := search.Plain(o.Category); p != "" && words[p] == "" {
				words[p] = o.Category
			}
		}
	}
	plain := make([]string, 0, len(words))
	for p := range words {
		plain = append(plain, p)
	}
	slices.Sort(plain)
	c.Services = len(live)
	for _, p := range plain {
		c.Categories = append(c.Categories, words[p])
	}
	for _, s := range live {
		owned := map[string]bool{}
		for _, o := range s.Owners {
			if strings.TrimSpace(o.Role) != "" {
				owned[search.Plain(o.Category)] = true
			}
		}
		for _, p := range plain {
			if owned[p] {
				c.Owned++
			} else {
				c.Gaps = append(c.Gaps, Gap{s, words[p]})
			}
		}
	}
	return c
}

// mostLike is how many services are proposed for a name.
const mostLike = 3

// Like proposes services that a name nobody answers to may mean, the likeliest first: those
// of which one name shares at least half of its words with it, or has all of them.
func (g *Graph) Like(name string) []Service {
	asked := strings.Fields(search.Plain(name))
	type near struct {
		s     Service
		share float64
	}
	var found []near
	for _, s := range g.services {
		best := 0.0
		for _, own := range s.Names() {
			best = max(best, shared(asked, strings.Fields(search.Plain(own))))
		}
		if best >= 0.5 {
			found = append(found, near{s, best})
		}
	}
	slices.SortStableFunc(found, func(a, b near) int { return cmp.Compare(b.share, a.share) })
	out := []Service{}
	for _, n := range found[:min(len(found), mostLike)] {
		out = append(out, n.s)
	}
	return out
}

// shared is the share of words that two names have in common, of the shorter one where that
// has no word beside.
func shared(a, b []string) float64 {
	both := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			both++
		}
	}
	least := min(len(a), len(b))
	switch {
	case both == 0:
		if joined := strings.Join(a, ""); joined != "" && joined == strings.Join(b, "") {
			return 1
		}
		return 0
	case both == least:
		return 0.9 + 0.1*float64(both)/float64(max(len(a), len(b)))
	}
	return float64(both) / float64(len(a)+len(b)-both)
}
