package report

import "secondstory/backend/domain/review"

// CauseSheet is one drawing of a review's causes on paper: the fishbone, or the
// 5-Whys tree when whys is set, with an overview and a page per rib where one
// page is not enough.
func CauseSheet(r review.Review, whys bool, o Options) Model {
	b := newBuilder(r, o)
	m := b.frame("internal")
	m.Blocks = append(m.Blocks, Heading{Level: 1, Text: m.Title})
	t, _ := b.tree()
	if t == nil {
		m.Blocks = append(m.Blocks, Paragraph{Spans: []Span{{Text: b.t("report.no_causes")}}, Style: Note})
		return m
	}
	title := t.Effect().Text
	if whys {
		m.Blocks = append(m.Blocks, Figure{Pages: b.whys(t), Alt: b.t("report.whys.alt", "title", title)})
		return m
	}
	m.Blocks = append(m.Blocks, Figure{Pages: b.fishbone(t), Alt: b.t("report.fishbone.alt", "title", title)})
	return m
}

// Length writes a length of time in the words of a catalogue: "2 h 5 min".
func Length(text func(key string, params ...string) string, minutes float64) string {
	return review.Length(text, minutes)
}

// PhaseTone is the value step of the phase that ends with a moment.
func PhaseTone(anchor string) int { return toneOf[anchor] }
