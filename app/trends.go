package app

import (
	"context"
	"path/filepath"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/workspace"
)

func (q MeasureQuery) trend() workspace.TrendQuery {
	return workspace.TrendQuery{Period: q.Period, Interval: q.Interval, Cycle: q.Cycle, Severities: q.Severities, Service: q.Service, Calendar: q.Calendar}
}

const trendName = "second-story-trend"

// Trend writes the report of a period to a file the person chooses, in one of
// workspace.ReportFormats.
func (s *Reports) Trend(q MeasureQuery, format string) (SavedFile, error) {
	return s.a.saveAs("report.save", trendName, format, func(ctx context.Context, ws *workspace.Workspace) ([]byte, error) {
		raw, _, err := ws.TrendAs(ctx, q.trend(), time.Time{}, format, s.text)
		return raw, err
	})
}

// IssueTrend writes the report of a period to a file the person chooses and enters it in
// the register of issued reports, which cannot be taken back. An empty path means that
// the person chose none, and nothing was issued.
func (s *Reports) IssueTrend(q MeasureQuery, format, to string) (SavedFile, error) {
	var issued workspace.Issued
	return s.a.saveAnd("report.save", trendName, format, func(ctx context.Context, ws *workspace.Workspace) (raw []byte, err error) {
		raw, issued, err = ws.PrepareTrend(ctx, q.trend(), time.Time{}, format, to, s.text)
		return raw, err
	}, func(ctx context.Context, ws *workspace.Workspace, path string) error {
		if _, err := ws.EnterIssue(ctx, issued, filepath.Base(path)); err != nil {
			return err
		}
		s.a.emit("reviews.changed", ReviewsChanged{}) // Home asked for it
		return nil
	})
}

// mostTrends is how many issued trend reports a dialog lists, newest first.
const mostTrends = 24

// IssuedTrends lists the trend reports that went out, newest first. Whether the data have
// moved since is for TrendMoved to say: that counts the whole register for each.
func (s *Reports) IssuedTrends() ([]IssuedReport, error) {
	return with(s.a, "Reports.IssuedTrends", func(ctx context.Context, ws *workspace.Workspace) ([]IssuedReport, error) {
		list, err := ws.IssuedReports(ctx, "")
		out := []IssuedReport{}
		for _, x := range list {
			if x.Trend != nil && len(out) < mostTrends {
				out = append(out, IssuedReport{At: x.At.UTC().Format(time.RFC3339), Kind: x.Kind, To: x.To, Name: x.Name, FileHash: x.FileHash})
			}
		}
		return out, err
	})
}

// TrendMoved says whether what a trend report that went out would say now is something else.
// It is named by the hash of its file. not_found: report.not_issued.
func (s *Reports) TrendMoved(fileHash string) (bool, error) {
	return with(s.a, "Reports.TrendMoved", func(ctx context.Context, ws *workspace.Workspace) (bool, error) {
		list, err := ws.IssuedReports(ctx, "")
		if err != nil {
			return false, err
		}
		for _, x := range list {
			if x.Trend != nil && x.FileHash == fileHash {
				now, err := ws.DataNow(ctx, x)
				return now != x.DataHash, err
			}
		}
		return false, fault.New(fault.NotFound, "report.not_issued")
	})
}

// ViewTrend opens the report of a period in the program the person has for such files,
// as a copy that goes when the window closes.
func (s *Reports) ViewTrend(q MeasureQuery) error {
	_, err := with(s.a, "Reports.ViewTrend", func(ctx context.Context, ws *workspace.Workspace) (struct{}, error) {
		raw, _, err := ws.TrendAs(ctx, q.trend(), time.Time{}, "pdf", s.text)
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, s.view(trendName+".pdf", raw)
	})
	return err
}

// view opens bytes as a copy in the program for their kind.
func (s *Reports) view(name string, raw []byte) error {
	folder, err := s.a.copyFolder()
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "report.not_viewed")
	}
	path := filepath.Join(folder, name)
	if err := workspace.WriteFile(path, raw); err != nil {
		return err
	}
	if err := s.a.shell.OpenFile(path); err != nil {
		return fault.Wrap(err, fault.Unavailable, "report.not_viewed")
	}
	return nil
}
