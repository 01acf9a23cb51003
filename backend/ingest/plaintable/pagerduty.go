package plaintable

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/timeline"
)

// FormatPagerDuty is the name of what PagerDuty writes, also as JSON.
const FormatPagerDuty = "pagerduty"

// PagerDuty are the raw data of its analytics: an incident a row, with how long what took
// in seconds. Its ids are those of the incidents that come in as JSON.
func PagerDuty() Dialect {
	return Dialect{Format: FormatPagerDuty, targets: pagerDutyTargets, shape: pagerDutyRow,
		sure: func(h heads) int {
			if h.has("incident number") && h.has("id") && h.count("seconds to resolve", "seconds to first ack", "seconds to engage", "escalation count", "engaged seconds") >= 2 {
				return 85
			}
			return 0
		},
		source: func(heads, []string) string { return FormatPagerDuty }}
}

var pagerDutyFields = map[string]string{
	"id": toKey, "description": toTitle, "title": toTitle, "status": toState, "priority name": toPriority,
	"service name": toServices, "team name": toOwners,
	"created at": toMoment + incident.Detected, "created on": toMoment + incident.Detected,
	"resolved at": toMoment + incident.Resolved, "resolved on": toMoment + incident.Resolved, "updated at": toTaken,
}

func pagerDutyTargets(h heads) []string {
	out := make([]string, len(h.told))
	for i, name := range h.plain {
		out[i] = pagerDutyFields[name]
		if strings.HasSuffix(name, "user name") || strings.HasSuffix(name, "user names") {
			out[i] = toPeople
		}
	}
	return rest(out)
}

// pagerDutyRow adds the number people call an incident by, and when it was acknowledged,
// which the table tells in seconds since it was opened.
func pagerDutyRow(s *incident.Snapshot, r row) {
	if n := r.cell("incident number"); n != "" {
		s.Number = "#" + n
		s.Raw = slices.DeleteFunc(s.Raw, func(f incident.Field) bool { return plain(f.Name) == "incident number" })
	}
	opened, has := s.Moments[incident.Detected]
	seconds, err := strconv.ParseInt(r.cell("seconds to first ack"), 10, 64)
	if !has || err != nil || seconds < 0 {
		return
	}
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05"} {
		if at, err := time.Parse(layout, opened.At); err == nil {
			s.Put(incident.Acknowledged, timeline.Statement{At: at.Add(time.Duration(seconds) * time.Second).Format(layout), Zone: opened.Zone,
				Precision: timeline.Second, Raw: opened.Raw + " + " + r.cell("seconds to first ack") + " s"})
			return
		}
	}
}
