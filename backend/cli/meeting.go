package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
)

func meetingCommand() command {
	return command{name: "meeting", usage: "list REF | plan REF [MEETING] --at TIME [--minutes N] [--place TEXT] | held REF [MEETING] [--at TIME] [--anyway] | cancel REF MEETING | invite REF [MEETING] -o FILE.ics", help: "cli.help.meeting",
		setup: func(f *pflag.FlagSet) func(*run) (int, error) {
			at, place, out := f.String("at", "", ""), f.String("place", "", ""), f.StringP("output", "o", "", "")
			minutes, anyway := f.Int("minutes", 0, ""), f.Bool("anyway", false, "")
			return func(r *run) (int, error) {
				sub, err := r.sub("list", "plan", "held", "cancel", "invite")
				if err != nil {
					return 0, err
				}
				name, err := r.name()
				if err != nil {
					return 0, err
				}
				meeting := ""
				if len(r.args) > 0 {
					meeting, r.args = r.args[0], r.args[1:]
				}
				if err := r.noMore(); err != nil {
					return 0, err
				}
				id, err := r.resolve(name)
				if err != nil {
					return 0, err
				}
				m := reviewing.Meeting{}
				switch sub {
				case "invite":
					if *out == "" {
						*out = strings.ToLower(name) + ".ics"
					}
					if err := r.mayWrite(*out); err != nil {
						return 0, err
					}
					data, err := r.ws.Invitation(r.ctx, id, meeting, r.text)
					if err != nil {
						return 0, err
					}
					return r.write(*out, data)
				case "held":
					_, err = r.ws.HoldReview(r.ctx, id, meeting, *at, *anyway, "")
				case "cancel":
					if meeting == "" {
						return 0, usage("cli.meeting_missing")
					}
					m.State = "cancelled"
					_, err = r.ws.Reviews.SetMeeting(r.ctx, id, meeting, m, "")
				case "plan":
					if f.Changed("at") {
						m.At = at
					}
					if f.Changed("minutes") {
						m.Minutes = minutes
					}
					if f.Changed("place") {
						m.Place = place
					}
					v, err := r.ws.Reviews.Get(r.ctx, id)
					if err != nil {
						return 0, err
					}
					for _, there := range v.Meetings {
						if there.ID == meeting && there.State == "cancelled" {
							m.State = "planned" // again; any other keeps the state it has
						}
					}
					if _, err = r.ws.Reviews.SetMeeting(r.ctx, id, meeting, m, ""); err != nil {
						return 0, err
					}
				}
				if err != nil {
					return 0, err
				}
				return r.meetingList(id)
			}
		}}
}

func (r *run) meetingList(id string) (int, error) {
	v, err := r.ws.Reviews.Get(r.ctx, id)
	if err != nil {
		return 0, err
	}
	if r.json {
		r.print(map[string]any{"ref": v.Ref, "meetings": v.Meetings})
		return Done, nil
	}
	if len(v.Meetings) == 0 {
		r.say("%s", r.t("cli.meetings_none"))
	}
	for _, m := range v.Meetings {
		when, length := "–", ""
		if m.At != nil {
			when = review.Written(*m.At)
		}
		if m.Minutes > 0 {
			length = strconv.Itoa(int(m.Minutes)) + " min"
		}
		r.say("%s  %s  %-9s  %-7s  %s", m.ID, when, r.t("meeting."+m.State), length, m.Place)
	}
	return Done, nil
}
