package keeping_test

import (
	"context"
	"testing"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
	"secondstory/backend/workspace/dbtest"
)

func TestARecordOfAnyKindIsSetAddedToAndTakenBack(t *testing.T) {
	b := dbtest.Open(t)
	b.Reg = record.NewRegistry(calendar.Schema)
	rec := b.Recorder(b)
	s := &keeping.Service{Rec: rec, NewID: b.ID, Rules: map[string]keeping.Rules{calendar.Kind: {Value: calendar.CheckValue, Entity: calendar.CheckEntity}}}
	ctx := context.Background()
	made, err := s.Create(ctx, keeping.New{Kind: calendar.Kind, Fields: record.Doc{"title": "Office", "zone": "Europe/Madrid"},
		Parts: []keeping.Part{{Collection: calendar.WeekHours, Fields: record.Doc{"day": "monday", "from": "9:00", "to": "17:00"}}}})
	b.Must(err)
	get := func() calendar.Held {
		t.Helper()
		snap, err := s.Get(ctx, calendar.Kind, made.ID)
		b.Must(err)
		return calendar.FromSnapshot(snap)
	}
	if h := get(); h.Name != "Office" || len(h.Week) != 1 || h.Week[0].From != 540 {
		t.Fatalf("%+v", h)
	}
	added, err := s.Add(ctx, made.ID, calendar.HolidayList, record.Doc{"on": "2026-05-01", "name": "May"}, "", "")
	b.Must(err)
	path := record.Path{Collection: calendar.HolidayList, Part: added.ID, Field: "on"}
	before, _, err := rec.History(ctx, made.ID, 0, 1)
	b.Must(err)
	_, err = s.Set(ctx, made.ID, []keeping.Assignment{{Path: path, Value: "2026-05-04"}, {Path: record.Path{Field: "title"}, Value: "Plant"}}, "")
	b.Must(err)
	if h := get(); h.Name != "Plant" || h.Holidays[0].On != calendar.On(2026, 5, 4) {
		t.Fatalf("%+v", h)
	}
	_, err = s.TakeBack(ctx, made.ID, path, before[0].Step, "")
	b.Must(err)
	if h := get(); h.Name != "Plant" || h.Holidays[0].On != calendar.On(2026, 5, 1) {
		t.Fatalf("%+v", h)
	}
	_, err = s.Remove(ctx, made.ID, calendar.HolidayList+"/"+added.ID, "")
	b.Must(err)
	if h := get(); len(h.Holidays) != 0 {
		t.Fatalf("%+v", h)
	}
	if then, _, err := s.Past(ctx, made.ID, before[0].Step); err != nil || len(calendar.FromSnapshot(then).Holidays) != 1 {
		t.Errorf("%+v %v", then, err)
	}
	_, err = s.Restore(ctx, made.ID, calendar.HolidayList+"/"+added.ID, "")
	b.Must(err)
	if u, err := rec.Undo(ctx, made.ID, ""); err != nil || !u.Done || len(get().Holidays) != 0 {
		t.Errorf("%+v %v", u, err)
	}
}

func TestWhatTheRulesOfAKindRefuseChangesNothing(t *testing.T) {
	b := dbtest.Open(t)
	b.Reg = record.NewRegistry(calendar.Schema)
	rec := b.Recorder(b)
	s := &keeping.Service{Rec: rec, NewID: b.ID, Rules: map[string]keeping.Rules{calendar.Kind: {Value: calendar.CheckValue, Entity: calendar.CheckEntity}}}
	ctx := context.Background()
	made, err := s.Create(ctx, keeping.New{Kind: calendar.Kind, Fields: record.Doc{"title": "Office", "zone": "UTC"}})
	b.Must(err)
	hours, err := s.Add(ctx, made.ID, calendar.WeekHours, record.Doc{"day": "monday", "from": "09:00", "to": "17:00"}, "", "")
	b.Must(err)
	to := record.Path{Collection: calendar.WeekHours, Part: hours.ID, Field: "to"}
	for what, do := range map[string]func() error{
		"an end before the beginning": func() error {
			_, err := s.Set(ctx, made.ID, []keeping.Assignment{{Path: to, Value: "08:00"}}, "")
			return err
		},
		"one of two that is wrong": func() error {
			_, err := s.Set(ctx, made.ID, []keeping.Assignment{{Path: record.Path{Field: "title"}, Value: "New"}, {Path: to, Value: "late"}}, "")
			return err
		},
		"a zone that is none":  func() error { _, err := s.SetField(ctx, made.ID, "zone", []byte(`"Mars/Olympus"`), ""); return err },
		"a field that is none": func() error { _, err := s.SetField(ctx, made.ID, "colour", []byte(`"red"`), ""); return err },
		"what is no JSON":      func() error { _, err := s.SetField(ctx, made.ID, "title", []byte(`red`), ""); return err },
		"a list that is none":  func() error { _, err := s.Add(ctx, made.ID, "things", record.Doc{}, "", ""); return err },
		"hours without a day": func() error {
			_, err := s.Add(ctx, made.ID, calendar.WeekHours, record.Doc{"from": "09:00", "to": "10:00"}, "", "")
			return err
		},
		"an entry that is gone": func() error { _, err := s.Remove(ctx, made.ID, calendar.WeekHours+"/nobody", ""); return err },
		"a record without a name": func() error {
			_, err := s.Create(ctx, keeping.New{Kind: calendar.Kind, Fields: record.Doc{"zone": "UTC"}})
			return err
		},
		"a kind nobody knows": func() error { _, err := s.Create(ctx, keeping.New{Kind: "menu"}); return err },
		"conflicts taken back": func() error {
			_, err := s.TakeBack(ctx, made.ID, record.Path{Collection: "conflicts", Part: "x"}, 1, "")
			return err
		},
	} {
		rev, err := rec.Rev(ctx)
		b.Must(err)
		err = do()
		if _, ok := fault.As(err); !ok {
			t.Errorf("%s: %v", what, err)
		}
		if now, err := rec.Rev(ctx); err != nil || now != rev {
			t.Errorf("%s changed something", what)
		}
	}
}

func TestAFieldThatIsClosedIsNotSetEitherWay(t *testing.T) {
	b := dbtest.Open(t)
	b.Reg = record.NewRegistry(calendar.Schema)
	closed := func(st *record.State, p record.Path) error {
		if p.Field == "zone" && len(st.Live(calendar.HolidayList)) > 0 {
			return fault.New(fault.Denied, "record.read_only")
		}
		return nil
	}
	s := &keeping.Service{Rec: b.Recorder(b), NewID: b.ID, Rules: map[string]keeping.Rules{calendar.Kind: {Open: closed, Needs: []string{calendar.HolidayList}}}}
	ctx := context.Background()
	made, err := s.Create(ctx, keeping.New{Kind: calendar.Kind, Fields: record.Doc{"title": "Office", "zone": "UTC"}})
	b.Must(err)
	title, zone := record.Path{Field: "title"}, record.Path{Field: "zone"}
	_, err = s.SetFrom(ctx, made.ID, []keeping.Change{{Path: zone, Base: "UTC", Value: "Europe/Madrid"}}, "")
	b.Must(err)
	_, err = s.Add(ctx, made.ID, calendar.HolidayList, record.Doc{"on": "2026-05-01", "name": "May"}, "", "")
	b.Must(err)
	if _, err := s.Set(ctx, made.ID, []keeping.Assignment{{Path: zone, Value: "UTC"}}, ""); !fault.Is(err, fault.Denied) {
		t.Errorf("set: %v", err)
	}
	if _, err := s.SetFrom(ctx, made.ID, []keeping.Change{{Path: title, Base: "Office", Value: "Plant"}, {Path: zone, Base: "Europe/Madrid", Value: "UTC"}}, ""); !fault.Is(err, fault.Denied) {
		t.Errorf("set from what was seen: %v", err)
	}
	_, err = s.SetFrom(ctx, made.ID, []keeping.Change{{Path: title, Base: "Office", Value: "Plant"}}, "")
	b.Must(err)
	snap, err := s.Get(ctx, calendar.Kind, made.ID)
	b.Must(err)
	if h := calendar.FromSnapshot(snap); h.Name != "Plant" || h.Zone != "Europe/Madrid" {
		t.Errorf("%+v", h)
	}
}
