package measuring

import (
	"encoding/json"
	"sync"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/measure"
)

// Shelf keeps the last measures that were made: a page asks for them in words, as pictures
// and as the cases behind them, all at once. Its zero value is empty. Who takes measures
// from it does not write to them.
type Shelf struct {
	mu   sync.Mutex
	key  string
	held measure.Measures
}

// keyOf says what measures are made of: the question, the day, and what is stored.
func keyOf(q measure.Query, today calendar.Date, stamp string) (string, error) {
	hours := ""
	if q.Hours != nil {
		hours = q.Hours.Ref + " " + q.Hours.Clock.Version()
	}
	raw, err := json.Marshal([]any{q.Period, q.Interval, q.Cycle, q.Filter, hours, today.String(), stamp})
	return string(raw), err
}

// take gives what is held under a key, else what is made now; who asks meanwhile waits.
func (s *Shelf) take(key string, anew func() (measure.Measures, error)) (measure.Measures, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.key == key {
		return s.held, nil
	}
	m, err := anew()
	if err == nil {
		s.key, s.held = key, m
	}
	return m, err
}
