package registering

import (
	"context"
	"strconv"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/recording"
)

// Words gives the text of a key of the catalogue.
type Words func(key string, params ...string) string

// StartReview makes a review of an incident: its title, codes, services and moments, and
// its history as the timeline, which the review owns from then on. Names of people stay in
// the register. An incident that has a review already gives that one, made is false.
func (s *Service) StartReview(ctx context.Context, id string, words Words) (ref string, made bool, err error) {
	shown, err := s.Get(ctx, id)
	if err != nil {
		return "", false, err
	}
	if old := shown.Incident.Review; old != "" {
		snap, err := s.Rec.Get(ctx, old)
		switch {
		case err == nil && !snap.Trashed():
			return record.Ref(review.Schema.RefPrefix, old), false, nil
		case err != nil && !fault.Is(err, fault.NotFound):
			return "", false, err
		}
	}
	now := s.now()
	st, err := importing.FromReview(AsReview(shown, words), s.NewID(), s.NewID, now)
	if err != nil {
		return "", false, err
	}
	_, err = s.Rec.Create(ctx, recording.New{State: st, Action: "review.create", Note: record.Doc{"incident": shown.Ref}})
	if err != nil {
		return "", false, err
	}
	// A kill between the two leaves a review that the incident does not know of; the next
	// attempt makes another, and nothing is lost.
	err = s.Store.Update(ctx, func(tx Writer) error {
		if err := tx.LinkIncident(shown.Incident.N, st.ID); err != nil {
			return err
		}
		return tx.NextIncidentStamp()
	})
	if err == nil {
		s.changed(id)
	}
	return record.Ref(review.Schema.RefPrefix, st.ID), true, err
}

// AsReview is an incident as the review that would be begun from it; nothing is made.
func AsReview(shown Shown, words Words) review.Review {
	snap := shown.Incident.Snapshot
	r := review.Review{Kind: review.Kind, Title: shortened(snap.Title, 300), Severity: shown.Line.Severity, State: "draft",
		Services: snap.Services, Date: shown.Line.Day, Zone: shown.Line.Begins.Zone}
	for name, at := range map[string]**timeline.Statement{
		incident.Started: &r.Started, incident.Detected: &r.Detected, incident.Mitigated: &r.Mitigated, incident.Resolved: &r.Resolved,
	} {
		if m, ok := snap.Moments[name]; ok {
			*at = &m
		}
	}
	source := words("incident.review.from", "number", shown.Line.Number, "ref", shown.Ref)
	for _, key := range review.ShortTemplate {
		text := ""
		if key == "summary" {
			text = strings.TrimSpace(snap.Summary + "\n\n" + source)
		}
		r.Sections = append(r.Sections, review.Section{Key: key, Text: text})
	}
	if ack, ok := snap.Moments[incident.Acknowledged]; ok {
		r.Timeline = append(r.Timeline, review.Entry{ID: "ack", Statement: ack, Kind: "ack", Text: words("incident.moment.acknowledged")})
	}
	for i, u := range snap.Updates {
		r.Timeline = append(r.Timeline, review.Entry{ID: strconv.Itoa(i), Statement: u.Time, Kind: entryKind(u), Role: shortened(u.Role, 200), Text: LineText(u)})
	}
	return r
}

// LineText is the text of a line of a history: its words, with the state it changes in front.
func LineText(u incident.Update) string {
	text := strings.TrimSpace(u.Text)
	switch {
	case u.State == "":
		return text
	case text == "":
		return u.State
	}
	return u.State + ": " + text
}

func entryKind(u incident.Update) string {
	switch u.Kind {
	case "public":
		return "comms"
	case "alert":
		return "detection"
	}
	return ""
}

func shortened(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
