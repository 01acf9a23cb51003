// Command generate writes as much of the fictional organisation as asked for: as
// files that other tools can read, or as a workspace to open. It is a tool of the
// people who build the program and is not shipped.
//
//	go run -tags sqlite_fts5 ./samples/cmd/generate --scale 10 --out build/generated
//	go run -tags sqlite_fts5 ./samples/cmd/generate --reviews 10000 --home build/generated/home
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/workspace"
	"secondstory/samples/generate"
)

func main() {
	if err := run(os.Args[1:], os.Stderr); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "generate:", err)
		}
		os.Exit(2)
	}
}

type options struct {
	seed      uint64
	scale     int
	reviews   int
	entries   int
	out, home string
}

func run(args []string, out io.Writer) error {
	var o options
	flags := flag.NewFlagSet("generate", flag.ContinueOnError)
	flags.SetOutput(out)
	flags.Uint64Var(&o.seed, "seed", 1, "decides everything")
	flags.IntVar(&o.scale, "scale", 1, "branches of the organisation: 1, 10, 100")
	flags.IntVar(&o.reviews, "reviews", -1, "number of reviews (default: 100 for each branch)")
	flags.IntVar(&o.entries, "entries", 0, "one review more, with a timeline of this length")
	flags.StringVar(&o.out, "out", "", "empty folder for reviews/*.md, reviews/*.json, incidents.csv, events.csv and changes.csv")
	flags.StringVar(&o.home, "home", "", "folder for a new workspace with the reviews")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if o.reviews < 0 {
		o.reviews = o.scale * generate.ReviewsPerScale
	}
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("what is %q for?", flags.Arg(0))
	case o.out == "" && o.home == "":
		return errors.New("say where to: --out FOLDER or --home FOLDER")
	case o.entries < 0 || o.entries > 100_000:
		return fmt.Errorf("a timeline of %d entries is not possible", o.entries)
	}
	if o.out != "" {
		if err := o.files(); err != nil {
			return err
		}
		fmt.Fprintf(out, "%s: %d reviews, a year of %d branches\n", o.out, o.reviews+o.more(), o.scale)
	}
	if o.home != "" {
		stored, err := o.fill()
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s: %d reviews\n", o.home, stored)
	}
	return nil
}

// more is the number of reviews beside those of the sequence.
func (o options) more() int { return min(o.entries, 1) }

// all walks through the reviews in the order in which they happened; the one
// asked for beside them comes last.
func (o options) all() iter.Seq2[time.Time, review.Review] {
	return func(yield func(time.Time, review.Review) bool) {
		for at, r := range generate.ReviewsByDate(o.seed, o.reviews) {
			if !yield(at, r) {
				return
			}
		}
		if o.entries > 0 {
			yield(generate.YearEnd(), generate.Shaped(o.seed, o.reviews, generate.Shape{Sections: 5, Entries: o.entries, Causes: 20, Factors: 4, Actions: 4}))
		}
	}
}

func (o options) files() error {
	world, err := generate.NewWorld(o.seed, o.scale)
	if err != nil {
		return err
	}
	if err := o.reviewFiles(filepath.Join(o.out, "reviews")); err != nil {
		return err
	}
	if err := writeFile(filepath.Join(o.out, "incidents.csv"), func(w io.Writer) error { return generate.WriteIncidents(w, world.Incidents()) }); err != nil {
		return err
	}
	if err := writeFile(filepath.Join(o.out, "events.csv"), func(w io.Writer) error { return generate.WriteEventLog(w, world.Incidents()) }); err != nil {
		return err
	}
	return writeFile(filepath.Join(o.out, "changes.csv"), func(w io.Writer) error { return generate.WriteChanges(w, world.Changes()) })
}

// reviewFiles writes each review as JSON and as the Markdown of an export.
func (o options) reviewFiles(folder string) error {
	if there, err := os.ReadDir(folder); err == nil && len(there) > 0 {
		return fmt.Errorf("%s is not empty", folder)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	text := assets.English()
	n := 0
	for _, r := range o.all() {
		n++
		name := filepath.Join(folder, fmt.Sprintf("%06d", n))
		err := writeFile(name+".json", func(w io.Writer) error {
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			return enc.Encode(r)
		})
		if err != nil {
			return err
		}
		if err := os.WriteFile(name+".md", []byte(review.Markdown(r, text.Text)), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(name string, write func(io.Writer) error) (err error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriter(f)
	if err := write(w); err != nil {
		return err
	}
	return w.Flush()
}

// fill makes a workspace in which each review was written down the day after it
// happened. Somebody's own workspace is left alone.
func (o options) fill() (int, error) {
	if workspace.Exists(o.home) {
		return 0, fmt.Errorf("%s is a workspace already", o.home)
	}
	ctx := context.Background()
	now := generate.YearEnd().AddDate(-3, 0, 0)
	clock := func() time.Time { return now }
	w, err := workspace.Open(ctx, o.home, workspace.Options{Origin: "cli", Now: clock, NewID: generate.IDs(o.seed, clock)})
	if err != nil {
		return 0, err
	}
	defer w.Close()
	return w.AddReviews(ctx, func(yield func(review.Review) bool) {
		for at, r := range o.all() {
			now = at.AddDate(0, 0, 1)
			if !yield(r) {
				return
			}
		}
	})
}
