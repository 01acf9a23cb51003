package generate

import (
	"fmt"
	"strconv"
	"strings"
)

// writer fills the slots of sentences about a service.
type writer struct {
	d       *dice
	service Service
	// parts narrows what is spoken of to a few parts of the service, so that a
	// review has a subject; empty means all of them.
	parts []string
}

// say fills one sentence. Slots may bring slots of their own.
func (w *writer) say(sentence string) string {
	for range 3 {
		if !strings.Contains(sentence, "{") {
			break
		}
		sentence = w.fill(sentence)
	}
	return capital(sentence)
}

func (w *writer) fill(sentence string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(sentence, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		slot, after, _ := strings.Cut(rest, "}")
		b.WriteString(w.slot(slot))
		sentence = after
	}
}

// sentences says n different ones of a list.
func (w *writer) sentences(list []string, n int) string {
	return strings.Join(w.some(list, n), " ")
}

// some says up to n different ones of a list.
func (w *writer) some(list []string, n int) []string {
	start, step := w.d.below(len(list)), w.d.between(1, len(list)-1)
	for gcd(step, len(list)) != 1 {
		step = step%len(list) + 1
	}
	out := make([]string, 0, n)
	for i := range min(n, len(list)) {
		out = append(out, w.say(list[(start+i*step)%len(list)]))
	}
	return out
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

var (
	weekdays = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
	months   = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
	hexes    = "0123456789abcdef"
)

func (w *writer) slot(name string) string {
	d := w.d
	switch name {
	case "part":
		if len(w.parts) > 0 && d.chance(0.8) {
			return pick(d, w.parts)
		}
		return pick(d, vocabulary[w.service.Name].parts)
	case "counted":
		return vocabulary[w.service.Name].counted
	case "counted_n":
		return grouped(d.between(3, 4_000)) + " " + vocabulary[w.service.Name].counted
	case "svcname":
		return w.service.Name
	case "svc":
		return pick(d, Services).Name
	case "plant":
		return pick(d, plants)
	case "role":
		return pick(d, Roles)
	case "h":
		return hospital(d)
	case "w":
		return fmt.Sprintf("ward %d of %s", d.between(1, 12), hospital(d))
	case "cab":
		return fmt.Sprintf("%s-W%d-%02d", hospital(d), d.between(1, 12), d.between(1, 6))
	case "few":
		return strconv.Itoa(d.between(2, 9))
	case "gate":
		return strconv.Itoa(d.between(1, 6))
	case "four":
		return strconv.Itoa(d.between(1, 4))
	case "n":
		return strconv.Itoa(d.between(2, 48))
	case "N":
		return grouped(d.between(1_000, 64_000))
	case "pct":
		return fmt.Sprintf("%d.%d %%", d.between(1, 98), d.below(10))
	case "min":
		if d.chance(0.3) {
			return fmt.Sprintf("%d h %d min", d.between(1, 9), d.between(1, 59))
		}
		return fmt.Sprintf("%d minutes", d.between(2, 59))
	case "ms":
		return grouped(d.between(80, 9_000)) + " ms"
	}
	return w.rareSlot(name)
}

// rareSlot fills the slots whose values make the long tail of a vocabulary.
func (w *writer) rareSlot(name string) string {
	d := w.d
	switch name {
	case "clock":
		return fmt.Sprintf("%02d:%02d", d.below(24), d.below(60))
	case "day":
		return pick(d, weekdays)
	case "month":
		return pick(d, months)
	case "year":
		return strconv.Itoa(d.between(2019, 2025))
	case "code":
		return fmt.Sprintf("%s-%04d", w.service.Code, 1_000+d.zipf(9_000))
	case "ver":
		return fmt.Sprintf("%d.%d.%d", d.between(1, 9), d.below(30), d.below(12))
	case "node":
		return fmt.Sprintf("%s-%c%02d", strings.ToLower(w.service.Code), "ewc"[d.below(3)], d.between(1, 9))
	case "term":
		return termFirst[d.zipf(len(termFirst))] + " " + termSecond[d.zipf(len(termSecond))]
	case "setting":
		return strings.ToLower(w.service.Code) + "." + termFirst[d.zipf(len(termFirst))] + "_" + termSecond[d.zipf(len(termSecond))]
	case "adjective":
		return adjectives[d.zipf(len(adjectives))]
	case "aside":
		return pick(d, asides)
	case "module": // as in a log, one word
		return capital(termFirst[d.zipf(len(termFirst))]) + capital(pick(d, termSecond)) + capital(termSecond[d.zipf(len(termSecond))])
	case "tag":
		return fmt.Sprintf("E28%05X", d.below(1<<20))
	case "hash":
		b := make([]byte, 12)
		for i := range b {
			b[i] = hexes[d.below(16)]
		}
		return string(b)
	}
	panic("generate: no slot {" + name + "}")
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// hospital gives one of the 31; the large ones come up more often.
func hospital(d *dice) string { return fmt.Sprintf("H%02d", 1+d.zipf(31)) }

// grouped writes a number with commas between thousands.
func grouped(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return fmt.Sprintf("%s,%03d", grouped(n/1000), n%1000)
}
