package generate

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// turning points of an incident: the kind, where in the run of entries it lies,
// and the anchor it is. A short run has room for the first of them only.
var turning = []struct {
	kind   string
	at     float64
	anchor string
}{
	{"observation", 0, "started"}, {"resolve", 1, "resolved"}, {"detection", 0.25, "detected"}, {"mitigation", 0.8, "mitigated"}, {"declare", 0.4, "declared"}, {"ack", 0.32, ""},
}

// between turning points
var usual = []string{"observation", "action", "decision", "comms", "handover", "restore"}

// abroad says something in another language; a review that does so often goes
// through all of them.
func (m *maker) abroad() string {
	if m.tongue == 0 {
		m.tongue = 1 + m.d.below(len(foreign))
	}
	m.tongue++
	return foreign[m.tongue%len(foreign)]
}

func (m *maker) timeline() {
	n := m.shape.Entries
	m.pivotal = map[string]time.Time{}
	if n == 0 {
		return
	}
	kinds := m.kinds(n)
	at := m.moments(n)
	cast := m.cast()
	for i := range n {
		e := review.Entry{ID: key("t", i+1), Kind: kinds[i], Role: cast[m.d.zipf(len(cast))]}
		e.Text = m.say(pick(m.d, entryTexts[e.Kind]))
		switch {
		case m.d.chance(0.03):
			e.Text = m.abroad()
		case m.d.chance(0.15):
			e.Text += " " + m.say(pick(m.d, entryTexts["observation"]))
		case m.d.chance(0.1):
			e.Text = strings.TrimSuffix(e.Text, ".") + ", " + pick(m.d, asides) + "."
		case m.d.chance(0.01):
			e.Text += "\n\n```\n" + m.say("{node} {code} {hash} {term}") + "\n```"
		}
		e.Times = m.statements(at[i], i == 0 || i == n-1)
		e.Statement = e.Times[len(e.Times)-1]
		m.r.Timeline = append(m.r.Timeline, e)
	}
	for _, p := range turning {
		if i := slices.Index(kinds, p.kind); i >= 0 && p.anchor != "" && !m.d.chance(0.05) {
			m.anchor(p.anchor, at[i])
		}
	}
	if m.shape.Zoneless {
		m.r.Findings = append(m.r.Findings, review.Finding{ID: "q01", Level: "question", Key: review.ZoneQuestion,
			Params: map[string]string{"count": strconv.Itoa(n)}, About: "timeline/t01", State: "open"})
	}
	m.stated()
}

// kinds lays the turning points over n entries.
func (m *maker) kinds(n int) []string {
	out := make([]string, n)
	for _, p := range turning {
		if i := int(p.at*float64(n-1) + 0.5); out[i] == "" {
			out[i] = p.kind
		}
	}
	for i := range out {
		if out[i] == "" {
			out[i] = usual[m.d.weighted([]float64{34, 30, 12, 14, 4, 6})]
		}
	}
	return out
}

// moments are n times in order, from the beginning to the end; most lie close
// together, with gaps between.
func (m *maker) moments(n int) []time.Time {
	long := max(20, 2.5*float64(n), m.d.around(260, 0.9)) // minutes
	gaps := make([]float64, n)
	for i := 1; i < n; i++ {
		gaps[i] = m.d.around(1, 1.2)
	}
	sum := max(total(gaps), 1e-9)
	out := make([]time.Time, n)
	passed := 0.0
	for i := range out {
		passed += gaps[i]
		out[i] = m.began.Add(time.Duration(long*passed/sum*60) * time.Second)
	}
	return out
}

func (m *maker) cast() []string {
	out := []string{m.service.Team}
	for range m.d.between(2, 6) {
		if role := pick(m.d, Roles); !slices.Contains(out, role) {
			out = append(out, role)
		}
	}
	return out
}

// written gives an instant in the form of a precision.
func (m *maker) written(t time.Time, p timeline.Precision) string {
	if p == timeline.Day {
		return t.Format(time.DateOnly)
	}
	if p != timeline.Second {
		t = t.Truncate(time.Minute)
	}
	if m.shape.Zoneless {
		return t.Format("2006-01-02T15:04:05")
	}
	return t.Format(time.RFC3339)
}

func (m *maker) zoneName() string {
	if m.shape.Zoneless {
		return ""
	}
	return ZoneName
}

// statements are what was said about the time of an entry, the last one counts.
func (m *maker) statements(t time.Time, plain bool) []timeline.Statement {
	s := timeline.Statement{At: m.written(t, timeline.Minute), Zone: m.zoneName(), Precision: timeline.Minute}
	if plain {
		return []timeline.Statement{s}
	}
	clock := t.Format("15:04")
	switch x := m.d.float(); {
	case x < 0.04:
		s.Precision, s.Raw = timeline.Approximate, "about "+clock
	case x < 0.06:
		s = timeline.Statement{At: m.written(t, timeline.Day), Zone: m.zoneName(), Precision: timeline.Day, Raw: t.Format("2 January")}
	case x < 0.10:
		end := t.Add(time.Duration(m.d.between(2, 50)) * time.Minute)
		s.End, s.Raw = m.written(end, timeline.Minute), clock+"–"+end.Format("15:04")
	case x < 0.11:
		s = timeline.Statement{Precision: timeline.Unknown, Raw: clock[:3] + "?" + clock[4:]}
	case x < 0.16:
		s.At, s.Precision = m.written(t, timeline.Second), timeline.Second
	case x < 0.19:
		first := s
		first.At = m.written(t.Add(time.Duration(m.d.between(3, 25))*time.Minute), timeline.Minute)
		s.Reason = m.say("The record of the {part} says " + clock + ".")
		s.RecordedAt = t.Add(26 * time.Hour).UTC().Format(time.RFC3339)
		return []timeline.Statement{first, s}
	}
	return []timeline.Statement{s}
}

func (m *maker) anchor(name string, t time.Time) {
	m.pivotal[name] = t
	s := &timeline.Statement{At: m.written(t, timeline.Minute), Zone: m.zoneName(), Precision: timeline.Minute}
	switch name {
	case "started":
		m.r.Started = s
	case "detected":
		m.r.Detected = s
	case "declared":
		m.r.Declared = s
	case "mitigated":
		m.r.Mitigated = s
	case "resolved":
		m.r.Resolved = s
	}
}

// stated is a length of time that the source claims, now and then.
func (m *maker) stated() {
	from, to := m.pivotal["detected"], m.pivotal["resolved"]
	if from.IsZero() || to.IsZero() || !m.d.chance(0.1) {
		return
	}
	minutes := to.Truncate(time.Minute).Sub(from.Truncate(time.Minute)).Minutes()
	m.r.Stated = append(m.r.Stated, review.Stated{ID: "s01", Label: "Time to resolve", Text: strconv.Itoa(int(minutes)) + " minutes", Minutes: minutes, HasSize: true, From: "detected", To: "resolved"})
}

// people are the roles of the timeline, and who led the talk.
func (m *maker) people() {
	if m.shape.Entries == 0 || m.d.chance(0.7) {
		return
	}
	count := map[string]int{}
	for _, e := range m.r.Timeline {
		count[e.Role]++
	}
	roles := make([]string, 0, len(count))
	for role := range count {
		roles = append(roles, role)
	}
	sort.Slice(roles, func(i, j int) bool {
		if count[roles[i]] != count[roles[j]] {
			return count[roles[i]] > count[roles[j]]
		}
		return roles[i] < roles[j]
	})
	for i, role := range append([]string{"Facilitator"}, roles[:min(len(roles), 4)]...) {
		m.r.Participants = append(m.r.Participants, review.Participant{ID: key("p", i+1), Role: role})
	}
}
