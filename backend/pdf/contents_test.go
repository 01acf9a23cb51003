package pdf

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

// longModel has parts of several pages, one with a name too long for its line.
func longModel() report.Model {
	m := report.Internal(reporttest.Review(), options)
	for i := range 8 {
		m.Blocks = append(m.Blocks, report.Heading{Level: 1, Text: "Betriebsunterbrechungsversicherung Teil " + strconv.Itoa(i+1) + strings.Repeat(" Überwachungssystem", i*2)})
		for range 30 {
			m.Blocks = append(m.Blocks, report.Paragraph{Spans: []report.Span{{Text: strings.Repeat("word ", 60)}}})
		}
	}
	return m
}

func TestTheContentsNameThePageOfEachPart(t *testing.T) {
	list := paginated(t, longModel())
	parts, lines := 0, 0
	for n, p := range list {
		for _, a := range p.atoms {
			if a.part {
				parts++
				if a.dest == nil || a.dest.page != n+1 {
					t.Errorf("%q stands on page %d; the contents say %+v", a.mark, n+1, a.dest)
				}
			}
			if a.y+a.h > room(p.landscape)+0.5 {
				t.Errorf("page %d: something reaches below the page", n+1)
			}
		}
	}
	raw := render(t, longModel())
	lines = bytes.Count(raw, []byte("/Dest ["))
	if parts < 8 || lines < parts {
		t.Errorf("%d parts, %d places lead somewhere", parts, lines)
	}
	text := extract(t, raw, "-layout")
	for i := range 8 {
		found := regexp.MustCompile(`(?m)Teil ` + strconv.Itoa(i+1) + `\b.*?(\d+)\s*$`).FindStringSubmatch(text)
		if found == nil {
			t.Fatalf("part %d is not in the contents", i+1)
		}
		page, err := strconv.Atoi(found[1])
		if err != nil || !strings.Contains(strings.Split(text, "\f")[page-1], "Teil "+strconv.Itoa(i+1)) {
			t.Errorf("part %d is said to stand on page %d", i+1, page)
		}
	}
	if text := extract(t, render(t, report.Regulator(reporttest.Review(), options))); strings.Contains(text, "In this report") {
		t.Error("a short report has contents")
	}
}

func TestADocumentSaysItsLanguageAndStaysReadable(t *testing.T) {
	raw := render(t, report.Customer(reporttest.Review(), options))
	if !bytes.Contains(raw, []byte("/Lang (en-GB)")) || !bytes.Equal(raw, render(t, report.Customer(reporttest.Review(), options))) {
		t.Error("no language, or not the same one twice")
	}
	// Behind "startxref" stands where the table of objects begins, and there it is.
	tail := raw[bytes.LastIndex(raw, startXref)+len(startXref):]
	at, err := strconv.Atoi(string(tail[:bytes.IndexByte(tail, '\n')]))
	if err != nil || !bytes.HasPrefix(raw[at:], []byte("xref\n")) {
		t.Errorf("the table is not at %d: %v", at, err)
	}
	for _, bad := range []string{"", "en) /OpenAction (", "english please"} {
		if !bytes.Equal(withLanguage(raw, bad), raw) {
			t.Errorf("%q was written", bad)
		}
	}
}
