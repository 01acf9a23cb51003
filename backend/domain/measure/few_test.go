package measure

import (
	"fmt"
	"testing"

	"secondstory/backend/domain/stat"
)

func TestOfFewCasesNoWordIsSaidAndOfTwoNoInterval(t *testing.T) {
	of := func(n, year, minute int) (out []Incident) {
		for i := range n {
			day := fmt.Sprintf("%d-03-%02d", year, i+1)
			out = append(out, incident(fmt.Sprint(year, "-", i), day, Started, "10:00", Detected, fmt.Sprintf("10:%02d", minute+i%2)))
		}
		return out
	}
	p, err := ParsePeriod("2026", date(t, "2026-12-31"), date(t, "2025-01-01"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		before, now int
		interval    bool
		verdict     stat.Verdict
	}{{5, 5, true, stat.Fewer}, {20, 4, true, stat.CannotTell}, {4, 20, true, stat.CannotTell}, {20, 2, false, stat.CannotTell}, {20, 1, false, stat.CannotTell}} {
		r, err := Read(Indicators[0], append(of(c.before, 2025, 40), of(c.now, 2026, 4)...), Filter{}, p)
		if err != nil {
			t.Fatal(err)
		}
		_, has := r.Now.Typical.Interval.Upper.Float()
		for name, v := range map[string]stat.Value{"median": r.Now.Median, "P75": r.Now.SeventyFifth, "P90": r.Now.Ninetieth} {
			if i := v.Interval; !c.interval && !(i.Lower.IsNone() && i.Upper.IsNone()) {
				t.Errorf("the %s of %d has an interval: %v to %v", name, c.now, i.Lower, i.Upper)
			}
		}
		if r.Change.Verdict != c.verdict || has != c.interval {
			t.Errorf("%d before, %d now: %q, interval %v", c.before, c.now, r.Change.Verdict, has)
		}
	}
}
