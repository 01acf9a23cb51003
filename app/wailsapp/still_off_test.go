//go:build !dev

package wailsapp

import (
	"testing"

	"secondstory/app"
)

func TestTheProgramOfAPersonNeverStandsStill(t *testing.T) {
	t.Setenv("SECONDSTORY_TEST_MOMENT", "2026-11-20T16:04:00Z")
	var cfg app.Config
	if err := standStill(&cfg); err != nil || cfg.Now != nil || cfg.NewID != nil {
		t.Errorf("%+v %v", cfg, err)
	}
}
