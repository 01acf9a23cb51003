package stat

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"
)

// Durations that people published: what was worked out on an earlier state of the same
// collection (150 of them: mean 327 h, median 8.1 h, geometric mean 8.9 h, spread of the
// logarithms 2.27, the eight longest with 93 % of all hours) must fit what is found here.
func TestPublishedDurationsAreAsSkewedAsWasWorkedOut(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "..", "shared", "data", "icco-postmortems", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("the published post-mortems are not on this machine")
	}
	stamp := func(text []byte, name string) (time.Time, bool) {
		found := regexp.MustCompile(`(?m)^` + name + `: (\S+)$`).FindSubmatch(text)
		if found == nil {
			return time.Time{}, false
		}
		at, err := time.Parse(time.RFC3339, string(found[1]))
		return at, err == nil
	}
	var hours []float64
	var missing int64
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		began, has := stamp(text, "start_time")
		ended, also := stamp(text, "end_time")
		if !has || !also || !ended.After(began) {
			missing++
			continue
		}
		hours = append(hours, ended.Sub(began).Hours())
	}
	s := must(NewSample(hours, missing))
	if s.Len() < 100 {
		t.Fatalf("only %d of %d have both times", s.Len(), len(files))
	}
	median, typical := must(s.Median(Ask{})), must(s.GeometricMean(Ask{}))
	if !median.Interval.Contains(8.1) || !typical.Interval.Contains(8.9) || median.Missing != missing {
		t.Errorf("the median is %+v and the geometric mean %+v", median, typical)
	}
	logs := must(s.logs())
	if spread := math.Sqrt(variance(logs, mean(logs))); math.Abs(spread-2.27) > 0.15 {
		t.Errorf("the logarithms spread by %v", spread)
	}
	middle, _ := median.Estimate.Float()
	if all := mean(hours); all < 20*middle {
		t.Errorf("the mean is %v h and the median %v h", all, middle)
	}
	slices.Sort(hours)
	if share := sum(hours[len(hours)-8:]) / sum(hours); share < 0.85 {
		t.Errorf("the eight longest hold %.2f of all hours", share)
	}
}
