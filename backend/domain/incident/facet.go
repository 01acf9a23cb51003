package incident

import (
	"cmp"
	"slices"
)

// rankOf gives the values of a scale their order; others go by how many there are.
func rankOf(facet, value string) (int, bool) {
	var scale []string
	switch facet {
	case OfSeverity:
		scale = Severities()
	case OfPriority:
		scale = Priorities()
	case OfState:
		scale = States()
	case OfReview:
		scale = []string{NotReviewed, Reviewed}
	default:
		return 0, false
	}
	if i := slices.Index(scale, value); i >= 0 {
		return i, true
	}
	return len(scale), true
}

// cut puts the values of a facet into their order and keeps those that can be shown:
// what is chosen is always among them, also when nothing has it any more.
func cut(name string, values []Value, chosen []string) Facet {
	for _, c := range chosen {
		if !slices.ContainsFunc(values, func(v Value) bool { return v.Value == c }) {
			values = append(values, Value{Value: c})
		}
	}
	for i := range values {
		values[i].Chosen = slices.Contains(chosen, values[i].Value)
	}
	slices.SortFunc(values, func(a, b Value) int {
		if x, scaled := rankOf(name, a.Value); scaled {
			y, _ := rankOf(name, b.Value)
			return cmp.Or(cmp.Compare(x, y), cmp.Compare(a.Value, b.Value))
		}
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	f := Facet{Name: name, Values: []Value{}}
	for i, v := range values {
		if i < mostValues || v.Chosen {
			f.Values = append(f.Values, v)
			continue
		}
		f.More++
	}
	return f
}
