package workspace

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/stat"
	"secondstory/backend/domain/timeline"
)

// measured are incidents of two years: slower and more of them in the first.
func measured(t *testing.T) measure.Measures {
	t.Helper()
	at := func(day, clock string) timeline.Statement {
		return timeline.Statement{At: day + "T" + clock + ":00Z", Zone: "UTC", Precision: timeline.Minute}
	}
	var all []measure.Incident
	for i := range 60 {
		day := fmt.Sprintf("2025-%02d-%02d", i%12+1, i%27+1)
		minute := 40 + i%15
		if i >= 40 {
			day, minute = fmt.Sprintf("2026-%02d-%02d", i%12+1, i%27+1), 4+i%3
		}
		all = append(all, measure.Incident{
			ID: fmt.Sprint(i), Ref: fmt.Sprintf("REV-%02d", i), Title: "=cmd", Day: day, Severity: "SEV2", Services: []string{"Gate"},
			Moments: map[string]timeline.Statement{
				measure.Started: at(day, "10:00"), measure.Detected: at(day, fmt.Sprintf("10:%02d", minute)),
				measure.Mitigated: at(day, "09:00"),
			},
		})
	}
	today, err := calendar.ParseDate("2026-12-31")
	if err != nil {
		t.Fatal(err)
	}
	m, err := measure.Measure(all, measure.Rest{}, measure.Query{Period: "2026", Interval: "month"}, today)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestThereIsAWordForEachVerdictAndNoneSaysMore(t *testing.T) {
	text := assets.English()
	claims := map[string][]string{"Shorter": {"fewer", "fewer_that_matters"}, "Longer": {"more", "more_that_matters"}, "Fewer": {"fewer", "fewer_that_matters"}, "More": {"more", "more_that_matters"}}
	for _, of := range []string{"length", "count"} {
		for _, v := range stat.Verdicts() {
			key := "measures.verdict." + of + "." + string(v)
			if !text.Has(key) {
				t.Errorf("%s has no word", key)
				continue
			}
			claimed := claims[text.Text(key)]
			if says := len(claimed) > 0; says != (v == stat.Fewer || v == stat.More || v == stat.FewerThatMatters || v == stat.MoreThatMatters) {
				t.Errorf("%s says %q", key, text.Text(key))
			}
			if len(claimed) > 0 && claimed[0] != string(v) && claimed[1] != string(v) {
				t.Errorf("%s says %q", key, text.Text(key))
			}
		}
	}
}

func TestAVerdictStandsWithItsIntervalAndWhatWasLeftOut(t *testing.T) {
	told := TellMeasures(measured(t), assets.English())
	detect := told.Indicators[0]
	if detect.Verdict.Word != "Shorter" || detect.Change.Upper == nil || *detect.Change.Upper >= 1 {
		t.Errorf("%+v %+v", detect.Verdict, detect.Change)
	}
	for _, want := range []string{"5 min (", " to "} {
		if !strings.Contains(detect.Now.Typical.Text, want) {
			t.Errorf("%q lacks %q", detect.Now.Typical.Text, want)
		}
	}
	mitigate := told.Indicators[3]
	if mitigate.Verdict.Code != "cannot_tell" || len(mitigate.Now.LeftOut) != 1 || mitigate.Now.LeftOut[0].Why != "backwards" || mitigate.Now.LeftOut[0].Count != 20 {
		t.Errorf("%+v %+v", mitigate.Verdict, mitigate.Now.LeftOut)
	}
	if told.Counts.Verdict.Word != "Fewer" || len(told.Counts.Rows) != 24 {
		t.Errorf("%+v, %d rows", told.Counts.Verdict, len(told.Counts.Rows))
	}
	if _, err := json.Marshal(told); err != nil {
		t.Error(err)
	}
}

func TestEachPictureAndTableHasAllThatStandsBehindIt(t *testing.T) {
	m, text := measured(t), assets.English()
	for _, key := range MeasureKeys() {
		for _, format := range MeasureFormats {
			if raw, err := ExportMeasure(m, key, SpreadPicture, format, text); err != nil || len(raw) == 0 {
				t.Errorf("%s %s: %v", key, format, err)
			}
		}
	}
	for _, key := range []string{"detect", "mitigate", CountsKey, measure.Severities, measure.ServicesKey} {
		for _, kind := range []string{SpreadPicture, CoursePicture} {
			if raw, err := ExportMeasure(m, key, kind, "svg", text); err != nil || len(raw) == 0 {
				t.Errorf("%s %s: %v", key, kind, err)
			}
		}
		cases, err := TellCases(m, key, text)
		if err != nil {
			t.Fatal(err)
		}
		if len(cases.Cases) != 60 || cases.Total != 60 {
			t.Errorf("%s: %d of 60 incidents", key, cases.Total)
		}
	}
	scene, err := MeasurePicture(m, "detect", SpreadPicture, 700, false, text)
	if err != nil {
		t.Fatal(err)
	}
	nodes := map[string]bool{}
	for _, it := range scene.Items {
		if strings.HasPrefix(it.Node, "REV-") {
			nodes[it.Node] = true
		}
	}
	if len(nodes) != 60 {
		t.Errorf("%d reviews behind the dots", len(nodes))
	}
	raw, err := ExportMeasure(m, "detect", SpreadPicture, "csv", text)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(raw), "\uFEFF"))).ReadAll()
	if err != nil || len(rows) != 61 || strings.HasPrefix(rows[1][2], "=") {
		t.Errorf("%d rows, %v, %q", len(rows), err, rows[1][2])
	}
}

func TestAnUnknownMeasureOrFormatIsRefused(t *testing.T) {
	m, text := measured(t), assets.English()
	if _, err := TellCases(m, "mttr", text); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if _, err := ExportMeasure(m, "detect", SpreadPicture, "gif", text); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

func TestANumberIsWrittenWithAsManyDigitsAsMeanSomething(t *testing.T) {
	for v, want := range map[float64]string{0.1666: "0.17", 1.234: "1.23", 12.34: "12.3", 1234.5: "1230", 0: "0", 0.031: "0.031", 100: "100"} {
		if got := plain(v); got != want {
			t.Errorf("%v: %s, want %s", v, got, want)
		}
	}
}

// alike are as many incidents in two years as given, one every 30 days, all detected after
// the same time.
func alike(t *testing.T, before, now int, interval string) MeasuresTold {
	t.Helper()
	var all []measure.Incident
	for i := range before + now {
		day := calendar.Date{Year: 2026, Month: 1, Day: 3}.AddDays(30 * (i - before)).String()
		at := func(clock string) timeline.Statement {
			return timeline.Statement{At: day + clock, Zone: "UTC", Precision: timeline.Minute}
		}
		all = append(all, measure.Incident{ID: fmt.Sprint(i), Ref: fmt.Sprintf("REV-%02d", i), Day: day,
			Moments: map[string]timeline.Statement{measure.Started: at("T10:00:00Z"), measure.Detected: at("T10:10:00Z")}})
	}
	today, err := calendar.ParseDate("2026-12-31")
	if err != nil {
		t.Fatal(err)
	}
	m, err := measure.Measure(all, measure.Rest{}, measure.Query{Period: "2026", Interval: interval}, today)
	if err != nil {
		t.Fatal(err)
	}
	return TellMeasures(m, assets.English())
}

func TestWhatIsAlikeIsNotCalledTooFew(t *testing.T) {
	text := assets.English()
	told := alike(t, 12, 12, "month").Indicators[0]
	if told.Verdict.Why != text.Text("measures.why.alike") || told.Course != text.Text("measures.course.alike") {
		t.Errorf("twelve and twelve that are alike: %q, %q", told.Verdict.Why, told.Course)
	}
	told = alike(t, 12, 1, "month").Indicators[0]
	if told.Verdict.Why != text.Text("measures.why.below", "count", "5") {
		t.Errorf("twelve and one: %q", told.Verdict.Why)
	}
	told = alike(t, 1, 0, "month").Indicators[0]
	if told.Course != text.Text("measures.course.few") {
		t.Errorf("one alone: %q", told.Course)
	}
	if course := alike(t, 12, 12, measure.Between).Counts.Course; course != text.Text("measures.course.alike") {
		t.Errorf("gaps that are alike: %q", course)
	}
}

func TestAPointBeyondTheLimitsIsNoProofThatARateWasUnsteady(t *testing.T) {
	if said := assets.English().Text("measures.unsteady"); !strings.Contains(said, "may not have been steady") {
		t.Errorf("%q", said)
	}
}

func TestNumbersLeaveWithoutTheDustOfCounting(t *testing.T) {
	var all []measure.Incident
	for i, minutes := range []int{12, 18, 25, 31, 40, 55, 62, 90, 240, 1440} {
		day := fmt.Sprintf("2026-05-%02d", i+2)
		end := fmt.Sprintf("2026-05-%02dT%02d:%02d:00Z", i+2+minutes/1440, minutes%1440/60, minutes%60)
		all = append(all, measure.Incident{ID: fmt.Sprint(i), Ref: fmt.Sprintf("REV-%02d", i), Day: day, Moments: map[string]timeline.Statement{
			measure.Started:  {At: day + "T00:00:00Z", Zone: "UTC", Precision: timeline.Minute},
			measure.Resolved: {At: end, Zone: "UTC", Precision: timeline.Minute}}})
	}
	today, err := calendar.ParseDate("2026-06-10")
	if err != nil {
		t.Fatal(err)
	}
	m, err := measure.Measure(all, measure.Rest{}, measure.Query{Period: "2026-05", Interval: "month"}, today)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(TellMeasures(m, assets.English()))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"estimate":201.3,`, `"estimate":47.5,"lower":18,"upper":240,`, `"estimate":83,`, `"estimate":360,`} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("%s is not in %s", want, raw)
		}
	}
}
