package workspace

import (
	"encoding/json"
	"fmt"
	"math"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/stat"
	"secondstory/backend/domain/study"
	"secondstory/backend/draw"
	"secondstory/backend/service/studying"
)

// Pictures of a study: its incidents on a line of time, and what each check said.
const (
	EventsPicture = "events"
	ChangePicture = "change"
)

// StudyPicture draws a study as wide as asked for. Of a study without a result only the
// time before the change is shown, for nothing after it has been looked at.
func StudyPicture(v studying.View, kind string, width float64, paper bool, text *assets.Catalogue) (draw.Scene, error) {
	meter, err := Figure{Paper: paper}.measurer()
	if err != nil {
		return draw.Scene{}, fmt.Errorf("fonts: %w", err)
	}
	t := teller{text}
	if kind == ChangePicture {
		return draw.Change(meter, t.changePicture(v, width)), nil
	}
	plan, err := v.Plan()
	if err != nil {
		return draw.Scene{}, err
	}
	return draw.Events(meter, t.eventsPicture(v, plan, width)), nil
}

// StudyPictures draws what there is to be seen of a study, as JSON text by name. What
// the checks said is only drawn where there is a check that said something.
func StudyPictures(v studying.View, width float64, text *assets.Catalogue) (string, error) {
	scenes := map[string]draw.Scene{}
	kinds := []string{EventsPicture}
	if len(v.Results) > 0 {
		kinds = append(kinds, ChangePicture)
	}
	for _, kind := range kinds {
		scene, err := StudyPicture(v, kind, width, false, text)
		if err != nil {
			return "", err
		}
		scenes[kind] = scene
	}
	raw, err := json.Marshal(scenes)
	return string(raw), err
}

func (t teller) changePicture(v studying.View, width float64) draw.ChangeInput {
	in := draw.ChangeInput{Width: width, NoChange: t.say("studies.no_change"), Label: plain}
	for _, r := range v.Results {
		row := draw.ChangeRow{ID: r.Check, Name: t.dayText(r.Check), Note: t.say("studies.verdict." + string(r.Verdict)), Empty: t.say("studies.verdict.no_comparison"),
			Estimate: numberOr(r.Found.Ratio, stat.Number{}), Lower: numberOr(r.Found.Lower, stat.Number{}), Upper: numberOr(r.Found.Upper, stat.Num(math.Inf(1)))}
		if r.Found.Ratio == nil && r.Found.AfterCount > 0 {
			row.Estimate = stat.Num(math.Inf(1))
		}
		in.Rows = append(in.Rows, row)
	}
	return in
}

func numberOr(v *float64, other stat.Number) stat.Number {
	if v == nil {
		return other
	}
	return stat.Num(*v)
}

func (t teller) dayText(text string) string {
	d, err := calendar.ParseDate(text)
	if err != nil {
		return text
	}
	return t.day(d)
}

func (t teller) eventsPicture(v studying.View, p study.Plan, width float64) draw.EventsInput {
	ms := func(d calendar.Date) int64 {
		return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).UnixMilli()
	}
	in := draw.EventsInput{Width: width, From: ms(p.Before.First), To: ms(p.After.Last.AddDays(1)), Change: ms(p.Change), Words: t.say("studies.change_line")}
	add := func(ref, day string, left bool) {
		if d, err := calendar.ParseDate(day); err == nil {
			in.Events = append(in.Events, draw.Event{ID: ref, At: ms(d), LeftOut: left})
		}
	}
	if n := len(v.Results); n > 0 {
		f := v.Results[n-1].Found
		for _, c := range f.Before {
			add(c.Ref, c.Day, false)
		}
		for _, c := range f.After {
			add(c.Ref, c.Day, false)
		}
		for _, c := range f.Left {
			add(c.Ref, c.Day, true)
		}
	} else if v.Forecast != nil {
		for _, c := range v.Forecast.CountedBefore {
			add(c.Ref, c.Day, false)
		}
	}
	if p.BurnIn > 0 {
		in.Left = append(in.Left, draw.EventsGap{From: ms(p.Change), To: ms(p.Change.AddDays(p.BurnIn)), Words: t.say("studies.burn_in")})
	}
	for _, x := range p.Excluded {
		in.Left = append(in.Left, draw.EventsGap{From: ms(x.First), To: ms(x.Last.AddDays(1)), Words: x.Why})
	}
	months := 1
	for m := p.Before.First.AddMonths(12); m.Before(p.After.Last); m = m.AddMonths(12) {
		months += 2
	}
	for m := calendar.On(p.Before.First.Year, p.Before.First.Month, 1).AddMonths(1); !p.After.Last.Before(m); m = m.AddMonths(months) {
		in.Ticks = append(in.Ticks, ms(m))
	}
	in.Tick = func(at int64) string {
		d := calendar.DateOf(time.UnixMilli(at), time.UTC)
		return t.say("studies.tick", "month", t.say("month."+fmt.Sprint(int(d.Month))), "year", fmt.Sprint(d.Year))
	}
	return in
}

// ExportStudy writes a picture of a study as svg or png, its incidents as csv, or all of it
// as pdf.
func ExportStudy(v studying.View, kind, format string, text *assets.Catalogue) ([]byte, error) {
	t := teller{text}
	told := TellStudy(v, text)
	switch format {
	case "csv":
		return draw.Table(t.studyTable(told)), nil
	case "pdf":
		paper, err := t.studyPDF(v, told)
		return paper.PDF, err
	}
	if kind != EventsPicture && kind != ChangePicture {
		return nil, fault.New(fault.Invalid, "cli.format_unknown", "given", kind, "choices", EventsPicture+", "+ChangePicture)
	}
	scene, err := StudyPicture(v, kind, fileWidth, true, text)
	if err != nil {
		return nil, err
	}
	scene = draw.Framed(scene, fileMargin)
	switch format {
	case "svg":
		desc := told.StateWord
		for _, c := range told.Checks {
			if c.Result != nil {
				desc = c.Result.Word + ". " + c.Result.Why
			}
		}
		return draw.SVG(scene, draw.Light, draw.Meta{Title: told.Title, Desc: desc, Background: true}), nil
	case "png":
		meter, err := paperMeasurer()
		if err != nil {
			return nil, fmt.Errorf("fonts: %w", err)
		}
		return meter.PNG(scene, draw.Print, fileScale)
	}
	return nil, fault.New(fault.Invalid, "cli.format_unknown", "given", format, "choices", "csv, svg, png, pdf")
}

// studyTable is one row for each incident of each check.
func (t teller) studyTable(s StudyTold) [][]string {
	rows := [][]string{{t.say("studies.col.check"), t.say("studies.col.side"), t.say("studies.col.day"), t.say("studies.col.incident"), t.say("studies.col.title"), t.say("studies.col.why")}}
	for _, c := range s.Checks {
		if c.Result == nil {
			continue
		}
		for _, x := range c.Result.Cases {
			rows = append(rows, []string{c.Day, t.say("studies.side." + x.Side), x.Day, x.Ref, x.Title, x.Why})
		}
	}
	return rows
}
