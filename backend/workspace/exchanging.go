package workspace

import (
	"context"
	"sync"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
	"secondstory/backend/sqlite"
)

// mostAtOnce is how many spaces are exchanged side by side: enough that some slow servers
// keep no other waiting, and few enough for the memory of what each of them sends.
const mostAtOnce = 6

// Exchanging says how several spaces are exchanged.
type Exchanging struct {
	// Access is what is known of who asks in a space, beside what is kept for its host.
	Access func(SpaceInfo) remote.Access
	// AtMost is how long the exchange of one space may last from when it begins; 0 for as long
	// as it takes. One that waits for its turn has not begun.
	AtMost time.Duration
	// Told is told how far a space is; nil for nobody. Those of several spaces are called at once.
	Told func(SpaceInfo) Told
	// Begins gives a context for one space, which ends when that space alone is to be
	// stopped, and what is to be done when its exchange has ended. nil for no such thing.
	Begins func(context.Context, SpaceInfo) (one context.Context, ended func(Exchanged))
}

// Exchanged is how the exchange of one space went.
type Exchanged struct {
	Space  SpaceInfo
	Report space.Report
	Err    error
	// Stopped says that a person ended it, Unasked that they did before it began.
	Stopped, Unasked bool
}

// Exchange exchanges spaces side by side and tells how each went, in the order in which
// they are given; one that fails, or is stopped, keeps no other from being exchanged. Those
// between which a record is on its way are exchanged one after the other, as ExchangeOrder
// puts them, so that a move ends with them.
func (w *Workspace) Exchange(ctx context.Context, list []SpaceInfo, how Exchanging) ([]Exchanged, error) {
	lanes, err := w.lanes(ctx, list)
	if err != nil {
		return nil, err
	}
	out, contexts := make([]Exchanged, len(list)), make([]context.Context, len(list))
	ends := make([]func(Exchanged), len(list))
	for i, l := range list { // all at once, so that one that waits can be stopped too
		if out[i].Space, contexts[i], ends[i] = l, ctx, func(Exchanged) {}; how.Begins != nil {
			contexts[i], ends[i] = how.Begins(ctx, l)
		}
	}
	one := func(i int, turn space.Turn) {
		x := &out[i]
		var told Told
		if how.Told != nil {
			told = how.Told(x.Space)
		}
		its, done := contexts[i], func() {}
		if how.AtMost > 0 {
			its, done = context.WithTimeout(its, how.AtMost)
		}
		defer done()
		x.Report, x.Err = w.syncTold(its, x.Space.Space, how.Access(x.Space), told, turn)
		x.Stopped = x.Err != nil && its.Err() != nil
	}
	turn, places := space.NewTurn(), make(chan struct{}, mostAtOnce)
	waits := make([]bool, len(list))
	var going sync.WaitGroup
	var failed any
	var mu sync.Mutex
	for _, lane := range lanes {
		places <- struct{}{}
		going.Go(func() {
			defer func() {
				if wrong := recover(); wrong != nil {
					mu.Lock()
					failed = wrong
					mu.Unlock()
				}
				<-places
			}()
			for _, i := range lane {
				if contexts[i].Err() != nil {
					out[i].Unasked, out[i].Stopped = true, true
				} else {
					one(i, turn)
				}
				if waits[i] = space.FoundElsewhere(out[i].Report); !waits[i] {
					ends[i](out[i])
				}
			}
		})
	}
	going.Wait()
	if failed != nil {
		panic(failed) // as if it had been here, for whoever called
	}
	// What others moved from one of these spaces to another may have been met there before
	// it had left here: then that space is exchanged once more, so that all comes to the
	// same whoever answered first.
	for i := range out {
		if !waits[i] {
			continue
		}
		if came, err := w.cameSince(ctx, out[i]); err == nil && came && contexts[i].Err() == nil {
			first := out[i].Report
			one(i, nil)
			out[i].Report = first.Then(out[i].Report)
		}
		ends[i](out[i])
	}
	return out, nil
}

// cameSince says whether a record that a space did not take, because it was elsewhere in
// this workspace, is in that space by now.
func (w *Workspace) cameSince(ctx context.Context, x Exchanged) (came bool, err error) {
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		for _, refused := range x.Report.Refused {
			if refused.Record == "" {
				continue
			}
			snap, err := tx.RecordPart(refused.Record, nil, nil)
			if err != nil && !fault.Is(err, fault.NotFound) {
				return err
			}
			came = came || err == nil && snap.Space == x.Space.Space && space.Elsewhere(refused)
		}
		return nil
	})
	return came, err
}

// lanes part spaces into those that are exchanged one after the other: by their place in
// the list, each lane as it is best exchanged.
func (w *Workspace) lanes(ctx context.Context, list []SpaceInfo) ([][]int, error) {
	moves, err := w.Moving(ctx)
	if err != nil {
		return nil, err
	}
	ordered, err := w.ExchangeOrder(ctx, list)
	if err != nil {
		return nil, err
	}
	lane := map[string]int{} // by space, the smallest place of those it hangs together with
	place := map[string]int{}
	for i, l := range list {
		lane[l.Space], place[l.Space] = i, i
	}
	for _, m := range moves {
		a, here := lane[m.From]
		b, there := lane[m.To]
		if !here || !there {
			continue
		}
		for s, at := range lane {
			if at == a || at == b {
				lane[s] = min(a, b)
			}
		}
	}
	out := make([][]int, len(list))
	for _, l := range ordered {
		at := lane[l.Space]
		out[at] = append(out[at], place[l.Space])
	}
	var lanes [][]int
	for _, one := range out {
		if len(one) > 0 {
			lanes = append(lanes, one)
		}
	}
	return lanes, nil
}
