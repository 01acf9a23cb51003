package app_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"secondstory/app"
)

func TestMeasuresOfTheSampleNameTheReviewsBehindThem(t *testing.T) {
	b := start(t)
	measures := app.NewMeasures(b.App)
	must[app.Info](t)(b.workspace.OpenSample())
	q := app.MeasureQuery{Period: "all", Interval: "month"}
	doc := must[app.MeasuresDoc](t)(measures.Read(q))
	if doc.Total < 30 || doc.Before != nil || len(doc.Indicators) != 6 || doc.Indicators[0].Now.N < 20 {
		t.Fatalf("%d reviews, %d indicators, n %d", doc.Total, len(doc.Indicators), doc.Indicators[0].Now.N)
	}
	var scenes map[string]struct {
		Kind  string
		Items []struct{ Role, Node string }
	}
	if err := json.Unmarshal([]byte(must[string](t)(measures.Pictures(q, "spread", 600))), &scenes); err != nil {
		t.Fatal(err)
	}
	dots := map[string]bool{}
	for _, it := range scenes["detect"].Items {
		if it.Role == "point" {
			dots[it.Node] = true
		}
	}
	if len(scenes) != 10 || len(dots) != doc.Indicators[0].Now.N || scenes["counts"].Kind != "control" {
		t.Errorf("%d scenes, %d dots of %d", len(scenes), len(dots), doc.Indicators[0].Now.N)
	}
	cases := must[app.MeasureCases](t)(measures.Cases(q, "detect"))
	measured := 0
	for _, c := range cases.Cases {
		if c.LeftOut == "" {
			measured++
			if !dots[c.Ref] {
				t.Errorf("%s has no dot", c.Ref)
			}
		}
	}
	if measured != len(dots) || !strings.HasPrefix(cases.Cases[0].Ref, "REV-") {
		t.Errorf("%d cases of %d dots", measured, len(dots))
	}
	for _, format := range []string{"csv", "svg", "png"} {
		saved := must[app.SavedFile](t)(measures.Export(q, "detect", "spread", format))
		if info, err := os.Stat(saved.Path); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", format, err)
		}
	}
	if _, err := measures.Read(app.MeasureQuery{Period: "sometime"}); err == nil {
		t.Error("a period that is none was taken")
	}
}
