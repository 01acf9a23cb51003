package pdf

import (
	"bytes"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/review"
	"secondstory/backend/draw"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

// twentyPages is a review whose report has about twenty pages: 330 entries, 40
// causes drawn as fishbone and as 5 Whys.
func twentyPages(entries int) review.Review {
	r := long(entries)
	r.Causes = reporttest.NewSource(2).Causes(40)
	return r
}

// BenchmarkReportOfTwentyPages makes the whole report, from the review to the
// bytes, with the diagrams fitted by an earlier report and without; the peer is a
// browser that prints a page with the same words, tables and drawings.
func BenchmarkReportOfTwentyPages(b *testing.B) {
	r := twentyPages(330)
	kept := options
	kept.Figures = &report.FigureCache{}
	n := pages(render(b, report.Internal(r, kept)))
	if n < 15 || n > 25 {
		b.Fatalf("%d pages are not about twenty", n)
	}
	b.Run("ours/cached", func(b *testing.B) {
		middle(b, 10, func() { render(b, report.Internal(r, kept)) })
		b.ReportMetric(float64(n), "pages")
	})
	b.Run("ours/cold", func(b *testing.B) {
		middle(b, 10, func() { render(b, report.Internal(r, options)) })
	})
	browser := chromium()
	if browser == "" {
		b.Log("no peer: there is no Chromium on this machine")
		return
	}
	folder := b.TempDir()
	page, out := filepath.Join(folder, "page.html"), filepath.Join(folder, "page.pdf")
	if err := os.WriteFile(page, asHTML(report.Internal(r, kept)), 0o600); err != nil {
		b.Fatal(err)
	}
	b.Run("peer=Chromium/started anew", func(b *testing.B) {
		middle(b, 5, func() {
			cmd := exec.Command(browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
				"--user-data-dir="+filepath.Join(folder, "profile"), "--print-to-pdf="+out, "file://"+page)
			if said, err := cmd.CombinedOutput(); err != nil {
				b.Fatalf("%v: %s", err, said)
			}
		})
		body, err := os.ReadFile(out)
		if err != nil {
			b.Fatal(err)
		}
		if printed := bytes.Count(body, []byte("/Type /Page\n")); printed < n/2 || printed > 2*n {
			b.Fatalf("the browser printed %d pages, the program %d", printed, n)
		} else {
			b.ReportMetric(float64(printed), "pages")
		}
	})
}

// BenchmarkReportGrowth prints reviews with longer and longer timelines.
func BenchmarkReportGrowth(b *testing.B) {
	for _, n := range []int{33, 330, 3_300} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			r := twentyPages(n)
			kept := options
			kept.Figures = &report.FigureCache{}
			printed := pages(render(b, report.Internal(r, kept)))
			for b.Loop() {
				render(b, report.Internal(r, kept))
			}
			b.ReportMetric(float64(printed), "pages")
		})
	}
}

// BenchmarkRegisterPrint prints longer and longer registers; a list of incidents ends at
// 5,000 rows (mostListed of the workspace), so the largest is of actions.
func BenchmarkRegisterPrint(b *testing.B) {
	for _, k := range []struct {
		kind  string
		sizes []int
	}{{"incidents", []int{50, 500, 5_000}}, {"actions", []int{100, 1_000, 10_000}}} {
		at := slices.IndexFunc(reporttest.Kinds, func(one reporttest.Kind) bool { return one.Name == k.kind })
		for _, n := range k.sizes {
			m, _ := reporttest.Kinds[at].Make(reporttest.NewSource(2), n, options)
			b.Run(fmt.Sprintf("%s/n=%d", k.kind, n), func(b *testing.B) {
				printed := pages(render(b, m))
				began := time.Now()
				for b.Loop() {
					render(b, m)
				}
				b.ReportMetric(float64(printed), "pages")
				b.ReportMetric(float64(time.Since(began))/float64(time.Millisecond)/float64(b.N*printed), "page-ms")
			})
		}
	}
}

// middle does it at least so often and reports the middle and the slowest.
func middle(b *testing.B, least int, do func()) {
	b.Helper()
	var took []float64
	turn := func() {
		began := time.Now()
		do()
		took = append(took, float64(time.Since(began))/float64(time.Millisecond))
	}
	for b.Loop() {
		turn()
	}
	for len(took) < least {
		turn()
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2], "p50-ms")
	b.ReportMetric(took[len(took)-1], "max-ms")
	b.ReportMetric(float64(len(took)), "turns")
}

func chromium() string {
	for _, name := range []string{"chromium", "google-chrome", "chromium-browser"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// asHTML writes the content of a report as a plain page with the same words, the
// same tables and the same drawings, for the browser to lay out and print.
func asHTML(m report.Model) []byte {
	var w bytes.Buffer
	fmt.Fprintf(&w, `<!doctype html><meta charset="utf-8"><title>%s</title><style>
@page { size: A4; margin: 20mm 18mm }
body { font: 10px/1.45 sans-serif } table { border-collapse: collapse; width: 100%% }
td, th { text-align: left; vertical-align: top; padding: 2px 6px; border-bottom: 1px solid #ddd }
svg { max-width: 100%%; height: auto } pre { white-space: pre-wrap }
</style>`, html.EscapeString(m.Title))
	blocksAsHTML(&w, m.Blocks)
	return w.Bytes()
}

func blocksAsHTML(w *bytes.Buffer, list []report.Block) {
	for _, each := range list {
		switch k := each.(type) {
		case report.Heading:
			fmt.Fprintf(w, "<h%d>%s</h%[1]d>", k.Level+1, html.EscapeString(k.Text))
		case report.Paragraph:
			fmt.Fprintf(w, "<p>%s</p>", spansAsHTML(k.Spans))
		case report.List:
			w.WriteString("<ol>")
			for _, item := range k.Items {
				w.WriteString("<li>")
				blocksAsHTML(w, item)
			}
			w.WriteString("</ol>")
		case report.Quote:
			w.WriteString("<blockquote>")
			blocksAsHTML(w, k.Blocks)
			w.WriteString("</blockquote>")
		case report.Code:
			fmt.Fprintf(w, "<pre>%s</pre>", html.EscapeString(k.Text))
		case report.Table:
			tableAsHTML(w, k)
		case report.Figure:
			for _, page := range k.Pages {
				fmt.Fprintf(w, "<h4>%s</h4>%s", html.EscapeString(page.Title), draw.SVG(page.Scene, draw.Print, draw.Meta{}))
			}
		case report.Numbers:
			for _, item := range k.Items {
				fmt.Fprintf(w, "<p><b>%s</b> %s</p>", html.EscapeString(item.Value), html.EscapeString(item.Label))
			}
		case report.Columns:
			for _, column := range k.Columns {
				blocksAsHTML(w, column)
			}
		case report.Shrink:
			blocksAsHTML(w, k.Forms[0])
		case report.Rule:
			w.WriteString("<hr>")
		case report.Break:
			w.WriteString(`<div style="break-after: page"></div>`)
		}
	}
}

func tableAsHTML(w *bytes.Buffer, t report.Table) {
	w.WriteString("<table><thead><tr>")
	for _, c := range t.Columns {
		fmt.Fprintf(w, "<th>%s</th>", html.EscapeString(c.Title))
	}
	w.WriteString("</tr></thead><tbody>")
	for _, row := range t.Rows {
		w.WriteString("<tr>")
		for _, cell := range row.Cells {
			w.WriteString("<td>")
			blocksAsHTML(w, cell)
			w.WriteString("</td>")
		}
		w.WriteString("</tr>")
	}
	w.WriteString("</tbody></table>")
}

func spansAsHTML(spans []report.Span) string {
	var w strings.Builder
	for _, s := range spans {
		text := strings.ReplaceAll(html.EscapeString(s.Text), "\n", "<br>")
		if s.Mark&report.Bold != 0 {
			text = "<b>" + text + "</b>"
		}
		if s.Link != "" {
			text = fmt.Sprintf(`<a href="%s">%s</a>`, html.EscapeString(s.Link), text)
		}
		w.WriteString(text)
	}
	return w.String()
}
