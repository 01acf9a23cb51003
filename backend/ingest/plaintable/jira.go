package plaintable

import (
	"net/url"
	"slices"
	"strings"

	"secondstory/backend/domain/incident"
)

// FormatJira is the name of tables that Jira writes.
const FormatJira = "jira"

// Jira are the tables of Jira: what the list of issues exports, of a server and of the
// cloud, and the table of issues of the data pipeline. Columns come several times (a
// component, a comment each), custom fields have their name in brackets.
func Jira() Dialect {
	return Dialect{Format: FormatJira, targets: jiraTargets, lines: jiraComment,
		sure: func(h heads) int {
			switch {
			case !h.has("summary"):
				return 0
			case h.has("issue key") && h.has("issue type", "issue id", "project key"):
				return 95
			case h.has("issue key"):
				return 80
			case h.has("key") && h.has("issue type"):
				return 85
			}
			return 0
		},
		source: func(h heads, cells []string) string {
			if at := (row{heads: h, cells: cells}).cell("instance url"); at != "" {
				if u, err := url.Parse(at); err == nil && u.Host != "" {
					return FormatJira + "/" + strings.ToLower(u.Host)
				}
			}
			return FormatJira
		}}
}

// jiraFields are the headers of Jira; of those that only one column can have, the first
// that is there has it. A custom field about an incident says more than the dates of the issue.
var jiraFields = []struct {
	target string
	names  []string
}{
	{toKey, []string{"issue key", "key"}},
	{toTitle, []string{"summary"}},
	{toSummary, []string{"description"}},
	{toState, []string{"status"}},
	{toSeverity, custom("severity", "incident severity", "sev", "severity level")},
	{toPriority, []string{"priority", "priority name"}},
	{toMoment + incident.Started, custom("incident start", "incident start time", "impact start", "impact start time", "outage start", "start time", "started at", "time started")},
	{toMoment + incident.Detected, append(custom("detected at", "detection time", "time detected", "incident detected"), "created", "created date")},
	{toMoment + incident.Acknowledged, custom("acknowledged at", "time acknowledged")},
	{toMoment + incident.Mitigated, custom("mitigated at", "mitigation time", "time mitigated", "impact end", "impact end time", "outage end")},
	{toMoment + incident.Resolved, append(custom("incident end", "incident end time", "end time", "resolved at", "time resolved"), "resolved", "resolution date")},
	{toServices, append(custom("affected services", "affected service", "impacted services", "services", "service"), "component/s", "components", "component")},
	{toOwners, custom("team", "responsible team", "owning team", "owner team")},
	{toPeople, []string{"assignee", "reporter", "creator", "assignee name", "reporter name", "creator name"}},
	{toLink, []string{"url"}},
	{toTaken, []string{"updated", "updated date"}},
	{toLines, []string{"comment", "comments"}},
}

func custom(names ...string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = "custom field (" + name + ")"
	}
	return out
}

func jiraTargets(h heads) []string {
	out := make([]string, len(h.told))
	for _, f := range jiraFields {
		for _, name := range f.names {
			if !h.has(name) {
				continue
			}
			for i, p := range h.plain {
				if p == name && out[i] == "" {
					out[i] = f.target
				}
			}
			if !shared(f.target) {
				break
			}
		}
	}
	return rest(out)
}

// jiraComment is a comment as a cell: its time, its author's account, its words.
func jiraComment(_, cell string) []line {
	parts := strings.SplitN(cell, ";", 3)
	if len(parts) != 3 || slices.ContainsFunc(parts[:2], func(p string) bool { return len(p) > 120 || strings.Contains(p, "\n") }) {
		return nil
	}
	return []line{{when: strings.TrimSpace(parts[0]), kind: "note", who: strings.TrimSpace(parts[1]), text: strings.TrimSpace(parts[2])}}
}
