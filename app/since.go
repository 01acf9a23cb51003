package app

import (
	"context"
	"reflect"
	"slices"
	"sync"
	"time"

	"secondstory/backend/domain/review"
	"secondstory/backend/workspace"
)

// longTimeline is how many entries make it worth while to send only what changed.
const longTimeline = 200

// sentKept is enough for a review, the one it came from and another window's worth.
const sentKept = 3

// lastSent keeps the last few answers that went to the page, so that the next one
// can be told as what became another. A page that names one which is not kept gets
// all of it.
type lastSent[T any] struct {
	mu   sync.Mutex
	kept []sentValue[T] // the newest first
}

type sentValue[T any] struct {
	stamp string
	value T
}

func (k *lastSent[T]) find(stamp string) (value T, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	i := slices.IndexFunc(k.kept, func(v sentValue[T]) bool { return v.stamp == stamp })
	if stamp == "" || i < 0 {
		return value, false
	}
	return k.kept[i].value, true
}

func (k *lastSent[T]) keep(stamp string, value T) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.kept = slices.Insert(k.kept, 0, sentValue[T]{stamp, value})
	if len(k.kept) > sentKept {
		clear(k.kept[sentKept:])
		k.kept = k.kept[:sentKept]
	}
}

// Since gives a whole review, or of a long timeline only what is another than in the
// answer that the page names by its stamp.
func (s *Reviews) Since(ref, have string) (ReviewSince, error) {
	return on(s.a, "Reviews.Since", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (ReviewSince, error) {
		r, err := ws.Reviews.Get(ctx, id)
		if err != nil {
			return ReviewSince{}, err
		}
		r = r.At(s.a.cfg.Now().Format(time.DateOnly))
		out := ReviewSince{Whole: true, Review: r}
		if len(r.Timeline) < longTimeline {
			return out, nil
		}
		out.Stamp = s.a.cfg.NewID()
		if old, ok := s.sent.find(have); ok && old.ID == r.ID {
			from, behind := commonEnds(old.Timeline, r.Timeline)
			out.Whole, out.From, out.Drop = false, from, len(old.Timeline)-from-behind
			out.Review.Timeline = slices.Clone(r.Timeline[from : len(r.Timeline)-behind])
		}
		s.sent.keep(out.Stamp, r)
		return out, nil
	})
}

// commonEnds are how many entries two timelines have in common at their beginning,
// and how many of the others at their end.
func commonEnds(old, now []review.Entry) (from, behind int) {
	least := min(len(old), len(now))
	for from < least && reflect.DeepEqual(old[from], now[from]) {
		from++
	}
	for behind < least-from && reflect.DeepEqual(old[len(old)-1-behind], now[len(now)-1-behind]) {
		behind++
	}
	return from, behind
}

// timesSent are the times of one review in one zone.
type timesSent struct {
	ref, mode string
	shown     ShownTimes
}

// TimesSince gives the times of a review as Times does, or of many only what is
// another than in the answer that the page names by its stamp.
func (s *Reviews) TimesSince(ref, mode, have string) (TimesSince, error) {
	now, err := s.Times(ref, mode)
	out := TimesSince{Whole: true, Shown: now, Gone: []string{}}
	if err != nil || len(now.Times) < longTimeline {
		return out, err
	}
	out.Stamp = s.a.cfg.NewID()
	if old, ok := s.times.find(have); ok && old.ref == ref && old.mode == mode {
		out.Whole = false
		out.Shown.Times = map[string]review.ShownTime{}
		for id, at := range now.Times {
			if was, there := old.shown.Times[id]; !there || was != at {
				out.Shown.Times[id] = at
			}
		}
		for id := range old.shown.Times {
			if _, there := now.Times[id]; !there {
				out.Gone = append(out.Gone, id)
			}
		}
		slices.Sort(out.Gone)
	}
	s.times.keep(out.Stamp, timesSent{ref, mode, now})
	return out, nil
}
