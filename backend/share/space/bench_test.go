package space_test

import (
	"bytes"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/review"
	"secondstory/backend/share/gitstore"
	"secondstory/backend/share/remote"
	"secondstory/backend/share/space"
	"secondstory/backend/sqlite"
	"secondstory/samples/generate"
)

// filesOfReview is how many files a generated review has in a shared repository.
const filesOfReview = 4.085

// BenchmarkSpace exchanges spaces of 500, 5,000 and 50,000 files, with a fifth as
// many commits, through a bare folder. Beside each exchange the git command line
// does the same with a clone and its working copy, turn by turn.
func BenchmarkSpace(b *testing.B) {
	needGit(b)
	for _, n := range []int{500, 5_000, 50_000} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) { benchmarkSpace(b, n) })
	}
}

func benchmarkSpace(b *testing.B, files int) {
	shared := bare(b)
	first := newDevice(b, 1)
	first.joins(shared)
	reviews := int(float64(files) / filesOfReview)
	first.fills(reviews)
	first.must(first.ws.Share(b.Context(), team, recordsOf(b, first)...))
	shares := time.Now()
	first.sync()
	sharing := time.Since(shares)

	other := newWriter(b, shared)
	other.writes(files/5 - 2)
	reader := newDevice(b, 2)
	enters := time.Now()
	reader.joins(shared)
	entering := time.Since(enters)
	clone := filepath.Join(b.TempDir(), "clone")
	clones := time.Now()
	git(b, b.TempDir(), "clone", "-q", shared, clone)
	cloning := time.Since(clones)

	b.Run("enter", func(b *testing.B) {
		for b.Loop() { // measured above: a space is entered once
		}
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(ms(sharing), "share-all-ms")
		b.ReportMetric(ms(entering), "enter-ms")
		b.ReportMetric(ms(cloning), "git-clone-ms")
	})
	b.Run("receive=20", func(b *testing.B) {
		var ours, gits []time.Duration
		for b.Loop() {
			other.writes(20)
			ours = append(ours, timed(func() {
				if r := reader.sync(); r.State != space.Done || len(r.Came) == 0 {
					b.Fatalf("%+v", r)
				}
			}))
			gits = append(gits, timed(func() { git(b, clone, "pull", "-q", "--ff-only") }))
		}
		report(b, ours, gits)
	})
	b.Run("nothing", func(b *testing.B) {
		var ours, gits []time.Duration
		for b.Loop() {
			ours = append(ours, timed(func() { reader.sync() }))
			gits = append(gits, timed(func() { git(b, clone, "pull", "-q", "--ff-only") }))
		}
		report(b, ours, gits)
	})
	ids := recordsOf(b, reader)
	steps := map[string]time.Time{}
	reader.step = func(name string) { steps[name] = time.Now() }
	var commits, pushes, gitCommits, gitPushes []time.Duration
	edits := 0
	both := func() {
		edits++
		reader.set(ids[edits*7%len(ids)], "title", fmt.Sprintf("Edited for the %d. time", edits))
		reader.sync()
		commits = append(commits, steps["settled"].Sub(steps["caught up"]))
		pushes = append(pushes, steps["pushed"].Sub(steps["written back"]))
		git(b, clone, "pull", "-q", "--ff-only")
		other.fetches()
		name := other.paths[edits*11%len(other.paths)]
		data := must(os.ReadFile(filepath.Join(clone, name)))
		if err := os.WriteFile(filepath.Join(clone, name), again(data, edits), 0o600); err != nil {
			b.Fatal(err)
		}
		gitCommits = append(gitCommits, timed(func() { git(b, clone, "commit", "-q", "-a", "-m", "Edit") }))
		gitPushes = append(gitPushes, timed(func() { git(b, clone, "push", "-q", "origin", "HEAD") }))
		reader.sync()
	}
	b.Run("commit", func(b *testing.B) {
		for b.Loop() {
			both()
		}
		report(b, commits, gitCommits)
	})
	b.Run("push", func(b *testing.B) {
		for b.Loop() {
			both()
		}
		report(b, pushes, gitPushes)
	})
	b.Run("memory", func(b *testing.B) {
		for b.Loop() {
			other.fetches()
			other.writes(20)
			reader.step = nil
			b.ReportMetric(residentMB(b, reader), "MB")
		}
	})
}

// fills makes reviews over five years: a folder of the repository holds a month.
func (d *device) fills(reviews int) {
	d.t.Helper()
	const months = 60
	d.at = d.at.AddDate(0, -months, 0)
	next, stop := iter.Pull(generate.Reviews(1, reviews))
	defer stop()
	for month := range months {
		_, err := d.ws.AddReviews(d.t.Context(), func(yield func(review.Review) bool) {
			for range reviews*(month+1)/months - reviews*month/months {
				if r, ok := next(); !ok || !yield(r) {
					return
				}
			}
		})
		d.must(err)
		d.at = d.at.AddDate(0, 1, 0)
	}
}

// writer commits to a shared folder without any workspace: it writes again under
// the titles of reviews that are there.
type writer struct {
	b     testing.TB
	store *gitstore.Store
	peer  *remote.Remote
	paths []string
	n     int
}

func newWriter(b testing.TB, shared string) *writer {
	b.Helper()
	w := &writer{b: b, store: must(gitstore.Open(b.Context(), filepath.Join(b.TempDir(), "writer.git")))}
	w.peer = remote.New(must(remote.ParseAddress(shared)), access)
	b.Cleanup(func() { w.peer.Close(); w.store.Close() })
	w.fetches()
	head := must(w.store.Commit(must(w.store.Ref(gitstore.Main))))
	for _, f := range must(w.store.Files(head.Tree)) {
		if strings.HasSuffix(f.Path, "/review.md") {
			w.paths = append(w.paths, f.Path)
		}
	}
	slices.Sort(w.paths)
	return w
}

// fetches stands where the shared folder stands.
func (w *writer) fetches() {
	w.b.Helper()
	must(w.peer.Fetch(w.b.Context(), w.store))
	theirs, here := must(w.store.Ref(gitstore.Tracking)), must(w.store.Ref(gitstore.Main))
	if theirs != here {
		if err := w.store.CAS(w.b.Context(), gitstore.Main, here, theirs); err != nil {
			w.b.Fatal(err)
		}
	}
}

// writes sends so many commits, each of one review.
func (w *writer) writes(commits int) {
	w.b.Helper()
	const together = 500 // the trees of a batch are in memory
	for ; commits > together; commits -= together {
		w.writes(together)
	}
	w.fetches()
	head := must(w.store.Ref(gitstore.Main))
	from := head
	c := must(w.store.Commit(head))
	c.Author = gitstore.Person{Name: "Reader", Email: "reader@example.invalid"}
	said := map[string][]byte{}
	batch := w.store.Batch()
	files := map[string]gitstore.Hash{}
	for _, f := range must(w.store.Files(c.Tree)) {
		files[f.Path] = f.B.Hash
	}
	for range commits {
		w.n++
		path := w.paths[w.n*13%len(w.paths)]
		if said[path] == nil {
			said[path] = must(w.store.Blob(files[path]))
		}
		said[path] = again(said[path], w.n)
		c.Tree = must(batch.Edit(c.Tree, map[string]gitstore.Hash{path: batch.Blob(said[path])}))
		c.Parents, c.Message = []gitstore.Hash{head}, "Edit"
		c.AuthoredAt = c.AuthoredAt.Add(time.Minute)
		head = batch.Commit(c)
	}
	if err := batch.Write(); err != nil {
		w.b.Fatal(err)
	}
	if err := w.store.CAS(w.b.Context(), gitstore.Main, from, head); err != nil {
		w.b.Fatal(err)
	}
	must(w.peer.Push(w.b.Context(), w.store, head))
}

// again gives the file of a review a longer title.
func again(data []byte, n int) []byte {
	from := bytes.Index(data, []byte("\n# ")) + 1
	end := from + bytes.IndexByte(data[from:], '\n')
	line := data[from:end]
	if at := bytes.Index(line, []byte(" again ")); at > 0 {
		line = line[:at]
	}
	return slices.Concat(data[:from], fmt.Appendf(slices.Clone(line), " again %d", n), data[end:])
}

func recordsOf(b testing.TB, d *device) []string {
	b.Helper()
	rows, err := d.ws.List(b.Context(), sqlite.ListFilter{Kind: review.Kind})
	d.must(err)
	ids := make([]string, 0, len(rows))
	for _, row := range rows {
		ids = append(ids, row.ID)
	}
	return ids
}

// residentMB is the most memory of a process that exchanges the space of a device, as
// the process itself reads it at its end: what waiting for a child tells counts the
// memory of its parent too, from before the other program took its place.
func residentMB(b testing.TB, d *device) float64 {
	b.Helper()
	id := d.id()
	d.ws.Close()
	defer d.open()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+strings.Join([]string{d.home, id, ""}, "|"))
	out, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	_, said, told := bytes.Cut(out, []byte(peakMark))
	if !told {
		b.Skip("this system does not tell a process its peak of memory")
	}
	var kb float64
	if _, err := fmt.Sscan(string(said), &kb); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return kb / 1024
}

// peakMark stands before the peak of memory in what a child says, in KB.
const peakMark = "peak "

// tellPeak says how much memory this process had at most. Pages of files that it has
// mapped count, its own program among them.
func tellPeak() {
	status, err := os.ReadFile("/proc/self/status")
	if _, rest, ok := bytes.Cut(status, []byte("VmHWM:")); err == nil && ok {
		fmt.Println(peakMark + string(bytes.TrimSpace(rest[:bytes.IndexByte(rest, '\n')])))
	}
}

func timed(f func()) time.Duration {
	began := time.Now()
	f()
	return time.Since(began)
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// report gives the median and the 95th of a hundred of both.
func report(b *testing.B, ours, gits []time.Duration) {
	b.Helper()
	b.ReportMetric(0, "ns/op") // what prepares a turn is in it
	for name, list := range map[string][]time.Duration{"": ours, "git-": gits} {
		slices.Sort(list)
		b.ReportMetric(ms(list[len(list)/2]), name+"p50-ms")
		b.ReportMetric(ms(list[len(list)*95/100]), name+"p95-ms")
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
