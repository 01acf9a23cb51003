package pdf

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
	"secondstory/backend/service/importing"
	"secondstory/samples"
)

// sampleReview is a review of the sample as the store would give it.
func sampleReview(t *testing.T, s samples.Sample) review.Review {
	t.Helper()
	var r review.Review
	if err := json.Unmarshal(s.JSON, &r); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	n := 0
	end, err := importing.FromReview(r, reporttest.ID, func() string { n++; return fmt.Sprintf("01KA5Z8Q3M%016d", n) }, now)
	if err != nil {
		t.Fatal(err)
	}
	return review.FromSnapshot(record.Snapshot{Row: record.Row{ID: reporttest.ID, ChangedAt: now}, State: end})
}

// Every review of the sample: what a director looks for stands on the one page,
// as far as the review says it.
func TestTheOnePageOfEachSampleSaysWhatItLedTo(t *testing.T) {
	for _, s := range samples.Reviews() {
		t.Run(s.Name, func(t *testing.T) {
			r := sampleReview(t, s)
			m := report.Executive(r, options)
			list := paginated(t, m)
			if len(list) != 1 {
				t.Fatalf("%d pages", len(list))
			}
			inside(t, 0, list)
			text := squeeze(extract(t, render(t, m), "-raw"))
			says := func(what, words string) {
				t.Helper()
				if !strings.Contains(text, squeeze(words)) {
					t.Errorf("%s: %q is not on the page", what, words)
				}
			}
			says("title", r.Title)
			causes, open := 0, 0
			for _, n := range r.Causes {
				if n.Counted() {
					causes++
				}
			}
			for _, a := range r.Actions {
				if a.Status == "done" || a.Status == "verified" || a.Status == "declined" {
					continue
				}
				open++
				says("open action", a.Title)
			}
			if causes > 0 {
				says("causes", fmt.Sprint(causes, " cause"))
			}
			if len(r.Actions) > 0 {
				says("actions", fmt.Sprintf("%d open", open))
			}
			for _, sec := range r.Sections {
				switch sec.Key {
				case "summary":
					for _, words := range cellsOf(sec.Text) {
						says("summary", words)
					}
				case "impact":
					says("impact", firstOf(cellsOf(sec.Text)))
				case "lessons":
					for i, words := range cellsOf(sec.Text) {
						if i < 3 {
							begin := strings.Fields(words)
							says("lesson", strings.Join(begin[:min(3, len(begin))], " "))
						}
					}
				}
			}
		})
	}
}

// firstOf are the first words there are.
func firstOf(list []string) string {
	for _, s := range list {
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// cellsOf are the words of a section without its markup, piece by piece: the
// cells of its tables, its paragraphs and items.
func cellsOf(text string) []string {
	var out []string
	var walk func(list []report.Block)
	walk = func(list []report.Block) {
		for _, b := range list {
			switch b := b.(type) {
			case report.Table:
				for _, row := range b.Rows {
					for _, c := range row.Cells {
						walk(c)
					}
				}
			case report.List:
				for _, it := range b.Items {
					walk(it)
				}
			default:
				out = append(out, report.Plain([]report.Block{b}))
			}
		}
	}
	walk(report.Markdown(text, func(alt, _ string) string { return alt }))
	return out
}

// No page of a sample's full report ends half empty before a diagram.
func TestNoPageOfASampleStandsHalfEmptyBeforeADiagram(t *testing.T) {
	for _, s := range samples.Reviews()[:20] {
		list := paginated(t, report.Internal(sampleReview(t, s), options))
		inside(t, 0, list)
		for n, p := range list[:len(list)-1] {
			last := p.atoms[len(p.atoms)-1]
			next := list[n+1].atoms
			before := false
			for _, a := range next {
				before = before || a.figure
				if !a.keep {
					break
				}
			}
			end := last.y + last.h
			if before && !p.landscape && !last.figure && end < room(false)/2 {
				t.Errorf("%s: page %d ends at %.0f of %.0f before a diagram", s.Name, n+1, end, room(false))
			}
		}
	}
}

func TestTheNameOfALanguageIsNoLineOfTheCode(t *testing.T) {
	r := reporttest.Sparse()
	r.Sections = append(r.Sections, review.Section{Key: "impact", Title: "Impact", Text: "```json\n{\"count\": 46}\n```\n"})
	m := report.Internal(r, options)
	found := false
	for _, b := range m.Blocks {
		if code, ok := b.(report.Code); ok {
			found = code.Text == "{\"count\": 46}" && code.Label == "json"
		}
	}
	if !found {
		t.Error("the label is not apart from the data")
	}
	ms, err := measurer()
	if err != nil {
		t.Fatal(err)
	}
	height := func(text, label string) float64 {
		return tall(newLayouter(ms).blocks([]report.Block{report.Code{Text: text, Label: label}}, 400, context{face: bodyFace}))
	}
	if bare, labelled := height("x", ""), height("x", "json"); labelled != bare {
		t.Errorf("%.0f high with a label, %.0f without: it takes a line", labelled, bare)
	}
	if long := strings.Repeat("m", 60); height(long, "json") != height(long, "")+noteFace.lead {
		t.Error("the label stands over the words of a full line")
	}
	if height("x", strings.Repeat("words ", 60)) <= height("x", "")+noteFace.lead {
		t.Error("a label of many words is cut")
	}
	if text := extract(t, render(t, m)); !strings.Contains(text, "json") {
		t.Error("the label is lost")
	}
}

func TestASignInATitleIsSaidInWords(t *testing.T) {
	r := reporttest.Sparse()
	r.Title = "Cards 💳 were refused"
	for _, m := range []report.Model{report.Executive(r, options), report.Internal(r, options)} {
		text := extract(t, render(t, m))
		if !strings.Contains(text, "Cards ‹credit card› were refused") {
			t.Errorf("the title does not name its sign:\n%.300s", text)
		}
	}
}

func TestTheFirstPageOfTheFullReportSaysWhatWillChange(t *testing.T) {
	m := report.Internal(sampleReview(t, samples.Reviews()[0]), options)
	if text := extract(t, render(t, m), "-l", "1"); !strings.Contains(text, "What will change") {
		t.Errorf("the first page ends before it:\n%s", text)
	}
}

func TestTheOnePageOfTheFirstSampleSaysWhatWentWrong(t *testing.T) {
	text := squeeze(extract(t, render(t, report.Executive(sampleReview(t, samples.Reviews()[0]), options)), "-raw"))
	for _, words := range []string{"filled the silence with the last count it had stored", "the cabinets looked full"} {
		if !strings.Contains(text, squeeze(words)) {
			t.Errorf("the summary ends before %q:\n%s", words, text)
		}
	}
}

func TestTheHeadOfTheTimesHasTwoLinesAtMost(t *testing.T) {
	text := extract(t, render(t, report.Internal(sampleReview(t, samples.Reviews()[0]), options)), "-layout")
	if !strings.Contains(text, "Time (Europe/Amsterdam,") {
		t.Error("the zone begins in a line of its own")
	}
}
