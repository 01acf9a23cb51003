package report_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/cause"
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
		"Time (Europe/Oslo, +01:00)", "about 06:05", "06:34–06:41", "that day", "as written: shortly after the fog",
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
	has(t, text, "Lamp room dark", "Timeline", "Time (zone not stated)", "08:31")
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

func TestOverdueIsSaidAsOfTheReport(t *testing.T) {
	o := options
	o.AsOf = time.Date(2026, 3, 16, 23, 0, 0, 0, time.UTC)
	if strings.Contains(words(report.Internal(reporttest.Review(), o).Blocks), "over\n") {
		t.Error("an action is late on the day it is due")
	}
	o.AsOf = o.AsOf.AddDate(0, 0, 1)
	has(t, words(report.Internal(reporttest.Review(), o).Blocks), "1 day over")
	if m := report.Internal(reporttest.Review(), o); !strings.Contains(m.Foot, "17 Mar 2026") || !m.AsOf.Equal(o.AsOf) {
		t.Errorf("foot %q of %v", m.Foot, m.AsOf)
	}
	if m := report.Internal(reporttest.Review(), options); m.Foot != "Agreed. As of 18 Mar 2026, 14:05 UTC. Data hash 7c1e\u00A090ab\u00A044d2\u00A0e8f3" {
		t.Errorf("foot %q", m.Foot)
	}
}

func TestTimesAreShownInOneZoneAndSayWhatIsUnknown(t *testing.T) {
	entry := func(at, zone string) review.Entry {
		s := timeline.Statement{At: at, Zone: zone, Precision: timeline.Minute}
		return review.Entry{ID: at, Statement: s, Text: "x", Times: []timeline.Statement{s}}
	}
	r := review.Review{ID: reporttest.ID, Title: "x", Zone: "Europe/Berlin", Timeline: []review.Entry{
		entry("2026-03-28T23:30:00Z", "UTC"), entry("2026-03-29T00:30:00Z", "UTC"), entry("2026-03-29T01:30:00Z", "UTC"), entry("2026-03-29T05:00:00", ""),
	}}
	text := words(report.Internal(r, options).Blocks)
	has(t, text, "Time (Europe/Berlin, +01:00)", "29 Mar 2026", "\n00:30\n", "\n01:30\n", "\n03:30\u00A0+02:00\n", "05:00 (no zone)", "written without a time zone")
	r.Zone = ""
	has(t, words(report.Internal(r, options).Blocks), "Time (UTC)", "28 Mar 2026", "\n23:30\n")
	r.Timeline[1] = entry("2026-03-29T02:30:00+02:00", "CEST")
	has(t, words(report.Internal(r, options).Blocks), "Time (UTC)", "\n00:30\n")
}

func TestLengthsCarryTheirUncertainty(t *testing.T) {
	at := func(s string, p timeline.Precision) *timeline.Statement {
		return &timeline.Statement{At: s, Zone: "UTC", Precision: p}
	}
	r := review.Review{ID: reporttest.ID, Title: "x", Started: at("2026-03-12T05:00:00Z", timeline.Approximate), Detected: at("2026-03-12T09:15:00Z", timeline.Minute), Resolved: at("2026-03-12T08:00:00Z", timeline.Minute)}
	r.Durations = review.Durations(r)
	text := words(report.Internal(r, options).Blocks)
	has(t, text, "about 4 h 15 min", "about 3 h from start to resolution", "ends 1 h 15 min before it starts")
	if strings.Contains(text, "Undetected") {
		t.Error("phases are drawn although an end lies before its start")
	}
}

// Labels of the strip never cover each other, whatever lasted how long.
func TestLabelsOfThePhasesDoNotOverlap(t *testing.T) {
	s := reporttest.NewSource(9)
	strips := 0
	for i := 0; i < 300; i++ {
		r := review.Review{ID: reporttest.ID, Title: "x", Zone: "UTC"}
		at := time.Date(2026, 3, 12, 5, 0, 0, 0, time.UTC)
		for _, p := range []**timeline.Statement{&r.Started, &r.Detected, &r.Declared, &r.Mitigated, &r.Resolved} {
			at = at.Add(time.Duration([]int{0, 1, 4, 30, 300, 4000}[s.IntN(6)]) * time.Minute)
			*p = &timeline.Statement{At: at.Format(time.RFC3339), Zone: "UTC", Precision: timeline.Minute}
		}
		for _, b := range report.Internal(r, options).Blocks {
			f, ok := b.(report.Figure)
			if !ok {
				continue
			}
			strips++
			noOverlap(t, f.Pages[0].Scene)
		}
	}
	if strips < 200 {
		t.Errorf("only %d strips were drawn", strips)
	}
}

func noOverlap(t *testing.T, s draw.Scene) {
	t.Helper()
	type box struct {
		x0, x1, y int32
		text      string
	}
	var boxes []box
	for _, it := range s.Items {
		if it.Kind != draw.KindText {
			continue
		}
		b := box{it.P[0], it.P[0] + it.W, it.P[1], it.Text}
		if b.x0 < -1 || b.x1 > s.Bounds.W+1 || b.y > s.Bounds.H {
			t.Errorf("%q stands outside the strip", b.text)
		}
		for _, o := range boxes {
			if b.y == o.y && b.x0 < o.x1 && o.x0 < b.x1 {
				t.Errorf("%q covers %q", b.text, o.text)
			}
		}
		boxes = append(boxes, b)
	}
}

// Every cause stands on some page of both diagrams.
func TestEveryCauseIsDrawnHoweverLargeTheTree(t *testing.T) {
	s := reporttest.NewSource(21)
	for _, n := range []int{1, 12, 40, 80, 200, -120} {
		r := review.Review{ID: reporttest.ID, Title: "x", Causes: s.Causes(max(n, 0))}
		if n < 0 {
			r.Causes = chain(-n)
		}
		for i := range r.Causes {
			r.Causes[i].Text = fmt.Sprintf("cause%d %s", i, r.Causes[i].Text)
		}
		figures := 0
		for _, b := range report.Internal(r, options).Blocks {
			f, ok := b.(report.Figure)
			if !ok {
				continue
			}
			figures++
			drawn := map[string]bool{}
			for _, p := range f.Pages {
				for _, word := range strings.Fields(sceneText(p.Scene)) {
					drawn[word] = true
				}
				if p.Scale*12 < 9.3 {
					t.Errorf("%d causes: letters of %.1f px", n, p.Scale*12)
				}
			}
			for i, c := range r.Causes {
				if figures == 2 && c.Kind == "category" {
					continue // the tree of whys has no category level
				}
				if !drawn[fmt.Sprintf("cause%d", i)] {
					t.Errorf("%d causes: figure %d does not show cause %d", n, figures, i)
				}
			}
		}
		if figures != 2 {
			t.Errorf("%d causes: %d figures", n, figures)
		}
	}
}

// chain is one chain of whys.
func chain(n int) []cause.Node {
	out := []cause.Node{{ID: "e", Kind: "effect", Text: "What happened"}}
	for i := 0; i < n; i++ {
		out = append(out, cause.Node{ID: fmt.Sprint("n", i), Parent: out[i].ID, Kind: "cause", Text: "Because of what stood one step further back", Status: "supported"})
	}
	return out
}

// BenchmarkReportOfAChain200 measures the worst for the search of the level to
// cut at.
func BenchmarkReportOfAChain200(b *testing.B) {
	r := review.Review{ID: reporttest.ID, Title: "x", Causes: chain(200)}
	for b.Loop() {
		report.Internal(r, options)
	}
}

func TestATreeWithoutAnEffectHangsBelowTheTitle(t *testing.T) {
	r := review.Review{ID: reporttest.ID, Title: "The lamp went out", Causes: []cause.Node{{ID: "a", Kind: "cause", Text: "No oil"}, {ID: "effect", Parent: "a", Kind: "cause", Text: "Nobody looked"}, {ID: "w", Kind: "went_well", Text: "A candle stood ready"}}}
	text := words(report.Internal(r, options).Blocks)
	has(t, text, "The lamp went out", "No oil", "Nobody looked", "A candle stood ready")
}

func TestTheSummaryOfOnePageSaysWhatItLeavesOut(t *testing.T) {
	r := reporttest.Review()
	for i := 0; i < 40; i++ {
		r.Actions = append(r.Actions, review.Action{ID: fmt.Sprint("x", i), Title: fmt.Sprint("Further action ", i), Status: "committed"})
	}
	m := report.Executive(r, options)
	if !m.OnePage {
		t.Error("the model does not ask for one page")
	}
	for _, b := range m.Blocks {
		s, ok := b.(report.Shrink)
		if !ok {
			continue
		}
		full := words(s.Forms[0])
		for _, f := range s.Forms[1:] {
			text := words(f)
			if len(text) < len(full) && !strings.Contains(text, "internal report") && !strings.Contains(text, "[…]") {
				t.Errorf("a shorter form does not say so: %q", text)
			}
		}
	}
	has(t, words(m.Blocks), "32 more in the internal report.")
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
