package stat

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

// The results of one machine, kept to the last bit and compared on every other: what is
// counted must be equal, what is computed may differ in the last digits. UPDATE=1 writes
// them anew.

const keptResults = "testdata/portable.txt.gz"

// portable gives a line for each value: its name, the parts that must be equal, and
// the numbers.
func portable() []string {
	var lines []string
	keep := func(name string, v Value, err error) {
		exact := []string{string(v.Method), string(v.Verdict), strconv.FormatInt(v.N, 10)}
		numbers := []Number{v.Estimate, v.Interval.Lower, v.Interval.Upper, Num(v.Interval.Attained)}
		// A drawn p is a quotient of two counts.
		if strings.HasSuffix(string(v.Method), "drawn") || strings.HasPrefix(string(v.Method), "time-shift") {
			exact = append(exact, v.P.String())
		} else {
			numbers = append(numbers, v.P)
		}
		numbers = append(numbers, v.PRange.Lower, v.PRange.Upper)
		words := make([]string, len(numbers))
		for i, n := range numbers {
			words[i] = n.String()
		}
		lines = append(lines, fmt.Sprintf("%s %v|%s|%s", name, err, strings.Join(exact, " "), strings.Join(words, " ")))
	}
	from := Draws{Seed: 20260301}.stream()
	count := func(below uint64) int64 { return int64(from.below(below)) }
	values := func(n int) []float64 {
		out := make([]float64, n)
		for i := range out {
			out[i] = float64(1+count(2000)) / 8
		}
		return out
	}
	for i := range 120 {
		most := uint64(4) << (i % 27)
		ask := Ask{Level: []float64{0.8, 0.95, 0.99}[i%3], Sides: Sides(i / 3 % 3), Matters: 0.1}
		exposure := float64(1+count(500)) / 4
		draws := Draws{Count: 300, Seed: uint64(i)}
		name := strconv.Itoa(i)
		v, err := Poisson(count(most), exposure, ask)
		keep("rate "+name, v, err)
		v, err = RateRatio(Counted{count(most), exposure}, Counted{count(most), 12}, ask)
		keep("ratio "+name, v, err)
		n := 1 + count(most)
		v, err = ClopperPearson(count(uint64(n)+1), n, ask)
		keep("share "+name, v, err)
		v, err = Wilson(count(uint64(n)+1), n, ask)
		keep("score "+name, v, err)
		before, err := NewSample(values(3+i), 0)
		if err != nil {
			panic(err)
		}
		after, err := NewSample(values(4+i/2), 0)
		if err != nil {
			panic(err)
		}
		v, err = before.Quantile(float64(i)/120, ask)
		keep("quantile "+name, v, err)
		v, err = before.GeometricMean(ask)
		keep("typical "+name, v, err)
		v, err = GeometricMeanRatio(before, after, ask)
		keep("durations "+name, v, err)
		v, err = SignTest(differencesOf(values(5+i), values(5+i)), ask)
		keep("signs "+name, v, err)
		v, err = Spearman(values(4+i%20), values(4+i%20), ask, draws)
		keep("ranks "+name, v, err)
		v, err = Permutation(values(3+i%12), values(4+i%9), ask, draws)
		keep("split "+name, v, err)
		v, err = PairedPermutation(differencesOf(values(3+i%30), values(3+i%30)), ask, draws)
		keep("turned "+name, v, err)
		v, err = Kappa([][]int64{{count(90), count(30)}, {count(30), count(90)}}, ask)
		keep("kappa "+name, v, err)
		odds, err := Fisher(Two{count(most), count(most), count(most), count(most)}, ask)
		keep("odds "+name, odds.Value, err)
		var events []int64
		for range 4 + i%17 {
			events = append(events, count(10_000))
		}
		draws.Count *= i % 2
		shift, err := TimeShift(10_000, []Window{{500, 900}, {3000, 4500}}, events, ask, draws)
		keep("shift "+name, shift.Value, err)
	}
	return lines
}

func TestResultsAreTheSameOnEveryMachine(t *testing.T) {
	got := portable()
	if os.Getenv("UPDATE") != "" {
		writeKept(t, got)
	}
	file, err := os.Open(keptResults)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := io.ReadAll(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSpace(string(kept)), "\n")
	if len(got) != len(want) {
		t.Fatalf("%d results, kept are %d", len(got), len(want))
	}
	bits := 0
	for i := range got {
		if got[i] == want[i] {
			bits++
			continue
		}
		a, b := strings.Split(got[i], "|"), strings.Split(want[i], "|")
		if a[0] != b[0] || a[1] != b[1] || !alike(strings.Fields(a[2]), strings.Fields(b[2])) {
			t.Errorf("here it is\n%s\nkept is\n%s", got[i], want[i])
		}
	}
	t.Logf("%d of %d results are the same to the last bit", bits, len(got))
}

func writeKept(t *testing.T, lines []string) {
	t.Helper()
	var packed bytes.Buffer
	writer, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(writer, strings.Join(lines, "\n")+"\n"); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(keptResults, packed.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func alike(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		x, errX := strconv.ParseFloat(a[i], 64)
		y, errY := strconv.ParseFloat(b[i], 64)
		if errX != nil || errY != nil {
			if a[i] != b[i] {
				return false
			}
			continue
		}
		if math.Abs(x-y) > 1e-12*math.Max(math.Abs(y), 1e-3) {
			return false
		}
	}
	return true
}
