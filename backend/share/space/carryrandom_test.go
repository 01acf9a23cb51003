package space_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"secondstory/backend/internal/soak"
	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
)

// P13, P7: devices that meet by files alone, each file handed on by itself, in any order,
// twice, or lost on the way, while people edit and programs are killed. At the end each has
// the same, and nothing that was typed is lost.
func carriedAtRandom(t *testing.T, seed int64, steps int) {
	w := &world{t: t, dice: rand.New(rand.NewPCG(uint64(seed), 1313)), typed: map[string]string{}, seen: map[string]string{}}
	common := t.TempDir()
	for i := range 3 {
		d := newDevice(t, uint64(seed)*100+uint64(i))
		d.joins(remote.BundlesIn(common))
		w.devices = append(w.devices, d)
		if i == 0 {
			w.edits(0)
		}
		d.sync()
	}
	var mail []string
	killed := func(d *device, load space.Load) (dead bool) {
		kill, step := -1, 0
		if w.dice.IntN(4) == 0 {
			kill = w.dice.IntN(10)
		}
		d.step = func(string) {
			if step == kill {
				panic(errKilled)
			}
			step++
		}
		defer func() {
			d.step = nil
			if r := recover(); r != nil {
				if r != errKilled {
					panic(r)
				}
				dead = true
				w.kills++
				d.ws.Close()
				d.open()
			}
		}()
		r, err := d.syncer().Carry(context.Background(), d.id(), access, load)
		if err != nil {
			t.Fatal(err)
		}
		if r.Wrote != "" {
			at := filepath.Join(t.TempDir(), fmt.Sprintf("%d.bundle", len(mail)))
			copyFile(t, r.Wrote, at)
			mail = append(mail, at)
		}
		return false
	}
	sticks := []string{t.TempDir(), t.TempDir(), t.TempDir()}
	for range steps {
		i := w.dice.IntN(len(w.devices))
		switch k := w.dice.IntN(10); {
		case k < 5:
			w.edits(i)
		case k < 8:
			killed(w.devices[i], space.Load{Out: sticks[i]})
		case len(mail) > 0:
			killed(w.devices[i], space.Load{In: []string{mail[w.dice.IntN(len(mail))]}})
		}
	}
	// Everything is handed to everybody, one by one, in another order for each.
	for i, d := range w.devices {
		d.carries(space.Load{Out: sticks[i]})
	}
	var all []string
	for _, stick := range sticks {
		all = append(all, bundlesIn(t, stick)...)
	}
	for _, d := range w.devices {
		w.dice.Shuffle(len(all), func(a, b int) { all[a], all[b] = all[b], all[a] })
		for _, file := range append(all, all[0]) {
			d.takesIn(file)
		}
	}
	// One more exchange makes one head of what was merged in different orders.
	for range 3 {
		for _, d := range w.devices {
			d.sync()
		}
	}
	want := w.devices[0].head()
	for i, d := range w.devices {
		if r := d.sync(); r.Sent+r.Received != 0 || r.Wrote != "" || len(r.Refused) != 0 {
			t.Errorf("device %d does not come to rest: %+v", i, r)
		}
		if got := d.head(); got != want {
			t.Errorf("device %d ends at %s and not at %s", i, got, want)
		}
		corpus := w.corpus(d)
		for each, by := range w.typed {
			if !corpus[each] && w.seen[each] == "" {
				t.Errorf("device %d: %s is lost, typed by %s", i, each, by)
			}
		}
		d.whole()
	}
	t.Logf("%d words, %d files, %d kills", len(w.typed), len(mail), w.kills)
}

func TestFilesHandedOnAtRandomBringAllToTheSame(t *testing.T) {
	t.Parallel()
	for seed := int64(1); seed <= int64(fewer(3, 1)); seed++ {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel()
			carriedAtRandom(t, seed, 50)
		})
	}
}

func TestSoakFilesHandedOnAtRandomBringAllToTheSame(t *testing.T) {
	soak.Need(t)
	soak.Each(t, 1000, 100, func(t *testing.T, seed int64) { carriedAtRandom(t, seed, 150) })
}
