//go:build dev

package wailsapp

import (
	"fmt"
	"os"
	"time"

	"secondstory/app"
	"secondstory/backend/workspace"
)

// standStill lets a program under test live in one moment and number its records
// from a seed, so that two runs show the same, to the letter. Only the
// development build can: in a person's workspace ids must differ from those of
// every other machine.
func standStill(cfg *app.Config) error {
	given := os.Getenv("SECONDSTORY_TEST_MOMENT")
	if given == "" {
		return nil
	}
	moment, err := time.Parse(time.RFC3339, given)
	if err != nil {
		return fmt.Errorf("SECONDSTORY_TEST_MOMENT: %w", err)
	}
	cfg.Now = func() time.Time { return moment }
	cfg.NewID = workspace.SeededULID(cfg.Now, 1)
	return nil
}
