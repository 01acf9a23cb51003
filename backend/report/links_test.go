package report_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/report"
)

// leads are the references of a model as "words → where".
func leads(list []report.Block) (out []string) {
	for _, blk := range list {
		switch blk := blk.(type) {
		case report.Paragraph:
			for _, s := range blk.Spans {
				if s.To+s.Link != "" {
					out = append(out, s.Text+" → "+s.To+s.Link)
				}
			}
		case report.Table:
			for _, r := range blk.Rows {
				for _, c := range r.Cells {
					out = append(out, leads(c)...)
				}
			}
		}
	}
	return out
}

func TestWhatATextNamesLeadsThere(t *testing.T) {
	o := options
	o.Links = map[string]string{"INC0010": "https://tool.example/10", "INC00102": "https://tool.example/102"}
	r := review.Review{Title: "Gates", Sections: []review.Section{{Key: "summary", Text: "x"}, {Key: "notes", Title: "Notes", Text: "See ACT-26-AAAAAA and ACT-26-ZZZZZZ, INC00102, INC0010 and XINC0010, not INC00109."}},
		Actions: []review.Action{{ID: "a", Ref: "ACT-26-AAAAAA", Title: "Mend ACT-26-AAAAAA", Status: "done", Tracker: "https://tool.example/t/7."}}}
	got := strings.Join(leads(report.Internal(r, o).Blocks), "\n")
	for _, want := range []string{"ACT-26-AAAAAA → ACT-26-AAAAAA", "INC00102 → https://tool.example/102", "INC0010 → https://tool.example/10", "https://tool.example/t/7 → https://tool.example/t/7"} {
		if strings.Count("\n"+got+"\n", "\n"+want+"\n") != 1 {
			t.Errorf("%q is not there once:\n%s", want, got)
		}
	}
	if strings.Contains(got, "ZZZZZZ") || strings.Contains(got, "XINC") {
		t.Error(got)
	}
}

// A log that was pasted names one incident in each of its lines.
func TestManyMentionsOfOneIncidentAllLeadThere(t *testing.T) {
	o := options
	o.Links = map[string]string{"INC-1": "https://tool.example/1"}
	const lines = 30_000
	r := review.Review{Title: "Gates", Sections: []review.Section{{Key: "notes", Title: "Notes", Text: strings.Repeat("INC-1 ", lines)}}}
	if n := len(leads(report.Internal(r, o).Blocks)); n != lines {
		t.Errorf("%d of %d", n, lines)
	}
}
