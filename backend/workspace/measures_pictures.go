package workspace

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/stat"
	"secondstory/backend/draw"
)

// Pictures of an indicator: one dot for each case, or the cases in their order. Counts
// have the second only.
const (
	SpreadPicture = "spread"
	CoursePicture = "course"
)

// CountsKey names the counts where an indicator is named by its key, ChangesKey all
// measures beside those of the period before.
const (
	CountsKey  = "counts"
	ChangesKey = "changes"
)

// MeasureKeys are those of all pictures and tables, in the order in which they stand.
func MeasureKeys() []string {
	return append(append([]string{ChangesKey}, measure.Keys()...), CountsKey, measure.Severities, measure.ServicesKey)
}

// lengthTicks are the lengths an axis may have a tick at, in minutes; closeTicks are for
// lengths of which the longest is no more than closeSpread times the shortest.
var (
	lengthTicks = []float64{0.5, 1, 2, 5, 15, 30, 60, 120, 240, 480, 1440, 2880, 10080, 43200, 525600}
	closeTicks  = []float64{0.5, 1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480, 720, 1440, 2880, 5760, 10080, 20160, 43200, 129600, 262800, 525600}
)

const closeSpread = 20

// lastPoints is how many cases a chart in order shows; the ones before are in the table.
const lastPoints = 200

// MeasurePicture draws an indicator, or the counts, as wide as asked for. The words of a
// file are those our fonts can print.
func MeasurePicture(m measure.Measures, key, kind string, width float64, paper bool, text *assets.Catalogue) (draw.Scene, error) {
	meter, err := Figure{Paper: paper}.measurer()
	if err != nil {
		return draw.Scene{}, fmt.Errorf("fonts: %w", err)
	}
	t := teller{text}
	switch key {
	case CountsKey:
		return draw.Control(meter, t.countsPicture(m.Counts, width)), nil
	case ChangesKey:
		return draw.Change(meter, t.changesPicture(m, width)), nil
	case measure.Severities, measure.ServicesKey:
		return draw.Bars(meter, t.classesPicture(m, key, width)), nil
	}
	for _, r := range m.Readings {
		if r.Key != key {
			continue
		}
		if kind == CoursePicture {
			return draw.Control(meter, t.coursePicture(r, width)), nil
		}
		return draw.Spread(meter, t.spreadPicture(r, m.Period.Before.Days() > 0, width)), nil
	}
	return draw.Scene{}, errNoMeasure(key)
}

func errNoMeasure(key string) error {
	return fault.New(fault.Invalid, "measures.unknown_key", "given", key)
}

// lengthScale is the axis of the lengths of a reading.
func (t teller) lengthScale(r measure.Reading) draw.Scale {
	s := draw.Scale{Log: true, Ticks: lengthTicks, Label: t.length}
	low, high := math.Inf(1), 0.0
	for _, side := range []measure.Side{r.Before, r.Now} {
		for _, c := range side.Cases {
			minutes := max(c.Minutes, 0.5)
			low, high = min(low, minutes), max(high, minutes)
		}
	}
	if high <= low*closeSpread {
		s.Ticks = closeTicks
	}
	return s
}

func (t teller) spreadPicture(r measure.Reading, compared bool, width float64) draw.SpreadInput {
	in := draw.SpreadInput{Width: width, Scale: t.lengthScale(r)}
	add := func(name string, s measure.Side, strong bool) {
		row := draw.SpreadRow{
			Name: t.say(name), Note: t.say("measures.n", "n", strconv.Itoa(len(s.Cases))), Strong: strong, Empty: t.say("measures.no_cases"),
			Center: s.Typical.Estimate, Lower: s.Typical.Interval.Lower, Upper: s.Typical.Interval.Upper,
		}
		for _, c := range s.Cases {
			row.Points = append(row.Points, draw.SpreadPoint{ID: c.Incident.Ref, Value: max(c.Minutes, 0.5)})
		}
		in.Rows = append(in.Rows, row)
	}
	if compared {
		add("measures.side.before", r.Before, false)
	}
	add("measures.side.now", r.Now, true)
	return in
}

func (t teller) coursePicture(r measure.Reading, width float64) draw.ControlInput {
	in := draw.ControlInput{Width: width, Scale: t.lengthScale(r), Provisional: t.say("measures.provisional"), Empty: t.say("measures.no_cases")}
	chart := r.Course
	var marks []draw.ControlMark
	for _, s := range []measure.Side{r.Before, r.Now} {
		for _, c := range s.Cases {
			marks = append(marks, draw.ControlMark{ID: c.Incident.Ref, Label: t.dayOf(c.Incident)})
		}
	}
	if skip := len(marks) - lastPoints; skip > 0 {
		marks, chart.Points = marks[skip:], chart.Points[skip:]
	}
	in.Phases = []draw.ControlPhase{{Chart: chart, Marks: marks}}
	return in
}

// dayOf is the day of an incident in words.
func (t teller) dayOf(in measure.Incident) string {
	d, err := calendar.ParseDate(in.Day)
	if err != nil {
		return in.Day
	}
	return t.day(d)
}

func (t teller) countsPicture(c measure.Counts, width float64) draw.ControlInput {
	in := draw.ControlInput{Width: width, Provisional: t.say("measures.provisional"), Empty: t.say("measures.no_cases")}
	// Counts begin at none, and so does their axis.
	top := 1.0
	for _, p := range c.Chart.Points {
		for _, n := range []stat.Number{p.Value, p.Upper} {
			if v, ok := n.Float(); ok {
				top = max(top, v)
			}
		}
	}
	in.Scale = draw.Scale{Low: 0, High: top}
	if c.Interval == measure.Between {
		in.Scale.Label = func(days float64) string {
			if c.Hours != nil {
				return t.length(days * 60)
			}
			return t.say("report.length.days", "d", strconv.FormatFloat(days, 'f', -1, 64))
		}
	}
	phase := draw.ControlPhase{Chart: c.Chart}
	for i, b := range c.Buckets {
		phase.Marks = append(phase.Marks, draw.ControlMark{ID: bucketKey(i), Label: t.bucket(c.Interval, b)})
	}
	in.Phases = []draw.ControlPhase{phase}
	return in
}

// MeasureFormats are those a measure can be saved in.
var MeasureFormats = []string{"csv", "svg", "png", "pdf"}

// fileWidth is how wide a picture in a file is, fileMargin the ground around it, fileScale
// how many pixels of a PNG a pixel of it has.
const (
	fileWidth  = 800
	fileMargin = 16
	fileScale  = 2
)

// ExportMeasure writes one measure in a format; a PDF with key "" has all of them.
func ExportMeasure(m measure.Measures, key, kind, format string, text *assets.Catalogue) ([]byte, error) {
	t := teller{text}
	switch format {
	case "csv":
		rows, err := t.table(m, key)
		return draw.Table(rows), err
	case "pdf":
		paper, err := MeasuresPDF(m, key, kind, text)
		return paper.PDF, err
	}
	scene, err := MeasurePicture(m, key, kind, fileWidth, true, text)
	if err != nil {
		return nil, err
	}
	scene = draw.Framed(scene, fileMargin)
	switch format {
	case "svg":
		return draw.SVG(scene, draw.Light, draw.Meta{Title: t.title(key), Desc: t.asText(m, key), Background: true}), nil
	case "png":
		meter, err := paperMeasurer()
		if err != nil {
			return nil, fmt.Errorf("fonts: %w", err)
		}
		return meter.PNG(scene, draw.Print, fileScale)
	}
	return nil, fault.New(fault.Invalid, "cli.format_unknown", "given", format, "choices", strings.Join(MeasureFormats, ", "))
}

func (t teller) title(key string) string {
	switch key {
	case CountsKey, ChangesKey, measure.Severities, measure.ServicesKey:
		return t.say("measures." + key)
	}
	return t.say("measures.indicator." + key)
}
