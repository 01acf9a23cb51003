package search_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/search"
)

// said are the other ways in which a query's times are looked for.
func said(text string) string {
	var out []string
	for _, t := range search.Parse(text, options).Terms {
		forms := []string{t.Text()}
		for _, f := range t.Forms {
			forms = append(forms, strings.Join(f, " "))
		}
		out = append(out, strings.Join(forms, ", "))
	}
	return strings.Join(out, "; ")
}

func TestATimeIsOneTermHoweverItIsWritten(t *testing.T) {
	for text, want := range map[string]string{
		"9:05":                      "9 05, 09 05, §t0905",
		"14:02:09 gate":             "14 02 09, §t140209; gate",
		"14:02Z":                    "14 02, §t1402",
		"March 2026":                "march 2026, 2026 03, mar 2026, §202603",
		"2026-03":                   "2026 03, march 2026, mar 2026, §202603",
		"1 May":                     "1 may, may 1, 1st may, may 1st, §0501",
		"gate 2026-03-17T14:02:00Z": "gate; 2026 03 17, 17 march 2026, march 17 2026, 17th march 2026, march 17th 2026, 17 mar 2026, mar 17 2026, 17th mar 2026, mar 17th 2026, 17 03 2026, §20260317; 14 02 00, 14 02, §t1402",
	} {
		if got := said(text); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
	for _, text := range []string{"17 March 2026", "17th of March 2026", "March 17, 2026", "17.03.2026", "2026/3/17", "17 mar. 2026"} {
		if got := said(text); !strings.Contains(got, "17 march 2026") || !strings.HasSuffix(got, "§20260317") || strings.Contains(got, ";") {
			t.Errorf("%s: %s", text, got)
		}
	}
	for _, text := range []string{"24:00", "14:60", "2026-02-30", "31 June", "2026-13", "3.8.2026x", "march", "17 marching", "may fail"} {
		if got := said(text); strings.Contains(got, "§") {
			t.Errorf("%s: %s", text, got)
		}
	}
}

func TestATimeOfTheIndexHasItsDayItsMonthAndItsClock(t *testing.T) {
	for times, want := range map[string]string{
		"2026-03-17T14:02:00+01:00 2026-03-17T13:02:00Z": "§20260317 §202603 §0317 §t1402 §t1302",
		"2026-03-17T14:02:09.250Z":                       "§20260317 §202603 §0317 §t1402 §t140209",
		"2026-03-17":                                     "§20260317 §202603 §0317",
		"T22:09:00":                                      "§t2209",
		"":                                               "",
	} {
		if got := strings.Join(search.TimeTokens(times), " "); got != want {
			t.Errorf("%q: %s", times, got)
		}
	}
}
