package ingest

import (
	"regexp"
	"strings"
	"testing"
)

// The counters below share nothing with the reader: they look at lines only.

var (
	tableRow  = regexp.MustCompile(`^\s*\|`)
	ruleRow   = regexp.MustCompile(`^[\s|:-]+$`)
	timeOfRow = regexp.MustCompile(`^\|\s*([^|]*?)\s*\|`)
	headTime  = regexp.MustCompile(`^#{2,4} +((?:~|[A-Z][a-z]{2} )?[0-9]{1,4}[^#]*)$`)
)

// section cuts out what stands below a heading of level 2.
func sectionLines(text, heading string) []string {
	var out []string
	in := false
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimRight(line, "\r")
		if strings.HasPrefix(line, "## ") {
			in = strings.EqualFold(strings.TrimSpace(line[3:]), heading) || in && headTime.MatchString(line)
			if !headTime.MatchString(line) {
				continue
			}
		}
		if in {
			out = append(out, line)
		}
	}
	return out
}

func TestEveryRowOfTheRealTablesIsOneEntryWithItsTime(t *testing.T) {
	files := corpus(t, "dfds-postmortems", 0)
	if len(files) != 23 {
		t.Fatalf("%d files", len(files))
	}
	total := 0
	for _, name := range sortedNames(files) {
		var times []string
		head := true
		for _, line := range sectionLines(string(files[name]), "Timeline") {
			if !tableRow.MatchString(line) || ruleRow.MatchString(line) {
				continue
			}
			if head {
				head = false
				continue
			}
			times = append(times, timeOfRow.FindStringSubmatch(line)[1])
		}
		d := mustDocument(t, name, string(files[name]))
		if len(d.Timeline) != len(times) {
			t.Errorf("%s: %d entries for %d rows", name, len(d.Timeline), len(times))
			continue
		}
		total += len(times)
		for i, e := range d.Timeline {
			if e.Time.Raw != times[i] {
				t.Errorf("%s: entry %d says %q, the row says %q", name, i, e.Time.Raw, times[i])
			}
			checkStated(t, name, times[i], e.Time.At)
		}
	}
	t.Logf("%d rows", total)
}

var isoTime = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})\s+(\d{2}:\d{2})~?$`)

// checkStated compares the plainest form of a stated time with what was read.
func checkStated(t *testing.T, name, raw, at string) {
	t.Helper()
	m := isoTime.FindStringSubmatch(raw)
	if m != nil && !strings.HasPrefix(at, m[1]+"T"+m[2]+":00") {
		t.Errorf("%s: %q became %q", name, raw, at)
	}
}

func TestEveryTimeHeadingOfTheRealDocumentsIsOneEntry(t *testing.T) {
	files := corpus(t, "mybinder-univaf-postmortems", 0)
	if len(files) != 17 {
		t.Fatalf("%d files", len(files))
	}
	total := 0
	for _, name := range sortedNames(files) {
		text := string(files[name])
		var heads []string
		fence := false
		for _, line := range sectionLines(text, "Timeline") {
			if strings.HasPrefix(strings.TrimSpace(line), "```") {
				fence = !fence
			}
			if m := headTime.FindStringSubmatch(line); m != nil && !fence {
				heads = append(heads, strings.TrimSpace(m[1]))
			}
		}
		d := mustDocument(t, name, text)
		if len(d.Timeline) != len(heads) || len(heads) == 0 {
			t.Errorf("%s: %d entries for %d headings", name, len(d.Timeline), len(heads))
			continue
		}
		total += len(heads)
		for i, e := range d.Timeline {
			if e.Time.Raw != heads[i] && !strings.HasPrefix(heads[i], e.Time.Raw) {
				t.Errorf("%s: entry %d says %q, the heading says %q", name, i, e.Time.Raw, heads[i])
			}
			checkStated(t, name, heads[i], e.Time.At)
		}
	}
	t.Logf("%d headings", total)
}

func TestBulletsWithATimeAreEntriesInTheRealTextFiles(t *testing.T) {
	files := corpus(t, "wikitech-incidents", 100)
	bullet := regexp.MustCompile(`^• \[?(\d{1,2}:\d{2})\]?[ :]`)
	total, found := 0, 0
	for _, name := range sortedNames(files) {
		var times []string
		for _, line := range strings.Split(string(files[name]), "\n") {
			if m := bullet.FindStringSubmatch(line); m != nil {
				times = append(times, m[1])
			}
		}
		out := Read(name, files[name])
		if out.Document == nil || len(times) < 2 {
			continue
		}
		read := map[string]int{}
		for _, e := range out.Document.Timeline {
			for _, w := range strings.FieldsFunc(e.Time.Raw, func(r rune) bool { return strings.ContainsRune(" []~", r) }) {
				read[w]++
				break
			}
		}
		total += len(times)
		for _, x := range times {
			if read[x] > 0 {
				read[x]--
				found++
			} else {
				t.Errorf("%s: the bullet at %s is no entry", name, x)
			}
		}
	}
	t.Logf("%d of %d bullets", found, total)
}
