package app

import (
	"context"
	"encoding/json"

	"secondstory/assets"
	"secondstory/backend/domain/measure"
	"secondstory/backend/draw"
	"secondstory/backend/workspace"
)

// Measures is the bound service of how incidents went.
type Measures struct {
	a    *App
	text *assets.Catalogue
}

// NewMeasures binds the service to the app.
func NewMeasures(a *App) *Measures { return &Measures{a: a, text: assets.English()} }

// MeasuresDoc and MeasureCases are what measures say, and what stands behind one.
type (
	MeasuresDoc  = workspace.MeasuresTold
	MeasureCases = workspace.CasesTold
)

// MeasureQuery is what the page asks for; "" and none are the defaults.
type MeasureQuery struct {
	Period     string   `json:"period"`
	Interval   string   `json:"interval"`
	Cycle      string   `json:"cycle"` // how often somebody looks; "" is each quarter
	Severities []string `json:"severities"`
	Service    string   `json:"service"`
	Calendar   string   `json:"calendar"` // whose opening hours counts are told against; "" is all the time
}

// measured answers a query of the page.
func measured(ctx context.Context, ws *workspace.Workspace, q MeasureQuery) (measure.Measures, error) {
	asked := q.query()
	var err error
	if asked.Hours, err = ws.MeasureHours(ctx, q.Calendar); err != nil {
		return measure.Measures{}, err
	}
	return ws.Measures().Measure(ctx, asked)
}

func (q MeasureQuery) query() measure.Query {
	return measure.Query{Period: q.Period, Interval: q.Interval, Cycle: measure.Interval(q.Cycle), Filter: measure.Filter{Severities: q.Severities, Service: q.Service}}
}

// Read gives all measures.
func (s *Measures) Read(q MeasureQuery) (MeasuresDoc, error) {
	return with(s.a, "Measures.Read", func(ctx context.Context, ws *workspace.Workspace) (MeasuresDoc, error) {
		m, err := measured(ctx, ws, q)
		if err != nil {
			return MeasuresDoc{}, err
		}
		return workspace.TellMeasures(m, s.text), nil
	})
}

// Pictures draws all measures as wide as asked for, as JSON text: scenes by key. kind
// is spread or course.
func (s *Measures) Pictures(q MeasureQuery, kind string, width float64) (string, error) {
	return with(s.a, "Measures.Pictures", func(ctx context.Context, ws *workspace.Workspace) (string, error) {
		m, err := measured(ctx, ws, q)
		if err != nil {
			return "", err
		}
		scenes := map[string]draw.Scene{}
		for _, key := range workspace.MeasureKeys() {
			if scenes[key], err = workspace.MeasurePicture(m, key, kind, width, false, s.text); err != nil {
				return "", err
			}
		}
		raw, err := json.Marshal(scenes)
		return string(raw), err
	})
}

// Cases lists the reviews behind an indicator, or behind the counts.
func (s *Measures) Cases(q MeasureQuery, key string) (MeasureCases, error) {
	return with(s.a, "Measures.Cases", func(ctx context.Context, ws *workspace.Workspace) (MeasureCases, error) {
		m, err := measured(ctx, ws, q)
		if err != nil {
			return MeasureCases{}, err
		}
		return workspace.TellCases(m, key, s.text)
	})
}

// Export saves one measure as a file the person chooses: csv, svg, png or pdf. A pdf with
// key "" has all measures.
func (s *Measures) Export(q MeasureQuery, key, kind, format string) (SavedFile, error) {
	name := "measures"
	if key != "" {
		name += "-" + key
	}
	return s.a.saveAs("measures.export", name, format, func(ctx context.Context, ws *workspace.Workspace) ([]byte, error) {
		m, err := measured(ctx, ws, q)
		if err != nil {
			return nil, err
		}
		return workspace.ExportMeasure(m, key, kind, format, s.text)
	})
}
