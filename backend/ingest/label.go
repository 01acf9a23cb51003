package ingest

import (
	"strings"
)

// field is what a label says about its value.
type field string

const (
	noField       field = ""
	severityField field = "severity"
	statusField   field = "status"
	serviceField  field = "services"
	tagField      field = "tags"
	zoneField     field = "zone"
	dateField     field = "date"
	windowField   field = "window" // a range from start to end
	anchorField   field = "anchor"
	durationField field = "duration"
	personField   field = "person"
)

// labels is the table of labels with a single meaning, in the form of plain.
var labels = map[field][]string{
	severityField: {"severity", "sev", "severity level", "incident severity", "priority", "incident priority", "sev level", "incident level", "criticality", "severity rating", "schweregrad", "sévérité", "gravité", "severidad"},
	statusField:   {"status", "document status", "review status", "postmortem status", "state", "post mortem status", "report status"},
	serviceField: {"services", "service", "service affected", "services affected", "affected services", "affected service", "impacted services", "services impacted", "impacted service", "systems affected", "affected systems",
		"affected system", "system affected", "impacted systems", "systems", "system", "component", "components", "affected components", "components affected", "product", "products", "affected products", "applications", "affected applications", "application", "service s affected", "betroffene dienste", "betroffene systeme"},
	tagField:    {"tags", "tag", "keywords", "labels", "category", "categories"},
	zoneField:   {"timezone", "time zone", "tz", "zeitzone", "times", "all times", "fuseau horaire"},
	dateField:   {"date", "incident date", "date of incident", "date of the incident", "day", "datum", "on date", "outage date", "event date", "date of outage", "fecha", "data"},
	windowField: {"when", "time", "incident time", "incident window", "window", "outage window", "date and time", "date time", "time of incident", "time range", "impact window", "period", "time window", "time of outage", "timeframe", "time frame"},
	personField: {"author", "authors", "owner", "owners", "incident commander", "ic", "commander", "facilitator", "facilitators", "scribe", "incident lead", "lead", "tech lead", "technical lead", "comms lead", "communications lead", "communication lead",
		"on call", "oncall", "on call engineer", "primary on call", "secondary on call", "responders", "responder", "incident responders", "attendees", "participants", "reviewers", "reviewer", "investigator", "investigators", "reporter", "reported by", "prepared by", "written by",
		"incident manager", "manager", "postmortem owner", "post mortem owner", "review owner", "point of contact", "contact", "contributors", "postmortem author", "report author", "incident owner", "note taker", "people involved", "involved", "operations lead", "ops lead", "planning lead",
		"liaison", "customer liaison", "internal liaison", "subject matter expert", "subject matter experts", "sme", "smes", "incident coordinator", "coordinator", "approver", "approvers", "approved by", "reviewed by", "team members", "response team", "deputy", "beteiligte", "beteiligt", "teilnehmer", "verfasser", "autor", "autoren"},
}

// anchors are the labels of key times.
var anchors = map[string][]string{
	"started": {"start", "started", "start time", "started at", "incident start", "incident start time", "incident started", "incident began", "began", "beginning", "begin", "impact start", "impact started", "impact began", "impact start time", "outage start", "outage started", "outage began", "outage start time",
		"start of impact", "start of incident", "time started", "time of start", "first impact", "start date", "started on", "start datetime", "start date time", "from", "incident began at", "started impact", "fault start", "problem start", "beginn", "début", "inicio", "issue start", "issue started", "customer impact start", "user impact start", "onset", "time of occurrence", "occurred", "occurred at"},
	"detected":     {"detected", "detection", "detection time", "time detected", "detected at", "time of detection", "incident detected", "first detected", "first alert", "first detection", "discovered", "discovered at", "time discovered", "noticed", "alerted", "alert time", "first noticed", "erkannt", "détecté", "identified at", "detected on", "reported", "reported at", "time reported"},
	"acknowledged": {"acknowledged", "acknowledged at", "ack", "acked", "ack time", "time acknowledged", "time of acknowledgement", "acknowledgement", "acknowledgment", "acknowledgement time"},
	"declared":     {"declared", "declared at", "incident declared", "time declared", "declaration", "declaration time", "responded", "response started", "response start", "engaged"},
	"mitigated":    {"mitigated", "mitigated at", "mitigation", "mitigation time", "time mitigated", "time of mitigation", "impact mitigated", "incident mitigated", "contained", "contained at", "containment", "stabilised", "stabilized", "workaround applied", "service restored", "restored", "restored at", "impact ended", "impact end", "impact end time", "end of impact"},
	"resolved": {"resolved", "resolved at", "resolution", "resolution time", "time resolved", "time of resolution", "incident resolved", "end", "ended", "end time", "ended at", "incident end", "incident end time", "incident ended", "finish", "finished", "outage end", "outage ended", "outage end time", "time ended", "end of incident", "end date", "end datetime", "end date time",
		"recovered", "recovered at", "recovery", "recovery time", "all clear", "fixed", "fixed at", "completed", "until", "ende", "fin", "behoben", "résolu", "fully resolved", "fully recovered", "issue resolved", "customer impact end", "user impact end", "resolved on"},
}

// endings tells labels that name an end of a length of time.
var endings = []struct{ word, anchor string }{
	{"detect", "detected"}, {"notice", "detected"}, {"discover", "detected"},
	{"ack", "acknowledged"}, {"declar", "declared"}, {"respond", "declared"}, {"engage", "declared"}, {"response", "declared"},
	{"mitigat", "mitigated"}, {"contain", "mitigated"}, {"stabili", "mitigated"},
	{"resol", "resolved"}, {"recover", "resolved"}, {"restor", "resolved"}, {"repair", "resolved"}, {"fix", "resolved"}, {"end", "resolved"},
	{"start", "started"}, {"begin", "started"},
}

type labelMeaning struct {
	field  field
	anchor string // of an anchorField
	from   string // of a durationField, "" when the label does not say
	to     string
}

var labelIndex = func() map[string]labelMeaning {
	m := map[string]labelMeaning{}
	for _, a := range []string{"started", "detected", "acknowledged", "declared", "mitigated", "resolved"} {
		for _, l := range anchors[a] {
			m[l] = labelMeaning{field: anchorField, anchor: a}
		}
	}
	for f, names := range labels {
		for _, l := range names {
			m[l] = labelMeaning{field: f}
		}
	}
	for short, to := range map[string]string{"ttd": "detected", "mttd": "detected", "ttm": "mitigated", "mttm": "mitigated", "ttr": "resolved", "mttr": "resolved", "tta": "acknowledged", "mtta": "acknowledged"} {
		from := "started"
		if to == "acknowledged" {
			from = ""
		}
		m[short] = labelMeaning{field: durationField, from: from, to: to}
	}
	return m
}()

// lookupLabel says what a label means.
func lookupLabel(label string) (labelMeaning, bool) {
	if len(label) > 80 {
		return labelMeaning{}, false
	}
	words, aside := plain(label)
	if words == "" {
		return labelMeaning{}, false
	}
	if m, ok := labelIndex[words]; ok {
		return m, true
	}
	if aside != "" && !strings.Contains(words, " ") {
		if m, ok := labelIndex[words+" "+aside]; ok {
			return m, true
		}
	}
	if m, ok := durationLabel(words); ok {
		return m, true
	}
	if trimmed := strings.TrimSuffix(words, " utc"); trimmed != words {
		m, ok := labelIndex[trimmed]
		return m, ok
	}
	return labelMeaning{}, false
}

// durationLabel knows the labels of lengths of time: "time to X", "X to Y",
// "duration of the outage", "downtime".
func durationLabel(words string) (labelMeaning, bool) {
	m := labelMeaning{field: durationField}
	if len(strings.Fields(words)) > 8 {
		return m, false
	}
	if i := strings.Index(words, "time to "); i >= 0 && (i == 0 || words[i-1] == ' ') {
		m.to = anchorWord(words[i+8:])
		if m.to == "" {
			return m, false
		}
		if m.to != "declared" && m.to != "acknowledged" {
			m.from = "started"
		}
		return m, true
	}
	if a, b, ok := strings.Cut(words, " to "); ok && !strings.Contains(b, " to ") {
		a = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(a, "time "), "duration "), "from ")
		from, to := anchorWord(a), anchorWord(b)
		if from != "" && to != "" && len(strings.Fields(a)) <= 3 && len(strings.Fields(b)) <= 3 {
			m.from, m.to = from, to
			return m, true
		}
	}
	for _, w := range strings.Fields(words) {
		switch w {
		case "duration", "downtime", "dauer", "durée", "duración":
			return m, true
		}
	}
	switch words {
	case "length", "outage length", "length of outage", "length of incident", "incident length", "total time", "time down", "elapsed", "elapsed time", "minutes downtime or degradation":
		return m, true
	}
	return m, false
}

func anchorWord(s string) string {
	for _, w := range strings.Fields(s) {
		for _, e := range endings {
			if strings.HasPrefix(w, e.word) {
				return e.anchor
			}
		}
	}
	return ""
}

// labelled is a line of the form "Label: value".
type labelled struct {
	label string
	value string
	at    int // where the value begins in the line
	bold  bool
}

// cutLabel reads a label at the beginning of a line, past a list marker and
// emphasis. The colon may stand inside or behind the emphasis; a label in bold
// may do without.
func cutLabel(line string) (labelled, bool) {
	n := 0
	if _, w, _ := marker(line); w > 0 && w <= len(line) {
		n = w
	}
	for n < len(line) && (line[n] == ' ' || line[n] == '\t' || line[n] == '>') {
		n++
	}
	rest := line[n:]
	for _, em := range []string{"***", "**", "__", "*", "_"} {
		if !strings.HasPrefix(rest, em) {
			continue
		}
		end := strings.Index(rest[len(em):], em)
		if end <= 0 || end > 80 {
			return labelled{}, false
		}
		l := labelled{label: strings.TrimSpace(rest[len(em) : len(em)+end]), bold: len(em) > 1}
		at := len(em) + end + len(em)
		tail := strings.TrimLeft(rest[at:], " \t")
		inside := strings.HasSuffix(l.label, ":")
		l.label = strings.TrimSpace(strings.TrimSuffix(l.label, ":"))
		if strings.HasPrefix(tail, ":") {
			tail = tail[1:]
		} else if !inside && strings.TrimSpace(tail) != "" && !strings.HasPrefix(tail, "–") && !strings.HasPrefix(tail, "- ") {
			return labelled{}, false
		} else if !inside {
			tail = strings.TrimPrefix(strings.TrimPrefix(tail, "–"), "- ")
		}
		l.value = strings.TrimSpace(tail)
		l.at = len(line) - len(strings.TrimLeft(tail, " \t"))
		return l, l.label != ""
	}
	colon := strings.IndexByte(rest, ':')
	if colon <= 0 || colon > 60 || colon+1 < len(rest) && rest[colon+1] != ' ' && rest[colon+1] != '\t' && rest[colon+1] != '\r' && rest[colon+1] != '\n' {
		return labelled{}, false
	}
	l := labelled{label: strings.TrimSpace(rest[:colon])}
	if strings.ContainsAny(l.label, ".;,`[|") || len(strings.Fields(l.label)) > 8 {
		return labelled{}, false
	}
	tail := rest[colon+1:]
	l.value = strings.TrimSpace(tail)
	l.at = len(line) - len(strings.TrimLeft(tail, " \t"))
	return l, l.label != ""
}

var placeholders = map[string]bool{"": true, "tbd": true, "tba": true, "todo": true, "n/a": true, "na": true, "none": true, "-": true, "--": true, "---": true, "–": true, "—": true,
	"?": true, "??": true, "???": true, "...": true, "…": true, "xxx": true, "unknown": true, "yyyy-mm-dd": true, "hh:mm": true, "not applicable": true, "to be determined": true, "to do": true, "nil": true, "null": true, "x": true, "text": true, "fill in": true, "placeholder": true, "to be added": true, "pending": true, "none.": true, "tbd.": true, "n/a.": true, "fixme": true, "lorem ipsum": true}

// isPlaceholder says that a text says nothing yet.
func isPlaceholder(s string) bool {
	s = strings.TrimSpace(strings.Trim(strings.TrimSpace(s), "*_`\"'"))
	low := strings.ToLower(s)
	if placeholders[low] {
		return true
	}
	if len(s) >= 2 && (s[0] == '<' && s[len(s)-1] == '>' && !strings.HasPrefix(low, "<http") ||
		s[0] == '[' && strings.IndexByte(s, ']') == len(s)-1 ||
		strings.HasPrefix(s, "{{") && strings.HasSuffix(s, "}}") || s[0] == '{' && s[len(s)-1] == '}') {
		return true
	}
	return false
}
