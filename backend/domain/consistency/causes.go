package consistency

import (
	"slices"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
)

var causeChecks = []Check{
	{"C01", Asks, (*look).unsupported},
	{"C02", Asks, (*look).lostEvidence},
	{"C03", Asks, (*look).contradicted},
	{"C04", Stops, (*look).wordless},
	{"C05", Asks, (*look).noCauses},
	{"C06", Asks, (*look).guesses},
	{"C07", Stops, (*look).humanCause},
	{"C08", Stops, (*look).humanFactor},
	{"C09", Stops, (*look).unclassified},
	{"C10", Asks, (*look).ruledOut},
	{"C11", Asks, (*look).breaks},
}

// human says whether classes name people and nothing about the system they worked in.
func human(classes []string) bool { return len(classes) == 1 && classes[0] == "human" }

// unsupported looks for a cause that is told as supported and has nothing for it.
func (l *look) unsupported() {
	for _, n := range l.Causes {
		if n.Counted() && n.Status == "supported" && n.For == 0 {
			l.tell(review.Causes+"/"+n.ID, map[string]string{"text": quoted(n.Text)})
		}
	}
}

// lostEvidence looks for evidence of an entry or a cause that is no longer here.
func (l *look) lostEvidence() {
	entries := map[string]bool{}
	for _, e := range l.Timeline {
		entries[e.ID] = true
	}
	for _, e := range l.Evidence {
		if e.Entry != "" && !entries[e.Entry] {
			l.tell(review.Causes+"/"+e.Cause, map[string]string{"text": quoted(e.Text), "cause": quoted(l.byID[e.Cause].Text)}, e.ID, e.Entry)
		}
	}
}

// contradicted looks for a supported cause with more against it than for it.
func (l *look) contradicted() {
	for _, n := range l.Causes {
		if n.Counted() && n.Status == "supported" && n.Against > n.For {
			l.tell(review.Causes+"/"+n.ID, map[string]string{"text": quoted(n.Text)})
		}
	}
}

// wordless looks for a place in the tree in which nothing was written.
func (l *look) wordless() {
	for _, n := range l.Causes {
		// A rib has its name from its set, and the effect stands for the title.
		if (n.Counted() || n.Aside()) && empty(n.Text) {
			l.tell(review.Causes+"/"+n.ID, nil)
		}
	}
}

// noCauses looks for a review that does not say why.
func (l *look) noCauses() {
	if l.State == "" || l.State == "draft" || slices.ContainsFunc(l.Causes, cause.Node.Counted) {
		return
	}
	for _, f := range l.Factors {
		if f.Contributes() {
			return
		}
	}
	l.tell("causes", nil)
}

// guesses looks for causes at the end of a branch that nobody has looked into although
// the review is told as agreed.
func (l *look) guesses() {
	if !l.settled() {
		return
	}
	for _, n := range l.Causes {
		if n.Counted() && len(l.below[n.ID]) == 0 && (n.Status == "hypothesis" || n.Status == "unknown") {
			l.tell(review.Causes+"/"+n.ID, map[string]string{"text": quoted(n.Text)}, n.Status)
		}
	}
}

// conditioned says whether something of the system stands below a cause, at any depth.
func (l *look) conditioned(id string, left int) bool {
	if left == 0 {
		return false
	}
	for _, n := range l.below[id] {
		if n.Counted() && n.Status != "ruled_out" && (n.Kind == "condition" || len(n.Classes) > 0 && !human(n.Classes) || l.conditioned(n.ID, left-1)) {
			return true
		}
	}
	return false
}

// humanCause looks for a chain of why that ends at people. What about the work made it
// likely is the next question, and a review without an answer to it blames.
func (l *look) humanCause() {
	for _, n := range l.Causes {
		if n.Counted() && n.Status != "ruled_out" && human(n.Classes) && !l.conditioned(n.ID, len(l.Causes)) && !l.stoodBehind(n.Factor) {
			l.tell(review.Causes+"/"+n.ID, map[string]string{"text": quoted(n.Text)})
		}
	}
}

// stoodBehind says whether something of the work or the system was put behind a factor.
func (l *look) stoodBehind(factor string) bool {
	return factor != "" && slices.ContainsFunc(l.Factors, func(f review.Factor) bool {
		return f.ID != factor && slices.Contains(f.ConditionOf, factor) && f.Contributes() && !human(f.Classes) && !empty(f.Text)
	})
}

// humanFactor is humanCause for factors: one that became a cause is judged there.
func (l *look) humanFactor() {
	seen := map[string]bool{}
	for _, n := range l.Causes {
		// A cause may have got other classes since, or none.
		if n.Factor != "" && n.Counted() && (human(n.Classes) || l.conditioned(n.ID, len(l.Causes))) {
			seen[n.Factor] = true
		}
	}
	for _, f := range l.Factors {
		if !seen[f.ID] && f.Contributes() && human(f.Classes) && !l.stoodBehind(f.ID) {
			l.tell(review.Factors+"/"+f.ID, map[string]string{"text": quoted(f.Text)})
		}
	}
}

// unclassified looks for contributing factors without a class.
func (l *look) unclassified() {
	for _, f := range l.Factors {
		if f.Contributes() && len(f.Classes) == 0 {
			l.tell(review.Factors+"/"+f.ID, map[string]string{"text": quoted(f.Text)})
		}
	}
}

// ruledOut looks for a cause that was ruled out and says nothing of why.
func (l *look) ruledOut() {
	for _, n := range l.Causes {
		if n.Counted() && n.Status == "ruled_out" && n.Against == 0 && empty(n.Note) {
			l.tell(review.Causes+"/"+n.ID, map[string]string{"text": quoted(n.Text)})
		}
	}
}

// breaks looks for a "therefore" that somebody read and that does not hold.
func (l *look) breaks() {
	for _, n := range l.Causes {
		if n.Counted() && n.Status != "ruled_out" && n.Therefore == "breaks" {
			l.tell(review.Causes+"/"+n.ID, map[string]string{"text": quoted(n.Text), "above": quoted(l.byID[n.Parent].Text)})
		}
	}
}
