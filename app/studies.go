package app

import (
	"context"
	"encoding/json"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/study"
	"secondstory/backend/service/studying"
	"secondstory/backend/workspace"
)

// Studies is the bound service of whether a change did what it was made for.
type Studies struct {
	a    *App
	text *assets.Catalogue
}

// NewStudies binds the service to the app.
func NewStudies(a *App) *Studies { return &Studies{a: a, text: assets.English()} }

// StudyDoc is a study in numbers and in words.
type StudyDoc = workspace.StudyTold

// StudyStart is what a study begins with: an action of a review, or a problem in words.
type StudyStart struct {
	Title   string `json:"title"`
	Problem string `json:"problem"`
	Review  string `json:"review"` // reference, "" for none
	Action  string `json:"action"` // id
}

// List reads all studies that are not in the trash: what is due first.
func (s *Studies) List() ([]StudyDoc, error) {
	return with(s.a, "Studies.List", func(ctx context.Context, ws *workspace.Workspace) ([]StudyDoc, error) {
		list, err := ws.Studies.List(ctx)
		return s.told(list), err
	})
}

// Due lists the studies with a check whose day has come or comes within two weeks.
func (s *Studies) Due() ([]StudyDoc, error) {
	return with(s.a, "Studies.Due", func(ctx context.Context, ws *workspace.Workspace) ([]StudyDoc, error) {
		list, err := ws.Studies.Due(ctx, ws.Studies.Today(), daysAhead)
		return s.told(list), err
	})
}

func (s *Studies) told(list []studying.View) []StudyDoc {
	out := make([]StudyDoc, len(list))
	for i, v := range list {
		out[i] = workspace.TellStudy(v, s.text)
	}
	return out
}

// Get reads one study with its forecast and its results.
func (s *Studies) Get(ref string) (StudyDoc, error) {
	return on(s.a, "Studies.Get", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (StudyDoc, error) {
		v, err := ws.Studies.View(ctx, id)
		return workspace.TellStudy(v, s.text), err
	})
}

// Actions lists what a study may be about: every action of a review that was not declined,
// those of the newest review first, with its words as the title.
func (s *Studies) Actions() ([]StudyStart, error) {
	return with(s.a, "Studies.Actions", func(ctx context.Context, ws *workspace.Workspace) ([]StudyStart, error) {
		list, err := ws.StudyActions(ctx)
		out := make([]StudyStart, len(list))
		for i, a := range list {
			out[i] = StudyStart{Title: a.Title, Review: a.RecordRef, Action: a.ID}
		}
		return out, err
	})
}

// Create drafts a study and gives its reference.
func (s *Studies) Create(start StudyStart, origin string) (string, error) {
	return with(s.a, "Studies.Create", func(ctx context.Context, ws *workspace.Workspace) (string, error) {
		t := study.Terms{Problem: start.Problem, Part: start.Action}
		if start.Review != "" {
			id, err := ws.Records.Resolve(ctx, start.Review)
			if err != nil {
				return "", err
			}
			t.Subject = id
		}
		saved, err := ws.Studies.Begin(ctx, start.Title, t, origin)
		return record.Ref(study.Schema.RefPrefix, saved.ID), err
	})
}

// Follow drafts a study with the plan of another and gives its reference.
func (s *Studies) Follow(ref, origin string) (string, error) {
	return on(s.a, "Studies.Follow", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (string, error) {
		saved, err := ws.Studies.Follow(ctx, id, origin)
		return record.Ref(study.Schema.RefPrefix, saved.ID), err
	})
}

// Set puts values of JSON into fields of the draft, as one step; base is what the person
// saw there, and something else that stands there by now is not overwritten.
func (s *Studies) Set(ref, valuesJSON, origin string) (Written, error) {
	return on(s.a, "Studies.Set", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		list, err := changesOf(valuesJSON)
		if err != nil {
			return Written{}, err
		}
		for i, c := range list {
			if c.Path.String() != "calendar" {
				continue
			}
			for _, v := range []*any{&list[i].Base, &list[i].Value} {
				if *v, err = calendarID(ctx, ws, *v); err != nil {
					return Written{}, err
				}
			}
		}
		saved, err := ws.Studies.SetFrom(ctx, id, list, origin)
		return Written{saved.Rev}, err
	})
}

// Foresee tells what the plan would be able to tell with other fields; nothing is stored.
func (s *Studies) Foresee(ref, fields string) (StudyDoc, error) {
	return on(s.a, "Studies.Foresee", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (StudyDoc, error) {
		doc, err := s.fields(ctx, ws, fields)
		if err != nil {
			return StudyDoc{}, err
		}
		v, err := ws.Studies.Foresee(ctx, id, doc)
		return workspace.TellStudy(v, s.text), err
	})
}

// fields reads a JSON object. A calendar is named by its reference, as screens know it.
func (s *Studies) fields(ctx context.Context, ws *workspace.Workspace, text string) (record.Doc, error) {
	doc := record.Doc{}
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "record.field_not_text", "field", "fields")
	}
	if v, says := doc["calendar"]; says {
		id, err := calendarID(ctx, ws, v)
		if err != nil {
			return nil, err
		}
		doc["calendar"] = id
	}
	return doc, nil
}

// calendarID is what a record keeps of a calendar that a screen names.
func calendarID(ctx context.Context, ws *workspace.Workspace, v any) (any, error) {
	if ref, _ := v.(string); ref != "" {
		return ws.Records.Resolve(ctx, ref)
	}
	return v, nil
}

// Freeze decides the plan the person saw, by its hash.
func (s *Studies) Freeze(ref, hash, origin string) (Written, error) {
	return on(s.a, "Studies.Freeze", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Studies.Freeze(ctx, id, hash, origin)
		return Written{saved.Rev}, err
	})
}

// Check takes the planned checks whose day has come.
func (s *Studies) Check(ref, origin string) (Written, error) {
	return on(s.a, "Studies.Check", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Studies.Check(ctx, id, origin)
		return Written{saved.Rev}, err
	})
}

// Pictures draws a study as wide as asked for, as JSON text: scenes by name (events,
// change). Both are empty where the plan cannot be read.
func (s *Studies) Pictures(ref string, width float64) (string, error) {
	return on(s.a, "Studies.Pictures", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (string, error) {
		v, err := ws.Studies.View(ctx, id)
		if err != nil || v.Problem != nil && v.Frozen == nil {
			return "{}", err
		}
		return workspace.StudyPictures(v, width, s.text)
	})
}

// Export saves a picture of a study, or its incidents, as a file the person chooses: csv,
// svg or png.
func (s *Studies) Export(ref, kind, format string) (SavedFile, error) {
	return s.a.saveAs("studies.export", ref, format, func(ctx context.Context, ws *workspace.Workspace) ([]byte, error) {
		id, err := ws.Records.Resolve(ctx, ref)
		if err != nil {
			return nil, err
		}
		v, err := ws.Studies.View(ctx, id)
		if err != nil {
			return nil, err
		}
		return workspace.ExportStudy(v, kind, format, s.text)
	})
}
