package report_test

import (
	"fmt"
	"strings"
	"testing"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

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

// A category in which nobody found anything yet is in the overview and has no
// page; the pages of one drawing stand behind the table, the overview upright.
func TestALargeFishboneFollowsItsTableAndLeavesOutEmptyCategories(t *testing.T) {
	nodes := []cause.Node{{ID: "e", Kind: "effect", Text: "It stood", Rank: "a"}}
	for c := range 4 {
		top := fmt.Sprintf("c%d", c)
		nodes = append(nodes, cause.Node{ID: top, Parent: "e", Kind: "category", Text: []string{"People", "Tools", "Data", "Nothing yet"}[c], Rank: top})
		for i := 0; c < 3 && i < 60; i++ {
			id := fmt.Sprintf("%s-%02d", top, i)
			nodes = append(nodes, cause.Node{ID: id, Parent: top, Kind: "cause", Status: "supported", Text: "Because of what stood one step further back", Rank: id})
		}
	}
	blocks := report.Internal(review.Review{ID: reporttest.ID, Title: "x", Causes: nodes}, options).Blocks
	table, figure := -1, -1
	for i, b := range blocks {
		switch b := b.(type) {
		case report.Table:
			if table < 0 && len(b.Rows) > 180 {
				table = i
			}
		case report.Figure:
			if figure >= 0 {
				continue
			}
			figure = i
			if len(b.Pages) < 4 || b.Pages[0].Landscape || !strings.Contains(sceneText(b.Pages[0].Scene), "Nothing yet") {
				t.Errorf("%d pages, the first on its side: %v", len(b.Pages), b.Pages[0].Landscape)
			}
			for _, p := range b.Pages {
				if p.Title == "Nothing yet" {
					t.Error("an empty category has a page of its own")
				}
			}
		}
	}
	if table < 0 || figure < table {
		t.Errorf("the table stands at %d, the drawing at %d", table, figure)
	}
}
