package draw

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"secondstory/backend/domain/stat"
)

func minutesLabel(v float64) string {
	switch {
	case v >= 1440:
		return fmt.Sprintf("%.0f d", v/1440)
	case v >= 60:
		return fmt.Sprintf("%.0f h", v/60)
	}
	return fmt.Sprintf("%.0f min", v)
}

func lengths(seed uint64, n int, middle float64) []SpreadPoint {
	r := rand.New(rand.NewPCG(seed, 1))
	var out []SpreadPoint
	for i := range n {
		out = append(out, SpreadPoint{ID: fmt.Sprintf("p%d-%d", seed, i), Value: math.Round(math.Exp(math.Log(middle) + 1.2*r.NormFloat64()))})
	}
	return out
}

func spreadInput() SpreadInput {
	return SpreadInput{
		Width: 640,
		Scale: Scale{Log: true, Label: minutesLabel, Ticks: []float64{1, 5, 15, 60, 240, 1440, 10080}},
		Rows: []SpreadRow{
			{Name: "12 months before", Note: "n 24", Points: lengths(1, 24, 60), Center: stat.Num(58), Lower: stat.Num(36), Upper: stat.Num(94)},
			{Name: "Last 12 months", Note: "n 9", Points: lengths(2, 9, 30), Center: stat.Num(31), Lower: stat.Num(11), Upper: stat.Num(90), Strong: true},
			{Name: "SEV1 alone, which is long", Note: "n 1", Points: lengths(3, 1, 300), Center: stat.Num(300), Lower: stat.Num(0), Upper: stat.Num(math.Inf(1)), Strong: true},
			{Name: "SEV5", Note: "n 0", Empty: "no case"},
		},
	}
}

func controlInput(t *testing.T) ControlInput {
	t.Helper()
	buckets := []stat.Bucket{{Exposure: 0}, {Exposure: 0}}
	r := rand.New(rand.NewPCG(4, 4))
	for i := range 13 {
		n := int64(r.IntN(6) + 2)
		if i == 7 {
			n = 19
		}
		buckets = append(buckets, stat.Bucket{Count: n, Exposure: float64(28+i%4) / 30})
	}
	first, err := stat.CountChart(stat.ChartU, buckets, 0)
	if err != nil {
		t.Fatal(err)
	}
	second, err := stat.CountChart(stat.ChartU, []stat.Bucket{{Count: 1, Exposure: 1}, {Count: 3, Exposure: 1}, {Count: 0, Exposure: 1}, {Count: 1, Exposure: 1}, {Count: 1, Exposure: 0.4, Partial: true}}, 0)
	if err != nil {
		t.Fatal(err)
	}
	marks := func(from, n int) []ControlMark {
		var out []ControlMark
		for i := range n {
			out = append(out, ControlMark{ID: fmt.Sprint("b", from+i), Label: fmt.Sprintf("%d/26", (from+i)%12+1)})
		}
		return out
	}
	return ControlInput{
		Width: 640, Provisional: "limits still provisional", Empty: "nothing to show",
		Phases: []ControlPhase{
			{Chart: first, Marks: marks(0, len(first.Points))},
			{Chart: second, Marks: marks(len(first.Points), len(second.Points)), Break: "fixed"},
		},
	}
}

func changeInput() ChangeInput {
	return ChangeInput{Width: 640, NoChange: "no change", Rows: []ChangeRow{
		{ID: "a", Name: "Incidents", Note: "0.17 (0.03–0.57)", Estimate: stat.Num(0.167), Lower: stat.Num(0.031), Upper: stat.Num(0.571)},
		{ID: "b", Name: "Time to detect", Note: "at least 1.2", Estimate: stat.Num(math.Inf(1)), Lower: stat.Num(1.2), Upper: stat.Num(math.Inf(1))},
		{ID: "c", Name: "Time to resolve", Note: "none", Lower: stat.Num(0), Upper: stat.Num(math.Inf(1)), Empty: "too few cases"},
	}}
}

func barsInput() BarsInput {
	return BarsInput{Width: 640, Rows: []Bar{
		{ID: "a", Name: "Gate readers", Note: "12", Value: stat.Num(12), Lower: stat.Num(6.2), Upper: stat.Num(20.96)},
		{ID: "b", Name: "Plant bus", Note: "3", Value: stat.Num(3), Lower: stat.Num(0.62), Upper: stat.Num(8.77)},
		{ID: "c", Name: "Cabinets of the wards", Note: "0", Value: stat.Num(0), Lower: stat.Num(0), Upper: stat.Num(3.69)},
	}}
}

func eventsInput() EventsInput {
	day := int64(86_400_000)
	in := EventsInput{Width: 640, From: 0, To: 720 * day, Change: 360 * day, Words: "Second switch in use",
		Left: []EventsGap{{360 * day, 390 * day, "settling in"}}, Tick: func(ms int64) string { return fmt.Sprint("day ", ms/day) }}
	for i := range int64(8) {
		in.Ticks = append(in.Ticks, i*90*day)
	}
	for i, at := range []int64{10, 33, 34, 35, 36, 80, 121, 190, 200, 260, 300, 330, 350, 365, 372, 500, 640} {
		in.Events = append(in.Events, Event{ID: fmt.Sprint("e", i), At: at * day, LeftOut: at > 360 && at < 390})
	}
	return in
}

func chartScenes(t *testing.T) map[string]Scene {
	m := measurer(t)
	return map[string]Scene{
		"spread":  Spread(m, spreadInput()),
		"control": Control(m, controlInput(t)),
		"change":  Change(m, changeInput()),
		"bars":    Bars(m, barsInput()),
		"events":  Events(m, eventsInput()),
	}
}

func TestChartsStayAsTheyWere(t *testing.T) {
	for name, scene := range chartScenes(t) {
		for _, theme := range []Theme{Light, Dark} {
			got := SVG(scene, theme, Meta{Title: name, Background: true})
			file := filepath.Join("testdata", "chart-"+name+"-"+theme.Name+".svg")
			if *update {
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s has changed; look at it, then run the test with -update", file)
			}
			wellFormed(t, got)
		}
	}
}

// textsApart finds texts of a scene that lie on each other.
func textsApart(t *testing.T, name string, sc Scene) {
	t.Helper()
	type box struct {
		x1, y1, x2, y2 int32
		text           string
	}
	var boxes []box
	for _, it := range sc.Items {
		for i := range it.P {
			if it.P[i] <= -farthest || it.P[i] >= farthest-1 {
				t.Errorf("%s: %s %s reaches out of every picture: %v", name, it.Kind, it.ID, it.P)
			}
		}
		if it.Kind == KindText {
			b := box{it.P[0], it.P[1] - it.Size*7/10, it.P[0] + it.W, it.P[1], it.Text}
			for _, o := range boxes {
				if b.x1 < o.x2 && o.x1 < b.x2 && b.y1 < o.y2 && o.y1 < b.y2 {
					t.Errorf("%s: %q lies on %q", name, b.text, o.text)
				}
			}
			boxes = append(boxes, b)
			if b.x1 < sc.Bounds.X || b.x2 > sc.Bounds.X+sc.Bounds.W || b.y2 > sc.Bounds.Y+sc.Bounds.H {
				t.Errorf("%s: %q stands over the edge", name, b.text)
			}
		}
	}
}

func TestNoTextOfAChartLiesOnAnotherOrOverTheEdge(t *testing.T) {
	for name, sc := range chartScenes(t) {
		textsApart(t, name, sc)
	}
	m := measurer(t)
	for _, width := range []float64{240, 320, 500, 1200} {
		s, c, b := spreadInput(), controlInput(t), barsInput()
		s.Width, c.Width, b.Width = width, width, width
		textsApart(t, fmt.Sprint("spread ", width), Spread(m, s))
		textsApart(t, fmt.Sprint("control ", width), Control(m, c))
		textsApart(t, fmt.Sprint("bars ", width), Bars(m, b))
	}
}

func TestWhatDoesNotCountIsAnotherShapeAndNothingLeadsToIt(t *testing.T) {
	in := controlInput(t)
	sc := Control(measurer(t), in)
	byNode := map[string][]Item{}
	var course []Item
	for _, it := range sc.Items {
		switch it.Role {
		case RolePoint, RoleSignal:
			byNode[it.Node] = append(byNode[it.Node], it)
		case RoleSpan:
			course = append(course, it)
		}
	}
	shape := func(id string) string {
		first := byNode[id][0]
		return first.Role + " " + first.Kind + " " + first.Fill
	}
	for id, want := range map[string]string{
		"b0":  "point line ",      // not watched
		"b2":  "point circle ink", // counts
		"b9":  "signal poly warn", // beyond its limits
		"b19": "point circle bg",  // not over yet
	} {
		if got := shape(id); got != want {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
	points := 0
	for _, it := range course {
		points += len(it.P) / 2
	}
	if len(course) != 2 || points != 13+4 {
		t.Errorf("%d courses over %d points", len(course), points)
	}
}

func TestAnOpenEndIsAnArrowAndAnUnknownIntervalIsNotDrawn(t *testing.T) {
	sc := Change(measurer(t), changeInput())
	ends := map[string]int{}
	for _, it := range sc.Items {
		if it.Role == RoleBand && it.Kind == KindLine {
			ends[it.Node] += len(it.P)
		}
	}
	// A tick is a line of two points, an arrow one of three.
	if ends["a"] != 8 || ends["b"] != 10 || ends["c"] != 0 {
		t.Errorf("%v", ends)
	}
}

func TestTicksAreRoundValuesWithinTheScaleAndFew(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 5000 {
		low := (r.Float64() - 0.3) * math.Pow(10, float64(r.IntN(9)-3))
		s := Scale{Log: r.IntN(2) == 0}.reaching(stat.Num(low), stat.Num(low+r.Float64()*math.Pow(10, float64(r.IntN(9)-3))))
		most := 3 + r.IntN(8)
		ticks := s.rounded(most).ticks(most)
		if len(ticks) > 3*most+3 || !s.Log && len(ticks) < 2 {
			t.Fatalf("%+v: %d ticks of %d", s, len(ticks), most)
		}
		for i, v := range ticks {
			if i > 0 && v <= ticks[i-1] {
				t.Fatalf("%v does not rise", ticks)
			}
		}
	}
	for _, c := range []struct {
		s    Scale
		want string
	}{
		{Scale{Low: 0, High: 19}.rounded(4), "[0 5 10 15 20]"},
		{Scale{Low: 0, High: 0.31}.rounded(4), "[0 0.1 0.2 0.30000000000000004 0.4]"},
		{Scale{Log: true, Low: 0.02, High: 3}, "[0.02 0.05 0.1 0.2 0.5 1 2]"},
	} {
		if got := fmt.Sprint(c.s.ticks(8)); got != c.want && c.s.Log {
			t.Errorf("%+v: %s, want %s", c.s, got, c.want)
		} else if got := fmt.Sprint(c.s.ticks(4)); got != c.want && !c.s.Log {
			t.Errorf("%+v: %s, want %s", c.s, got, c.want)
		}
	}
}

func TestHostileNumbersAndTextsAreStillAPicture(t *testing.T) {
	m := measurer(t)
	for i, text := range hostile {
		rows := []SpreadRow{{Name: text, Note: text, Empty: text, Points: []SpreadPoint{{"a", 0}, {"b", -3}, {"c", 1e300}, {"d", math.NaN()}}, Center: stat.Num(1), Lower: stat.Num(-5), Upper: stat.Num(math.Inf(1))}}
		for _, log := range []bool{true, false} {
			sc := Spread(m, SpreadInput{Scale: Scale{Log: log}, Rows: rows})
			textsApart(t, fmt.Sprint("hostile ", i), sc)
			wellFormed(t, SVG(sc, Light, Meta{}))
		}
	}
	for name, sc := range map[string]Scene{
		"no rows":   Spread(m, SpreadInput{}),
		"no points": Control(m, ControlInput{Empty: "none"}),
		"no bars":   Bars(m, BarsInput{}),
		"no ratios": Change(m, ChangeInput{}),
		"no events": Events(m, EventsInput{}),
	} {
		if sc.Bounds.W <= 0 || sc.Bounds.H <= 0 {
			t.Errorf("%s: %+v", name, sc.Bounds)
		}
		wellFormed(t, SVG(sc, Dark, Meta{}))
	}
}
