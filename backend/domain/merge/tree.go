package merge

import (
	"slices"
	"sort"

	"secondstory/backend/domain/record"
)

// A parent pointer is an atom like others, with two differences: of two moves the
// one with the smaller hash of node and new parent stands, and moves that are each
// fine can make a cycle together. Then the move with the larger hash is taken back.

// move decides between two moves of one node.
func (m *merger) move(at atom) any {
	node := record.Path{}
	if p, ok := record.ParsePath(at.path); ok {
		node = p
	}
	if m.wins(moved(node.Part, at.b), moved(node.Part, at.a)) {
		m.open(KindMove, at.path, at.base, at.known, at.b, at.a, m.origins(true))
		return at.b
	}
	m.open(KindMove, at.path, at.base, at.known, at.a, at.b, m.origins(false))
	return at.a
}

func moved(node string, parent any) any { return []any{node, parent} }

// restoreBelow brings back what hung below a part that stays because one side edited it
// while the other removed it with its branch: whoever edited it had the branch before their
// eyes. Each part of it is asked about like the one it hangs on.
func (m *merger) restoreBelow() {
	below := map[string]map[string][]string{} // by side and collection, by parent
	for len(m.stays) > 0 {
		p, _ := record.ParsePath(m.stays[0])
		m.stays = m.stays[1:]
		field := m.scheme.collections[p.Collection].tree
		if field == "" {
			continue
		}
		side, key := m.a, "a "+p.Collection
		if _, has := m.a.Part(p.Collection, p.Part); !has {
			side, key = m.b, "b "+p.Collection
		}
		if below[key] == nil {
			below[key] = map[string][]string{}
			for _, id := range sortedKeys(side.Parts[p.Collection]) {
				if part, has := side.Part(p.Collection, id); has {
					parent := record.Str(part.Fields, field)
					below[key][parent] = append(below[key][parent], id)
				}
			}
		}
		for _, id := range below[key][p.Part] {
			if _, there := m.out.Parts[p.Collection][id]; there {
				continue
			}
			part := side.Parts[p.Collection][id]
			path := p.Collection + "/" + id
			m.out.PutPart(p.Collection, id, part)
			m.open(KindDelete, path, part.plain(), true, part.plain(), nil, m.origins(side == m.b))
			m.stays = append(m.stays, path)
		}
	}
}

// restoreNeeded brings back parts that one side removed while the other hung
// something on them: a child, or a part that cannot be without them.
//
// It goes in rounds through the collections and looks at each part once: what a
// part needs is brought back at its first turn or never. A part brought back into
// a collection further on has its turn in the same round, any other in the next.
func (m *merger) restoreNeeded() {
	needs, turn := map[string][]record.Field{}, map[string][]string{}
	for name, p := range m.scheme.collections {
		if needs[name] = p.needs(); len(needs[name]) > 0 {
			turn[name] = sortedKeys(m.out.Parts[name])
		}
	}
	everywhere := unionKeys(m.a.Parts, m.b.Parts)
	for len(turn) > 0 {
		next := map[string][]string{}
		there := sortedKeys(m.out.Parts)
		for _, name := range there {
			slices.Sort(turn[name])
			for _, id := range turn[name] {
				for _, f := range needs[name] {
					to, part := m.restore(name, id, everywhere, f)
					if part == "" {
						continue
					}
					if _, ahead := slices.BinarySearch(there, to); ahead && to > name {
						turn[to] = append(turn[to], part)
					} else {
						next[to] = append(next[to], part)
					}
				}
			}
		}
		turn = next
	}
}

// needs are the fields that point to a part the pointing one cannot be without.
func (p policies) needs() []record.Field {
	var out []record.Field
	for _, name := range sortedKeys(p.byName) {
		if f := p.byName[name]; f.Policy == record.Tree || f.Type == record.ID && f.Required {
			out = append(out, f)
		}
	}
	return out
}

// restore brings back the part that another one needs and says which; nothing when it
// is there or nowhere to be had, and nothing where a side took it away with the one that
// needs it before its eyes: that was decided, and stays so.
func (m *merger) restore(from, needy string, everywhere []string, f record.Field) (collection, part string) {
	id := record.Str(m.out.Parts[from][needy].Fields, f.Name)
	if id == "" {
		return "", ""
	}
	collections := everywhere
	if f.Policy == record.Tree {
		collections = []string{from}
	}
	for _, name := range collections {
		if _, there := m.out.Parts[name][id]; there {
			return "", ""
		}
	}
	for _, d := range []*Doc{m.a, m.b} {
		if p, sees := d.Part(from, needy); sees && record.Str(p.Fields, f.Name) == id && !d.hasPart(collections, id) {
			return "", ""
		}
	}
	for _, name := range collections {
		for _, d := range []*Doc{m.a, m.b} {
			part, ok := d.Part(name, id)
			if !ok {
				continue
			}
			m.out.PutPart(name, id, part)
			m.open(KindDelete, name+"/"+id, part.plain(), true, part.plain(), nil, m.origins(d == m.b))
			return name, id
		}
	}
	return "", ""
}

// trees takes moves back until no node is its own ancestor.
func (m *merger) trees() {
	for _, name := range sortedKeys(m.out.Parts) {
		field := m.scheme.collections[name].tree
		if field == "" {
			continue
		}
		parents := map[string]string{}
		for id, p := range m.out.Parts[name] {
			if parent := record.Str(p.Fields, field); parent != "" {
				parents[id] = parent
			}
		}
		back, clear := map[string]int{}, map[string]bool{}
		for _, start := range sortedKeys(parents) {
			for {
				cycle := findCycle(parents, start, clear)
				if cycle == nil {
					break
				}
				m.breakCycle(name, field, cycle, parents, back)
			}
		}
	}
}

// findCycle follows the parents up from a node; nil when they end. Nodes on a way
// that ends are clear and not walked again.
func findCycle(parents map[string]string, start string, clear map[string]bool) []string {
	place := map[string]int{}
	var way []string
	for n := start; n != "" && !clear[n]; n = parents[n] {
		if i, met := place[n]; met {
			return way[i:]
		}
		place[n] = len(way)
		way = append(way, n)
	}
	for _, n := range way {
		clear[n] = true
	}
	return nil
}

// breakCycle takes the move of a cycle with the largest hash back: to where the
// bases have the node or, when that is no way out either, to the top.
func (m *merger) breakCycle(name, field string, cycle []string, parents map[string]string, back map[string]int) {
	var movers []string
	for _, id := range cycle {
		if base, known := m.baseParent(name, field, id); back[id] == 0 && (!known || base != parents[id]) {
			movers = append(movers, id)
		}
	}
	if len(movers) == 0 {
		for _, id := range cycle {
			if back[id] < 2 {
				movers = append(movers, id)
			}
		}
	}
	sort.Slice(movers, func(i, j int) bool {
		return smaller(moved(movers[j], parents[movers[j]]), moved(movers[i], parents[movers[i]]))
	})
	id := movers[0]
	base, known := m.baseParent(name, field, id)
	to := ""
	if back[id] == 0 && known && base != parents[id] {
		if _, there := m.out.Parts[name][base]; there {
			to = base
		}
	}
	lost := parents[id]
	if back[id]++; to == "" {
		back[id] = 2
		delete(parents, id)
	} else {
		parents[id] = to
	}
	part := m.out.Parts[name][id]
	part.Fields = cloneFields(part.Fields)
	var stands any
	if delete(part.Fields, field); to != "" {
		part.Fields[field], stands = to, to
	}
	m.out.Parts[name][id] = part
	var was any
	if base != "" {
		was = base
	}
	m.open(KindMove, name+"/"+id+"/"+field, was, known, stands, lost, m.movers(name, field, id, lost))
}

// movers are whose moves met in a cycle: beside what stands the one whose move was not
// taken back. Where both sides hold the move that was, nobody can be told apart.
func (m *merger) movers(name, field, id, lost string) whose {
	in := func(d *Doc) bool { return record.Str(d.Parts[name][id].Fields, field) == lost }
	if a := in(m.a); a != in(m.b) {
		return m.origins(a)
	}
	return whose{}
}

// baseParent is where the bases have a node, when they agree.
func (m *merger) baseParent(name, field, id string) (parent string, known bool) {
	for i, d := range m.bases {
		p := record.Str(d.Parts[name][id].Fields, field)
		if i > 0 && p != parent {
			return "", false
		}
		parent = p
	}
	return parent, true
}

// references tells about ids that point to a part this merge has lost.
func (m *merger) references() {
	there := map[string]bool{}
	for _, parts := range m.out.Parts {
		for id, p := range parts {
			there[id] = !p.Disposed()
		}
	}
	had := func(id string) bool {
		for _, d := range []*Doc{m.a, m.b} {
			for name := range d.Parts {
				if _, ok := d.Part(name, id); ok {
					return true
				}
			}
		}
		return false
	}
	check := func(entity string, p policies, d record.Doc) {
		for _, name := range sortedKeys(d) {
			f, ok := p.byName[name]
			id, _ := d[name].(string)
			if ok && f.Type == record.ID && id != "" && !there[id] && had(id) {
				m.notice("merge.reference_gone", join(entity, name))
			}
		}
	}
	check("", m.scheme.head, m.out.Fields)
	for _, name := range sortedKeys(m.out.Parts) {
		p := m.scheme.collections[name]
		for _, id := range sortedKeys(m.out.Parts[name]) {
			check(name+"/"+id, p, m.out.Parts[name][id].Fields)
		}
	}
}
