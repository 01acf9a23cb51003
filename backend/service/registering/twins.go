package registering

import (
	"context"
	"slices"
	"strconv"
	"time"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/timeline"
)

// fewestTwins is how many incidents of a file have to look like ones of another source before
// somebody is asked. Two sources may name one or two alike by chance.
const fewestTwins = 5

// pages are the formats of status pages: what one page told is kept by several, each in its
// own form and under its own numbers.
var pages = []string{"statuspage", "status-history"}

// twins asks about the new incidents of a file that look like ones another source has told
// of, before any is taken; nil where they are too few. What goes wrong the taking itself tells.
func (s *Service) twins(ctx context.Context, reader Reader, name string, in File, o Options) *incident.Question {
	if o.Twins != "" || !slices.Contains(pages, reader.Format()) {
		return nil
	}
	var rows []incident.Snapshot
	found, seen, sources := 0, map[[2]string]bool{}, map[string]int{}
	look := func() error {
		err := s.Store.View(ctx, func(tx Tx) error {
			for _, snap := range rows {
				source, err := twinIn(tx, snap)
				if err != nil {
					return err
				}
				if source != "" {
					found++
					sources[source]++
				}
			}
			return nil
		})
		rows = rows[:0]
		return err
	}
	told, _, err := s.read(ctx, reader, name, in, o.Options, func(incident.Options) {}, func(r incident.Row) error {
		if r.Snapshot == nil || seen[[2]string{r.Snapshot.Source, r.Snapshot.Key}] {
			return ctx.Err()
		}
		seen[[2]string{r.Snapshot.Source, r.Snapshot.Key}] = true
		if rows = append(rows, *r.Snapshot); len(rows) < mostRows {
			return nil
		}
		return look()
	})
	if err == nil {
		err = look()
	}
	if err != nil || len(told.Questions) > 0 || found < fewestTwins {
		return nil
	}
	most := ""
	for source, n := range sources {
		if n > sources[most] || n == sources[most] && source < most {
			most = source
		}
	}
	return &incident.Question{Key: incident.AskTwins, Params: map[string]string{"count": strconv.Itoa(found), "total": strconv.Itoa(len(seen)), "source": most}}
}

// twinIn names the source of an incident that looks like a new one; "" for none, and for one
// that is there already.
func twinIn(tx Tx, snap incident.Snapshot) (string, error) {
	begin, ok := snap.Begin()
	day, err := time.Parse(time.DateOnly, timeline.DateOf(begin))
	if !ok || err != nil {
		return "", nil // without a day nothing can be the same
	}
	places, err := tx.IncidentsTitled(snap.Title, day.AddDate(0, 0, -1).Format(time.DateOnly), day.AddDate(0, 0, 1).Format(time.DateOnly))
	if err != nil || len(places) == 0 {
		return "", err
	}
	if _, there, err := tx.IncidentByKey(snap.Source, snap.Key); err != nil || there {
		return "", err
	}
	for _, n := range places {
		have, ok, err := tx.IncidentByN(n)
		if err != nil {
			return "", err
		}
		if ok && snap.Twin(have.Snapshot) {
			return have.Snapshot.Source, nil
		}
	}
	return "", nil
}
