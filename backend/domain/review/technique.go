package review

import (
	"cmp"
	"strconv"

	"secondstory/backend/domain/cause"
)

// Techniques by which people ask how it came about.
var Techniques = []string{"five_whys", "fishbone_timeline", "fishbone_recurrence"}

// Courses of an incident: one thing led to the next, or several ran into each other.
var Courses = []string{"linear", "branching"}

// TechniqueRule is the version of the rule that advises one.
const TechniqueRule = "1"

// Where the rule begins to advise something else than five whys.
const (
	ManyTeams       = 3
	ManyFailures    = 2
	ManyRecurrences = 3
)

// MostSaid is the largest number that is no slip of the keyboard.
const MostSaid = 999

// Technique is what was said of an incident to choose how to ask about it, and what was chosen.
// The numbers are 0 where nobody said one.
type Technique struct {
	Teams       float64 `json:"technique_teams,omitempty"`       // that had a hand in it
	Failures    float64 `json:"technique_failures,omitempty"`    // that met, each needed for the other
	Recurrences float64 `json:"technique_recurrences,omitempty"` // of the same before
	Course      string  `json:"technique_course,omitempty"`      // Courses
	Chosen      string  `json:"technique,omitempty"`             // Techniques
	// Rule and Advised are the version of the rule and its advice when it was chosen.
	Rule    string `json:"technique_rule,omitempty"`
	Advised string `json:"technique_advised,omitempty"`
	Because string `json:"technique_because,omitempty"`
}

// Advice is a technique with the part of the rule that it comes of.
type Advice struct {
	Technique string `json:"technique"` // "" while nothing was said
	Why       string `json:"why"`       // "recurrences", "teams", "failures", "branching", "plain"; "" too
	Rule      string `json:"rule"`
}

// Advise applies the rule: what comes again first, then what many have a hand in or what
// several failures met in, and five whys for what is left.
func (t Technique) Advise() Advice {
	switch {
	case t.Recurrences >= ManyRecurrences:
		return Advice{"fishbone_recurrence", "recurrences", TechniqueRule}
	case t.Teams >= ManyTeams:
		return Advice{"fishbone_timeline", "teams", TechniqueRule}
	case t.Failures >= ManyFailures:
		return Advice{"fishbone_timeline", "failures", TechniqueRule}
	case t.Course == "branching":
		return Advice{"fishbone_timeline", "branching", TechniqueRule}
	case t.Teams > 0 || t.Failures > 0 || t.Course != "":
		return Advice{"five_whys", "plain", TechniqueRule}
	}
	return Advice{Rule: TechniqueRule}
}

// TechniqueLine tells in one sentence what was chosen, and why; "" where nothing was.
func TechniqueLine(t Technique, text Text) string {
	if t.Chosen == "" {
		return ""
	}
	name := func(id string) string { return wordOr(text, "technique."+id, id) }
	params := []string{"chosen", name(t.Chosen), "advised", name(t.Advised), "rule", cmp.Or(t.Rule, TechniqueRule), "why", oneLine(t.Because)}
	switch {
	case t.Advised == "" || t.Advised == t.Chosen:
		if t.Because == "" {
			return text("technique.told", params...)
		}
		return text("technique.told.why", params...)
	case t.Because == "":
		return text("technique.told.instead", params...)
	}
	return text("technique.told.instead.why", params...)
}

// EvidenceShare is how many of the causes something speaks for, or was ruled out by something.
type EvidenceShare struct {
	Causes    int      `json:"causes"`
	Evidenced int      `json:"evidenced"`
	Share     *float64 `json:"share,omitempty"` // 0 to 1; nil of no cause
}

// EvidenceShareOf counts the causes of a tree; what held and luck are none.
func EvidenceShareOf(nodes []cause.Node) EvidenceShare {
	var e EvidenceShare
	for _, n := range nodes {
		if !n.Counted() {
			continue
		}
		e.Causes++
		if n.For > 0 || n.Status == "ruled_out" && n.Against > 0 {
			e.Evidenced++
		}
	}
	if e.Causes > 0 {
		share := float64(e.Evidenced) / float64(e.Causes)
		e.Share = &share
	}
	return e
}

// EvidenceLine tells the share in one sentence; "" of no cause.
func EvidenceLine(e EvidenceShare, text Text) string {
	if e.Share == nil {
		return ""
	}
	return text("evidenced.share", "count", strconv.Itoa(e.Evidenced), "of", strconv.Itoa(e.Causes), "share", strconv.FormatFloat(100**e.Share, 'f', 1, 64))
}
