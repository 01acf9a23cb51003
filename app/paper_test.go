package app_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"secondstory/app"
	"secondstory/backend/domain/fault"
)

// viewer is a shell that remembers what it was asked to open.
type viewer struct {
	*shell
	opened []string
}

func (v *viewer) OpenFile(path string) error {
	v.opened = append(v.opened, path)
	return nil
}

func TestThePreviewIsThePaperToTheByteAndFollowsTheReview(t *testing.T) {
	b := start(t)
	ref := must[app.Created](t)(b.reviews.Create("Linen came late", "")).Ref
	for _, kind := range []string{"internal", "executive"} {
		choice := app.ReportChoice{Kind: kind, Audience: "executive", AsOf: "2026-11-16"}
		shown := must[app.ReportPreview](t)(b.reports.Preview(ref, choice))
		raw, err := base64.StdEncoding.DecodeString(shown.PDF)
		if err != nil {
			t.Fatal(err)
		}
		saved := must[app.SavedFile](t)(b.reports.Make(ref, choice, "pdf"))
		onPaper, err := os.ReadFile(saved.Path)
		if err != nil || !bytes.Equal(raw, onPaper) {
			t.Errorf("%s: the preview differs from the paper: %v", kind, err)
		}
	}
	before := must[app.ReportPreview](t)(b.reports.Preview(ref, app.ReportChoice{Kind: "internal"}))
	must[app.Written](t)(b.reviews.SetField(ref, "title", `"Linen came later"`, ""))
	after := must[app.ReportPreview](t)(b.reports.Preview(ref, app.ReportChoice{Kind: "internal"}))
	if after.Rev <= before.Rev || after.PDF == before.PDF {
		t.Error("the preview does not follow the review")
	}
}

// What is on the screen of a report across records is its paper to the byte.
func TestThePreviewsAcrossRecordsAreThePaper(t *testing.T) {
	b := start(t)
	must[app.Info](t)(b.workspace.OpenSample())
	same := func(name, shown, path string) {
		t.Helper()
		raw, err := base64.StdEncoding.DecodeString(shown)
		if err != nil {
			t.Fatal(err)
		}
		onPaper, err := os.ReadFile(path)
		if err != nil || len(raw) == 0 || !bytes.Equal(raw, onPaper) {
			t.Errorf("%s: the preview differs from the paper: %v", name, err)
		}
	}
	q := app.MeasureQuery{Period: "all"}
	same("trend", must[app.PaperPreview](t)(b.reports.PreviewTrend(q)).PDF, must[app.SavedFile](t)(b.reports.Trend(q, "pdf")).Path)
	for _, kind := range []string{"actions", "incidents"} {
		shown := must[app.PaperPreview](t)(b.reports.PreviewRegister(kind, app.IncidentQuery{}))
		job := must[string](t)(b.reports.Register(kind, "pdf", app.IncidentQuery{}))
		b.wait(t, job)
		same(kind, shown.PDF, must[app.SavedFile](t)(b.reports.RegisterResult(job)).Path)
	}
	if _, err := b.reports.PreviewRegister("people", app.IncidentQuery{}); err == nil {
		t.Error("a register of people is shown")
	}
}

// How often somebody looks decides by what the counts are grouped, on the page and on paper.
func TestATrendReportIsGroupedAsThePageIs(t *testing.T) {
	b := start(t)
	must[app.Info](t)(b.workspace.OpenSample())
	for _, cycle := range []string{"", "week", "month"} {
		q := app.MeasureQuery{Period: "all", Cycle: cycle}
		page := must[app.MeasuresDoc](t)(app.NewMeasures(b.App).Read(q))
		raw, err := os.ReadFile(must[app.SavedFile](t)(b.reports.Trend(q, "json")).Path)
		if err != nil {
			t.Fatal(err)
		}
		var doc struct {
			Data struct{ Measures app.MeasuresDoc }
		}
		if err := json.Unmarshal(raw, &doc); err != nil || !reflect.DeepEqual(doc.Data.Measures.Counts.Choices, page.Counts.Choices) {
			t.Errorf("%q: %v\n%+v\n%+v", cycle, err, doc.Data.Measures.Counts.Choices, page.Counts.Choices)
		}
	}
}

func TestAViewedReportIsACopyThatGoesWithTheWindow(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	a := app.New(app.Config{Version: "test", Home: filepath.Join(dir, "own"), SampleHome: filepath.Join(dir, "sample")})
	v := &viewer{shell: newShell()}
	a.Start(v)
	defer a.Close()
	ref := must[app.ReviewList](t)(app.NewReviews(a).List(app.ListFilter{})).Rows[0].Ref
	if err := app.NewReports(a).View(ref, app.ReportChoice{Kind: "executive"}); err != nil {
		t.Fatal(err)
	}
	if len(v.opened) != 1 || filepath.Base(v.opened[0]) != ref+"-executive.pdf" {
		t.Fatalf("opened %q", v.opened)
	}
	if info, err := os.Stat(filepath.Dir(v.opened[0])); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("others may read the copy: %v %v", info.Mode(), err)
	}
	a.Close()
	if _, err := os.Stat(v.opened[0]); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the copy stayed: %v", err)
	}
}

func TestAReportThatCannotBeMadeSaysWhy(t *testing.T) {
	b := start(t)
	ref := must[app.Created](t)(b.reviews.Create("Linen came late", "")).Ref
	for key, choice := range map[string]app.ReportChoice{
		"report.audience_other": {Kind: "internal", Audience: "regulator"},
		"cli.format_unknown":    {Kind: "novel"},
		"cli.date_bad":          {Kind: "internal", AsOf: "yesterday"},
	} {
		_, err := b.reports.Preview(ref, choice)
		var f *fault.Error
		if !errors.As(err, &f) || string(f.Key) != key {
			t.Errorf("%+v: %v", choice, err)
		}
		if err := b.reports.View(ref, choice); err == nil {
			t.Errorf("%+v was opened", choice)
		}
	}
}

func TestADrawingHasTheSizesItWasOfferedIn(t *testing.T) {
	b := start(t)
	ref := must[app.ReviewList](t)(b.reviews.List(app.ListFilter{})).Rows[0].Ref
	for _, view := range []string{"fishbone", "whys"} {
		sizes := must[[]app.PictureSize](t)(b.causes.Sizes(ref, view))
		if len(sizes) != 3 {
			t.Fatalf("%s: %v", view, sizes)
		}
		for _, s := range sizes {
			raw, err := base64.StdEncoding.DecodeString(must[string](t)(b.causes.Picture(ref, view, s.Scale)))
			if err != nil {
				t.Fatal(err)
			}
			c, err := png.DecodeConfig(bytes.NewReader(raw))
			if err != nil || c.Width != s.Width || c.Height != s.Height {
				t.Errorf("%s at %v: %d × %d, offered %d × %d: %v", view, s.Scale, c.Width, c.Height, s.Width, s.Height, err)
			}
		}
	}
	if _, err := b.causes.Sizes(ref, "outline"); err == nil {
		t.Error("an outline has no size in pixels")
	}
}

func TestWhatIsIssuedIsWhatWasSeen(t *testing.T) {
	b := start(t)
	ref := must[app.Created](t)(b.reviews.Create("Linen came late", "")).Ref
	choice := app.ReportChoice{Kind: "internal"}
	seen := func() int64 { return must[app.ReportPreview](t)(b.reports.Preview(ref, choice)).Rev }
	before := seen()
	b.shell.meanwhile = func() { must[app.Written](t)(b.reviews.SetField(ref, "title", `"Linen came twice"`, "")) }
	_, err := b.reports.Issue(ref, choice, "html", "The hotel", before)
	var f *fault.Error
	if !errors.As(err, &f) || f.Key != "report.moved" {
		t.Fatalf("a report that nobody saw went out: %v", err)
	}
	if list := must[[]app.IssuedReport](t)(b.reports.Issued(ref)); len(list) != 0 {
		t.Errorf("in the register: %+v", list)
	}
	// A copy that is not issued is of the review as it is when the place is known.
	saved := must[app.SavedFile](t)(b.reports.Make(ref, choice, "md"))
	if raw, err := os.ReadFile(saved.Path); err != nil || !bytes.Contains(raw, []byte("Linen came twice")) {
		t.Errorf("%v\n%s", err, raw)
	}
	b.shell.meanwhile = nil
	if _, err := b.reports.Issue(ref, choice, "html", "The hotel", before); err == nil {
		t.Error("an old preview was issued")
	}
	must[app.SavedFile](t)(b.reports.Issue(ref, choice, "html", "The hotel", seen()))
	if list := must[[]app.IssuedReport](t)(b.reports.Issued(ref)); len(list) != 1 || list[0].Moved {
		t.Errorf("in the register: %+v", list)
	}
}
