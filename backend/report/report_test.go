package report_test

import (
	"reflect"
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/draw"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

var options = report.Options{Text: reporttest.Text, DataHash: strings.Repeat("7c1e90ab44d2e8f3", 4), Organisation: "Fjordline Ferries"}

// words are all texts of a model in order, one block of text per line.
func words(blocks []report.Block) string {
	var b strings.Builder
	var walk func(list []report.Block)
	walk = func(list []report.Block) {
		for _, blk := range list {
			switch blk := blk.(type) {
			case report.Numbers:
				for _, n := range blk.Items {
					b.WriteString(n.Value + " " + n.Label + "\n")
				}
			case report.Columns:
				for _, c := range blk.Columns {
					walk(c)
				}
			case report.Shrink:
				walk(blk.Forms[0])
			case report.Table:
				for _, c := range blk.Columns {
					b.WriteString(c.Title + "\n")
				}
				for _, r := range blk.Rows {
					for _, c := range r.Cells {
						walk(c)
					}
				}
			case report.Figure:
				for _, p := range blk.Pages {
					b.WriteString(p.Title + "\n" + sceneText(p.Scene) + "\n")
				}
			default:
				b.WriteString(report.Plain([]report.Block{blk}) + "\n")
			}
		}
	}
	walk(blocks)
	return b.String()
}

func sceneText(s draw.Scene) string {
	var out []string
	for _, it := range s.Items {
		if it.Kind == draw.KindText {
			out = append(out, it.Text)
		}
	}
	return strings.Join(out, " ")
}

func has(t *testing.T, text string, all ...string) {
	t.Helper()
	for _, want := range all {
		if !strings.Contains(text, want) {
			t.Errorf("missing %q", want)
		}
	}
}

func TestTheInternalReportTellsEveryPartOfTheReview(t *testing.T) {
	r := reporttest.Review()
	text := words(report.Internal(r, options).Blocks)
	for _, e := range r.Timeline {
		has(t, text, e.Text)
	}
	for _, c := range r.Causes {
		has(t, text, c.Text)
	}
	for _, f := range r.Factors {
		has(t, text, f.Text)
	}
	for _, a := range r.Actions {
		has(t, text, a.Title, a.Measure, a.Criterion, a.Tracker)
	}
	has(t, text, "1,840 passengers", "count(*) filter", "I believe the queue", "https://handbook.example/gates#refusals", "gates sulking again",
		"Time (Europe/Oslo,\n+01:00)", "about 06:05", "06:34–06:41", "that day", "as written: shortly after the fog",
		"Corrected, first stated as 05:25 Reason: The pier’s camera shows the count",
		"1 h 50 min from start to resolution (stated: 2 hours)", "Queue at North pier", "40 minutes", "2 days over", "Pier crew (2)",
		"Which date belongs to item 14?", "timeline entry 7, line 31 of the source", "Answer: The second gate")
}

func TestNoNameOfAPersonIsPrinted(t *testing.T) {
	r := reporttest.Review()
	for _, m := range []report.Model{report.Internal(r, options), report.Executive(r, options)} {
		if strings.Contains(words(m.Blocks), "Anderson") {
			t.Error("a name stands in the report")
		}
	}
	has(t, words(report.Internal(r, options).Blocks), "a person, role not recorded", "1 person without a recorded role")
}

func TestTheSameReviewGivesTheSameModel(t *testing.T) {
	s := reporttest.NewSource(3)
	for i := 0; i < 20; i++ {
		r := s.Review()
		for k := 0; k < 3; k++ {
			if !reflect.DeepEqual(report.Internal(r, options), report.Internal(r, options)) || !reflect.DeepEqual(report.Executive(r, options), report.Executive(r, options)) {
				t.Fatalf("review %d gives two models", i)
			}
		}
	}
}

func TestACachedFigureIsTheFittedOne(t *testing.T) {
	o := options
	o.Figures = &report.FigureCache{}
	r := reporttest.Review()
	fresh := report.Internal(r, options)
	if !reflect.DeepEqual(report.Internal(r, o), fresh) || !reflect.DeepEqual(report.Internal(r, o), fresh) {
		t.Error("the cache changes the report")
	}
	r.Causes[3].Text = "Another rule"
	has(t, words(report.Internal(r, o).Blocks), "Another rule")
}

// Every sentence a report can ask for has a text.
func TestEveryKeyHasASentence(t *testing.T) {
	o := options
	o.Text = func(key string, params ...string) string {
		if _, ok := reporttest.Texts[key]; !ok {
			t.Errorf("no sentence for %q", key)
			reporttest.Texts[key] = key // said once
		}
		return reporttest.Text(key, params...)
	}
	s := reporttest.NewSource(11)
	for i := 0; i < 150; i++ {
		r := s.Review()
		report.Internal(r, o)
		report.Executive(r, o)
	}
	for _, a := range report.Audiences {
		o.Audience = a
		report.Executive(reporttest.Review(), o)
	}
}

func TestNoPartIsAnEmptyHeading(t *testing.T) {
	s := reporttest.NewSource(5)
	for i := 0; i < 150; i++ {
		r := s.Review()
		for n := range r.Sections {
			// A text of headings alone is a text: only our own headings count here.
			r.Sections[n].Text = s.Prose(3)
		}
		for _, m := range []report.Model{report.Internal(r, options), report.Executive(r, options)} {
			last := -1
			for _, b := range append(m.Blocks, report.Heading{Level: 1}) {
				h, ok := b.(report.Heading)
				if ok && last > 0 && h.Level <= last {
					t.Fatalf("review %d: nothing stands between a heading and %q", i, h.Text)
				}
				last = -1
				if ok {
					last = h.Level
				}
			}
		}
	}
}

func TestAReviewOfATitleAndThreeEntriesHasOnlyThose(t *testing.T) {
	text := words(report.Internal(reporttest.Sparse(), options).Blocks)
	has(t, text, "Lamp room dark", "Timeline", "Time\n(zone not stated)", "08:31")
	for _, heading := range []string{"What we learned", "What held", "How it came about", "Actions", "Moments and durations", "Kept text"} {
		if strings.Contains(text, heading) {
			t.Errorf("%q has nothing below it", heading)
		}
	}
	empty := report.Internal(review.Review{ID: reporttest.ID}, options)
	has(t, words(empty.Blocks), "Review without a title")
}

func TestTheDayOfTheIncidentStandsAboveTheTitleAlsoWhereOnlyAMomentSaysIt(t *testing.T) {
	r := review.Review{ID: reporttest.ID, Title: "Lamp room dark", Started: &timeline.Statement{At: "2026-11-20T09:02:00+01:00", Zone: "CET", Precision: timeline.Minute}}
	first, ok := report.Internal(r, options).Blocks[0].(report.Paragraph)
	if !ok || !strings.Contains(first.Spans[0].Text, "20 Nov 2026") {
		t.Errorf("%+v", first)
	}
	r.Date = "2026-11-19"
	if first = report.Internal(r, options).Blocks[0].(report.Paragraph); !strings.Contains(first.Spans[0].Text, "19 Nov 2026") {
		t.Errorf("%+v", first)
	}
}

func TestASectionIsNamedEvenWithoutASentenceForItsKey(t *testing.T) {
	r := reporttest.Sparse()
	r.Sections = []review.Section{{Key: "from_the_future", Text: "Some words."}, {Key: "timeline", Title: "Timeline", Text: "All times by the harbour clock."}}
	has(t, words(report.Internal(r, options).Blocks), "\nfrom the future\n", "\nTimeline, as written\n")
	o := options
	o.Text = func(key string, params ...string) string {
		if key == "report.as_written" {
			return key
		}
		return reporttest.Text(key, params...)
	}
	if strings.Contains(words(report.Internal(r, o).Blocks), "report.as_written") {
		t.Error("a key is printed")
	}
}
