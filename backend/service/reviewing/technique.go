package reviewing

import (
	"encoding/json"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// planTechnique says something of how to ask how it came about. What is chosen is kept with the
// rule and its advice of that moment. Faults: invalid technique.number and technique.by_choice.
func planTechnique(p record.Path, v any) (func(*record.State) ([]record.Op, error), error) {
	switch p.Field {
	case "technique_teams", "technique_failures", "technique_recurrences":
		if n, is := v.(float64); v != nil && (!is || n < 0 || n > review.MostSaid || n != float64(int(n))) {
			return nil, fault.New(fault.Invalid, "technique.number").WithField(p.Field, "technique.number")
		}
	case "technique_rule", "technique_advised":
		return nil, fault.New(fault.Denied, "technique.by_choice")
	case "technique":
		return func(st *record.State) ([]record.Op, error) {
			at := func(field string) record.Path { return record.Path{Field: field} }
			var said review.Technique
			if raw, err := json.Marshal(st.Head); err != nil || json.Unmarshal(raw, &said) != nil {
				said = review.Technique{}
			}
			advice := said.Advise()
			rule, advised := advice.Rule, advice.Technique
			if v == nil || v == "" {
				rule, advised = "", ""
			}
			return []record.Op{record.SetOp(p, v), record.SetOp(at("technique_rule"), rule), record.SetOp(at("technique_advised"), advised)}, nil
		}, nil
	}
	return func(*record.State) ([]record.Op, error) { return []record.Op{record.SetOp(p, v)}, nil }, nil
}
