package space_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/internal/soak"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/share/gitstore"
)

// world is some devices with one space, where dice decide what people do. Each word
// that is typed is unique, so it can be told whether one was lost.
type world struct {
	t       *testing.T
	dice    *rand.Rand
	dir     string
	devices []*device
	reviews []string
	n       int
	typed   map[string]string // word → who typed it
	// seen are words that somebody who saw them wrote over or took away.
	seen  map[string]string
	kills int
	log   []string
}

var errKilled = errors.New("killed")

var wordForm = regexp.MustCompile(`w[0-9]+x`)

func newWorld(t *testing.T, seed int64, devices int) *world {
	w := &world{t: t, dice: rand.New(rand.NewPCG(uint64(seed), 77)), dir: bare(t), typed: map[string]string{}, seen: map[string]string{}}
	for i := range devices {
		d := newDevice(t, uint64(seed)*100+uint64(i))
		d.joins(w.dir)
		w.devices = append(w.devices, d)
	}
	// They have met over one review, so that they get into each other's way.
	w.edits(0)
	for i := range devices {
		w.syncs(i, false)
	}
	return w
}

func (w *world) word() string {
	w.n++
	return fmt.Sprintf("w%dx", w.n)
}

// corpus is every word a device holds: in records that are not in the trash, and in
// conflicts.
func (w *world) corpus(d *device) map[string]bool {
	out := map[string]bool{}
	for _, id := range w.reviews {
		snap, err := d.ws.Records.Get(context.Background(), id)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		d.must(err)
		var texts []any
		if !snap.Trashed() {
			texts = append(texts, any(snap.State.Head))
		}
		for name, parts := range snap.State.Parts {
			for _, p := range parts {
				if name == review.Conflicts || !snap.Trashed() && !p.Removed {
					texts = append(texts, any(p.Doc))
				}
			}
		}
		for _, v := range texts {
			raw, err := record.Canonical(v)
			d.must(err)
			for _, each := range wordForm.FindAllString(string(raw), -1) {
				out[each] = true
			}
		}
	}
	return out
}

// edits lets a device do something and notes what it typed and what it took away.
func (w *world) edits(i int) {
	d := w.devices[i]
	before := w.corpus(d)
	what := w.gesture(d)
	after := w.corpus(d)
	for each := range after {
		if !before[each] && w.typed[each] == "" {
			w.typed[each] = fmt.Sprintf("device %d: %s", i, what)
		}
	}
	for each := range before {
		if !after[each] {
			w.seen[each] = fmt.Sprintf("device %d: %s", i, what)
		}
	}
	w.log = append(w.log, fmt.Sprintf("%d %s", i, what))
}

// gesture is one thing a person does. What the program refuses is no failure.
func (w *world) gesture(d *device) string {
	ctx := context.Background()
	if len(w.reviews) == 0 || w.dice.IntN(60) == 0 {
		id := d.makes("Review " + w.word())
		w.reviews = append(w.reviews, id)
		return "makes " + id
	}
	id := w.reviews[w.dice.IntN(len(w.reviews))]
	snap, err := d.ws.Records.Get(ctx, id)
	if err != nil {
		return "does not know " + id
	}
	part := func(collection string) string {
		if ids := snap.State.Live(collection); len(ids) > 0 {
			return ids[w.dice.IntN(len(ids))]
		}
		return "none"
	}
	set := func(path string, v any) error {
		p, _ := record.ParsePath(path)
		_, err := d.ws.Reviews.SetValue(ctx, id, p, v, "")
		return err
	}
	var name string
	switch k := w.dice.IntN(20); {
	case k < 3:
		name, err = "title", set("title", "Title "+w.word())
	case k < 6:
		key := review.ShortTemplate[w.dice.IntN(2)]
		text := d.section(id, key)
		lines := strings.Split(text, "\n\n")
		at := w.dice.IntN(len(lines) + 1)
		lines = slices.Insert(lines, at, "A sentence with "+w.word()+". Another with "+w.word()+".")
		name, err = "section "+key, set("sections/"+key+"/text", strings.Join(lines, "\n\n"))
	case k < 9:
		_, err = d.ws.Reviews.AddPart(ctx, id, review.Timeline, map[string]any{"at": fmt.Sprintf("2026-03-0%d 10:%02d", 1+w.dice.IntN(5), w.dice.IntN(60)), "text": "Event " + w.word()}, "", "")
		name = "adds an entry"
	case k < 11:
		name, err = "entry", set("timeline/"+part(review.Timeline)+"/text", "Changed "+w.word())
	case k < 12:
		_, err = d.ws.Reviews.RemovePart(ctx, id, "timeline/"+part(review.Timeline), "")
		name = "removes an entry"
	case k < 13:
		_, err = d.ws.Reviews.AddPart(ctx, id, review.Actions, map[string]any{"title": "Do " + w.word()}, "", "")
		name = "adds an action"
	case k < 14:
		name, err = "action", set("actions/"+part(review.Actions)+"/title", "Do "+w.word())
	case k < 16:
		_, err = d.ws.Records.Undo(ctx, id, "")
		name = "undo"
	case k < 17:
		if snap.Trashed() {
			_, err = d.ws.Records.Restore(ctx, id, "review.restore", "")
			name = "restores"
		} else if w.dice.IntN(3) == 0 {
			_, err = d.ws.Records.Remove(ctx, id, "review.remove", "")
			name = "removes the review"
		}
	case k < 18:
		name, err = "notes", set("private_notes", "SECRET "+fmt.Sprint(w.n))
	default:
		list := d.open4(id)
		if len(list) > 0 {
			_, err = d.ws.Reviews.SettleConflict(ctx, id, list[w.dice.IntN(len(list))].ID, reviewing.ChoiceOf([]string{"1", "2", "both"}[w.dice.IntN(3)], "because"), "")
		}
		name = "decides"
	}
	if _, ours := fault.As(err); err != nil && !ours {
		w.t.Fatalf("%s of %s: %v", name, id, err)
	}
	return name + " of " + id
}

// syncs exchanges a device. Now and then it types during the sync, or is killed.
func (w *world) syncs(i int, deadly bool) {
	d := w.devices[i]
	kill := -1
	if deadly && w.dice.IntN(3) == 0 {
		kill = w.dice.IntN(14)
	}
	step, last := 0, ""
	d.step = func(name string) {
		if last = name; step == kill {
			panic(errKilled)
		}
		step++
		if deadly && w.dice.IntN(8) == 0 {
			w.edits(i)
		}
	}
	killed := func() (killed bool) {
		defer func() {
			if r := recover(); r != nil {
				if r != errKilled {
					panic(r)
				}
				killed = true
			}
		}()
		if _, err := d.syncer().Sync(context.Background(), d.id(), access); err != nil {
			w.t.Fatalf("%d: %v\n%s", i, err, strings.Join(w.log, "\n"))
		}
		return false
	}()
	d.step = nil
	w.log = append(w.log, fmt.Sprintf("%d syncs, killed %v after %q", i, killed, last))
	if killed {
		w.kills++
		d.ws.Close()
		d.open()
	}
}

func (w *world) live(steps int) {
	for range steps {
		i := w.dice.IntN(len(w.devices))
		if w.dice.IntN(5) == 0 {
			w.syncs(i, true)
		} else {
			w.edits(i)
		}
	}
}

// mostTurns is after how many turns all rest: two until everybody has everything, and one
// each for what lay in a trash and comes back with a review, or with an entry that such a
// review brought back (takeBack).
const mostTurns = 4

// rest lets all come to rest and looks at what is left. It gives the turn in which nothing
// came or went.
func (w *world) rest() (turns int) {
	turns = 1
	for ; turns <= mostTurns && turn(w.devices...); turns++ {
	}
	want := tree(w.t, w.dir)
	for i, d := range w.devices {
		if got := tree(w.t, d.syncer().StoreDir(d.id())); got != want {
			w.t.Errorf("device %d holds another tree", i)
		}
		list, err := d.ws.Spaces(context.Background())
		d.must(err)
		if list[0].Unsent != 0 {
			w.t.Errorf("device %d has %d records that are not sent", i, list[0].Unsent)
		}
		if r := d.sync(); r.Sent+r.Received != 0 || len(r.Refused) != 0 {
			w.t.Errorf("device %d does not come to rest: %+v", i, r)
		}
		d.whole()
		corpus := w.corpus(d)
		for each, by := range w.typed {
			if !corpus[each] && w.seen[each] == "" {
				w.t.Errorf("device %d: %s is lost, typed by %s", i, each, by)
			}
		}
	}
	fsck(w.t, w.dir)
	w.secret()
	open := 0
	for _, id := range w.reviews {
		list, err := w.devices[0].ws.Reviews.Conflicts(context.Background(), id, words)
		w.devices[0].must(err)
		open += len(list)
	}
	for _, d := range w.devices {
		for _, id := range w.reviews {
			d.goesBack(id)
		}
	}
	w.t.Logf("%d words, %d taken away, %d conflicts, %d kills, rest in turn %d", len(w.typed), len(w.seen), open, w.kills, turns)
	if w.t.Failed() {
		w.t.Log(strings.Join(w.log, "\n"))
	}
	return turns
}

// turn exchanges all in their order; it says whether anything came or went.
func turn(devices ...*device) (moved bool) {
	for _, d := range devices {
		r := d.sync()
		moved = moved || r.Sent+r.Received > 0
	}
	return moved
}

// secret looks that what stays on a machine is in no file.
func (w *world) secret() {
	s, err := gitstore.OpenGuest(w.dir)
	if err != nil {
		w.t.Fatal(err)
	}
	defer s.Close()
	head, err := s.Ref(gitstore.Main)
	if err != nil {
		w.t.Fatal(err)
	}
	commits, err := s.Since(head)
	if err != nil {
		w.t.Fatal(err)
	}
	looked := map[gitstore.Hash]bool{}
	for _, h := range commits {
		c, err := s.Commit(h)
		if err != nil {
			w.t.Fatal(err)
		}
		files, err := s.Files(c.Tree)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, f := range files {
			if looked[f.B.Hash] {
				continue
			}
			looked[f.B.Hash] = true
			data, err := s.Blob(f.B.Hash)
			if err != nil {
				w.t.Fatal(err)
			}
			if strings.Contains(string(data), "SECRET") {
				w.t.Errorf("%s holds what was to stay", f.Path)
			}
		}
	}
}

func TestNothingTypedIsLostWhateverHappensDuringSyncs(t *testing.T) {
	t.Parallel()
	for seed := int64(1); seed <= int64(fewer(4, 2)); seed++ {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, seed, 3)
			w.live(60)
			w.rest()
		})
	}
}

// TestWhatLayInATrashComesToRest is seed 1006 of the long run: the last device brings a review
// back that the one before it had edited and removed.
func TestWhatLayInATrashComesToRest(t *testing.T) {
	t.Parallel()
	if raced {
		t.Skip("in which turn they rest says nothing about what runs at once; other worlds run with the detector")
	}
	w := newWorld(t, 1006, 4)
	w.live(200)
	if turns := w.rest(); turns != 4 { // two for everything, one for the review, and nothing is left
		t.Errorf("they rest in turn %d", turns)
	}
}

func TestSoakNothingTypedIsLostWhateverHappensDuringSyncs(t *testing.T) {
	soak.Need(t)
	soak.Each(t, 1000, 300, func(t *testing.T, seed int64) {
		w := newWorld(t, seed, 2+int(seed%4))
		w.live(200)
		w.rest()
	})
}
