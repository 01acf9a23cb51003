package app

import (
	"encoding/json"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
)

// changesOf reads values of JSON at paths, each with what the person saw there.
func changesOf(valuesJSON string) ([]keeping.Change, error) {
	var values []struct {
		Path  string `json:"path"`
		Base  any    `json:"base"`
		Value any    `json:"value"`
	}
	if err := json.Unmarshal([]byte(valuesJSON), &values); err != nil || len(values) == 0 {
		return nil, fault.New(fault.Invalid, "record.field_unknown", "field", "")
	}
	list := make([]keeping.Change, len(values))
	for i, v := range values {
		p, ok := record.ParsePath(v.Path)
		if !ok || p.Field == "" {
			return nil, fault.New(fault.Invalid, "record.field_unknown", "field", v.Path)
		}
		list[i] = keeping.Change{Path: p, Base: v.Base, Value: v.Value}
	}
	return list, nil
}
