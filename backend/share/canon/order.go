package canon

import (
	"cmp"
	"slices"
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// reading lists the ids of a collection in the order in which a person reads it:
// what has times by the last statement of its time as it is written (no time zone
// data is asked, which differs from machine to machine), a tree from each node to
// what hangs below it, and otherwise by rank. Equal ones stand by id. below says how
// many nodes a node of a tree hangs below.
func (s shape) reading(parts map[string]merge.Part) (ids []string, below map[string]int) {
	ids = sortedKeys(parts)
	var stated string
	for _, name := range s.order {
		if s.fields[name].Type == record.Stated {
			stated = name
		}
	}
	type sortKey struct{ at, rank string }
	keys := make(map[string]sortKey, len(ids))
	for _, id := range ids {
		d := parts[id].Fields
		keys[id] = sortKey{lastAt(d[stated]), record.Str(d, rankField)}
	}
	slices.SortStableFunc(ids, func(a, b string) int {
		x, y := keys[a], keys[b]
		return cmp.Or(strings.Compare(x.at, y.at), strings.Compare(x.rank, y.rank))
	})
	if s.tree == "" {
		return ids, nil
	}
	return fromTheRoots(ids, func(id string) string { return record.Str(parts[id].Fields, s.tree) })
}

// lastAt is the time that counts; what has none comes last.
func lastAt(v any) string {
	list, _ := v.([]any)
	if len(list) == 0 {
		return "~"
	}
	m, _ := list[len(list)-1].(map[string]any)
	if at := record.Str(m, "at"); at != "" {
		return at
	}
	return "~"
}

// fromTheRoots puts each node before what hangs below it, and counts how many nodes it
// hangs below itself. Nodes that nothing leads to, because their parents form a circle,
// come last.
func fromTheRoots(ids []string, parent func(string) string) (out []string, depth map[string]int) {
	below := map[string][]string{}
	there := make(map[string]bool, len(ids))
	for _, id := range ids {
		there[id] = true
	}
	var stack []string
	for _, id := range slices.Backward(ids) {
		if p := parent(id); there[p] {
			below[p] = append(below[p], id)
		} else {
			stack = append(stack, id)
		}
	}
	out, depth = make([]string, 0, len(ids)), map[string]int{}
	for len(stack) > 0 {
		id := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		out = append(out, id)
		delete(there, id)
		for _, child := range below[id] {
			depth[child] = depth[id] + 1
		}
		stack = append(stack, below[id]...)
	}
	for _, id := range ids {
		if there[id] {
			out = append(out, id)
		}
	}
	return out, depth
}
