package review

import (
	"slices"

	"secondstory/backend/domain/timeline"
)

// DateQuestion is the key of the question a review asks when a source names no date
// for its times.
const DateQuestion = "ingest.date_missing"

// placeMoments puts the known moments that state no date on the day of the incident.
func placeMoments(r *Review) {
	var stated []timeline.Statement
	for _, name := range Anchors {
		if s := r.Anchor(name); s != nil {
			stated = append(stated, *s)
		}
	}
	day := momentsOf(*r).Date
	if day == "" {
		for _, e := range r.Timeline {
			if day = timeline.DateOf(e.Statement); day != "" {
				break
			}
		}
	}
	placed := timeline.Placed(stated, day)
	for _, name := range Anchors {
		if s := r.Anchor(name); s != nil {
			*s, placed = placed[0], placed[1:]
		}
	}
}

// placeEntries puts the entries, in the order they were written, on the days they
// belong to. What the record keeps stays as it was stated: with the date of the
// incident taken back, the times are without a day again.
func placeEntries(list []Entry, day string) {
	stated := make([]timeline.Statement, len(list))
	for i, e := range list {
		stated[i] = e.Statement
	}
	for i, s := range timeline.Placed(stated, day) {
		if n := len(list[i].Times); n > 0 && s.At != list[i].At {
			list[i].Statement = s
			list[i].Times = slices.Clone(list[i].Times)
			list[i].Times[n-1] = s
		}
	}
}

// answerDate takes the question for a date as answered while every time has one.
func answerDate(r *Review) {
	for _, e := range r.Timeline {
		if timeline.Dayless(e.Statement) {
			return
		}
	}
	for _, name := range Anchors {
		if s := r.Anchor(name); s != nil && timeline.Dayless(*s) {
			return
		}
	}
	day := IncidentOf(*r).Date
	for i, f := range r.Findings {
		if f.Key == DateQuestion && f.State == "open" && day != "" {
			r.Findings[i].State, r.Findings[i].Answer = "answered", day
		}
	}
}
