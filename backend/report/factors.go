package report

import "secondstory/backend/domain/review"

// factorClasses tell of which classes the contributing factors are, and what stands behind
// those that name people.
func (b *builder) factorClasses() []Block {
	var out []Block
	if line := review.TechniqueLine(b.r.Technique, b.t); line != "" {
		out = append(out, Paragraph{Spans: []Span{{Text: line}}})
	}
	if line := review.EvidenceLine(b.r.EvidenceShare, b.t); line != "" {
		out = append(out, Paragraph{Spans: []Span{{Text: line}}})
	}
	for _, line := range review.ShareLines(b.r.ClassShares, b.t) {
		out = append(out, Paragraph{Spans: []Span{{Text: line}}})
	}
	words := map[string]string{}
	for _, f := range b.r.Factors {
		words[f.ID] = flat(f.Text)
	}
	l := List{}
	for _, f := range b.r.Factors {
		for _, id := range f.ConditionOf {
			if words[id] != "" {
				said := b.t("report.behind", "what", words[id], "condition", flat(f.Text))
				l.Items = append(l.Items, []Block{Paragraph{Spans: []Span{{Text: said}}}})
			}
		}
	}
	if len(l.Items) > 0 {
		out = append(out, Heading{Level: 2, Text: b.t("report.conditions")}, l)
	}
	if len(out) == 0 {
		return nil
	}
	return append([]Block{Heading{Level: 1, Text: b.t("report.shares")}}, out...)
}
