package space_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/internal/soak"
)

// A mirror in which somebody writes while the program writes too, syncs with another
// device, and is killed wherever it is: each line is there at the end, once, or in a file
// that is kept beside.
func mirroredAtRandom(t *testing.T, seed int64, steps int) {
	dice := rand.New(rand.NewPCG(uint64(seed), 4343))
	a, b, id := pair(t, bare(t))
	dir := a.mirrors()
	md := fileOf(t, dir, id, "review.md")
	var words []string
	word := func(by string) string {
		words = append(words, fmt.Sprintf("%s%dx", by, len(words)))
		return words[len(words)-1]
	}
	// Each writer has a section of its own: what two write into one line is a question,
	// and is looked at elsewhere.
	byHand := func() {
		data, err := os.ReadFile(md)
		a.must(err)
		text := string(data)
		at := strings.Index(text, "{#lessons -}")
		if at < 0 {
			t.Fatal(text)
		}
		end := at + len("{#lessons -}\n")
		a.must(os.WriteFile(md, []byte(text[:end]+"\nBy hand "+word("h")+".\n"+text[end:]), 0o644))
	}
	adds := func(d *device, key, by string) {
		d.set(id, "sections/"+key+"/text", strings.TrimSpace(d.section(id, key)+"\n\nTyped "+word(by)+"."))
	}
	kills := 0
	pass := func() {
		kill, step := -1, 0
		if dice.IntN(2) == 0 {
			kill = dice.IntN(7)
		}
		a.step = func(string) {
			if step == kill {
				panic(errKilled)
			}
			step++
			if dice.IntN(12) == 0 {
				byHand()
			}
		}
		defer func() {
			a.step = nil
			if r := recover(); r != nil {
				if r != errKilled {
					panic(r)
				}
				kills++
				a.ws.Close()
				a.open()
			}
		}()
		if _, err := a.syncer().Mirror(context.Background(), a.id(), nil); err != nil {
			t.Fatal(err)
		}
	}
	for range steps {
		switch dice.IntN(6) {
		case 0:
			byHand()
		case 1:
			adds(a, "impact", "a")
		case 2:
			adds(b, "detection", "b")
			b.sync()
		case 3:
			a.sync()
		default:
			pass()
		}
	}
	for range 3 {
		a.mirror()
		a.sync()
		b.sync()
	}
	a.mirror()
	if m := a.mirror(); m.Written+len(m.Taken)+len(m.Problems) != 0 || m.Busy {
		t.Errorf("it does not come to rest: %+v", m)
	}
	file := text(t, md)
	// Of two saves within one exchange of names the last one stands and the other beside it.
	beside := ""
	kept, err := filepath.Glob(md + "*.orig")
	a.must(err)
	for _, path := range kept {
		beside += text(t, path)
	}
	for _, w := range words {
		if strings.Contains(beside, " "+w+".") && !strings.Contains(file, " "+w+".") {
			continue
		}
		for name, s := range map[string]string{"the file": file, "here": a.anywhere(id, "lessons") + a.section(id, "impact") + a.section(id, "detection"),
			"there": b.anywhere(id, "lessons") + b.section(id, "impact") + b.section(id, "detection")} {
			if n := strings.Count(s, " "+w+"."); n != 1 {
				t.Errorf("%s stands %d times %s", w, n, name)
			}
		}
	}
	if open := a.open4(id); len(open) != 0 {
		t.Errorf("%+v", open)
	}
	a.whole()
	t.Logf("%d words, %d kills", len(words), kills)
}

func TestKillsAtRandomWhileAMirrorIsKeptCostNothing(t *testing.T) {
	t.Parallel()
	for seed := range int64(fewer(3, 1)) {
		t.Run(fmt.Sprintf("seed %d", seed+1), func(t *testing.T) {
			t.Parallel()
			mirroredAtRandom(t, seed+1, 40)
		})
	}
	// Killed in an exchange of names with what was just saved, edited again before the next pass.
	t.Run("seed 30", func(t *testing.T) {
		t.Parallel()
		mirroredAtRandom(t, 30, fewer(120, 30))
	})
}

func TestSoakKillsAtRandomWhileAMirrorIsKeptCostNothing(t *testing.T) {
	soak.Need(t)
	soak.Each(t, 1, 200, func(t *testing.T, seed int64) { mirroredAtRandom(t, seed, 120) })
}
