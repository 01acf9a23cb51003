package workspace

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/measure"
)

// printedWords are the words of a document, blanks and line ends as one blank.
func printedWords(t *testing.T, pdf []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext (poppler-utils) is not installed")
	}
	cmd := exec.Command(tool, "-raw", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return oneLine(string(out))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestEachNumberOfAPrintedMeasureIsThatOfTheScreen(t *testing.T) {
	m, text := measured(t), assets.English()
	m.Rules = []measure.Rule{{Ref: "POL-26-ABCDEF", Title: "How severe", Number: 3, Hash: strings.Repeat("ab", 32)}}
	m.Unreviewed = 2
	paper, err := MeasuresPDF(m, "", SpreadPicture, text)
	if err != nil {
		t.Fatal(err)
	}
	page, told := printedWords(t, paper.PDF), TellMeasures(m, text)
	want := []string{"Severities as signed: How severe, version 3.", "Made by version 5 of the rules of measures.", "Data hash", told.Now.Text, strings.Join(told.Apart, " "), "2 of these incidents are known from the register alone", told.Before.Text, told.Counts.Verdict.Why}
	for _, in := range told.Indicators {
		want = append(want, in.Title, in.Moments, in.Verdict.Word+". "+in.Verdict.Why)
		for _, s := range []SideTold{in.Now, in.Before} {
			want = append(want, s.Typical.Text, s.Median.Text, s.Ninetieth.Text)
			for _, l := range s.LeftOut {
				want = append(want, strings.TrimRight(strings.SplitN(l.Text, ":", 2)[1], "."))
			}
		}
	}
	for _, way := range told.Classes {
		for _, r := range way.Rows {
			want = append(want, r.Name, r.Now.Text)
		}
	}
	for _, r := range told.Counts.Rows {
		want = append(want, r.First+" "+r.Last)
	}
	// Cells are broken into lines, so blanks do not count.
	squeezed := strings.ReplaceAll(page, " ", "")
	for _, w := range want {
		if !strings.Contains(squeezed, strings.ReplaceAll(oneLine(w), " ", "")) {
			t.Errorf("%q is not on paper", w)
		}
	}
	one, err := MeasuresPDF(m, "detect", CoursePicture, text)
	if err != nil {
		t.Fatal(err)
	}
	if page := printedWords(t, one.PDF); strings.Count(page, "REV-") != 60 {
		t.Errorf("%d of 60 reviews are on paper", strings.Count(page, "REV-"))
	}
}

func TestTheSameIncidentsGiveTheSamePaperWhereverAndWheneverItIsPrinted(t *testing.T) {
	text := assets.English()
	first, err := MeasuresPDF(measured(t), "", SpreadPicture, text)
	if err != nil {
		t.Fatal(err)
	}
	home := time.Local
	t.Cleanup(func() { time.Local = home })
	time.Local = time.FixedZone("elsewhere", 13*3600)
	again, err := MeasuresPDF(measured(t), "", SpreadPicture, text)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.PDF, again.PDF) {
		t.Error("the same incidents gave other bytes")
	}
	other := measured(t)
	other.Readings[0].Now.Cases[0].Incident.Title = "Another"
	a, errA := measuredHash(measured(t))
	b, errB := measuredHash(other)
	if errA != nil || errB != nil || a == b || len(a) != 64 {
		t.Errorf("%s %s %v %v", a, b, errA, errB)
	}
}

// The days that rates are told against come from what lies outside the period as well.
func TestTheHashOfMeasuresHoldsUntilWhenTheRegisterTells(t *testing.T) {
	of := func(ends, begins calendar.Date) string {
		m, err := measure.Measure([]measure.Incident{{ID: "a", Day: "2026-07-20", Unreviewed: true}, {ID: "b", Day: "2026-05-03", Unreviewed: true}},
			measure.Rest{Begins: begins, Ends: ends}, measure.Query{Period: "2026-Q3"}, calendar.On(2026, 11, 10))
		if err != nil {
			t.Fatal(err)
		}
		hash, err := measuredHash(m)
		if err != nil {
			t.Fatal(err)
		}
		return hash
	}
	jan, aug, oct := calendar.On(2026, 1, 2), calendar.On(2026, 8, 31), calendar.On(2026, 10, 5)
	told := of(aug, jan)
	if told != of(aug, jan) || told == of(oct, jan) || told == of(aug, calendar.On(2026, 6, 2)) {
		t.Error("other days, and the same hash")
	}
}

// No trend tells when a review was held, so noting it afterwards changes the data of none.
func TestThatAReviewWasHeldChangesTheDataOfNoTrend(t *testing.T) {
	m := measured(t)
	before, err := measuredHash(m)
	if err != nil {
		t.Fatal(err)
	}
	cases := m.Readings[0].Now.Cases
	cases[0].Incident.Held = &measure.Held{Limit: "48 h"}
	if after, err := measuredHash(m); err != nil || after != before {
		t.Errorf("another hash, or %v", err)
	}
}
