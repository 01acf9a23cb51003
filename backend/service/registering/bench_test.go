package registering_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/search"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/measuring"
	"secondstory/backend/service/registering"
)

// timed measures how long each write holds the lock.
type timed struct {
	bulk
	held []time.Duration
}

func (t *timed) Update(ctx context.Context, f func(registering.Writer) error) error {
	var begun time.Time
	err := t.bulk.Update(ctx, func(tx registering.Writer) error {
		begun = time.Now()
		return f(tx)
	})
	t.held = append(t.held, time.Since(begun))
	return err
}

// made gives rows without a file, so that a reader's time is not in the figure.
type made struct {
	*desk
	rows func(yield func(incident.Snapshot) bool)
}

func (m made) Read(_ context.Context, _ string, _ registering.File, _ incident.Options, take func(incident.Row) error) (incident.Told, error) {
	line := 1
	var err error
	m.rows(func(s incident.Snapshot) bool {
		line++
		err = take(incident.Row{Line: line, Snapshot: &s})
		return err == nil
	})
	return incident.Told{Format: "made"}, err
}

// apart are n rows of as many incidents.
func apart(n int) func(func(incident.Snapshot) bool) {
	return func(yield func(incident.Snapshot) bool) {
		for i := range n {
			s := one(i)
			s.Title = fmt.Sprintf("%s answers slowly in %s", []string{"Checkout", "Search", "Booking", "Mail"}[i%4], []string{"Berlin", "Porto", "Oslo"}[i/4%3])
			s.Services = []string{fmt.Sprintf("service %d", i%300)}
			for f := range 12 {
				s.Raw = append(s.Raw, incident.Field{Name: fmt.Sprintf("field %d", f), Value: fmt.Sprintf("value %d", i*f)})
			}
			if !yield(s) {
				return
			}
		}
	}
}

// logged are n rows of a log in which an incident has a row for each of six changes.
func logged(n int) func(func(incident.Snapshot) bool) {
	return func(yield func(incident.Snapshot) bool) {
		apart((n + 5) / 6)(func(s incident.Snapshot) bool {
			for turn := range 6 {
				c := s
				c.TakenAt, c.Turn, c.State = s.TakenAt+int64(turn)*60_000, int64(turn), []string{"New", "Active", "Active", "On hold", "Resolved", "Closed"}[turn]
				c.Updates = []incident.Update{{Key: fmt.Sprint(turn), Time: timeline.Statement{At: fmt.Sprintf("2026-03-01T10:%02d:00Z", turn), Zone: "UTC", Precision: timeline.Minute}, Kind: "state", State: c.State}}
				if !yield(c) {
					return false
				}
			}
			return true
		})
	}
}

func filled(b *testing.B, rows func(func(incident.Snapshot) bool)) (*desk, *timed, incident.Account) {
	d := newDesk(b)
	t := &timed{bulk: bulk{d.Bench}}
	d.Store, d.Readers = t, []registering.Reader{made{d, rows}}
	out, err := d.Import(context.Background(), "rows", registering.Options{}, nil)
	d.Must(err)
	return d, t, out.Import.Account
}

func quantile(list []time.Duration, q float64) float64 {
	slices.Sort(list)
	return float64(list[int(q*float64(len(list)-1))]) / float64(time.Millisecond)
}

func BenchmarkIncidentImport(b *testing.B) {
	for _, kind := range []struct {
		name string
		rows func(int) func(func(incident.Snapshot) bool)
	}{{"apart", apart}, {"log", logged}} {
		for _, n := range []int{1_500, 15_000, 150_000} {
			b.Run(fmt.Sprintf("%s/n=%d", kind.name, n), func(b *testing.B) {
				var held []time.Duration
				var took time.Duration
				for range b.N {
					begun := time.Now()
					_, t, account := filled(b, kind.rows(n))
					took += time.Since(begun)
					held = append(held, t.held...)
					if account.Read < n || !account.Holds() {
						b.Fatalf("%+v", account)
					}
				}
				b.ReportMetric(took.Seconds()/float64(b.N), "s")
				b.ReportMetric(quantile(held, 1), "lock-max-ms")
				b.ReportMetric(quantile(held, 0.99), "lock-p99-ms")
			})
		}
	}
}

func BenchmarkIncidentList(b *testing.B) {
	for _, n := range []int{1_500, 15_000, 150_000} {
		d, _, _ := filled(b, apart(n))
		ctx := context.Background()
		queries := []incident.Query{{}, {Severities: []string{"SEV1"}}, {Words: "booking porto"}, {Services: []string{"service 7"}}, {Order: incident.ByLength}, {States: []string{"open"}, Order: incident.BySeverity}}
		b.Run(fmt.Sprintf("filter/n=%d", n), func(b *testing.B) {
			var took []time.Duration
			for i := range max(b.N, len(queries)) {
				// Another service has nothing kept of an earlier list.
				s := &registering.Service{Store: d.Store, Rec: d.Rec, Now: d.Tell, NewID: d.ID, Plain: search.Plain}
				begun := time.Now()
				if _, _, err := s.Lines(ctx, queries[i%len(queries)], 0, 100); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(begun))
			}
			b.ReportMetric(quantile(took, 0.5), "p50-ms")
			b.ReportMetric(quantile(took, 1), "max-ms")
		})
		b.Run(fmt.Sprintf("page/n=%d", n), func(b *testing.B) {
			var took []time.Duration
			for i := range max(b.N, 50) {
				begun := time.Now()
				if _, _, err := d.Lines(ctx, incident.Query{}, i*7919%n, 100); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(begun))
			}
			b.ReportMetric(quantile(took[1:], 0.95), "p95-ms")
		})
	}
}

// overYears are n rows of as many incidents, spread over five years.
func overYears(n int) func(func(incident.Snapshot) bool) {
	return func(yield func(incident.Snapshot) bool) {
		first, i := time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC), 0
		apart(n)(func(s incident.Snapshot) bool {
			began := first.Add(time.Duration(i) * (5 * 365 * 24 * time.Hour / time.Duration(n)))
			for j, name := range []string{incident.Started, incident.Detected, incident.Acknowledged, incident.Resolved} {
				at := began.Add(time.Duration(j*(1+i%97)) * time.Minute)
				s.Put(name, timeline.Statement{At: at.Format(time.RFC3339), Zone: "UTC", Precision: timeline.Minute})
			}
			i++
			return yield(s)
		})
	}
}

type nothing struct{}

func (nothing) Incidents(context.Context) ([]measure.Incident, error) { return nil, nil }

// BenchmarkRegisterMeasures makes all measures of a register: of two years, which is what
// the page begins with, and of all the time.
func BenchmarkRegisterMeasures(b *testing.B) {
	for _, n := range []int{1_500, 15_000, 150_000} {
		d, _, _ := filled(b, overYears(n))
		s := &measuring.Service{From: nothing{}, Register: d.Service, Now: func() time.Time { return time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC) }, Zone: func() *time.Location { return time.UTC }}
		for _, period := range []string{"12m", "all"} {
			b.Run(fmt.Sprintf("%s/n=%d", period, n), func(b *testing.B) {
				for b.Loop() {
					m, err := s.Measure(context.Background(), measure.Query{Period: period})
					if err != nil || m.Total != n || len(m.Counts.NowCases) == 0 {
						b.Fatalf("%d of %d, %v", m.Total, n, err)
					}
				}
			})
		}
	}
}
