package report_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

func TestTheFactsAtTheTopOfASourceDoNotOpenTheReportASecondTime(t *testing.T) {
	r := reporttest.Sparse()
	r.Sections = []review.Section{
		{Key: "introduction", Text: "Date: 2026-03-02\n\n**Time zone:** CET"},
		{Key: "impact", Title: "Impact", Text: "Forty pallets were lost."},
	}
	text := words(report.Internal(r, options).Blocks)
	if strings.Contains(text, "Introduction") || strings.Index(text, "2026-03-02") < strings.Index(text, "Forty pallets") {
		t.Errorf("the facts stand before the impact:\n%s", text)
	}
	has(t, text, "Document properties", "Date: 2026-03-02", "Time zone:", "CET")
	r.Sections[0] = review.Section{Key: "front_matter", Text: "---\ntitle: Harbour\nseverity: SEV2\n---"}
	for _, blk := range report.Internal(r, options).Blocks {
		if h, ok := blk.(report.Heading); ok && strings.Contains(h.Text, "Harbour") {
			t.Errorf("the properties are a heading: %q", h.Text)
		}
	}
	r.Sections[0] = review.Section{Key: "introduction", Text: "Date: 2026-03-02\n\nThis was a long night."}
	text = words(report.Internal(r, options).Blocks)
	has(t, text, "Introduction")
	if strings.Index(text, "long night") > strings.Index(text, "Forty pallets") {
		t.Error("an introduction in sentences stands at the end")
	}
}
