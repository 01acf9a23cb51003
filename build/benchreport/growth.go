package main

import (
	"fmt"
	"io"
	"sort"
	"strings"
)

// growths are the benchmarks whose growth a reader asks about, in words.
var growths = []struct {
	bench, prefix, unit, what string
}{
	{"Keystroke", "", "p95-ms", "Keystroke saved durably, by entries of the review, p95"},
	{"FollowOneEdit", "", "ns/op", "Index follows one edit, by entries of the review"},
	{"OpenALongReview", "first/", "ns/op", "Review read for the first time, by entries"},
	{"OpenALongReview", "after_a_save/", "ns/op", "Review read after a save of one entry, by entries"},
	{"History", "field/", "p95-ms", "History of one field of 10,000 journal entries, by entries of the workspace, p95"},
	{"History", "then/", "p95-ms", "The review as it was then, likewise, p95"},
	{"AuditCheck", "", "ns/op", "Audit: all chains checked, by entries of the journal"},
	{"AuditPage", "all/", "ns/op", "Audit: the first 200 entries, likewise"},
	{"SearchGrowth", "", "p95-ms", "Search, by reviews, p95"},
	{"Index", "first_100/", "ns/op", "First 100 lines of the list, by reviews"},
	{"ResolveAmongTenThousand", "", "ns/op", "Review found by its reference, by reviews"},
	{"FishboneEdit", "webkit/", "p50-ms", "Fishbone: the whole way from the key to the painted scene, by causes, WebKit, median"},
	{"FishboneEdit", "chromium/", "p50-ms", "Fishbone: the same in Chromium, median"},
	{"ReportGrowth", "", "ns/op", "Report, by entries of the timeline"},
	{"RegisterPrint", "incidents/", "ns/op", "List of incidents as PDF, by rows"},
	{"RegisterPrint", "incidents/", "page-ms", "A page of it, likewise"},
	{"RegisterPrint", "actions/", "ns/op", "Register of actions as PDF, by actions"},
	{"RegisterPrint", "actions/", "page-ms", "A page of it, likewise"},
	{"Index", "rebuild/", "ns/op", "Index built anew, by reviews"},
	{"ImportMarkdown", "", "ns/op", "Import of Markdown, by documents"},
	{"IncidentImport", "apart/", "s", "Import of incidents, by rows"},
	{"IncidentImport", "log/", "s", "Import of a log of incidents, by rows"},
	{"ReadTable", "", "p50-ms", "A table read into rows of incidents, by rows, median"},
	{"ReadTable", "", "csv-p50-ms", "The same text read by the standard library, likewise"},
	{"ReadObjects", "", "p50-ms", "JSON of a status page read into incidents, by incidents, median"},
	{"ReadObjects", "", "json-p50-ms", "The same text read by the standard library, likewise"},
	{"IncidentList", "filter/", "p50-ms", "A list of incidents under another filter, by incidents, median"},
	{"IncidentList", "page/", "p95-ms", "A page of it at any place, likewise, p95"},
	{"Measures", "", "ns/op", "All measures in words and pictures, by reviews"},
	{"RegisterMeasures", "12m/", "ns/op", "All measures of a year and the one before, by incidents of the register"},
	{"RegisterMeasures", "all/", "ns/op", "All measures of five years, likewise"},
	{"Clock", "due/", "ns/op", "Due after 40 hours of a calendar, by its entries"},
	{"Clock", "between/", "ns/op", "Business time of three months, likewise"},
	{"ObligationClocks", "", "ns/op", "Clocks of the register of obligations, by assessments"},
	{"Space", "receive=20/", "p50-ms", "Sync that brings 20 commits, by files of the space, median"},
	{"Space", "nothing/", "p50-ms", "Sync with nothing to do, likewise, median"},
	{"Space", "commit/", "p50-ms", "Commit of one edited review, likewise, median"},
	{"Space", "push/", "p50-ms", "Push of it to a folder, likewise, median"},
	{"Space", "enter/", "enter-ms", "A space entered for the first time, likewise"},
	{"Versions", "", "ns/op", "Versions of all records of a space that is entered again, by commits"},
	{"Fill", "", "ns/op", "Reviews made by the generator and stored, by reviews"},
}

// writeGrowth writes what ten and a hundred times as much costs.
func writeGrowth(to io.Writer, all []result) {
	fmt.Fprint(to, "| what | 1 × | 10 × | 100 × | growth from 1 × to the largest |\n|---|---|---|---|---|\n")
	for _, g := range growths {
		type point struct{ size, value float64 }
		var points []point
		for _, each := range all {
			rest, ok := strings.CutPrefix(each.variant, g.prefix)
			value, has := each.metrics[g.unit]
			if size := sizeOf(rest); each.name == g.bench && ok && has && size > 0 {
				points = append(points, point{size, value})
			}
		}
		if len(points) < 2 {
			continue
		}
		sort.Slice(points, func(a, b int) bool { return points[a].size < points[b].size })
		first, last := points[0], points[len(points)-1]
		cells := map[float64]string{}
		for _, p := range points {
			cells[p.size/first.size] = fmt.Sprintf("%s (%s)", inUnit(p.value, g.unit), thousands(p.size))
		}
		fmt.Fprintf(to, "| %s | %s | %s | %s | %.1f × for %.0f × as much |\n", g.what, cells[1], cells[10], cells[100], last.value/first.value, last.size/first.size)
	}
}

func inUnit(value float64, unit string) string {
	if unit == "ns/op" {
		return humanTime(value)
	}
	if unit == "s" {
		return number(value) + " s"
	}
	return number(value) + " ms"
}

func thousands(n float64) string {
	digits := fmt.Sprintf("%.0f", n)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}
