package main

import (
	"fmt"
	"io"
	"math"
	"strings"
)

// ref names one figure: a benchmark, its variant and the unit.
type ref struct{ bench, variant, unit string }

// rule is how a figure is held against its bar.
type rule int

const (
	atMost      rule = iota // the figure itself
	timesPeer               // figure ÷ peer is at most the limit
	fasterThan              // peer ÷ figure is at least the limit
	abovePeer               // figure − peer is at most the limit
	perThousand             // the figure for each thousand things is at most the limit
)

// bar is one line of the table of speed.
type bar struct {
	what  string
	own   ref
	peer  ref    // none: bench is ""
	named string // the peer in words
	rule  rule
	limit float64
	size  float64 // of perThousand: how many things the figure is about
	unit  string  // in which limit and figures are printed
}

// bars are what the program promises, in the order in which a person meets it.
var bars = []bar{
	{what: "Cold start to the first paint of the list, 10,000 reviews", own: ref{"ColdStart", "ours", "ms"}, peer: ref{"ColdStart", "peer=empty window", "ms"}, named: "empty window of the toolkit", rule: timesPeer, limit: 2.5, unit: "ms"},
	{what: "Script read before the first paint", own: ref{"FirstPaint", "script", "MB"}, rule: atMost, limit: 1, unit: "MB"},
	{what: "Resident memory of the UI process, 10,000 reviews", own: ref{"ColdStart", "ours", "UI-MB"}, peer: ref{"ColdStart", "peer=empty window", "UI-MB"}, named: "empty window of the toolkit", rule: atMost, limit: 280, unit: "MB"},
	{what: "Keystroke saved durably in a review of 100 entries, p95", own: ref{"Keystroke", "n=100", "p95-ms"}, peer: ref{"Keystroke", "n=100", "sync-p95-ms"}, named: "4 KB write and fsync, turn by turn", rule: abovePeer, limit: 5, unit: "ms"},
	{what: "The same in a review of 10,000 entries, p95", own: ref{"Keystroke", "n=10000", "p95-ms"}, peer: ref{"Keystroke", "n=10000", "sync-p95-ms"}, named: "4 KB write and fsync, turn by turn", rule: abovePeer, limit: 5, unit: "ms"},
	{what: "Search, first 20 with snippets, 10,000 reviews with 100,000 texts, 1–12 words, p95", own: ref{"Search", "ours", "p95-ms"}, rule: atMost, limit: 50, unit: "ms"},
	{what: "The same beside a search of the same texts as files, p95", own: ref{"Search", "ours", "p95-ms"}, peer: ref{"Search", "peer=ripgrep", "p95-ms"}, named: "ripgrep, files in the cache", rule: fasterThan, limit: 5, unit: "ms"},
	{what: "Fishbone, all of 100 causes drawn, WebKit: layout, call and patch of an edit, median", own: ref{"FishboneEdit", "webkit/n=100", "drawn-ms"}, rule: atMost, limit: 40, unit: "ms"},
	{what: "The same with 1,000 causes, WebKit, median", own: ref{"FishboneEdit", "webkit/n=1000", "drawn-ms"}, rule: atMost, limit: 180, unit: "ms"},
	{what: "The same with 100 causes, Chromium, median", own: ref{"FishboneEdit", "chromium/n=100", "drawn-ms"}, rule: atMost, limit: 40, unit: "ms"},
	{what: "The same with 1,000 causes, Chromium, median", own: ref{"FishboneEdit", "chromium/n=1000", "drawn-ms"}, rule: atMost, limit: 180, unit: "ms"},
	{what: "Report of about 20 pages, diagrams fitted before, median", own: ref{"ReportOfTwentyPages", "ours/cached", "p50-ms"}, rule: atMost, limit: 300, unit: "ms"},
	{what: "The same, nothing fitted before, median", own: ref{"ReportOfTwentyPages", "ours/cold", "p50-ms"}, rule: atMost, limit: 1000, unit: "ms"},
	{what: "The same, fitted before, beside a browser that prints the same content", own: ref{"ReportOfTwentyPages", "ours/cached", "p50-ms"}, peer: ref{"ReportOfTwentyPages", "peer=Chromium/started anew", "p50-ms"}, named: "headless Chromium, started for it", rule: fasterThan, limit: 10, unit: "ms"},
	{what: "History of one field, 10,000 journal entries of its review among 1,000,000, p95", own: ref{"History", "field/n=1000000", "p95-ms"}, rule: atMost, limit: 20, unit: "ms"},
	{what: "The review as it was in the middle of them, p95", own: ref{"History", "then/n=1000000", "p95-ms"}, rule: atMost, limit: 20, unit: "ms"},
	{what: "Sync that brings 20 commits into a space of 50,000 files and 10,000 commits, median", own: ref{"Space", "receive=20/n=50000", "p50-ms"}, peer: ref{"Space", "receive=20/n=50000", "git-p50-ms"}, named: "git pull into a working copy", rule: atMost, limit: 1000, unit: "ms"},
	{what: "Commit of one edited review there, median", own: ref{"Space", "commit/n=50000", "p50-ms"}, peer: ref{"Space", "commit/n=50000", "git-p50-ms"}, named: "git commit -a", rule: atMost, limit: 50, unit: "ms"},
	{what: "Push of it to a folder, median", own: ref{"Space", "push/n=50000", "p50-ms"}, peer: ref{"Space", "push/n=50000", "git-p50-ms"}, named: "git push", rule: atMost, limit: 150, unit: "ms"},
	{what: "Resident memory of a process that brings 20 commits there", own: ref{"Space", "memory/n=50000", "MB"}, rule: atMost, limit: 250, unit: "MB"},
	// The promise counts files of a shared repository, of which a generated review makes 4.085 of 1.65 KB.
	{what: "Index built anew, 10,000 reviews of 40,850 files", own: ref{"Index", "rebuild/n=10000", "ns/op"}, rule: perThousand, limit: 600, size: 40_850, unit: "ms"},
	{what: "A keystroke while the index is built anew, p95", own: ref{"UseWhileRebuilding", "edit/rebuilding", "p95-ms"}, peer: ref{"UseWhileRebuilding", "edit/idle", "p95-ms"}, named: "the same at rest", rule: atMost, limit: 100, unit: "ms"},
	{what: "Import of 150,000 rows of as many incidents", own: ref{"IncidentImport", "apart/n=150000", "s"}, rule: atMost, limit: 20, unit: "s"},
	{what: "Import of a log of 150,000 rows", own: ref{"IncidentImport", "log/n=150000", "s"}, rule: atMost, limit: 10, unit: "s"},
	{what: "The same, longest time the write lock is held", own: ref{"IncidentImport", "log/n=150000", "lock-max-ms"}, rule: atMost, limit: 20, unit: "ms"},
	{what: "A table of 150,000 rows read into incidents, beside its cells alone, median", own: ref{"ReadTable", "n=150000", "p50-ms"}, peer: ref{"ReadTable", "n=150000", "csv-p50-ms"}, named: "encoding/csv, twice", rule: timesPeer, limit: 35, unit: "ms"},
	{what: "JSON of 150,000 incidents read into incidents, beside its values alone, median", own: ref{"ReadObjects", "n=150000", "p50-ms"}, peer: ref{"ReadObjects", "n=150000", "json-p50-ms"}, named: "encoding/json", rule: timesPeer, limit: 8, unit: "ms"},
	{what: "A letter typed while 100,000 incidents come in, key to paint, Chromium, p95", own: ref{"TypingWhileImporting", "chromium/importing", "p95-ms"}, peer: ref{"TypingWhileImporting", "chromium/rest", "p95-ms"}, named: "the same at rest", rule: abovePeer, limit: 50, unit: "ms"},
	{what: "The same, WebKit, p95", own: ref{"TypingWhileImporting", "webkit/importing", "p95-ms"}, peer: ref{"TypingWhileImporting", "webkit/rest", "p95-ms"}, named: "the same at rest", rule: abovePeer, limit: 50, unit: "ms"},
	{what: "A page further in the list of 100,000 incidents, key to all its rows, Chromium, p95", own: ref{"RegisterPage", "chromium/n=100000", "p95-ms"}, rule: atMost, limit: 100, unit: "ms"},
	{what: "Services: the list of 2,000 with 150,000 incidents counted through them", own: ref{"Services", "list/n=150000", "ns/op"}, rule: atMost, limit: 500, unit: "ms"},
	{what: "Services: the page of one of them", own: ref{"Services", "page/n=150000", "ns/op"}, rule: atMost, limit: 250, unit: "ms"},
	{what: "Import of Markdown, longest time the write lock is held, 1,000 documents", own: ref{"ImportMarkdown", "n=1000", "lock-max-ms"}, rule: atMost, limit: 20, unit: "ms"},
}

// verdict is one bar with what was measured.
type verdict struct {
	bar
	figure, beside float64
	value          float64 // what is held against the limit
	measured       bool
}

func judge(b bar, all []result) verdict {
	v := verdict{bar: b, beside: math.NaN()}
	var found bool
	if v.figure, found = lookUp(b.own, all); !found {
		return v
	}
	if b.own.unit == "ns/op" {
		v.figure /= 1e6
	}
	if b.peer.bench != "" {
		if v.beside, found = lookUp(b.peer, all); !found {
			v.beside = math.NaN()
			if b.rule != atMost {
				return v
			}
		}
	}
	v.measured = true
	switch b.rule {
	case timesPeer:
		v.value = v.figure / v.beside
	case fasterThan:
		v.value = v.beside / v.figure
	case abovePeer:
		v.value = v.figure - v.beside
	case perThousand:
		v.value = v.figure / b.size * 1000
	default:
		v.value = v.figure
	}
	return v
}

func (v verdict) holds() bool {
	if v.rule == fasterThan {
		return v.value >= v.limit
	}
	return v.value <= v.limit
}

// limitText is the bar in words, valueText what stands against it.
func (v verdict) limitText() string {
	switch v.rule {
	case timesPeer:
		return fmt.Sprintf("≤ %s ×", number(v.limit))
	case fasterThan:
		return fmt.Sprintf("≥ %s × faster", number(v.limit))
	case abovePeer:
		return fmt.Sprintf("≤ %s %s above", number(v.limit), v.unit)
	case perThousand:
		return fmt.Sprintf("≤ %s %s for 1,000", number(v.limit), v.unit)
	}
	return fmt.Sprintf("≤ %s %s", number(v.limit), v.unit)
}

func (v verdict) valueText() string {
	switch v.rule {
	case timesPeer:
		return fmt.Sprintf("%.2f ×", v.value)
	case fasterThan:
		return fmt.Sprintf("%.1f × faster", v.value)
	case abovePeer:
		return fmt.Sprintf("%s %s above", number(v.value), v.unit)
	case perThousand:
		return fmt.Sprintf("%s %s for 1,000", number(v.value), v.unit)
	}
	return fmt.Sprintf("%.0f %% of the bar", 100*v.value/v.limit)
}

// writeBars writes the table of speed, and below it what could not be measured.
func writeBars(to io.Writer, all []result) {
	var missing []string
	held, measured := 0, 0
	var rows strings.Builder
	for _, b := range bars {
		v := judge(b, all)
		if !v.measured {
			missing = append(missing, b.what)
			continue
		}
		measured++
		holds := "**no**"
		if v.holds() {
			holds = "yes"
			held++
		}
		beside := ""
		if !math.IsNaN(v.beside) {
			beside = fmt.Sprintf("%s %s (%s)", number(v.beside), v.unit, v.named)
		}
		fmt.Fprintf(&rows, "| %s | %s %s | %s | %s | %s | %s |\n", v.what, number(v.figure), v.unit, beside, v.valueText(), v.limitText(), holds)
	}
	fmt.Fprintf(to, "%d of %d bars hold.\n\n", held, measured)
	if measured > 0 {
		fmt.Fprint(to, "| what | measured | beside, in the same run | compared | bar | holds |\n|---|---|---|---|---|---|\n", rows.String())
	}
	if len(missing) > 0 {
		fmt.Fprint(to, "\nNot measured in this run:\n\n")
		for _, what := range missing {
			fmt.Fprintf(to, "- %s\n", what)
		}
	}
}

func lookUp(r ref, all []result) (float64, bool) {
	for _, each := range all {
		// The tool writes blanks of a name as underscores.
		if each.name == r.bench && each.variant == strings.ReplaceAll(r.variant, " ", "_") {
			value, ok := each.metrics[r.unit]
			return value, ok
		}
	}
	return 0, false
}

// number writes three digits, which is more than a second run repeats.
func number(v float64) string {
	switch size := math.Abs(v); {
	case size >= 100:
		return fmt.Sprintf("%.0f", v)
	case size >= 10:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0")
	case size == math.Trunc(size):
		return fmt.Sprintf("%.0f", v)
	}
	return fmt.Sprintf("%.2f", v)
}
