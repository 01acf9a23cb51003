package plaintable

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"secondstory/backend/domain/incident"
)

// FormatServiceNow is the name of tables that ServiceNow writes.
const FormatServiceNow = "servicenow"

// ServiceNow are the tables of ServiceNow: incidents by the names of their fields or by the
// labels people see, and logs with a row for each change of an incident. A log tells no
// title; its incidents are called what they were filed under.
func ServiceNow() Dialect {
	return Dialect{Format: FormatServiceNow, targets: serviceNowTargets, lines: journal, shape: serviceNowRow, untitled: isLog,
		sure: func(h heads) int {
			switch {
			case isLog(h):
				return 90
			case h.has("number") && h.has("short description") && h.count(serviceNowOnly...) >= 2:
				return 85
			}
			return 0
		},
		source: func(heads, []string) string { return FormatServiceNow }}
}

// serviceNowOnly are headers that a table beside number and short description has from there.
var serviceNowOnly = []string{"sys id", "sys created on", "sys updated on", "sys updated by", "sys mod count", "incident state", "caller id", "caller", "cmdb ci",
	"configuration item", "contact type", "channel", "close code", "resolution code", "close notes", "resolution notes", "business service", "assignment group", "made sla",
	"reassignment count", "reopen count", "impact", "urgency", "work notes", "opened at", "opened by", "business duration", "problem id", "rfc"}

// isLog says whether a table has a row for each change: it counts the changes of a number
// and says when each was, and says nothing of what an incident is called.
func isLog(h heads) bool {
	return h.has("number", "id") && h.has("incident state", "state", "id status") && h.has("sys updated at", "sys updated on", "updated at", "updated") &&
		h.has("sys mod count", "count updated") && !h.has("short description", "title", "summary", "name")
}

var serviceNowFields = map[string]string{
	"number": toKey, "short description": toTitle, "description": toSummary,
	"incident state": toState, "state": toState, "id status": toState, "severity": toSeverity, "priority": toPriority,
	"opened at": toMoment + incident.Detected, "opened": toMoment + incident.Detected, "opened time": toMoment + incident.Detected,
	"resolved at": toMoment + incident.Resolved, "resolved": toMoment + incident.Resolved, "closed at": toMoment + incident.Closed, "closed": toMoment + incident.Closed,
	"cmdb ci": toServices, "configuration item": toServices, "business service": toServices, "service": toServices,
	"assignment group": toOwners, "support group": toOwners,
	"caller id": toPeople, "caller": toPeople, "opened by": toPeople, "assigned to": toPeople, "resolved by": toPeople, "closed by": toPeople, "created by": toPeople,
	"updated by": toPeople, "sys created by": toPeople, "sys updated by": toPeople, "id caller": toPeople, "support incharge": toPeople,
	"sys updated on": toTaken, "sys updated at": toTaken, "updated": toTaken, "updated at": toTaken,
	"work notes": toLines, "comments": toLines, "additional comments": toLines, "comments and work notes": toLines,
}

func serviceNowTargets(h heads) []string {
	out := make([]string, len(h.told))
	has := map[string]bool{}
	for i, name := range h.plain {
		to := serviceNowFields[name]
		if name == "id" && isLog(h) && !h.has("number") {
			to = toKey
		}
		if !shared(to) && has[to] {
			continue // the first that says it has it
		}
		out[i], has[to] = to, true
	}
	return rest(out)
}

// serviceNowStates are the numbers that an export by values has for the states of incidents.
var serviceNowStates = map[string]string{"1": "New", "2": "In Progress", "3": "On Hold", "4": "Awaiting User Info", "5": "Awaiting Evidence", "6": "Resolved", "7": "Closed", "8": "Canceled"}

func serviceNowRow(s *incident.Snapshot, r row) {
	number, _, _ := strings.Cut(s.State, " - ")
	if name := serviceNowStates[number]; name != "" {
		s.Raw = append(s.Raw, incident.Field{Name: "state", Value: s.State})
		s.State = name
	}
	mod := r.cell("sys mod count", "count updated")
	s.Turn, _ = strconv.ParseInt(mod, 10, 64)
	if !isLog(r.heads) {
		return
	}
	if s.Title == "" {
		var filed []string
		for _, name := range [][]string{{"category", "category id"}, {"subcategory"}, {"u symptom", "user symptom"}} {
			if v := r.cell(name...); v != "" {
				filed = append(filed, v)
			}
		}
		if s.Title = strings.Join(filed, " · "); s.Title == "" {
			s.Title = s.Key
		}
	}
	if s.TakenAt != 0 {
		// Lines of one minute stand in the order of their keys, so that goes by the count of changes.
		key := fmt.Sprintf("%06d-%s", s.Turn, keyOf(r.taken.At, s.State, mod))
		s.Updates = append(s.Updates, incident.Update{Key: key, Time: r.taken, Kind: "state", State: s.State,
			Role: r.cell("assignment group", "support group"), Name: r.cell("sys updated by", "updated by")})
	}
}

// entry is the head of an entry in a field that is a journal.
var entry = regexp.MustCompile(`(?m)^(\d[\d/.\-]{7,9} \d{1,2}:\d{2}(?::\d{2})?(?: [AaPp][Mm])?) - (.+?) \((Work notes|Additional comments|Comments)\)[ \t]*$`)

// journal takes apart the entries of a field, of which each says when, who and to whom.
func journal(_, cell string) []line {
	heads := entry.FindAllStringSubmatchIndex(cell, -1)
	if len(heads) == 0 || strings.TrimSpace(cell[:heads[0][0]]) != "" {
		return nil
	}
	out := make([]line, len(heads))
	for i, h := range heads {
		end := len(cell)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		kind := "public"
		if cell[h[6]:h[7]] == "Work notes" {
			kind = "note"
		}
		out[i] = line{when: cell[h[2]:h[3]], who: cell[h[4]:h[5]], kind: kind, text: strings.TrimSpace(cell[h[1]:end])}
	}
	return out
}
