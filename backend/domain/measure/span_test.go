package measure

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"secondstory/backend/domain/fault"
)

func TestAPeriodIsComparedWithOneOfItsLengthThatEndsWhereItBegins(t *testing.T) {
	today, first := date(t, "2026-08-31"), date(t, "2024-01-09")
	for text, want := range map[string]string{
		"12m":                    "2025-09-01 2026-08-31 2024-09-01 2025-08-31",
		"6m":                     "2026-03-01 2026-08-31 2025-09-01 2026-02-28",
		"1m":                     "2026-08-01 2026-08-31 2026-07-01 2026-07-31",
		"":                       "2025-09-01 2026-08-31 2024-09-01 2025-08-31",
		"2026":                   "2026-01-01 2026-12-31 2025-01-01 2025-12-31",
		"2026-Q1":                "2026-01-01 2026-03-31 2025-10-01 2025-12-31",
		"2026q2":                 "2026-04-01 2026-06-30 2026-01-01 2026-03-31",
		"2026-03":                "2026-03-01 2026-03-31 2026-02-01 2026-02-28",
		"2026-02-10..2026-02-19": "2026-02-10 2026-02-19 2026-01-31 2026-02-09",
		"all":                    "2024-01-09 2026-08-31 2024-01-09 2024-01-08",
	} {
		p, err := ParsePeriod(text, today, first)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := fmt.Sprint(p.Now.First, " ", p.Now.Last, " ", p.Before.First, " ", p.Before.Last); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
		if text != "all" && p.Before.Last.AddDays(1) != p.Now.First {
			t.Errorf("%q leaves days between the two", text)
		}
	}
	for _, bad := range []string{"0m", "9999m", "2026-13", "2026-Q5", "2026-02-30..2026-03-01", "2026-03-02..2026-03-01", "0000", "last year", "-3m", "2026-00"} {
		if _, err := ParsePeriod(bad, today, first); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestAnUnknownIntervalIsRefused(t *testing.T) {
	for _, q := range []Query{{Interval: "fortnight"}, {Cycle: "fortnight"}, {Period: "soon"}} {
		if _, err := Measure(nil, Rest{}, q, date(t, "2026-06-30")); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

func TestTheLimitsOfACourseLieAroundItsTypicalLength(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var minutes []float64
	for range 40 {
		minutes = append(minutes, math.Exp(4+r.NormFloat64()))
	}
	c, err := course(minutes)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range c.Points {
		low, mid, high := number(t, p.Lower), number(t, c.Center), number(t, p.Upper)
		if !(low > 0 && low < mid && mid < high) || number(t, p.Value) != minutes[i] {
			t.Fatalf("point %d: %v %v %v", i, low, mid, high)
		}
		// On the scale of logarithms both limits are as far from the middle.
		if math.Abs(mid/low-high/mid) > 1e-9*high/mid {
			t.Fatalf("%v is not to %v as %v", low, mid, high)
		}
	}
}
