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

// targetsOf says what each column means; with a mapping what it names, and everything
// else is kept raw.
func targetsOf(headers []string, mapping map[string]string) []string {
	out := make([]string, len(headers))
	if len(mapping) > 0 {
		for i, h := range headers {
			if out[i] = mapping[h]; out[i] == "" {
				out[i] = toRaw
			}
		}
		return out
	}
	for _, k := range known {
		for _, name := range k.names {
			at := slices.IndexFunc(headers, func(h string) bool { return plain(h) == name })
			if at >= 0 && out[at] == "" {
				out[at] = k.target
				break
			}
		}
	}
	for i := range out {
		if out[i] == "" {
			out[i] = toRaw
		}
	}
	return out
}

// missing says whether a cell stands for no value.
func missing(cell string) bool {
	switch strings.ToLower(strings.TrimSpace(cell)) {
	case "", "?", "-", "--", "n/a", "na", "null", "none", "nil", "nan", "-100", "#n/a", "unknown":
		return true
	}
	return false
}
