package report

import "secondstory/backend/domain/review"

// handling tells how the incident was led, as the window says it.
func (b *builder) handling() []Block {
	if len(review.Handling(b.r, b.clock.loc, b.t)) == 0 {
		return nil // a silence alone is no chapter
	}
	lines := review.HandlingTold(b.r, b.clock.loc, b.t)
	l := List{}
	for _, x := range lines {
		l.Items = append(l.Items, []Block{text(x.Text, 0)})
	}
	return []Block{Heading{Level: 1, Text: b.t("report.handling")}, l}
}
