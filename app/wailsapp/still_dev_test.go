//go:build dev

package wailsapp

import (
	"testing"
	"time"

	"secondstory/app"
)

func TestAProgramUnderTestCanStandStill(t *testing.T) {
	t.Setenv("SECONDSTORY_TEST_MOMENT", "2026-11-20T16:04:00Z")
	var a, b app.Config
	if err := standStill(&a); err != nil {
		t.Fatal(err)
	}
	if err := standStill(&b); err != nil {
		t.Fatal(err)
	}
	if want := time.Date(2026, 11, 20, 16, 4, 0, 0, time.UTC); !a.Now().Equal(want) {
		t.Errorf("%v", a.Now())
	}
	if x, y := a.NewID(), b.NewID(); x != y {
		t.Errorf("two starts give %s and %s", x, y)
	}
}

func TestWithoutAMomentTheProgramUnderTestIsLikeAnyOther(t *testing.T) {
	t.Setenv("SECONDSTORY_TEST_MOMENT", "")
	var cfg app.Config
	if err := standStill(&cfg); err != nil || cfg.Now != nil || cfg.NewID != nil {
		t.Errorf("%v", err)
	}
	t.Setenv("SECONDSTORY_TEST_MOMENT", "yesterday")
	if standStill(&cfg) == nil {
		t.Error("a moment that is none was taken")
	}
}
