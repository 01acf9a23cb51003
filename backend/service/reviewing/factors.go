package reviewing

import (
	"slices"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// planFactor sets a list of a factor and what follows from it: a subtype brings its class, and
// a class that goes takes its subtypes with it. Faults: invalid factor.behind_itself and
// factor.behind_missing.
func planFactor(p record.Path, v any) func(*record.State) ([]record.Op, error) {
	return func(st *record.State) ([]record.Op, error) {
		list, isList := stringsOf(v)
		if !isList {
			return []record.Op{record.SetOp(p, v)}, nil // refused by its type
		}
		other := p
		part, _ := st.Part(review.Factors, p.Part)
		ops := []record.Op{record.SetOp(p, v)}
		switch p.Field {
		case "classes":
			other.Field = "subtypes"
			had := record.Strs(part.Doc, "subtypes")
			if left := slices.DeleteFunc(slices.Clone(had), func(s string) bool { return !slices.Contains(list, review.ClassOfSubtype(s)) }); len(left) < len(had) {
				ops = append(ops, record.SetOp(other, anyList(left)))
			}
		case "subtypes":
			other.Field = "classes"
			had := record.Strs(part.Doc, "classes")
			if all := withClasses(had, list); len(all) > len(had) {
				ops = append(ops, record.SetOp(other, anyList(all)))
			}
		case "condition_of":
			if err := standsBehind(st, p.Part, list); err != nil {
				return nil, err
			}
		}
		return ops, nil
	}
}

// bothOfFactor says whether the classes and the subtypes of one factor are set together.
func bothOfFactor(list []Assignment, p record.Path) bool {
	other := map[string]string{"classes": "subtypes", "subtypes": "classes"}[p.Field]
	if p.Collection != review.Factors || other == "" {
		return false
	}
	p.Field = other
	return slices.ContainsFunc(list, func(a Assignment) bool { return a.Path == p })
}

// factorDoc makes a new factor whole: it has a kind, and the classes of its subtypes.
func factorDoc(st *record.State, doc record.Doc) error {
	if record.Str(doc, "kind") == "" {
		doc["kind"] = review.Contributing
	}
	if list, ok := stringsOf(doc["subtypes"]); ok && len(list) > 0 {
		classes, _ := stringsOf(doc["classes"])
		doc["classes"] = anyList(withClasses(classes, list))
	}
	list, _ := stringsOf(doc["condition_of"])
	return standsBehind(st, "", list)
}

// standsBehind refuses a factor that stands behind itself or behind one that is not there.
func standsBehind(st *record.State, id string, list []string) error {
	for _, other := range list {
		if other == id {
			return fault.New(fault.Invalid, "factor.behind_itself").WithField("condition_of", "factor.behind_itself")
		}
		if part, ok := st.Part(review.Factors, other); !ok || part.Removed {
			return fault.New(fault.Invalid, "factor.behind_missing").WithField("condition_of", "factor.behind_missing")
		}
	}
	return nil
}

func withClasses(classes, subtypes []string) []string {
	all := slices.Clone(classes)
	for _, s := range subtypes {
		if c := review.ClassOfSubtype(s); !slices.Contains(all, c) && slices.Contains(review.Subtypes, s) {
			all = append(all, c)
		}
	}
	return all
}

// stringsOf is a plain value as a list of strings; ok is false for any other.
func stringsOf(v any) ([]string, bool) {
	switch list := v.(type) {
	case []string:
		return list, true
	case []any:
		out := make([]string, 0, len(list))
		for _, one := range list {
			s, ok := one.(string)
			if !ok {
				return nil, false
			}
			out = append(out, s)
		}
		return out, true
	}
	return nil, false
}

func anyList(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}
