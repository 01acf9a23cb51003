package registering

import (
	"context"
	"encoding/json"
	"slices"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/measure"
)

// view is the list under one query, as it was under one stamp.
type view struct {
	query string
	stamp int64
	order []int64
	shown View
}

// View is a list with its facets. Lines are read by place (Lines).
type View struct {
	Stamp  int64
	Total  int // what the query finds
	All    int // the whole register
	Facets []incident.Facet
	// Waiting counts the rows in quarantine.
	Waiting int
}

// viewsKept is how many lists are kept: that on the screen, the one before it, and those
// of a command beside it.
const viewsKept = 4

// Look gives the list under a query: how long it is and what its facets are.
func (s *Service) Look(ctx context.Context, q incident.Query) (View, error) {
	v, err := s.view(ctx, q)
	if err != nil {
		return View{}, err
	}
	return v.shown, nil
}

// Lines reads a stretch of the list, from a place counted from 0.
func (s *Service) Lines(ctx context.Context, q incident.Query, from, count int) (lines []incident.Line, v View, err error) {
	held, err := s.view(ctx, q)
	if err != nil {
		return nil, View{}, err
	}
	from = min(max(from, 0), len(held.order))
	places := held.order[from:min(from+max(count, 0), len(held.order))]
	err = s.Store.View(ctx, func(tx Tx) error {
		lines, err = tx.IncidentLines(places)
		return err
	})
	return lines, held.shown, err
}

// Each goes through what a query finds, so many at once and most of them at most, all of
// one moment whatever is written meanwhile. total is how many there are.
func (s *Service) Each(ctx context.Context, q incident.Query, most, page int, f func(done, total int, lines []incident.Line) error) (total int, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		order, err := tx.IncidentOrder(q, q.Terms(s.Plain))
		if err != nil {
			return err
		}
		total = len(order)
		order, done := order[:min(most, total)], 0
		for places := range slices.Chunk(order, page) {
			lines, err := tx.IncidentLines(places)
			if err != nil {
				return err
			}
			done += len(places)
			if err := f(done, total, lines); err != nil {
				return err
			}
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		return nil
	})
	return total, err
}

// First reads the newest of the incidents that a query finds, and makes no list of the
// others: what is typed letter by letter asks for a few.
func (s *Service) First(ctx context.Context, q incident.Query, most int) (lines []incident.Line, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		places, err := tx.IncidentFirst(q, q.Terms(s.Plain), most)
		if err == nil {
			lines, err = tx.IncidentLines(places)
		}
		return err
	})
	return lines, err
}

// Without counts the incidents of a day and later that none of some reviews stands for, by the
// ids of these, and that needs takes, and reads the newest of them. needs is given the day, the
// severity and the length, and the services where they are asked for. Cancelled incidents and
// planned work are never among them, and a review in the trash or gone stands for none.
func (s *Service) Without(ctx context.Context, reviews map[string]bool, from string, services bool, most int, needs func(l incident.Line) bool) (total int, first []incident.Line, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		var places []int64
		err := tx.IncidentsWithout(reviews, from, services, func(l incident.Line) {
			if !needs(l) {
				return
			}
			if total++; len(places) < most {
				places = append(places, l.N)
			}
		})
		if err == nil {
			first, err = tx.IncidentLines(places)
		}
		return err
	})
	return total, first, err
}

// Measured reads what measures need of the incidents that none of some reviews stands
// for, by the ids of these: those of a span one by one, the others counted. span says
// which is meant, knowing the first day of all, the zero date for none. A review in the
// trash or gone stands for none.
func (s *Service) Measured(ctx context.Context, reviews map[string]bool, span func(first calendar.Date) (measure.Sift, error)) (list []measure.Incident, rest measure.Rest, err error) {
	var asked measure.Sift
	err = s.Store.View(ctx, func(tx Tx) error {
		list, rest, err = tx.MeasuredIncidents(reviews, func(first calendar.Date) (measure.Sift, error) {
			var err error
			asked, err = span(first)
			return asked, err
		})
		if err != nil {
			return err
		}
		known, err := s.known(tx, rest.Ends, asked.Today)
		switch known.By {
		case incident.ByWord:
			rest.Said = rest.Ends
		case incident.ByReading:
			rest.Read, rest.File = rest.Ends, known.File
		}
		rest.Ends, rest.Known = known.Until, known.By == incident.ByWord || known.By == incident.ByReading
		return err
	})
	return list, rest, err
}

// view makes the list or takes one that is still good: nobody has written to the
// register since. Reading the stamp is one row.
func (s *Service) view(ctx context.Context, q incident.Query) (*view, error) {
	raw, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	var out *view
	s.building.Lock()
	defer s.building.Unlock()
	err = s.Store.View(ctx, func(tx Tx) error {
		stamp, err := tx.IncidentStamp()
		if err != nil {
			return err
		}
		waiting, err := tx.CountRefusals("")
		if err != nil {
			return err
		}
		if held := s.held(string(raw), stamp); held != nil && held.shown.Waiting == waiting {
			out = held
			return nil
		}
		out, err = s.build(tx, q)
		if err != nil {
			return err
		}
		out.query, out.stamp = string(raw), stamp
		out.shown.Stamp, out.shown.Waiting = stamp, waiting
		return nil
	})
	if err != nil {
		return nil, err
	}
	s.hold(out)
	return out, nil
}

func (s *Service) build(tx Tx, q incident.Query) (v *view, err error) {
	v = &view{}
	terms := q.Terms(s.Plain)
	if v.order, err = tx.IncidentOrder(q, terms); err != nil {
		return nil, err
	}
	v.shown.Total = len(v.order)
	if v.shown.All, err = tx.CountIncidents(); err != nil {
		return nil, err
	}
	cross, err := tx.IncidentCross(q.Without(incident.Single()...), terms)
	if err != nil {
		return nil, err
	}
	services, err := tx.IncidentServices(q.Without(incident.OfService), terms)
	if err != nil {
		return nil, err
	}
	v.shown.Facets = q.Facets(cross, services)
	return v, nil
}

func (s *Service) held(query string, stamp int64) *view {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range s.views {
		if v.query == query && v.stamp == stamp {
			return v
		}
	}
	return nil
}

// hold keeps a list as the one asked for last.
func (s *Service) hold(v *view) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept := []*view{v}
	for _, other := range s.views {
		if other != v && other.query != v.query && other.stamp == v.stamp && len(kept) < viewsKept {
			kept = append(kept, other)
		}
	}
	s.views = kept
}
