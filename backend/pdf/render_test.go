package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"secondstory/backend/domain/review"
	"secondstory/backend/draw"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

var update = flag.Bool("update", false, "write the golden files anew")

var options = report.Options{Text: reporttest.Text, DataHash: strings.Repeat("7c1e90ab44d2e8f3", 4), Organisation: "Fjordline Ferries"}

func render(t testing.TB, m report.Model) []byte {
	t.Helper()
	b, err := Render(m)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// pages counts the page objects of a document.
func pages(b []byte) int { return bytes.Count(b, []byte("/Type /Page\n")) }

// extract reads the words back out of a document; it skips where no extractor is
// installed.
func extract(t *testing.T, b []byte, args ...string) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext (poppler-utils) is not installed")
	}
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, append(args, "-enc", "UTF-8", file, "-")...).Output()
	if err != nil {
		t.Fatalf("pdftotext: %v", err)
	}
	return string(out)
}

// squeeze drops all white space: lines may break anywhere.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}

// cells reads the text of a model's atoms as they will be painted, page by page.
func paginated(t testing.TB, m report.Model) []page {
	t.Helper()
	ms, err := measurer()
	if err != nil {
		t.Fatal(err)
	}
	r := renderer{m: m, ms: ms}
	r.furniture()
	if m.OnePage {
		r.onePage()
	} else {
		r.manyPages()
	}
	return r.pages
}

func TestTheSameModelGivesTheSameBytes(t *testing.T) {
	s := reporttest.NewSource(1)
	for _, r := range []review.Review{reporttest.Review(), reporttest.Sparse(), s.Review(), s.Review()} {
		first := render(t, report.Internal(r, options))
		// Go walks its maps in another order each time: ten runs would show one.
		for i := 0; i < 10; i++ {
			if !bytes.Equal(first, render(t, report.Internal(r, options))) {
				t.Fatalf("%q: two runs differ", r.Title)
			}
		}
	}
}

func TestTheReportIsTheGoldenOne(t *testing.T) {
	b := render(t, report.Internal(reporttest.Review(), options))
	sum := sha256.Sum256(b)
	golden(t, "internal.sha256", hex.EncodeToString(sum[:])+"\n")
	golden(t, "internal.txt", extract(t, b, "-layout"))
	golden(t, "executive.txt", extract(t, render(t, report.Executive(reporttest.Review(), options)), "-layout"))
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s has changed; look at the pages, then run go test ./backend/pdf -update", name)
	}
}

func TestEveryWordOfTheReviewStandsInTheDocument(t *testing.T) {
	r := reporttest.Review()
	text := squeeze(extract(t, render(t, report.Internal(r, options))))
	want := []string{r.Title, "1,840 passengers boarded without a check", "count(*) filter (where verdict = 'refused')", "https://handbook.example/gates#refusals", "gates sulking again"}
	for _, e := range r.Timeline {
		want = append(want, strings.ReplaceAll(e.Text, "🔥", "‹fire›"))
	}
	for _, c := range r.Causes {
		want = append(want, c.Text)
	}
	for _, f := range r.Factors {
		want = append(want, f.Text)
	}
	for _, a := range r.Actions {
		want = append(want, a.Title, a.Measure, a.Criterion)
	}
	for _, w := range want {
		if !strings.Contains(text, squeeze(w)) {
			t.Errorf("missing %q", w)
		}
	}
	if strings.Contains(text, "Anderson") {
		t.Error("a name of a person is printed")
	}
}

// Words of random reviews: what was typed is found again, or its replacement.
func TestNoWordOfARandomReviewIsLost(t *testing.T) {
	s := reporttest.NewSource(31)
	ms, err := measurer()
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < 12; i++ {
		r := s.Review()
		s.Hostile = i%2 == 1
		text := squeeze(extract(t, render(t, report.Internal(r, options)), "-raw"))
		var want []string
		for _, sec := range r.Sections {
			want = append(want, letters(sec.Text)...)
		}
		for _, e := range r.Timeline {
			want = append(want, letters(e.Text)...)
		}
		for _, c := range r.Causes {
			want = append(want, letters(c.Text)...)
		}
		for _, a := range r.Actions {
			want = append(want, letters(a.Text+" "+a.Title+" "+a.Measure+" "+a.Criterion)...)
		}
		for _, w := range want {
			clean, _ := ms.Sanitise(w, draw.SanitiseOptions{})
			if !strings.Contains(text, clean) {
				t.Fatalf("review %d: %q is lost", i, w)
			}
		}
	}
}

// letters are the plain words of a text that no markup touches.
func letters(s string) []string {
	var out []string
	for _, w := range strings.Fields(s) {
		if strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" && len(w) < 60 {
			out = append(out, w)
		}
	}
	return out
}

func TestTheSummaryIsOnePageForAnyReview(t *testing.T) {
	s := reporttest.NewSource(77)
	for i := 0; i < 200; i++ {
		s.Hostile = i%4 == 3
		r := s.Review()
		m := report.Executive(r, options)
		list := paginated(t, m)
		if len(list) != 1 {
			t.Fatalf("review %d takes %d pages", i, len(list))
		}
		inside(t, i, list)
		if i%20 == 0 {
			if n := pages(render(t, m)); n != 1 {
				t.Fatalf("review %d is printed on %d pages", i, n)
			}
		}
	}
}

// inside checks that nothing reaches below the text area.
func inside(t *testing.T, i int, list []page) {
	t.Helper()
	for n, p := range list {
		for _, a := range p.atoms {
			if a.y+a.h > room(p.landscape)+0.5 {
				t.Fatalf("review %d: something ends at %.0f px of %.0f on page %d", i, a.y+a.h, room(p.landscape), n+1)
			}
		}
	}
}

func TestAnythingTypedAnywhereIsPrinted(t *testing.T) {
	s := reporttest.NewSource(5)
	s.Hostile = true
	for i := 0; i < 30; i++ {
		r := s.Review()
		r.Services = append(r.Services, s.Word())
		r.Zone = s.Word()
		r.Severity = s.Word()
		o := options
		o.Organisation, o.DataHash = s.Words(40), s.Word()
		render(t, report.Internal(r, o))
		render(t, report.Executive(r, o))
	}
}

func TestWhatTheFontLacksIsListedOnTheLastPage(t *testing.T) {
	r := reporttest.Sparse()
	r.Title = "Lamp 🔥🔥 room 中"
	b := render(t, report.Internal(r, options))
	all := strings.Split(strings.TrimRight(extract(t, b, "-layout"), "\f\n"), "\f")
	last := all[len(all)-1]
	for _, want := range []string{"Characters this font lacks", "U+1F525", "‹fire›", "U+4E2D"} {
		if !strings.Contains(last, want) {
			t.Errorf("the last page does not say %q", want)
		}
	}
	one := extract(t, render(t, report.Executive(r, options)), "-layout")
	if !strings.Contains(one, "U+1F525 ‹fire›") {
		t.Error("the summary does not say what was replaced")
	}
	if clean := render(t, report.Internal(reporttest.Sparse(), options)); strings.Contains(extract(t, clean), "lacks") {
		t.Error("a report that lacks nothing says so")
	}
}

func TestTheDocumentNamesItselfAndItsParts(t *testing.T) {
	tool, err := exec.LookPath("pdfinfo")
	if err != nil {
		t.Skip("pdfinfo (poppler-utils) is not installed")
	}
	b := render(t, report.Internal(reporttest.Review(), options))
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, b, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, "-isodates", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Boarding stopped at three piers", "Internal review REV-26-7K3QX2", "Fjordline Ferries", "clock, certificates", "2026-03-18T14:05:00", "(A4)"} {
		if !strings.Contains(string(out), want) {
			t.Errorf("the document information lacks %q", want)
		}
	}
	if !bytes.Contains(b, []byte("/Outlines")) {
		t.Error("the document has no bookmarks")
	}
}

// The text of a diagram lies where it was measured.
func TestDiagramsArePrintedAsTextAtTheirPlaces(t *testing.T) {
	b := render(t, report.Internal(reporttest.Review(), options))
	text := extract(t, b, "-f", "2", "-l", "2", "-raw")
	for _, want := range []string{"How it came about", "Gates", "Network change", "forgery by rule"} {
		if !strings.Contains(text, want) {
			t.Errorf("page 2 lacks %q", want)
		}
	}
}
