package workspace

import (
	"context"
	"slices"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/measure"
)

// ReportCycleSetting is how often a person wants a trend report, as of measure.ReportCycles;
// "" for never.
const ReportCycleSetting = "trendCycle"

// DueReport is a trend report that is due from a day on.
type DueReport struct {
	Key    string `json:"key"`    // by which it is put off
	Period string `json:"period"` // as a report is asked for
	Title  string `json:"title"`
	Day    string `json:"day"` // YYYY-MM-DD
	Now    bool   `json:"now"` // the day has come
}

// ReportCycle is how often a trend report is due; "" for never.
func (w *Workspace) ReportCycle(ctx context.Context) (measure.Interval, error) {
	all, err := w.Settings(ctx)
	cycle := measure.Interval(all[ReportCycleSetting])
	if !slices.Contains(measure.ReportCycles, cycle) {
		cycle = ""
	}
	return cycle, err
}

// SetReportCycle says how often one is due; "" for never. invalid: report.cycle_bad.
func (w *Workspace) SetReportCycle(ctx context.Context, cycle measure.Interval) error {
	if cycle != "" && !slices.Contains(measure.ReportCycles, cycle) {
		return fault.New(fault.Invalid, "report.cycle_bad", "given", string(cycle))
	}
	return w.SetSetting(ctx, ReportCycleSetting, string(cycle))
}

// DueReports are the trend report of the last whole period, unless one of that period went out,
// and the one that follows it. The register of issued reports is what says that one went out:
// of all incidents, and when the period was over. A part of them, or a first look before, is none.
func (w *Workspace) DueReports(ctx context.Context, text *assets.Catalogue) (list []DueReport, err error) {
	list = []DueReport{}
	cycle, err := w.ReportCycle(ctx)
	if err != nil || cycle == "" {
		return list, err
	}
	issued, err := w.IssuedReports(ctx, "")
	if err != nil {
		return list, err
	}
	last, next := measure.ReportsDue(cycle, calendar.DateOf(w.now(), w.Reviews.Zone()))
	for i, d := range []measure.ReportDue{last, next} {
		span := d.Span.First.String() + ".." + d.Span.Last.String()
		if slices.ContainsFunc(issued, func(x Issued) bool {
			return x.Trend != nil && x.Ref == span && x.Trend.Day >= d.Day.String() && len(x.Trend.Severities) == 0 && x.Trend.Service == "" && x.Trend.Calendar == ""
		}) {
			continue
		}
		list = append(list, DueReport{Key: "report/" + span, Period: d.Period, Title: text.Text("home.report", "period", teller{text}.span(d.Span).Text), Day: d.Day.String(), Now: i == 0})
	}
	return list, nil
}
