package reviewing

import (
	"hash/fnv"
	"slices"
	"sync"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// A screen reads one review several times per save: the document, its times, its
// strip, its drawing. The shelf keeps the last readings so that an unchanged
// review is read and decoded once. Whether one is still good is asked of the
// database every time, so that another program's writes are seen.

// shelfRoom is how many parts the readings on the shelf may have together. The
// newest reading stays whatever its size.
const shelfRoom = 60_000

// reading is a review as it was read. Nobody writes to either half.
type reading struct {
	snap    record.Snapshot
	view    review.Review
	subject review.Subject
}

func (r reading) size() int {
	n := 1
	for _, parts := range r.snap.State.Parts {
		n += len(parts)
	}
	return n
}

// shelf keeps readings, the one asked for last in front. Its zero value is empty
// and ready.
type shelf struct {
	mu   sync.Mutex
	kept []reading
	// turns are held while a review is read; several may share one.
	turns [16]sync.Mutex
}

// turn waits until nobody else reads the review; what it gives ends the turn.
func (s *shelf) turn(id string) func() {
	of := fnv.New32a()
	of.Write([]byte(id))
	turn := &s.turns[of.Sum32()%uint32(len(s.turns))]
	turn.Lock()
	return turn.Unlock
}

// find gives the reading of a review, or an empty one that names it.
func (s *shelf) find(id string) reading {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.kept {
		if r.snap.ID == id {
			return r
		}
	}
	return reading{snap: record.Snapshot{Row: record.Row{ID: id}}}
}

// keep puts a reading in front, in the place of an earlier one of its review, and
// lets go of those there is no room for.
func (s *shelf) keep(r reading) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := slices.IndexFunc(s.kept, func(k reading) bool { return k.snap.ID == r.snap.ID }); i >= 0 {
		if s.kept[i].snap.Rev > r.snap.Rev {
			return // somebody read later and came back earlier
		}
		s.kept = slices.Delete(s.kept, i, i+1)
	}
	s.kept = slices.Insert(s.kept, 0, r)
	room := shelfRoom
	for i, k := range s.kept {
		if room -= k.size(); room < 0 && i > 0 {
			clear(s.kept[i:]) // lets go of their memory
			s.kept = s.kept[:i]
			return
		}
	}
}
