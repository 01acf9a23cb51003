package review

import (
	"strconv"
	"strings"
)

// Fact is one thing that is known of the promise of an action, under its name.
type Fact struct{ Name, Words string }

// ActionFacts tell how far an action is proven: who agreed to what and when, how often its
// date was moved and why, when it was done, who looked and what they saw, or why nobody
// does it. Roles alone stand in them.
func ActionFacts(a Action, moves []Replan, text Text) []Fact {
	var out []Fact
	add := func(name, words string) {
		if words = flat(words); words != "" {
			out = append(out, Fact{text("action.fact." + name), words})
		}
	}
	switch {
	case a.Baseline != "" && a.Target != "":
		add("change", text("action.fact.from_to", "from", flat(a.Baseline), "to", flat(a.Target)))
	case a.Target != "":
		add("target", a.Target)
	}
	switch a.Acceptance() {
	case Accepted:
		add("accepted", a.AcceptedOn)
	case AcceptedBefore:
		add("accepted", text("action.fact.accepted_before", "day", a.AcceptedOn, "due", a.AcceptedDue))
	}
	for _, m := range moves {
		add("moved", text("action.fact.moved_why", "from", m.From, "to", m.To, "why", strings.TrimRight(flat(m.Reason), ".")))
	}
	if a.Finished() {
		add("done", a.DoneOn)
	}
	switch {
	case a.Status == "verified" && a.VerifierRole != "":
		add("verified", text("action.fact.verified_by", "day", a.VerifiedOn, "role", flat(a.VerifierRole)))
	case a.Status == "done" && a.LookFrom() != "":
		add("look", text("action.fact.look_from", "day", a.LookFrom(), "days", strconv.Itoa(a.Soak())))
	}
	add("proof", a.Proof)
	if a.Status == "declined" {
		add("declined", a.DeclinedBecause)
		add("declined_by", a.DeclinedBy)
	}
	return out
}

// flat is a text on one line. No-break spaces stay: they hold a number and its unit together.
func flat(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r >= '\t' && r <= '\r' }), " ")
}
