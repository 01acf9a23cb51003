package cli

import (
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
)

func factorCommand() command {
	return command{name: "factor", usage: "list REF | add REF TEXT [--kind KIND] [--class CLASS]… [--subtype CLASS/SUBTYPE]… [--behind FACTOR]… | set REF FACTOR [--text TEXT] [--kind …] [--class …]… [--subtype …]… [--behind …]… | remove REF FACTOR", help: "cli.help.factor",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			text, kind := f.String("text", "", ""), f.String("kind", "", "")
			classes, subtypes, behind := f.StringArray("class", nil, ""), f.StringArray("subtype", nil, ""), f.StringArray("behind", nil, "")
			return func(r *run) (int, error) {
				said := map[string]any{}
				put := func(flag, field string, v any) {
					if f.Changed(flag) {
						said[field] = v
					}
				}
				put("text", "text", *text)
				put("kind", "kind", *kind)
				put("class", "classes", listed(*classes))
				put("subtype", "subtypes", listed(*subtypes))
				put("behind", "condition_of", listed(*behind))
				return r.factor(said)
			}
		}}
}

// listed is a list as it was given; one empty value is an empty list.
func listed(given []string) []any {
	out := []any{}
	for _, s := range given {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// factorOrder is that in which fields are set: a subtype keeps the class it brings.
var factorOrder = []string{"text", "kind", "classes", "subtypes", "condition_of"}

func (r *run) factor(said map[string]any) (int, error) {
	sub, id, what, err := r.partCall("cli.factor_missing", "cli.factor_text_missing", "set", "remove")
	if err != nil {
		return 0, err
	}
	switch sub {
	case "add":
		said["text"] = what
		_, err = r.ws.Reviews.AddPart(r.ctx, id, review.Factors, said, "", "")
	case "remove":
		_, err = r.ws.Reviews.RemovePart(r.ctx, id, review.Factors+"/"+what, "")
	case "set":
		if list, ok := said["subtypes"].([]any); ok && said["classes"] != nil {
			classes := said["classes"].([]any)
			for _, s := range list {
				if c := review.ClassOfSubtype(s.(string)); !slices.Contains(classes, any(c)) {
					classes = append(classes, c)
				}
			}
			said["classes"] = classes
		}
		var list []reviewing.Assignment
		for _, field := range factorOrder {
			if v, ok := said[field]; ok {
				list = append(list, reviewing.Assignment{Path: record.Path{Collection: review.Factors, Part: what, Field: field}, Value: v})
			}
		}
		if len(list) == 0 {
			return 0, usage("cli.factor_nothing")
		}
		_, err = r.ws.Reviews.SetValues(r.ctx, id, list, "")
	}
	if err != nil {
		return 0, err
	}
	return r.factorList(id)
}

func (r *run) kindOfFactor(kind string) string {
	if key := "factors." + kind; r.text.Has(key) {
		return r.t(key)
	}
	return kind
}

func (r *run) factorList(id string) (int, error) {
	v, err := r.ws.Reviews.Get(r.ctx, id)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"ref": v.Ref, "factors": v.Factors, "class_shares": v.ClassShares,
			"technique": v.Technique, "technique_advice": v.Advice, "evidence_share": v.EvidenceShare})
		return Done, nil
	}
	if v.Advice.Technique != "" {
		r.say("%s", r.t("technique.advice", "technique", r.t("technique."+v.Advice.Technique), "why", r.t("technique.why."+v.Advice.Why), "rule", v.Advice.Rule))
	}
	for _, line := range []string{review.TechniqueLine(v.Technique, r.t), review.EvidenceLine(v.EvidenceShare, r.t)} {
		if line != "" {
			r.say("%s", line)
		}
	}
	if len(v.Factors) == 0 {
		r.say("%s", r.t("cli.factors_none"))
		return Done, nil
	}
	words := map[string]string{}
	for _, f := range v.Factors {
		words[f.ID] = firstLine(f.Text)
	}
	for _, kind := range review.KindsOfFactors(v.Factors)[1:] {
		first := true
		for _, f := range v.Factors {
			if f.KindOf() != kind {
				continue
			}
			if first {
				r.say("%s", r.kindOfFactor(kind))
				first = false
			}
			more := review.ClassWords(f, r.t)
			for _, other := range f.ConditionOf {
				if words[other] != "" {
					more = append(more, r.t("factors.behind", "what", words[other]))
				}
			}
			line := "  " + f.ID + "  " + words[f.ID]
			if len(more) > 0 {
				line += "  [" + strings.Join(more, ", ") + "]"
			}
			r.say("%s", line)
		}
	}
	for _, line := range review.ShareLines(v.ClassShares, r.t) {
		r.say("%s", line)
	}
	return Done, nil
}
