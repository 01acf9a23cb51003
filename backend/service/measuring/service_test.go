package measuring_test

import (
	"context"
	"errors"
	"testing"
	"time"

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

func TestIncidentsOfTheRegisterWithoutAMeasuredReviewAreCountedApart(t *testing.T) {
	gone := errors.New("the disk has gone")
	for name, one := range map[string]struct {
		all     int
		reviews []string
		err     error
		want    int
	}{
		"none":             {},
		"no review":        {all: 3, want: 3},
		"one reviewed":     {all: 3, reviews: []string{"1"}, want: 2},
		"two of one":       {all: 3, reviews: []string{"1", "1"}, want: 1},
		"review not there": {all: 3, reviews: []string{"1", "in the trash"}, want: 2},
		"not read":         {err: gone},
	} {
		s := service(known{{ID: "1", Ref: "a", Day: "2026-01-05"}, {ID: "2", Ref: "b", Day: "2026-01-06"}}, 0)
		s.Register = func(context.Context) (int, []string, error) { return one.all, one.reviews, one.err }
		m, err := s.Measure(context.Background(), measure.Query{})
		if m.Unreviewed != one.want || !errors.Is(err, one.err) || m.Total != 2 && one.err == nil {
			t.Errorf("%s: %d counted nowhere of %d, %v", name, m.Unreviewed, one.all, err)
		}
	}
}
