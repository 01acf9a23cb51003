package stat

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// What follows reads the answers of other packages; testdata/recipe says how they were
// made. The files are at least 5,000 cases each, and a test says so when one is not.

const fewestCases = 5000

// row is one case by the names of its columns.
type row struct {
	t       *testing.T
	line    int
	columns map[string]int
	cells   []string
}

func eachCase(t *testing.T, name string, test func(r row)) {
	t.Helper()
	if slowed != "" {
		t.Skip(slowed)
	}
	file, err := os.Open(filepath.Join("testdata", name+".csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	reader := csv.NewReader(unpacked)
	reader.ReuseRecord = true
	head, err := reader.Read()
	if err != nil {
		t.Fatal(err)
	}
	columns := map[string]int{}
	for i, name := range head {
		columns[name] = i
	}
	cases := 0
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		cases++
		test(row{t, cases + 1, columns, cells})
		if t.Failed() && cases > 20 {
			t.Fatalf("%s: stopped after case %d", name, cases)
		}
	}
	if cases < fewestCases {
		t.Fatalf("%s has %d cases, fewer than %d", name, cases, fewestCases)
	}
}

func (r row) text(name string) string {
	i, ok := r.columns[name]
	if !ok {
		r.t.Fatalf("no column %s", name)
	}
	return strings.TrimSpace(r.cells[i])
}

func (r row) float(name string) float64 { return r.parse(r.text(name)) }

func (r row) parse(text string) float64 {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		r.t.Fatalf("line %d: %v", r.line, err)
	}
	return x
}

func (r row) count(name string) int64 { return int64(r.float(name)) }

func (r row) floats(name string) []float64 {
	var out []float64
	for _, each := range strings.Fields(r.text(name)) {
		out = append(out, r.parse(each))
	}
	return out
}

func (r row) table(name string, width int64) [][]int64 {
	var out [][]int64
	for i, x := range r.floats(name) {
		if int64(i)%width == 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], int64(x))
	}
	return out
}

func (r row) ask() Ask {
	a := Ask{Level: r.float("level")}
	if _, ok := r.columns["side"]; ok {
		a.Sides = map[string]Sides{"2": TwoSided, "L": LowerOnly, "U": UpperOnly}[r.text("side")]
	}
	return a
}

// tolerance is what the issue of this engine promises.
const tolerance = 1e-9

// agree compares with a column; an empty cell is a gap in the fixture and not compared.
func (r row) agree(name string, got Number) {
	r.t.Helper()
	text := r.text(name)
	if text == "" || text == "NA" {
		return
	}
	r.agreeWith(name, got, r.parse(text))
}

func (r row) agreeWith(name string, got Number, want float64) {
	r.t.Helper()
	if math.IsInf(want, 0) {
		if got != Num(want) {
			r.t.Errorf("line %d: %s is %v, want %v: %v", r.line, name, got, want, r.cells)
		}
		return
	}
	x, ok := got.Float()
	// The part that does not shrink is for what is zero but for rounding there.
	if !ok || math.Abs(x-want) > tolerance*math.Abs(want)+1e-14 {
		r.t.Errorf("line %d: %s is %v, want %v: %v", r.line, name, got, want, r.cells)
	}
}

func (r row) ok(err error) bool {
	r.t.Helper()
	if err != nil {
		r.t.Errorf("line %d: %v: %v", r.line, err, r.cells)
	}
	return err == nil
}

// sound holds for every value whatever it was made from.
func (r row) sound(v Value, c Comparison) {
	r.t.Helper()
	for _, problem := range unsound(v, c) {
		r.t.Errorf("line %d: %s: %+v", r.line, problem, v)
	}
}
