package app

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/scheduling"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
)

// Calendars is the bound service of calendars and their business clock.
type Calendars struct{ a *App }

// NewCalendars binds the service to the app.
func NewCalendars(a *App) *Calendars { return &Calendars{a} }

// List lists the calendars by title.
func (s *Calendars) List(trash bool) ([]CalendarRow, error) {
	return with(s.a, "Calendars.List", func(ctx context.Context, ws *workspace.Workspace) ([]CalendarRow, error) {
		rows, err := ws.List(ctx, sqlite.ListFilter{Kind: calendar.Kind, Trash: trash, Sort: "title"})
		out := make([]CalendarRow, 0, len(rows))
		for _, r := range rows {
			// One that cannot be read is listed all the same: opened, it says why.
			h, _ := ws.Calendars.Get(ctx, r.ID)
			out = append(out, CalendarRow{Ref: r.Ref, Title: r.Title, Zone: h.Zone, Trashed: r.Trashed})
		}
		return out, err
	})
}

// Get gives a calendar, with the days and findings of a year (0 for this one) and what is
// due if something is opened at a time ("" for now); pick says which one where the clocks
// show it twice, or on which side of a gap it is.
func (s *Calendars) Get(ref string, year int, from, pick string) (CalendarDoc, error) {
	return on(s.a, "Calendars.Get", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (CalendarDoc, error) {
		text := assets.English().Text
		h, err := ws.Calendars.Get(ctx, id)
		if err != nil {
			return CalendarDoc{}, err
		}
		zone, err := calendar.FindZone(h.Zone)
		if err != nil {
			zone = time.UTC
		}
		if year == 0 {
			year = s.a.cfg.Now().In(zone).Year()
		}
		doc := calendarDoc(h, year)
		if _, list, err := ws.Calendars.Check(ctx, id, year); err == nil {
			for i, c := range list {
				f := CalendarFinding{Place: i, Level: string(c.Level), Key: c.Key, Path: c.Path, Message: workspace.CalendarWords(c.Message, text)}
				if c.Fix != nil {
					f.Fix = workspace.CalendarWords(c.Fix.Message, text)
				}
				doc.Findings = append(doc.Findings, f)
			}
		} else if doc.Stopped, err = s.stopped(err); err != nil {
			return doc, err
		}
		_, _, days, err := ws.Calendars.Year(ctx, id, year)
		if err != nil {
			doc.Stopped, err = s.stopped(err)
			return doc, err
		}
		for _, d := range days {
			doc.Days = append(doc.Days, CalendarDay{Date: d.Date.String(), State: string(d.State), Minutes: d.Minutes, Real: d.Real, Name: d.Name,
				Hours: spans(d.Hours), Periods: d.Periods})
		}
		answer, due, err := ws.Calendars.DueIfOpened(ctx, id, from, calendar.Pick(pick))
		if f, ok := fault.As(err); pick != "" || ok && (f.Key == calendar.KeyLocalTwice || f.Key == calendar.KeyLocalNever) {
			doc.Picks = true
		}
		if err != nil {
			doc.Stopped, err = s.stopped(err)
			return doc, err
		}
		doc.At = answer.From.In(zone).Format(time.RFC3339)
		doc.LiesIn = workspace.CalendarLies(answer, assets.English())
		for _, d := range due {
			x := CalendarDue{Length: scheduling.LengthText(d.Length), Explained: workspace.CalendarWords(d.Explain, text)}
			if d.Problem != nil {
				x.Problem, x.Explained = assets.English().Fill(d.Problem.Key, d.Problem.Params), ""
			} else {
				x.At = d.At.In(zone).Format(time.RFC3339)
			}
			doc.Due = append(doc.Due, x)
		}
		return doc, nil
	})
}

// stopped is why a clock says nothing, in words; other errors are errors.
func (s *Calendars) stopped(err error) (string, error) {
	if f, ok := fault.As(err); ok && f.Code == fault.Invalid {
		return assets.English().Fill(f.Key, f.Params), nil
	}
	return "", err
}

func calendarDoc(h calendar.Held, year int) CalendarDoc {
	doc := CalendarDoc{Ref: h.Ref, Title: h.Name, Zone: h.Zone, ValidFrom: dateText(h.ValidFrom), ValidTo: dateText(h.ValidTo), Note: h.Note, Version: h.Version,
		Trashed: h.Trashed, Year: year, Week: []CalendarHours{}, Holidays: []CalendarHoliday{}, Exceptions: []CalendarException{}, Periods: []CalendarPeriod{},
		Days: []CalendarDay{}, Findings: []CalendarFinding{}, Due: []CalendarDue{}, Aside: []CalendarAside{}, AsideLeft: h.AsideLeft}
	alike := map[string]int{}
	for _, a := range h.Aside {
		alike[a.Question()]++
	}
	for _, a := range h.Aside {
		others := 0
		if q := a.Question(); q != "" {
			others = alike[q] - 1
		}
		earlier, later := a.Picks()
		doc.Aside = append(doc.Aside, CalendarAside{Earlier: earlier, Later: later, ID: a.ID, Line: a.Line, Title: a.Title, Message: workspace.CalendarWords(a.Message, assets.English().Text),
			Asks: string(a.Asks()), Text: a.Text, Alike: others})
	}
	for i, x := range h.Week {
		doc.Week = append(doc.Week, CalendarHours{ID: h.IDs.Week[i], Day: calendar.Days[(int(x.Day)+6)%7], From: calendar.ClockText(x.From), To: calendar.ClockText(x.To)})
	}
	for i, x := range h.Holidays {
		doc.Holidays = append(doc.Holidays, CalendarHoliday{ID: h.IDs.Holidays[i], On: dateText(x.On), Name: x.Name, Yearly: x.Yearly, Until: dateText(x.Until)})
	}
	for i, x := range h.Exceptions {
		doc.Exceptions = append(doc.Exceptions, CalendarException{ID: h.IDs.Exceptions[i], On: dateText(x.On), Name: x.Name, Hours: spans(x.Spans)})
	}
	for i, x := range h.Periods {
		p := CalendarPeriod{ID: h.IDs.Periods[i], Kind: string(x.Kind), Name: x.Name, FirstDay: dateText(x.FirstDay), LastDay: dateText(x.LastDay),
			Hours: []string{}, Weight: x.WeightPercent, Urgency: x.UrgencyDelta}
		if x.FirstDay.IsZero() {
			p.Begin, p.End = x.Begin.Local.String(), x.End.Local.String()
		}
		for _, hours := range x.Hours {
			p.Hours = append(p.Hours, hours.String())
		}
		doc.Periods = append(doc.Periods, p)
	}
	return doc
}

func dateText(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func spans(list []calendar.Span) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = x.String()
	}
	return out
}

// Create makes a calendar with the hours of an office, in a zone ("" for that of this
// machine).
func (s *Calendars) Create(title, zone, origin string) (Created, error) {
	return with(s.a, "Calendars.Create", func(ctx context.Context, ws *workspace.Workspace) (Created, error) {
		saved, err := ws.Calendars.Create(ctx, title, zone, origin)
		return Created{Ref: record.Ref(calendar.Schema.RefPrefix, saved.ID), ID: saved.ID, Rev: saved.Rev}, err
	})
}

// Set puts values of JSON at paths, as one step; base is what the person saw there, and
// something else that stands there by now is not overwritten.
func (s *Calendars) Set(ref, valuesJSON, origin string) (Written, error) {
	return s.edit("Calendars.Set", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (keeping.Saved, error) {
		list, err := changesOf(valuesJSON)
		if err != nil {
			return keeping.Saved{}, err
		}
		return ws.Keeping.SetFrom(ctx, id, list, origin)
	})
}

// Add adds an entry to one of the lists.
func (s *Calendars) Add(ref, collection, fieldsJSON, origin string) (Added, error) {
	return on(s.a, "Calendars.Add", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Added, error) {
		fields := record.Doc{}
		if err := json.Unmarshal([]byte(fieldsJSON), &fields); err != nil {
			return Added{}, fault.New(fault.Invalid, "record.field_unknown", "field", collection)
		}
		saved, err := ws.Keeping.Add(ctx, id, collection, fields, "", origin)
		return Added{ID: saved.ID, Rev: saved.Rev}, err
	})
}

// RemoveEntry takes an entry away.
func (s *Calendars) RemoveEntry(ref, path, origin string) (Written, error) {
	return s.edit("Calendars.RemoveEntry", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (keeping.Saved, error) {
		return ws.Keeping.Remove(ctx, id, path, origin)
	})
}

// Fix does what answers a finding; place, key and path are those of the finding as it was
// read.
func (s *Calendars) Fix(ref string, year, place int, key, path, origin string) (Written, error) {
	return s.edit("Calendars.Fix", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (keeping.Saved, error) {
		return ws.Calendars.Fix(ctx, id, year, place, key, path, origin)
	})
}

// Limits gives the limits that run and whose end the calendar decides. since is what an
// earlier answer had there, "" the first time: an end that another calendar than that one
// gave stands beside the one now, whoever edited it.
func (s *Calendars) Limits(ref, since string) (CalendarLimits, error) {
	return on(s.a, "Calendars.Limits", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (CalendarLimits, error) {
		list, err := ws.Obligations.Hanging(ctx, id, since)
		if err != nil || len(list) == 0 || since != "" {
			return CalendarLimits{Since: since, Limits: list}, err
		}
		since, err := ws.Obligations.Said(ctx, id)
		return CalendarLimits{Since: since, Limits: list}, err
	})
}

func (s *Calendars) edit(name, ref string, f func(context.Context, *workspace.Workspace, string) (keeping.Saved, error)) (Written, error) {
	return on(s.a, name, ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := f(ctx, ws, id)
		return Written{saved.Rev}, err
	})
}

// Remove puts a calendar into the trash, and Restore takes it out.
func (s *Calendars) Remove(ref string) (Written, error) {
	return on(s.a, "Calendars.Remove", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		rev, err := ws.Records.Remove(ctx, id, recording.ActionFor(calendar.Kind, "remove"), "")
		return Written{rev}, err
	})
}

// Restore takes a calendar out of the trash.
func (s *Calendars) Restore(ref string) (Written, error) {
	return on(s.a, "Calendars.Restore", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		rev, err := ws.Records.Restore(ctx, id, recording.ActionFor(calendar.Kind, "restore"), "")
		return Written{rev}, err
	})
}

// Choose asks the person for an iCalendar file; "" when cancelled.
func (s *Calendars) Choose() (string, error) {
	paths, err := s.a.shell.OpenFiles(assets.English().Text("calendar.choose"))
	if err != nil {
		return "", fault.Wrap(err, fault.Unavailable, "file.dialog")
	}
	if len(paths) == 0 {
		return "", nil
	}
	return paths[0], nil
}

// Settle takes an entry that was put aside into the calendar, with what a person says of it.
func (s *Calendars) Settle(ref, part string, a CalendarSettling, origin string) (Written, error) {
	return s.edit("Calendars.Settle", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (keeping.Saved, error) {
		return ws.Calendars.Settle(ctx, id, part, scheduling.Settling{Form: calendar.Form(a.Form), Zone: a.Zone, Pick: calendar.Pick(a.Pick), Text: a.Text, Alike: a.Alike}, origin)
	})
}

// Import makes a calendar of a file. zone is that of a file that names none, form what
// entries with a time are that do not say it. Of a file with several calendars only is the
// place of one from 1, or -1 for all of them as one; with 0 nothing is made, and the answer
// names them. into is the calendar its entries go into, "" for a new one. Where nothing could
// be taken, nothing is made and each entry says why.
func (s *Calendars) Import(path, zone, form string, only int, into string) (CalendarImported, error) {
	return with(s.a, "Calendars.Import", func(ctx context.Context, ws *workspace.Workspace) (CalendarImported, error) {
		data, err := workspace.ReadCalendarFile(path)
		if err != nil {
			return CalendarImported{}, err
		}
		as := calendar.ReadAs{Zone: zone, Form: calendar.Form(form), Only: max(only, 0)}
		if only == 0 {
			if in, err := ws.Calendars.Preview(path, data, as); err == nil && len(in.Names) > 1 {
				return CalendarImported{Title: filepath.Base(path), File: filepath.Base(path), Entries: []CalendarImportLine{}, Names: in.Names}, nil
			}
		}
		in, err := importedInto(ctx, ws, into, path, data, as)
		if f, ok := fault.As(err); err != nil && (!ok || f.Key != "calendar.ics_nothing_taken") {
			return CalendarImported{}, err
		}
		out := CalendarImported{Title: in.Title, File: filepath.Base(path), Read: in.Read, Taken: in.Accepted, Known: in.Known, Same: in.Same, Nights: in.Nights(),
			Closed: len(in.Calendar.Holidays), Entries: []CalendarImportLine{}, Names: []string{}}
		if in.ID != "" {
			out.Ref = record.Ref(calendar.Schema.RefPrefix, in.ID)
		}
		for _, e := range in.Entries[:min(len(in.Entries), shownOfImport)] {
			out.Entries = append(out.Entries, CalendarImportLine{Line: e.Line, Title: e.Title, Aside: e.Aside, Message: workspace.CalendarWords(e.Message, assets.English().Text)})
		}
		return out, nil
	})
}

func importedInto(ctx context.Context, ws *workspace.Workspace, into, path string, data []byte, as calendar.ReadAs) (scheduling.Import, error) {
	if into == "" {
		return ws.Calendars.Import(ctx, path, data, as, "")
	}
	id, err := ws.Records.Resolve(ctx, into)
	if err != nil {
		return scheduling.Import{}, err
	}
	return ws.Calendars.ImportInto(ctx, id, path, data, as, "")
}

// shownOfImport bounds how many entries of a file are told of one by one.
const shownOfImport = 500

// Export writes a calendar where the person wants it; no path when cancelled.
func (s *Calendars) Export(ref string) (SavedFile, error) {
	name, err := on(s.a, "Calendars.Export", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (string, error) {
		h, err := ws.Calendars.Get(ctx, id)
		return fileName(h.Name), err
	})
	if err != nil {
		return SavedFile{}, err
	}
	return s.a.saveAs("calendar.saveAs", name, "ics", func(ctx context.Context, ws *workspace.Workspace) ([]byte, error) {
		id, err := ws.Records.Resolve(ctx, ref)
		if err != nil {
			return nil, err
		}
		_, data, err := ws.Calendars.Export(ctx, id)
		return data, err
	})
}

// fileName is a title as the name of a file.
func fileName(title string) string {
	name := strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < ' ' {
			return '-'
		}
		return r
	}, title), " .-")
	if runes := []rune(name); len(runes) > 80 {
		name = string(runes[:80])
	}
	if name == "" {
		return "calendar"
	}
	return name
}
