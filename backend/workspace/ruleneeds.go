package workspace

import (
	"slices"
	"strings"

	"secondstory/assets"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/proof"
)

// RuleNeed is something in a rule that only a person can settle, besides signing it and
// looking at it again.
type RuleNeed struct {
	Key    string `json:"key"`  // by which it is put off
	What   string `json:"what"` // exception, changed, confirm, undecided, damaged, forged, forged_answer, key
	Ref    string `json:"ref"`  // of the rule
	Title  string `json:"title"`
	Number int    `json:"number"` // of the version; 0 where it is about none
	// Text is what it is about: the procedure of an exception, the role of a signature.
	Text string `json:"text"`
	Part string `json:"part"` // the exception it is about, "" for the others
	Own  bool   `json:"own"`  // of a signature or an answer: it names this machine
	Day  string `json:"day"`  // on which an exception was asked for, "" for the others
	// Answer is what an exception that was changed since had been answered, and Since what it
	// says otherwise than that (empty where this machine does not know).
	Answer policy.Answer       `json:"answer"`
	Since  []policy.Difference `json:"since"`
}

// RuleNeeds lists what waits for a person in rules, in their order.
func RuleNeeds(pages []policy.Page, device string) []RuleNeed {
	out := []RuleNeed{}
	for _, p := range pages {
		add := func(what, id, text string, number int, own bool) {
			out = append(out, RuleNeed{Key: "rule/" + what + "/" + p.Ref + "/" + id, What: what, Ref: p.Ref, Title: p.Title, Number: number, Text: text, Own: own, Since: []policy.Difference{}})
		}
		if p.State == policy.Undecided {
			add("undecided", "", "", 0, false)
		}
		for _, v := range p.Versions {
			if v.Damage != "" && v.Number >= p.Next { // a later one is signed otherwise
				add("damaged", v.ID, "", v.Number, false)
			}
			if slices.Contains([]policy.State{policy.Superseded, policy.Overtaken, policy.Voided}, v.State) {
				continue
			}
			for _, s := range v.Signoffs {
				switch {
				case s.Proof == proof.NotMade:
					add("forged", s.ID, s.Role, v.Number, s.Device == device)
				case s.Proof == proof.Waits:
					add("key", s.ID, s.Actor, v.Number, false)
				}
			}
		}
		for _, e := range p.Exceptions {
			had := len(out)
			switch {
			case e.Proof == proof.NotMade:
				add("forged_answer", e.ID, e.Procedure, 0, e.Device == device)
			case e.Proof == proof.Waits:
				add("key", e.ID, e.Approver, 0, false)
			case e.Moved && e.State != policy.Improper:
				add("changed", e.ID, e.Procedure, 0, false)
				out[had].Answer, out[had].Since = e.Answer, e.Since
			case e.State == policy.Waiting && !e.Own:
				add("exception", e.ID, e.Procedure, 0, false)
				out[had].Day = e.Asked
			case e.Mine && unheard(p, e):
				add("confirm", e.ID, e.Procedure, 0, false)
			}
			if len(out) > had {
				out[had].Part = e.ID
			}
		}
	}
	return out
}

// unheard says of an answer without a seal that somebody goes without it: here, where it cannot
// be checked, or wherever a machine has joined the space since it was given.
func unheard(p policy.Page, e policy.PageException) bool {
	return e.Proof == proof.Unsealed || p.Space != "" && (e.State == policy.Active || e.State == policy.Upcoming)
}

// Words is the key of what it comes to in one line, with {title}, {number}, {text} and {changes}.
func (n RuleNeed) Words() string {
	switch {
	case n.What == "changed":
		return "ruleNeed.changed_" + string(n.Answer)
	case n.What == "forged" && n.Own:
		return "ruleNeed.forged_own"
	case n.What == "forged_answer" && n.Own:
		return "ruleNeed.forged_answer_own"
	}
	return "ruleNeed." + n.What
}

// mostShown bounds what is quoted of a value in one line.
const mostShown = 40

// Changes tells in one line what an exception says otherwise than what was answered.
func (n RuleNeed) Changes(text *assets.Catalogue) string {
	if n.What != "changed" {
		return ""
	}
	if len(n.Since) == 0 {
		return text.Text("ruleNeed.changed_unknown")
	}
	out := make([]string, len(n.Since))
	for i, d := range n.Since {
		out[i] = text.Text("ruleNeed.change", "part", text.Text("policyPart."+d.Part), "before", shown(d.Before), "after", shown(d.After))
	}
	return strings.Join(out, "; ")
}

func shown(value string) string {
	runes := []rune(strings.Join(strings.Fields(value), " "))
	switch {
	case len(runes) == 0:
		return "–"
	case len(runes) > mostShown:
		return string(runes[:mostShown]) + "…"
	}
	return string(runes)
}
