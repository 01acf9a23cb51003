package reviewing_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace/dbtest"
)

// second is another program on the same database.
func second(b *bench) *reviewing.Service {
	b.T.Helper()
	local, err := sqlite.OpenLocal(b.Path)
	b.Must(err)
	b.T.Cleanup(func() { local.Close() })
	other := &dbtest.Bench{T: b.T, Local: local, Reg: b.Reg, Path: b.Path}
	rec := other.Recorder(other)
	rec.Origin, rec.Now, rec.NewID = "cli", b.Tell, b.ID
	return &reviewing.Service{Rec: rec, Now: b.Tell, NewID: b.ID}
}

// afresh reads a review past everything that is kept.
func (b *bench) afresh(id string) review.Review {
	b.T.Helper()
	snap, err := b.Rec.Get(ctx, id)
	b.Must(err)
	return review.FromSnapshot(snap)
}

func TestAWriteOfAnotherProgramIsSeenAtTheNextReading(t *testing.T) {
	b := open(t)
	other := second(b)
	id, entries := b.Night(20)
	if r := b.get(id); len(r.Timeline) != 20 {
		t.Fatal(len(r.Timeline))
	}
	p := record.Path{Collection: "timeline", Part: entries[3], Field: "role"}
	_, err := other.SetValue(ctx, id, p, "the other side", "")
	b.Must(err)
	_, err = other.SetValue(ctx, id, record.Path{Field: "severity"}, "SEV1", "")
	b.Must(err)
	r := b.get(id)
	if r.Timeline[3].Role != "the other side" || r.Severity != "SEV1" {
		t.Errorf("%q %q", r.Timeline[3].Role, r.Severity)
	}
	_, err = other.Rec.Undo(ctx, id, "")
	b.Must(err)
	if got := b.get(id).Severity; got != "" {
		t.Errorf("after their undo: %q", got)
	}
}

func TestAReadingIsTheSameAsOneMadeAfreshAfterAnySequenceOfEdits(t *testing.T) {
	for seed := range uint64(6) {
		b := open(t)
		other := second(b)
		rng := rand.New(rand.NewPCG(seed, 3))
		id, entries := b.Night(12)
		done := 0
		for i := range 80 {
			b.Clock = b.Clock.Add(time.Minute)
			by := b.Service
			if rng.IntN(3) == 0 {
				by = other
			}
			entry := entries[rng.IntN(len(entries))]
			held := b.get(id)
			before, err := json.Marshal(held)
			b.Must(err)
			switch rng.IntN(9) {
			case 0:
				var saved reviewing.Saved
				saved, err = by.AddPart(ctx, id, "timeline", map[string]any{"line": fmt.Sprintf("2026-01-01 11:00 UTC line %d", i)}, "", "")
				if err == nil {
					entries = append(entries, saved.ID)
				}
			case 1:
				_, err = by.RemovePart(ctx, id, "timeline/"+entry, "")
			case 2:
				_, err = by.RestorePart(ctx, id, "timeline/"+entry, "")
			case 3:
				_, err = by.AddPart(ctx, id, "sections", map[string]any{"title": fmt.Sprint("Section ", i)}, "", "")
			case 4:
				_, err = by.AddPart(ctx, id, "actions", map[string]any{"text": "Put a second consumer", "owner_name": fmt.Sprint("Somebody ", i)}, "", "")
			case 5:
				_, err = by.Rec.Undo(ctx, id, "")
			case 6:
				_, err = by.Rec.Redo(ctx, id, "")
			case 7:
				_, err = by.SetValue(ctx, id, record.Path{Field: "tags"}, []any{fmt.Sprint(i)}, "")
			default:
				_, err = by.SetValue(ctx, id, record.Path{Collection: "timeline", Part: entry, Field: "role"}, fmt.Sprint("role ", i), "")
			}
			// Some are refused: a removed entry takes no value, a withdrawn review no edit.
			if _, isFault := fault.As(err); err != nil && !isFault {
				t.Fatal(err)
			}
			if err == nil {
				done++
			}
			if got, want := b.get(id), b.afresh(id); !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d, edit %d:\n got %+v\nwant %+v", seed, i, got, want)
			}
			after, err := json.Marshal(held)
			b.Must(err)
			if string(before) != string(after) {
				t.Fatalf("seed %d, edit %d: a reading changed in the hands of its holder", seed, i)
			}
		}
		if done < 40 {
			t.Errorf("seed %d: only %d edits were taken", seed, done)
		}
	}
}

func TestAnUnchangedReviewIsReadOnce(t *testing.T) {
	b := open(t)
	id, _ := b.Night(3)
	one, two := b.get(id), b.get(id)
	if &one.Timeline[0] != &two.Timeline[0] {
		t.Error("read and decoded twice")
	}
	if _, err := b.Get(ctx, "nothing"); err == nil {
		t.Error("a review that is not there was found")
	}
	_, err := b.Rec.Remove(ctx, id, "review.remove", "")
	b.Must(err)
	snap, changed, err := b.Rec.GetAfter(ctx, record.Snapshot{Row: record.Row{ID: id}})
	if err != nil || !changed || !snap.Trashed() {
		t.Errorf("%v %v", changed, err)
	}
}

var _ recording.Store = (*dbtest.Bench)(nil)

func TestAReviewSaysWhetherItLiesInTheTrash(t *testing.T) {
	b := open(t)
	id, _ := b.Night(2)
	if b.get(id).Trashed {
		t.Fatal("a new review is in the trash")
	}
	_, err := b.Rec.Remove(ctx, id, "review.remove", "")
	b.Must(err)
	if !b.get(id).Trashed {
		t.Error("a removed review does not say that it is in the trash")
	}
	_, err = b.Rec.Restore(ctx, id, "review.restore", "")
	b.Must(err)
	if b.get(id).Trashed {
		t.Error("a restored review says that it is in the trash")
	}
}
