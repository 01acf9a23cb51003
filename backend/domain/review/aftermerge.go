package review

import (
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// AfterMerge looks for what two people can bring into a review together although
// each edit was fine by itself. It is a merge.Validator: it tells and never rejects.
func AfterMerge(d *merge.Doc) []merge.Notice {
	var out []merge.Notice
	tell := func(key, path string, params ...string) {
		n := merge.Notice{Key: key, Path: path, Params: map[string]string{}}
		for i := 0; i+1 < len(params); i += 2 {
			n.Params[params[i]] = params[i+1]
		}
		out = append(out, n)
	}
	effects, commander := map[string]string{}, ""
	for _, id := range ids(d, Causes) {
		f := d.Parts[Causes][id].Fields
		if record.Str(f, "kind") != "effect" {
			continue
		}
		analysis := record.Str(f, "analysis")
		if effects[analysis] != "" {
			tell("merge.two_effects", Causes+"/"+id)
		}
		effects[analysis] = id
	}
	for _, id := range ids(d, Participants) {
		if !strings.EqualFold(strings.TrimSpace(record.Str(d.Parts[Participants][id].Fields, "role")), "incident commander") {
			continue
		}
		if commander != "" {
			tell("merge.two_commanders", Participants+"/"+id)
		}
		commander = id
	}
	for _, id := range ids(d, Actions) {
		f := d.Parts[Actions][id].Fields
		if record.Str(f, "status") == "done" && record.Str(f, "criterion") == "" && record.Str(f, "measure") == "" && record.Str(f, "tracker") == "" {
			tell("merge.done_without_evidence", Actions+"/"+id)
		}
	}
	r := Review{Started: statement(d.Fields["started"]), Detected: statement(d.Fields["detected"]), Declared: statement(d.Fields["declared"]),
		Mitigated: statement(d.Fields["mitigated"]), Resolved: statement(d.Fields["resolved"])}
	for _, span := range Durations(r) {
		if span.Problem == "end_before_start" {
			tell("merge.end_before_start", span.To, "from", span.From, "to", span.To)
		}
	}
	return out
}

// ids of the parts that are there, in order.
func ids(d *merge.Doc, collection string) []string {
	st := record.NewState(d.Kind, d.ID)
	st.Parts[collection] = map[string]record.Part{}
	for id, p := range d.Parts[collection] {
		st.Parts[collection][id] = record.Part{Doc: p.Fields, Removed: p.Disposed()}
	}
	return st.Live(collection)
}
