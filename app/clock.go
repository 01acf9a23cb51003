package app

import (
	"context"
	"strings"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/workspace"
)

// What people do with the program (steps of a history, exchanges, versions and decisions) is
// told on one clock, that of this machine, or in UTC where the person chose that. The zone of
// an incident is for what happened in it.

// clockOf is that clock for a mode of the screens.
func (a *App) clockOf(mode string) shownZone {
	if mode == "utc" {
		return shownZone{time.UTC, "UTC"}
	}
	return shownZone{a.cfg.Now().Location(), ""}
}

// clock is clockOf for the mode that was chosen.
func (a *App) clock(ctx context.Context, ws *workspace.Workspace) (shownZone, error) {
	set, err := ws.Settings(ctx)
	return a.clockOf(set["timezone"]), err
}

// tell gives a moment as text and the words for its zone: an area of the zone database means
// nothing to most people, and a machine often does not know its own.
func (z shownZone) tell(at time.Time) (text, zone string) {
	text = at.In(z.loc).Format(time.RFC3339)
	switch {
	case z.name != "":
		return text, z.name
	case strings.HasSuffix(text, "Z"):
		return text, "UTC"
	}
	return text, assets.English().Text("time.here")
}

// again tells a moment that was stored as text; as it is where it is none.
func (z shownZone) again(stored string) string {
	at, err := time.Parse(time.RFC3339, stored)
	if err != nil {
		return stored
	}
	text, _ := z.tell(at)
	return text
}

// toldOn puts the times of questions on a clock.
func toldOn(z shownZone, list []review.Undecided) []review.Undecided {
	for i := range list {
		u := &list[i]
		u.DecidedAt = z.again(u.DecidedAt)
		for k := range u.Shown {
			u.Shown[k].At = z.again(u.Shown[k].At)
		}
		for k := range u.Decisions {
			u.Decisions[k].At = z.again(u.Decisions[k].At)
		}
	}
	return list
}
