package policy

import (
	"strconv"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// AfterMerge looks at a merged policy for what no atom shows: two versions of one number
// that are both signed, and versions that are not what was proposed.
func AfterMerge(d *merge.Doc) []merge.Notice {
	s := record.NewState(d.Kind, d.ID)
	s.Head = d.Fields
	for name, parts := range d.Parts {
		s.Parts[name] = make(map[string]record.Part, len(parts))
		for id, p := range parts {
			s.Parts[name][id] = record.Part{Doc: p.Fields, Removed: p.Disposed()}
		}
	}
	p := Of(s)
	var out []merge.Notice
	for _, v := range p.Versions {
		if v.Damage != "" {
			out = append(out, notice("merge.policy_damaged", v))
		}
	}
	signed := p.signed()
	for i := 1; i < len(signed); i++ {
		if signed[i].Number == signed[i-1].Number {
			out = append(out, notice("merge.policy_two_versions", signed[i].Version))
		}
	}
	return out
}

func notice(key string, v Version) merge.Notice {
	return merge.Notice{Key: key, Path: VersionsOf + "/" + v.ID, Params: map[string]string{"number": strconv.Itoa(v.Number)}}
}
