package cli

import (
	"regexp"
	"strconv"
	"strings"

	"secondstory/backend/domain/calendar"
)

// mostAlike is how many times of one name are told one by one.
const mostAlike = 5

// periodLines are the periods in words. Many times of one name, as a file brings them whose
// entry returns in a way a calendar has no words for, are one line.
func (r *run) periodLines(list []calendar.Period) []string {
	type name struct {
		kind calendar.PeriodKind
		name string
	}
	times := map[name][]calendar.Period{}
	for _, p := range list {
		if p.FirstDay.IsZero() {
			of := name{p.Kind, p.Name}
			times[of] = append(times[of], p)
		}
	}
	var out []string
	told := map[name]bool{}
	for _, p := range list {
		of := name{p.Kind, p.Name}
		alike := times[of]
		switch {
		case !p.FirstDay.IsZero() || len(alike) <= mostAlike:
			out = append(out, r.periodLine(p))
		case !told[of]:
			told[of] = true
			out = append(out, r.t("calendar.period."+string(p.Kind))+"  "+r.t("cli.calendar_times", "count", strconv.Itoa(len(alike)),
				"from", short(alike[0].Begin), "to", short(alike[len(alike)-1].End))+"  "+p.Name)
		}
	}
	return out
}

func (r *run) periodLine(p calendar.Period) string {
	line := r.t("calendar.period."+string(p.Kind)) + "  "
	if p.FirstDay.IsZero() {
		line += short(p.Begin) + " – " + short(p.End)
	} else {
		line += p.FirstDay.String() + " – " + dateOrDash(p.LastDay)
		if len(p.Hours) > 0 {
			line += " " + r.hoursOfDays(p.Hours)
		}
	}
	return line + "  " + p.Name
}

// hoursOfDays names hours that all seven days have alike once.
func (r *run) hoursOfDays(list []calendar.Hours) string {
	const week = 7
	days := map[int]bool{}
	for _, h := range list {
		if h.From != list[0].From || h.To != list[0].To {
			break
		}
		days[int(h.Day)] = true
	}
	if len(list) == week && len(days) == week {
		return r.t("cli.calendar_daily", "hours", calendar.ClockText(list[0].From)+"-"+calendar.ClockText(list[0].To))
	}
	return strings.Join(texts(list, calendar.Hours.String), ", ")
}

// short is a moment as a person types it.
func short(m calendar.Moment) string {
	return m.Local.Date.String() + " " + strings.TrimSuffix(m.Local.String()[len("2006-01-02T"):], ":00")
}

var lengthBelow = regexp.MustCompile(`^-\d+[hm]`)

// lengthsAsWords lets a length below nothing be an argument, so that it is refused for what
// it is and not as a flag nobody knows.
func lengthsAsWords(args []string) []string {
	for i, a := range args {
		if lengthBelow.MatchString(a) && (i == 0 || !strings.HasPrefix(args[i-1], "--")) {
			out := append([]string{}, args[:i]...)
			out = append(out, args[i+1:]...)
			return append(out, "--", a)
		}
	}
	return args
}
