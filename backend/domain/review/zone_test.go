package review_test

import (
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
)

func TestAZoneIsNoneOrOneThatIsKnown(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "  ": "", "Europe/Amsterdam": "Europe/Amsterdam", " cet ": "CET", "UTC": "UTC", "+05:30": "+05:30",
	} {
		if got, err := review.ZoneNamed(text); err != nil || got != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{"Mars/Phobos", "Narnia", "IST", "+99:00", "Europe/Amsterdam please", "-"} {
		got, err := review.ZoneNamed(text)
		if f, ok := fault.As(err); !ok || f.Code != fault.Invalid || f.Key != "time.zone_unknown" {
			t.Errorf("%q is taken as %q: %v", text, got, err)
		}
	}
}
