// Command benchreport turns the output of `go test -bench`, and lines of the same
// form from the measurements in the window, into a page that compares: each figure
// against its peer of the same run, or against itself at a smaller size. Absolute
// times say more about the machine than the program.
//
// It reads standard input and writes Markdown to standard output: the table of
// speed with what is promised (bars.go), growth (growth.go), and all figures.
// Benchmarks take part in the last by the names of their sub-benchmarks:
//
//	BenchmarkX/ours and BenchmarkX/peer=NAME   a row with the ratio ours : peer
//	BenchmarkX/n=1000/what …                   the same as BenchmarkX/what/n=1000
//	BenchmarkX/n=1000, /n=10000 …              a row per size with the growth
//	anything else                              a row with its figures
package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

func main() {
	results, err := read(os.Stdin)
	if err == nil {
		err = write(os.Stdout, results)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// result is one benchmark line: its metrics by unit, such as "ns/op" or "p95-ms".
type result struct {
	pkg, name, variant string
	metrics            map[string]float64
	units              []string
}

// benchmarkLine: name, the -N of GOMAXPROCS, iterations, then value and unit in pairs.
var benchmarkLine = regexp.MustCompile(`^Benchmark(\S+?)(?:-\d+)?\s+\d+\s+(.+)$`)

func read(from io.Reader) ([]result, error) {
	var results []result
	pkg := ""
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if rest, ok := strings.CutPrefix(line, "pkg: "); ok {
			pkg = rest
			continue
		}
		match := benchmarkLine.FindStringSubmatch(line)
		if match == nil {
			continue
		}
		each := result{pkg: pkg, metrics: map[string]float64{}}
		each.name, each.variant, _ = strings.Cut(match[1], "/")
		each.variant = sizeLast(each.variant)
		fields := strings.Fields(match[2])
		for at := 0; at+1 < len(fields); at += 2 {
			value, err := strconv.ParseFloat(fields[at], 64)
			if err != nil {
				return nil, fmt.Errorf("read %q: %w", line, err)
			}
			each.metrics[fields[at+1]] = value
			each.units = append(each.units, fields[at+1])
		}
		results = append(results, each)
	}
	return results, lines.Err()
}

// sizeLast puts the size behind: a benchmark that prepares something large for several
// figures names the size first.
func sizeLast(variant string) string {
	if size, rest, ok := strings.Cut(variant, "/"); ok && strings.HasPrefix(size, "n=") {
		return rest + "/" + size
	}
	return variant
}

func write(to io.Writer, results []result) error {
	out := bufio.NewWriter(to)
	fmt.Fprint(out, "## What is promised\n\n")
	writeBars(out, results)
	fmt.Fprint(out, "\n## Growth\n\n")
	writeGrowth(out, results)
	fmt.Fprint(out, "\n## All figures\n\n")
	fmt.Fprintln(out, "| benchmark | variant | figures | compared |")
	fmt.Fprintln(out, "|---|---|---|---|")
	for _, each := range results {
		fmt.Fprintf(out, "| %s %s | %s | %s | %s |\n",
			strings.TrimPrefix(each.pkg, "secondstory/"), each.name, each.variant, figures(each), compared(each, results))
	}
	return out.Flush()
}

func figures(each result) string {
	var parts []string
	for _, unit := range each.units {
		if unit == "ns/op" {
			parts = append(parts, humanTime(each.metrics[unit]))
			continue
		}
		parts = append(parts, strconv.FormatFloat(each.metrics[unit], 'g', 4, 64)+" "+unit)
	}
	return strings.Join(parts, ", ")
}

func humanTime(nanoseconds float64) string {
	switch {
	case nanoseconds >= 1e9:
		return fmt.Sprintf("%.2f s", nanoseconds/1e9)
	case nanoseconds >= 1e6:
		return fmt.Sprintf("%.2f ms", nanoseconds/1e6)
	case nanoseconds >= 1e3:
		return fmt.Sprintf("%.2f µs", nanoseconds/1e3)
	}
	return fmt.Sprintf("%.0f ns", nanoseconds)
}

// compared gives the ratio to each peer for "ours", the growth for "n=…", else "".
func compared(each result, all []result) string {
	own := sizeOf(each.variant)
	var parts []string
	switch {
	case each.variant == "ours" || strings.HasPrefix(each.variant, "ours/"):
		rest := strings.TrimPrefix(each.variant, "ours")
		for _, other := range all {
			peer, ok := strings.CutPrefix(other.variant, "peer=")
			if ok && isSibling(each, other) && strings.HasSuffix(peer, rest) && other.metrics["ns/op"] > 0 {
				parts = append(parts, fmt.Sprintf("%.2f × %s", each.metrics["ns/op"]/other.metrics["ns/op"], strings.TrimSuffix(peer, rest)))
			}
		}
	case own > 0:
		siblings := []result{}
		for _, other := range all {
			if isSibling(each, other) && sizeOf(other.variant) > 0 && sizeOf(other.variant) < own {
				siblings = append(siblings, other)
			}
		}
		sort.SliceStable(siblings, func(a, b int) bool { return sizeOf(siblings[a].variant) < sizeOf(siblings[b].variant) })
		if len(siblings) > 0 && siblings[0].metrics["ns/op"] > 0 {
			parts = append(parts, fmt.Sprintf("%.1f × the time at %.0f × the size",
				each.metrics["ns/op"]/siblings[0].metrics["ns/op"], own/sizeOf(siblings[0].variant)))
		}
	}
	return strings.Join(parts, ", ")
}

func isSibling(a, b result) bool { return a.pkg == b.pkg && a.name == b.name }

// sizeOf reads the number of a variant "n=1000"; 0 when it is not one.
func sizeOf(variant string) float64 {
	text, ok := strings.CutPrefix(variant, "n=")
	if !ok {
		return 0
	}
	size, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0
	}
	return size
}
