package recording_test

import (
	"context"
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// TestRandomEditsUndoAndRedoLikeAStack compares the service with the obvious
// model: a list of states and a place in it. It restarts now and then.
func TestRandomEditsUndoAndRedoLikeAStack(t *testing.T) {
	sequences := 60
	if testing.Short() {
		sequences = 10
	}
	for seed := range sequences {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) { randomSequence(t, int64(seed)) })
	}
}

func randomSequence(t *testing.T, seed int64) {
	b := open(t)
	ctx := context.Background()
	rng := rand.New(rand.NewSource(seed))
	id := b.create("start")
	states, at := []string{b.content(id)}, 0
	var entries []string
	for range 40 {
		switch n := rng.Intn(10); {
		case n < 5:
			b.Clock = b.Clock.Add(time.Minute)
			if !b.randomEdit(ctx, rng, id, &entries) {
				continue
			}
			states = append(states[:at+1], b.content(id))
			at++
		case n < 8:
			u, err := b.Undo(ctx, id, "")
			b.Must(err)
			if at == 0 {
				if !u.Done {
					t.Fatal("creation can be undone")
				}
				_, err := b.Redo(ctx, id, "")
				b.Must(err)
				continue
			}
			at--
		default:
			r, err := b.Redo(ctx, id, "")
			b.Must(err)
			if r.Done != (at < len(states)-1) {
				t.Fatalf("redo done=%v at %d of %d", r.Done, at, len(states))
			}
			if r.Done {
				at++
			}
		}
		if rng.Intn(8) == 0 {
			b.Reopen()
		}
		if got := b.content(id); got != states[at] {
			t.Fatalf("at %d:\n got %s\nwant %s", at, got, states[at])
		}
	}
	b.VerifyChains()
}

func (b *bench) randomEdit(ctx context.Context, rng *rand.Rand, id string, entries *[]string) bool {
	before := b.content(id)
	switch rng.Intn(6) {
	case 0:
		b.Must(b.edit(id, "review.set", nil, record.SetOp(path("severity"), review.Severities[rng.Intn(5)])))
	case 1:
		pid := b.ID()
		*entries = append(*entries, pid)
		b.Must(b.edit(id, "timeline.add", nil, record.AddOp("timeline", pid, record.Doc{"text": "é" + pid})))
	case 2, 3:
		if len(*entries) == 0 {
			return false
		}
		p := path("timeline/" + (*entries)[rng.Intn(len(*entries))] + "/text")
		snap, err := b.Get(ctx, id)
		b.Must(err)
		part, _ := snap.State.Part("timeline", p.Part)
		if part.Removed || part.Doc == nil {
			return false
		}
		text := []rune(record.Str(part.Doc, "text"))
		i := rng.Intn(len(text) + 1)
		j := i + rng.Intn(len(text)-i+1)
		next := string(text[:i]) + strings.Repeat("x—", rng.Intn(3)) + string(text[j:])
		_, err = b.SaveText(ctx, id, p, string(text), next, "timeline.text", "")
		b.Must(err)
	case 4:
		if len(*entries) == 0 {
			return false
		}
		p := path("timeline/" + (*entries)[rng.Intn(len(*entries))])
		if err := b.edit(id, "timeline.remove", []string{"timeline"}, record.RemoveOp(p)); err != nil {
			return false // undone away
		}
	default:
		b.Must(b.edit(id, "review.set", nil, record.SetOp(path("services"), []any{fmt.Sprint(rng.Intn(3))}), record.SetOp(path("date"), "2026-11-0"+fmt.Sprint(1+rng.Intn(9)))))
	}
	return b.content(id) != before
}
