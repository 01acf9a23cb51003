package timeline

import "testing"

func TestADueDateMayBeAMonthAndKeepsThatItIs(t *testing.T) {
	for text, want := range map[string]Due{
		"2024-05-01": {Date: "2024-05-01"}, "by 3 May 2024": {Date: "2024-05-03"}, "due 1 March 2024.": {Date: "2024-03-01"},
		"by end of March 2024": {"2024-03-31", true}, "end of February 2024": {"2024-02-29", true}, "Feb 2023": {"2023-02-28", true},
		"2024-03": {"2024-03-31", true}, "03/2024": {"2024-03-31", true}, "Q3 2024": {"2024-09-30", true}, "2024 Q4": {"2024-12-31", true}, "2024-Q1": {"2024-03-31", true},
		"by the end of 2024": {"2024-12-31", true}, "by December 2024": {"2024-12-31", true},
	} {
		if got, ok := ParseDue(text, SlashUnknown); !ok || got != want {
			t.Errorf("%q: %+v, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "Friday", "by Friday", "next month", "end of next month", "2024", "March", "2024-13", "Q5 2024", "later", "mid-April 2024", "10:00", "by end of", "12 2024"} {
		if got, ok := ParseDue(text, SlashUnknown); ok {
			t.Errorf("%q was read as %+v", text, got)
		}
	}
}
