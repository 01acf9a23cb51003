package measuring_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/measure"
	"secondstory/backend/service/measuring"
)

type known []measure.Incident

func (k known) Incidents(context.Context) ([]measure.Incident, error) { return k, nil }

type broken struct{ err error }

func (b broken) Incidents(context.Context) ([]measure.Incident, error) { return nil, b.err }

func service(from measuring.Incidents, hours int) *measuring.Service {
	return &measuring.Service{
		From: from,
		Now:  func() time.Time { return time.Date(2026, 12, 31, 22, 0, 0, 0, time.UTC) },
		Zone: func() *time.Location { return time.FixedZone("", hours*3600) },
	}
}

func TestTodayIsTheDayOnTheClockOfThisMachine(t *testing.T) {
	all := known{{Ref: "a", Day: "2026-01-05"}, {Ref: "b", Day: "2026-12-31"}, {Ref: "c", Day: "2027-01-01"}}
	for hours, want := range map[int]string{0: "2026-12-31", 3: "2027-01-01", -23: "2026-12-30"} {
		m, err := service(all, hours).Measure(context.Background(), measure.Query{Period: "1m"})
		if err != nil {
			t.Fatal(err)
		}
		if got := m.Period.Now.Last.String(); got != want || m.Today.String() != want {
			t.Errorf("%+d h: the period ends on %s, want %s", hours, got, want)
		}
	}
}

func TestMeasuresThatCannotBeReadAreNoMeasures(t *testing.T) {
	gone := errors.New("the disk has gone")
	if _, err := service(broken{gone}, 0).Measure(context.Background(), measure.Query{}); !errors.Is(err, gone) {
		t.Errorf("%v", err)
	}
}

// told is a register whose first incident was on a day.
type told struct {
	first calendar.Date
	list  []measure.Incident
	rest  measure.Rest
	err   error
	asked measure.Sift
	given map[string]bool
}

func (r *told) Measured(_ context.Context, reviews map[string]bool, span func(calendar.Date) (measure.Sift, error)) ([]measure.Incident, measure.Rest, error) {
	var err error
	if r.asked, err = span(r.first); err == nil {
		err = r.err
	}
	r.given = reviews
	return r.list, r.rest, err
}

func TestIncidentsOfTheRegisterCountBesideTheReviews(t *testing.T) {
	r := &told{first: calendar.On(2025, 2, 3), rest: measure.Rest{Total: 5, Taken: 4, Ahead: 1, Elsewhere: 3, Cancelled: 2, Services: []string{"Belts"}},
		list: []measure.Incident{{ID: "9", Ref: "INC", Day: "2026-12-03", Unreviewed: true}}}
	s := service(known{{ID: "1", Ref: "a", Day: "2026-01-05"}, {ID: "2", Ref: "b", Day: "2026-12-06", Services: []string{"Gates"}}}, 0)
	s.Register = r
	m, err := s.Measure(context.Background(), measure.Query{Period: "2026-12"})
	if err != nil || m.Total != 8 || m.Taken != 7 || m.Ahead != 1 || m.Elsewhere != 4 || m.Unreviewed != 5 || m.Cancelled != 2 || len(m.Counts.NowCases) != 2 || !slices.Equal(m.Services, []string{"Belts", "Gates"}) {
		t.Errorf("%+v, %v", m, err)
	}
	if r.asked.From != calendar.On(2026, 11, 1) || r.asked.To != calendar.On(2026, 12, 31) || !r.given["1"] || !r.given["2"] {
		t.Errorf("asked for %+v of %v", r.asked, r.given)
	}
	for first, want := range map[calendar.Date]calendar.Date{calendar.On(2025, 2, 3): calendar.On(2025, 2, 3), {}: calendar.On(2026, 1, 5), calendar.On(2026, 6, 1): calendar.On(2026, 1, 5)} {
		r.first = first
		if _, err := s.Measure(context.Background(), measure.Query{Period: "all"}); err != nil || r.asked.From != want {
			t.Errorf("all of them: from %s, want %s, %v", r.asked.From, want, err)
		}
	}
	if _, err := s.Measure(context.Background(), measure.Query{Period: "soon"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("an unknown period: %v", err)
	}
	r.err = errors.New("the disk has gone")
	if _, err := s.Measure(context.Background(), measure.Query{}); !errors.Is(err, r.err) {
		t.Errorf("%v", err)
	}
}

func TestMeasuresAreMadeAnewOnlyForAnotherQuestionAnotherDayOrOtherData(t *testing.T) {
	made, stamp, day := 0, "1", 0
	s := service(nil, 0)
	s.From = counted{known{{ID: "1", Ref: "a", Day: "2026-01-05"}}, &made}
	s.Now = func() time.Time { return time.Date(2026, 11, 1+day, 9, 0, 0, 0, time.UTC) }
	s.Shelf, s.Stamp = new(measuring.Shelf), func(context.Context) (string, error) { return stamp, nil }
	rules := 0
	s.Rules = func(context.Context) ([]measure.Rule, error) { rules++; return []measure.Rule{{Number: rules}}, nil }
	q := measure.Query{}
	for i, step := range []struct {
		what string
		turn func()
		made int
	}{
		{"first", func() {}, 1}, {"again", func() {}, 1}, {"another question", func() { q.Severities = []string{"SEV1"} }, 2},
		{"other data", func() { stamp = "2" }, 3}, {"another day", func() { day = 1 }, 4}, {"again", func() {}, 4},
	} {
		step.turn()
		m, err := s.Measure(context.Background(), q)
		if err != nil || made != step.made || m.Total != 1 || m.Rules[0].Number != i+1 {
			t.Errorf("%s: made %d times, rules asked %d times, %v", step.what, made, rules, err)
		}
	}
}

type counted struct {
	known
	times *int
}

func (c counted) Incidents(ctx context.Context) ([]measure.Incident, error) {
	*c.times++
	return c.known.Incidents(ctx)
}
