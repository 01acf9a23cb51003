package plaintable

import (
	"slices"
	"strings"

	"secondstory/backend/domain/incident"
)

// Targets a column can have, beside "moments." and the name of a moment.
const (
	toKey      = "key"
	toTitle    = "title"
	toSummary  = "summary"
	toState    = "state"
	toSeverity = "severity"
	toPriority = "priority"
	toServices = "services"
	toOwners   = "owners"
	toPeople   = "people"
	toLink     = "link"
	toTaken    = "taken_at"
	toRaw      = "raw"
	toMoment   = "moments."
	toLines    = "updates"
)

// known are the headers a column is recognised by, plain, the surest first.
var known = []struct {
	target string
	names  []string
}{
	{toKey, []string{"incident id", "incident number", "issue key", "ticket id", "case id", "number", "key", "id", "ticket", "incident", "reference", "ref"}},
	{toTitle, []string{"title", "summary", "short description", "subject", "name", "incident title", "headline", "description"}},
	{toSummary, []string{"description", "details", "long description", "summary"}},
	{toState, []string{"status", "state", "incident state"}},
	{toSeverity, []string{"severity", "sev", "incident severity", "impact level"}},
	{toPriority, []string{"priority"}},
	{toMoment + incident.Started, []string{"started at", "started", "start time", "start", "impact start", "begin", "began", "incident start", "start date"}},
	{toMoment + incident.Detected, []string{"detected at", "detected", "opened at", "opened", "open time", "created at", "created", "reported at", "reported", "created on", "opened time"}},
	{toMoment + incident.Acknowledged, []string{"acknowledged at", "acknowledged", "ack time", "acked at"}},
	{toMoment + incident.Mitigated, []string{"mitigated at", "mitigated", "restored at", "restored", "contained at"}},
	{toMoment + incident.Resolved, []string{"resolved at", "resolved", "resolved time", "ended at", "ended", "end time", "end", "incident end", "end date"}},
	{toMoment + incident.Closed, []string{"closed at", "closed", "close time"}},
	{toServices, []string{"services", "service", "affected services", "affected service", "service name", "component", "components", "application", "system"}},
	{toOwners, []string{"team", "owner team", "assignment group", "team name", "owning team", "group"}},
	{toPeople, []string{"assignee", "assigned to", "owner", "reporter", "commander", "opened by", "resolved by"}},
	{toLink, []string{"url", "link", "permalink"}},
	{toTaken, []string{"updated at", "updated", "last updated", "modified", "last modified"}},
}

// plain is a header as it is compared.
func plain(header string) string {
	header = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(header, "\ufeff")))
	return strings.Join(strings.FieldsFunc(header, func(r rune) bool { return r == ' ' || r == '_' || r == '-' || r == '.' }), " ")
}

// recognised says what each column means by its header; everything else is kept raw.
func recognised(h heads) []string {
	out := make([]string, len(h.told))
	for _, k := range known {
		for _, name := range k.names {
			at := slices.Index(h.plain, name)
			if at >= 0 && out[at] == "" {
				out[at] = k.target
				break
			}
		}
	}
	return rest(out)
}

// rest keeps raw what means nothing.
func rest(targets []string) []string {
	for i := range targets {
		if targets[i] == "" {
			targets[i] = toRaw
		}
	}
	return targets
}

// mapped are the targets as a person says they are. A column that is not named keeps its
// meaning, unless another was given that: two columns cannot both be the title.
func mapped(h heads, targets []string, mapping map[string]string) []string {
	if len(mapping) == 0 {
		return targets
	}
	given := map[string]bool{}
	for _, name := range h.told {
		if to := mapping[name]; !shared(to) {
			given[to] = true
		}
	}
	out := slices.Clone(targets)
	for i, name := range h.told {
		switch to := mapping[name]; {
		case to != "":
			out[i] = to
		case given[out[i]]:
			out[i] = toRaw
		}
	}
	return out
}

// shared says whether several columns can have a target.
func shared(target string) bool {
	return slices.Contains([]string{"", toRaw, toServices, toOwners, toPeople, toLines}, target)
}

// missing says whether a cell stands for no value.
func missing(cell string) bool {
	switch strings.ToLower(strings.TrimSpace(cell)) {
	case "", "?", "-", "--", "n/a", "na", "null", "none", "nil", "nan", "-100", "#n/a", "unknown":
		return true
	}
	return false
}
