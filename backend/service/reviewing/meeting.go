package reviewing

import (
	"context"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/recording"
)

// MostMeetingMinutes is the longest meeting that is no slip of the keyboard: two days.
const MostMeetingMinutes = 2880

// Meeting is what is said of a meeting at once. A part is left as it is where it is nil.
type Meeting struct {
	At      *string // with its day; in the zone of this machine unless it names one
	Minutes *int
	Place   *string
	State   string // review.MeetingStates, "" leaves it
	// Held gives the rule and the limit of an instant, to be stored with the state "held".
	Held func(at time.Time) (rule, limit string)
	// Anyway takes a time before the resolution of the incident, and a facilitator who has a
	// part in it against the rule.
	Anyway bool
}

// SetMeeting plans a meeting (part "") or changes one, as one step. Held is a meeting at a
// time that is over. Faults: invalid meeting.day_missing, meeting.minutes, meeting.ahead and
// what is wrong with the time; conflict
// meeting.was_held of one that was held and is planned, moved or cancelled; conflict
// meeting.before_resolved and meeting.facilitator_part, which Anyway answers.
func (s *Service) SetMeeting(ctx context.Context, id, part string, m Meeting, editor string) (Saved, error) {
	view, err := s.Get(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	doc := record.Doc{}
	if m.At != nil {
		stated, err := s.readMeeting(*m.At)
		if err != nil {
			return Saved{}, withField(err, "at")
		}
		stated.RecordedAt, stated.By = s.stamp(), s.Rec.Who.Actor
		doc["at"] = review.StatementDoc(stated)
	}
	if m.Minutes != nil {
		if *m.Minutes < 0 || *m.Minutes > MostMeetingMinutes {
			return Saved{}, fault.New(fault.Invalid, "meeting.minutes").WithField("minutes", "meeting.minutes")
		}
		doc["minutes"] = float64(*m.Minutes)
	}
	if m.Place != nil {
		doc["place"] = strings.TrimSpace(*m.Place)
	}
	if m.State != "" {
		doc["state"] = m.State
	}
	role, partial := "", false // who leads it and has a part in it, against the rule
	action := "meetings.plan"
	switch m.State {
	case "held":
		if role, partial, err = s.facilitatorPart(ctx, id); err != nil {
			return Saved{}, err
		}
		action = "meetings.held"
	case "cancelled":
		action = "meetings.cancel"
	}
	made := part == ""
	if made {
		if part = s.NewID(); m.State == "" {
			doc["state"] = review.MeetingStates[0]
		}
		if m.At == nil {
			return Saved{}, fault.New(fault.Invalid, "meeting.day_missing").WithField("at", "meeting.day_missing")
		}
	}
	e := recording.Edit{Action: action, Editor: editor, Entities: []string{review.Meetings + "/" + part}}
	if made {
		e.Entities, e.Last = nil, []string{review.Meetings}
	}
	e.Plan = func(st *record.State) ([]record.Op, error) {
		now := record.Doc{}
		if !made {
			there, ok := st.Part(review.Meetings, part)
			if !ok || there.Removed {
				return nil, fault.New(fault.NotFound, "record.part_missing", "path", review.Meetings+"/"+part)
			}
			for k, v := range there.Doc {
				now[k] = v
			}
		}
		if record.Str(now, "state") == "held" && m.State != "held" && (m.State != "" || m.At != nil) {
			return nil, fault.New(fault.Conflict, "meeting.was_held") // perhaps meanwhile, by a colleague
		}
		for k, v := range doc {
			now[k] = v
		}
		at, err := s.maySay(now, view, m.Anyway)
		if partial && !m.Anyway {
			err = askedPart(err, role)
		}
		if err != nil {
			return nil, err
		}
		if m.State == "held" && m.Held != nil {
			doc["rule"], doc["limit"] = m.Held(at)
			now["rule"], now["limit"] = doc["rule"], doc["limit"]
		}
		if made {
			now["rank"] = rankAfter(st, review.Meetings, "")
			return []record.Op{record.AddOp(review.Meetings, part, now)}, nil
		}
		var ops []record.Op
		for _, f := range []string{"at", "minutes", "place", "state", "rule", "limit"} {
			if v, said := doc[f]; said {
				ops = append(ops, record.SetOp(record.Path{Collection: review.Meetings, Part: part, Field: f}, v))
			}
		}
		return ops, nil
	}
	res, err := s.Rec.Edit(ctx, id, e)
	return Saved{ID: part, Rev: res.Rev}, err
}

// askedPart asks about a review that was led by somebody with a part in it: that it was held is
// a fact all the same. It stands beside the question of the time, for one answer takes both.
func askedPart(err error, role string) error {
	if f, ok := fault.As(err); ok && f.Key == "meeting.before_resolved" {
		return f.WithField("facilitator", "meeting.facilitator_part", "role", role)
	}
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "meeting.facilitator_part", "role", role).WithField("facilitator", "meeting.facilitator_part", "role", role)
}

// maySay refuses a meeting that was held in time to come, and asks about one that was held
// before the incident was over. It gives when the meeting is.
func (s *Service) maySay(doc record.Doc, view review.Review, anyway bool) (time.Time, error) {
	stated, _ := doc["at"].(map[string]any)
	at, err := time.Parse(time.RFC3339Nano, record.Str(stated, "at"))
	if record.Str(doc, "state") != "held" {
		return at, nil
	}
	if err != nil {
		return at, fault.New(fault.Invalid, "meeting.day_missing").WithField("at", "meeting.day_missing")
	}
	if at.After(s.Now()) {
		return at, fault.New(fault.Invalid, "meeting.ahead").WithField("at", "meeting.ahead")
	}
	if view.Resolved == nil || anyway {
		return at, nil
	}
	if over, err := time.Parse(time.RFC3339Nano, view.Resolved.At); err == nil && at.Before(over) {
		return at, fault.New(fault.Conflict, "meeting.before_resolved").WithField("at", "meeting.before_resolved")
	}
	return at, nil
}

// readMeeting reads the time of a meeting, which says its day itself: the day of the incident
// is not that of its review. "now" is now.
func (s *Service) readMeeting(text string) (timeline.Statement, error) {
	here := s.here().Location()
	if strings.EqualFold(strings.TrimSpace(text), "now") {
		text = s.here().Format("2006-01-02 15:04")
	}
	r, ok := timeline.Scan(strings.TrimSpace(text), timeline.SlashUnknown)
	if !ok || strings.TrimSpace(r.Rest) != "" || r.WrongClock || r.WrongDate || r.SlashOpen || r.HasEnd {
		return timeline.Statement{}, fault.New(fault.Invalid, "time.unreadable", "raw", text)
	}
	if !r.HasDate || r.Date.Year == 0 || !r.HasClock {
		return timeline.Statement{}, fault.New(fault.Invalid, "meeting.day_missing")
	}
	zone := timeline.Zone{Name: here.String(), Loc: here}
	if zone.Name == "Local" {
		// This machine does not tell the name of its zone: the offset of that day stands for it.
		on := time.Date(r.Date.Year, time.Month(r.Date.Month), r.Date.Day, r.Clock.Hour, r.Clock.Minute, 0, 0, here)
		zone, _ = timeline.ParseZone(on.Format("-07:00"))
	}
	stated, notes := r.Resolve(timeline.Context{Zone: zone})
	for _, n := range notes {
		if n.Level == "finding" || n.Level == "question" {
			return timeline.Statement{}, &fault.Error{Code: fault.Invalid, Key: typedKey(n.Key), Params: n.Params}
		}
	}
	if _, err := time.Parse(time.RFC3339Nano, stated.At); err != nil {
		return timeline.Statement{}, fault.New(fault.Invalid, "time.unreadable", "raw", text)
	}
	return stated, nil
}
