package reporttest

import (
	"fmt"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// ID of the fictional review.
const ID = "01KA5Z8Q3M7K3QX2W9V4T6N8RD"

func at(clock string) timeline.Statement {
	return timeline.Statement{At: "2026-03-12T" + clock + ":00+01:00", Zone: "Europe/Oslo", Precision: timeline.Minute, Raw: clock}
}

func ref(s timeline.Statement) *timeline.Statement { return &s }

// Review is one night at a fictional ferry company, with something in every
// part of a review.
func Review() review.Review {
	r := review.Review{
		Kind: review.Kind, ID: ID, Ref: "REV-26-7K3QX2", Title: "Boarding stopped at three piers after the gate clocks drifted",
		Severity: "SEV2", State: "agreed", Services: []string{"boarding gates", "ticket check"}, Tags: []string{"clock", "certificates"},
		Zone: "Europe/Oslo", Date: "2026-03-12", CreatedAt: "2026-03-13T08:00:00Z", ChangedAt: "2026-03-18T14:05:00Z",
		Started: ref(at("05:12")), Detected: ref(at("05:45")), Declared: ref(at("05:51")), Mitigated: ref(at("06:34")), Resolved: ref(at("07:02")),
	}
	r.Sections = []review.Section{
		{Key: "summary", Text: "At 05:12 the gate controllers at three piers began to refuse valid tickets. Their clocks had run six minutes ahead since the night’s router change, and a ticket is refused when it seems to have been issued in the future. Crews let people aboard by hand until the time source was put back."},
		{Key: "impact", Text: "- **1,840 passengers** boarded without a check\n- Four departures left late, the longest by 26 minutes\n- No refund was due: the crossing itself was never at risk\n\n| Pier | Refused | Late by |\n|---|--:|--:|\n| North | 412 | 26 min |\n| Market | 203 | 11 min |\n| Island | 77 | – |"},
		{Key: "lessons", Text: "1. **A clock is a dependency.** Nobody had listed the time source as one, so the router change was reviewed without it.\n2. **Green is not the same as right.** The gates reported themselves healthy while they refused every second ticket.\n3. **Crews need a rule for doubt.** Letting people aboard was the right call, and each crew had to invent it."},
		{Key: "detection", Title: "How we noticed", Text: "A crew member rang the control room. The dashboard showed *all gates healthy*, because a refused ticket counts as a handled one.\n\n> The screen says it works and the queue says it does not.\n> I believe the queue.\n\nThe query that would have told us:\n\n```sql\nselect pier, count(*) filter (where verdict = 'refused') * 100.0 / count(*) as share\nfrom checks where at > now() - interval '10 minutes' group by pier;\n```\n\nSee the [gate handbook](https://handbook.example/gates#refusals)."},
		{Key: "resolution", Text: "The old time source was announced again on the router. Each controller then needed a restart, since its clock only ever moves forward:\n\n1. stop the gate\n2. set the clock\n   - by command where the controller answers\n   - at the cabinet where it does not\n3. let one ticket through and read the verdict"},
		{Key: "imported-note", Title: "Pier notebook", Text: "Page 14: “gates sulking again”. No time given.", Kept: true},
	}
	r.Timeline = entries()
	r.Factors = []review.Factor{
		{ID: "f1", Kind: "went_well", Text: "The Market pier crew stopped checking after two minutes and counted passengers by hand."},
		{ID: "f2", Kind: "went_well", Text: "Control found the router change in the log within eight minutes."},
		{ID: "f3", Kind: "luck", Text: "The first full ferry was delayed by fog. Ten minutes later there would have been 900 people at the gates."},
		{ID: "f4", Kind: "went_wrong", Text: "The restart had to be done at the cabinet on Island pier, a twelve minute walk.", Classes: []string{"technical"}},
		{ID: "f5", Kind: "contributing", Text: "The time source was on nobody’s list", Classes: []string{"organisational"}},
	}
	r.Analyses = []review.Analysis{{ID: "a1", Current: true}}
	r.Causes = causes()
	r.Evidence = []review.Evidence{
		{ID: "e1", Cause: "c1", Entry: "t03", Kind: "timeline", Stance: "supports"},
		{ID: "e2", Cause: "c9", Kind: "metric", Text: "Refused share stayed inside “handled”", Stance: "supports"},
	}
	r.Actions = []review.Action{
		{ID: "01KA5Z8Q3M0000000000000001", Ref: "ACT-26-A00001", Title: "Check tickets against a window of ten minutes, not against the second", OwnerRole: "Ticketing lead", Due: "2026-04-02", Status: "committed", Kind: "prevent", Strength: "stronger", Measure: "Refusals for “issued in the future”: from 692 to 0 in the drill", Criterion: "The drill with a shifted clock boards everybody", Tracker: "TICK-118"},
		{ID: "01KA5Z8Q3M0000000000000002", Ref: "ACT-26-A00002", Title: "Alarm when refused tickets pass 5 % at one pier", OwnerRole: "Control room", Due: "2026-03-16", Status: "in_progress", Kind: "detect", Strength: "intermediate", Measure: "Time to notice: 33 min to under 5"},
		{ID: "01KA5Z8Q3M0000000000000003", Ref: "ACT-26-A00003", Title: "List the time source as a dependency of the gates", OwnerRole: "Network team", Due: "2026-03-20", Status: "done", Kind: "process", Strength: "weaker", Measure: "Changes reviewed with it: 0 of 4 to 4 of 4"},
		{ID: "01KA5Z8Q3M0000000000000004", Ref: "ACT-26-A00004", Title: "Write the rule for boarding without a check", OwnerActor: "actor-1", Owner: "Kim Anderson", Status: "candidate", Kind: "respond", Strength: "intermediate"},
	}
	r.Participants = []review.Participant{{ID: "p1", Role: "Control room", Name: "Kim Anderson"}, {ID: "p2", Role: "Pier crew"}, {ID: "p3", Role: "Pier crew"}, {ID: "p4", Actor: "actor-1"}}
	r.Stated = []review.Stated{
		{ID: "s1", Label: "Time to resolve", Text: "2 hours", Minutes: 120, HasSize: true, From: "started", To: "resolved"},
		{ID: "s2", Label: "Queue at North pier", Text: "40 minutes", Minutes: 40, HasSize: true},
	}
	r.Findings = []review.Finding{
		{ID: "q1", Level: "question", Key: "finding.sample", Params: map[string]string{"text": "14"}, About: "timeline/t07", Line: 31, State: "open"},
		{ID: "q2", Level: "finding", Key: "finding.sample", Params: map[string]string{"text": "2"}, State: "answered", Answer: "The **second** gate"},
	}
	r.Durations = review.Durations(r)
	return r
}

func entries() []review.Entry {
	type e struct{ id, clock, text, role, kind string }
	var out []review.Entry
	for _, x := range []e{
		{"t01", "04:58", "Router change at the harbour office begins, as planned", "Network team", "action"},
		{"t02", "05:09", "The new router answers; the change is closed as successful", "Network team", "observation"},
		{"t03", "05:12", "Clock of the first gate controller jumps 6 min 04 s ahead", "", "observation"},
		{"t04", "05:20", "Market pier: every second ticket is refused. Crew counts by hand", "Pier crew", "decision"},
		{"t05", "05:45", "North pier rings control: “the gates hate everybody”", "Pier crew", "detection"},
		{"t06", "05:51", "Control declares an incident, opens all gates", "Control room", "declare"},
		{"t07", "06:05", "Refused tickets are all “issued in the future” ⚠ 🔥", "Ticketing lead", "observation"},
		{"t08", "06:13", "Router change found in the log: the time source went with the old router", "Control room", "observation"},
		{"t09", "06:34", "Old time source announced again; North and Market check tickets", "Network team", "mitigation"},
		{"t10", "07:02", "Island pier restarted at the cabinet. All gates agree on the time", "Pier crew", "resolve"},
	} {
		s := at(x.clock)
		s.RecordedAt = "2026-03-13T08:00:00Z"
		out = append(out, review.Entry{ID: x.id, Statement: s, Text: x.text, Role: x.role, Kind: x.kind, Times: []timeline.Statement{s}})
	}
	old := at("05:25")
	out[3].Times = []timeline.Statement{old, out[3].Statement}
	out[3].Times[1].Reason = "The pier’s camera shows the count"
	out[6].Precision = timeline.Approximate
	out[8].End = "2026-03-12T06:41:00+01:00"
	day := timeline.Statement{At: "2026-03-13", Precision: timeline.Day}
	out = append(out, review.Entry{ID: "t11", Statement: day, Text: "Review room, first meeting", Times: []timeline.Statement{day}})
	lost := timeline.Statement{Precision: timeline.Unknown, Raw: "shortly after the fog"}
	return append(out, review.Entry{ID: "t12", Statement: lost, Text: "First full ferry leaves North pier", Times: []timeline.Statement{lost}})
}

func causes() []cause.Node {
	type c struct {
		id, parent, kind, text, status, class string
		for_, against                         int
	}
	var out []cause.Node
	for i, x := range []c{
		{"root", "", "effect", "Three piers refused valid tickets for 110 minutes", "", "", 0, 0},
		{"k1", "root", "category", "Gates", "", "", 0, 0},
		{"c1", "k1", "cause", "The controller trusts its own clock", "supported", "technical", 3, 0},
		{"c2", "c1", "cause", "A ticket from the future is a forgery by rule", "supported", "procedural", 2, 0},
		{"c3", "c2", "cause", "The rule dates from a fraud in another season", "supported", "organisational", 1, 0},
		{"c4", "k1", "cause", "A clock only ever moves forward", "supported", "technical", 2, 0},
		{"k2", "root", "category", "Network change", "", "", 0, 0},
		{"c5", "k2", "cause", "The time source went with the old router", "supported", "technical", 3, 0},
		{"c6", "c5", "cause", "Nobody had listed it as a dependency", "supported", "organisational", 2, 0},
		{"c7", "k2", "cause", "The change was closed after a ping", "supported", "procedural", 1, 0},
		{"c8", "k2", "cause", "The new router was faulty", "ruled_out", "external", 0, 2},
		{"k3", "root", "category", "Noticing", "", "", 0, 0},
		{"c9", "k3", "cause", "A refused ticket counts as handled", "supported", "technical", 1, 0},
		{"c10", "c9", "cause", "The dashboard was made for throughput", "hypothesis", "organisational", 0, 0},
		{"c11", "k3", "cause", "Nobody watches the gates before 06:00", "unknown", "procedural", 0, 0},
		{"k4", "root", "category", "Working together", "", "", 0, 0},
		{"c12", "k4", "cause", "Each crew had to invent its own rule for doubt", "supported", "procedural", 2, 0},
		{"c13", "c12", "cause", "On the crew’s screen all gates were green", "supported", "human", 2, 0},
		{"c14", "k4", "cause", "Piers ring control, control cannot ring piers", "hypothesis", "technical", 1, 0},
	} {
		n := cause.Node{ID: x.id, Parent: x.parent, Kind: x.kind, Text: x.text, Status: x.status, Rank: fmt.Sprintf("%02d", i), For: x.for_, Against: x.against, Classes: []string{}}
		if x.class != "" {
			n.Classes = []string{x.class}
		}
		out = append(out, n)
	}
	out[8].Factor = "f5"
	out[13].Also = []string{"c11"}
	return out
}

// Sparse is a review of a title and three entries, as an import of a short note
// leaves it.
func Sparse() review.Review {
	r := review.Review{Kind: review.Kind, ID: ID, Ref: "REV-26-7K3QX2", Title: "Lamp room dark", State: "draft", ChangedAt: "2026-03-18T14:05:00Z"}
	for i, clock := range []string{"08:14", "08:20", "08:31"} {
		s := timeline.Statement{At: "2026-03-12T" + clock + ":00", Precision: timeline.Minute}
		r.Timeline = append(r.Timeline, review.Entry{ID: fmt.Sprint("t", i), Statement: s, Text: []string{"Lamps go out", "Fuse found", "Lamps on"}[i], Times: []timeline.Statement{s}})
	}
	return r
}
