package workspace

import (
	"strconv"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/stat"
)

func (t teller) counts(c measure.Counts, compared bool) CountsTold {
	out := CountsTold{
		Now: valueTold(c.Now), Before: valueTold(c.Before), Change: valueTold(c.Change), Interval: c.Interval, Recommended: c.Recommended,
		Choices: []ChoiceTold{}, Rows: []RowTold{}, Notes: []string{}, Course: t.course(c.Chart),
	}
	out.Now.Text, out.Before.Text, out.Change.Text = t.ratio(c.Now), t.ratio(c.Before), t.ratio(c.Change)
	out.Verdict = t.verdict("count", c.Change, compared)
	out.Unit = t.unit(c)
	if c.Hours != nil {
		out.Calendar = c.Hours.Ref
	}
	switch {
	case !compared:
	case !c.NotValid.IsZero():
		out.Verdict.Why = t.say("measures.why.calendar", "day", t.day(c.NotValid))
	case !c.Compared && !c.Ends.IsZero() && c.WatchedNow == 0:
		out.Verdict.Why = t.say("measures.why.ended", "day", t.day(c.Ends))
	case !c.Compared:
		out.Verdict.Why = t.say("measures.why.not_watched")
	case len(c.NowCases)+len(c.Earlier) == 0:
		out.Verdict.Why = t.say("measures.why.none")
	default:
		out.Verdict.Why = t.say("measures.why.ratio", "interval", out.Change.Text)
	}
	for _, choice := range c.Choices {
		told := ChoiceTold{Interval: string(choice.Interval), Title: t.say("measures.interval." + string(choice.Interval)), Points: choice.Points, Mean: float(choice.Mean), InCycle: choice.InCycle}
		mean := t.say("measures.unknown")
		if v, ok := choice.Mean.Float(); ok {
			mean = plain(v)
		}
		told.Text = t.say("measures.choice", "points", strconv.Itoa(choice.Points), "mean", mean)
		out.Choices = append(out.Choices, told)
	}
	if out.Chart = t.say("measures.chart." + string(c.Chart.Kind)); c.Chart.Kind == stat.TimeBetween && c.Hours != nil {
		out.Chart = t.say("measures.chart.hours_between")
	}
	for i := range c.Buckets {
		out.Rows = append(out.Rows, t.row(c, i))
	}
	if len(c.Buckets) > 0 {
		out.Notes = append(out.Notes, t.say("measures.points", "unit", t.per(c)))
	}
	switch n := c.Since(); {
	case n > 0 && c.Hours != nil:
		out.Notes = append(out.Notes, t.say("measures.sinceOpen", "hours", plain(c.OpenSince), "day", t.day(c.Until)))
	case n > 0:
		out.Notes = append(out.Notes, t.text.Count("measures.since", n, "day", t.day(c.Until)))
	}
	if !c.Ends.IsZero() {
		out.Notes = append(out.Notes, t.say("measures.ends", "day", t.day(c.Ends)))
	}
	if c.Said {
		out.Notes = append(out.Notes, t.say("measures.said"))
	}
	if c.File != "" {
		out.Notes = append(out.Notes, t.say("measures.read", "day", t.day(c.Read), "file", c.File))
	}
	if c.Hours != nil && len(c.Buckets) > 0 {
		zone := c.Hours.Clock.Zone()
		unknown := c.Hours.Clock.Unknown(calendar.StartOfDay(c.Buckets[0].First, zone), calendar.StartOfDay(c.Buckets[len(c.Buckets)-1].Last, zone))
		if unknown.Key != "" {
			out.Notes = append(out.Notes, CalendarWords(unknown, t.text.Text))
		}
	}
	if c.Chart.Verdict == stat.Signal {
		out.Notes = append(out.Notes, t.say("measures.unsteady"))
	}
	for _, why := range []measure.Reason{measure.NoDay, measure.BeginsRecord, measure.EndsRecord, measure.BeforeRegister, measure.NoHour, measure.OutsideHours} {
		n := 0
		for _, l := range c.LeftOut {
			if l.Why == why {
				n++
			}
		}
		if n > 0 {
			out.Notes = append(out.Notes, t.text.Count("measures.left", n, "why", t.reason(measure.Indicator{}, why)))
		}
	}
	return out
}

// unit is what rates are told against.
func (t teller) unit(c measure.Counts) string {
	if c.Hours != nil {
		return t.say("measures.unit.hours")
	}
	return t.say("measures.unit.days")
}

// per is what the points of the chart are in, which the rates above it need not be.
func (t teller) per(c measure.Counts) string {
	switch {
	case c.Interval == measure.Between && c.Hours != nil:
		return t.say("measures.per.open_hours")
	case c.Interval == measure.Between:
		return t.say("measures.per.between")
	case c.Hours != nil:
		return t.say("measures.per.hours")
	}
	return t.say("measures.per.days", "days", strconv.FormatFloat(measure.Interval(c.Interval).Days(), 'f', -1, 64))
}

func (t teller) row(c measure.Counts, i int) RowTold {
	b, p := c.Buckets[i], c.Chart.Points[i]
	r := RowTold{
		Key: bucketKey(i), Label: t.bucket(c.Interval, b), First: b.First.String(), Last: b.Last.String(), Count: len(b.Incidents),
		Value: float(p.Value), Lower: float(p.Lower), Upper: float(p.Upper), State: string(p.LeftOut), Refs: []string{},
	}
	if p.LeftOut == stat.CountsIn && (p.Beyond || p.RangeBeyond) {
		r.State = "beyond"
	}
	switch {
	case r.State == string(stat.ZeroExposure) && c.Hours != nil:
		r.Text = t.say("measures.state.closed")
	case r.State == string(stat.PartialSpan) && !c.Ends.IsZero():
		r.Text = t.say("measures.state.ended")
	case r.State != "":
		r.Text = t.say("measures.state." + r.State)
	}
	for _, in := range b.Incidents {
		r.Refs = append(r.Refs, in.Ref)
	}
	return r
}

// bucketKey names a bucket in the picture and in the table.
func bucketKey(i int) string { return "b" + strconv.Itoa(i) }

// bucket names a stretch of time: "12 May 2026", "May 2026", "Q2 2026".
func (t teller) bucket(interval string, b measure.Bucket) string {
	year := strconv.Itoa(b.First.Year)
	switch interval {
	case string(measure.Monthly):
		return t.say("measures.bucket.month", "month", t.say("month."+strconv.Itoa(int(b.First.Month))), "year", year)
	case string(measure.Quarterly):
		return t.say("measures.bucket.quarter", "quarter", strconv.Itoa((int(b.First.Month)+2)/3), "year", year)
	case measure.Between:
		return t.day(b.Last)
	}
	return t.day(b.First)
}
