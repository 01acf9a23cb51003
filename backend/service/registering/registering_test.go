package registering_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/search"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/registering"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace/dbtest"
)

// desk is a register on a database, with files that live in memory: a line is a snapshot
// as JSON, and one that cannot be read is refused by the reader.
type desk struct {
	*registering.Service
	*dbtest.Bench
	files  map[string]string
	stop   int              // rows after which the reader fails; 0 for never
	given  incident.Options // what the reader was given last
	during func(row int)    // called before each row is read
}

type memory struct{ *bytes.Reader }

func (d *desk) Open(path string) (registering.File, string, func() error, error) {
	return memory{bytes.NewReader([]byte(d.files[path]))}, path, func() error { return nil }, nil
}

type bulk struct{ *dbtest.Bench }

func (b bulk) View(ctx context.Context, f func(registering.Tx) error) error {
	return b.Local.View(ctx, b.Reg, func(tx *sqlite.Tx) error { return f(tx) })
}

func (b bulk) Update(ctx context.Context, f func(registering.Writer) error) error {
	return b.Local.Update(ctx, b.Reg, func(tx *sqlite.Tx) error { return f(tx) })
}

func (d *desk) Format() string { return "lines" }

func (d *desk) Sniff(name string, _ registering.File) int {
	if strings.HasSuffix(name, ".other") {
		return 0
	}
	return 50
}

var errCut = errors.New("the file ends in the middle")

func (d *desk) Read(_ context.Context, name string, in registering.File, o incident.Options, take func(incident.Row) error) (incident.Told, error) {
	told := incident.Told{Format: "lines", ReaderVersion: 1, Uses: []incident.Use{{Field: "title", Target: "title"}}}
	raw, err := io.ReadAll(io.NewSectionReader(in, 0, in.Size()))
	if err != nil {
		return told, err
	}
	d.given = o
	if strings.HasPrefix(name, "zoneless") && o.Zone == "" {
		told.Questions = []incident.Question{{Key: incident.AskZone}}
		return told, nil
	}
	if strings.HasSuffix(name, "slashed") && o.DayOrder == "" {
		told.Questions = []incident.Question{{Key: incident.AskDayOrder}}
		return told, nil
	}
	for i, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		if d.during != nil {
			d.during(i)
		}
		if d.stop > 0 && i == d.stop {
			return told, errCut
		}
		row := incident.Row{Line: i + 1}
		var snap incident.Snapshot
		if err := json.Unmarshal([]byte(line), &snap); err != nil {
			row.Refused = &intake.Quarantined{Field: "row", Reason: incident.Broken, Text: line}
		} else {
			row.Snapshot = &snap
		}
		if err := take(row); err != nil {
			return told, err
		}
	}
	return told, nil
}

func newDesk(t testing.TB) *desk {
	b := dbtest.Open(t)
	d := &desk{Bench: b, files: map[string]string{}}
	d.Service = &registering.Service{Store: bulk{b}, Files: d, Readers: []registering.Reader{d}, Rec: b.Recorder(b), Now: b.Tell, NewID: b.ID, Plain: search.Plain}
	return d
}

func when(minute int) timeline.Statement {
	return timeline.Statement{At: fmt.Sprintf("2026-03-%02dT%02d:%02d:00Z", 1+minute/1440%28, minute/60%24, minute%60), Zone: "UTC", Precision: timeline.Minute}
}

func one(i int) incident.Snapshot {
	return incident.Snapshot{Source: "desk", Key: fmt.Sprintf("INC%05d", i), Title: fmt.Sprintf("Slow answer %d", i), State: []string{"New", "Resolved"}[i%2],
		Severity: []string{"1", "2", "3"}[i%3], Services: []string{"checkout", "search"}[:1+i%2], TakenAt: 1000,
		Moments: map[string]timeline.Statement{incident.Started: when(i), incident.Resolved: when(i + 30)}}
}

func lines(list ...any) string {
	var b strings.Builder
	for _, v := range list {
		if text, ok := v.(string); ok {
			b.WriteString(text + "\n")
			continue
		}
		raw, err := json.Marshal(v)
		if err != nil {
			panic(err)
		}
		b.Write(append(raw, '\n'))
	}
	return b.String()
}

func (d *desk) take(name string) registering.Outcome {
	d.T.Helper()
	out, err := d.Import(context.Background(), name, registering.Options{}, nil)
	d.Must(err)
	if a := out.Import.Account; !a.Holds() {
		d.T.Fatalf("the account does not hold: %+v", a)
	}
	return out
}

func (d *desk) look(q incident.Query) registering.View {
	d.T.Helper()
	v, err := d.Look(context.Background(), q)
	d.Must(err)
	return v
}

// thousand is a file of 1,000 rows of which 17 cannot be taken.
func thousand() string {
	var list []any
	for i := range 1000 {
		s := one(i)
		switch {
		case i%125 == 0:
			list = append(list, "{ no row")
			continue
		case i%200 == 7:
			s.Moments[incident.Resolved] = when(i - 5)
		case i%250 == 9:
			s.Severity = "purple"
		}
		list = append(list, s)
	}
	return lines(list...)
}

func TestEveryRowOfAFileIsAccountedForAndTheSameFileAgainChangesNothing(t *testing.T) {
	d := newDesk(t)
	d.files["a"] = thousand()
	first := d.take("a").Import.Account
	if want := (incident.Account{Read: 1000, Created: 983, Quarantined: 17}); first != want {
		t.Fatalf("first import: %+v", first)
	}
	again := d.take("a")
	if want := (incident.Account{Read: 1000, Unchanged: 983, Quarantined: 17}); again.Import.Account != want || !again.Same {
		t.Fatalf("second import: %+v, same %v", again.Import.Account, again.Same)
	}
	refused, total, err := d.Refusals(context.Background(), "", 0, 100)
	d.Must(err)
	count := map[string]int{}
	for _, r := range refused {
		count[r.Reason]++
		if r.Line == 0 || r.Field == "" || r.File != "a" || r.Text == "" {
			t.Errorf("a refused row says too little: %+v", r.Quarantined)
		}
	}
	if total != 17 || count[incident.Broken] != 8 || count[incident.Backwards] != 5 || count[incident.UnknownSeverity] != 4 {
		t.Errorf("quarantine holds %d: %v", total, count)
	}
}

func TestSnapshotsOfOneIncidentBecomeOneWithAllItsLines(t *testing.T) {
	d := newDesk(t)
	early, late := one(1), one(1)
	early.Updates = []incident.Update{{Key: "u1", Time: when(1), Kind: "note", Text: "seen"}}
	late.TakenAt, late.State = 2000, "Resolved"
	late.Updates = []incident.Update{{Key: "u2", Time: when(20), Kind: "note", Text: "gone"}}
	d.files["late"], d.files["early"] = lines(late), lines(early)
	if a := d.take("late").Import.Account; a.Created != 1 {
		t.Fatalf("%+v", a)
	}
	if a := d.take("early").Import.Account; a.Updated != 1 {
		t.Fatalf("%+v", a)
	}
	for _, again := range []string{"early", "late"} {
		if a := d.take(again).Import.Account; a.Unchanged != 1 {
			t.Errorf("%s again: %+v", again, a)
		}
	}
	id, err := d.Find(context.Background(), "INC00001")
	d.Must(err)
	got, err := d.Service.Get(context.Background(), id)
	d.Must(err)
	if u := got.Incident.Snapshot.Updates; len(u) != 2 || u[0].Key != "u1" || got.Incident.Snapshot.State != "Resolved" {
		t.Errorf("joined to %+v", got.Incident.Snapshot)
	}
}

func TestAnImportIsTakenBackAsOneStep(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	changed := one(2)
	changed.Title, changed.TakenAt = "Slow answer, now worse", 5000
	var first, second []any
	for i := range 400 {
		first = append(first, one(i))
	}
	second = append(second, changed, one(1000), one(1001), "{ no row")
	d.files["a"], d.files["b"] = lines(first...), lines(second...)
	a, b := d.take("a").Import, d.take("b").Import
	if b.Account.Created != 2 || b.Account.Updated != 1 {
		t.Fatalf("%+v", b.Account)
	}
	id, err := d.Find(ctx, "INC01001")
	d.Must(err)
	ref, made, err := d.StartReview(ctx, id, func(key string, _ ...string) string { return key })
	if d.Must(err); !made || ref == "" {
		t.Fatal("no review")
	}
	gone, err := d.Withdraw(ctx, b.ID, nil)
	d.Must(err)
	if gone.Removed != 1 || gone.Restored != 1 || gone.Left != 1 || gone.State != incident.Withdrawn {
		t.Errorf("withdrawn: %+v", gone)
	}
	v := d.look(incident.Query{})
	if v.Total != 401 || v.Waiting != 0 {
		t.Errorf("%d incidents and %d refused rows are left", v.Total, v.Waiting)
	}
	id, err = d.Find(ctx, "INC00002")
	d.Must(err)
	if got, err := d.Service.Get(ctx, id); err != nil || got.Line.Title != "Slow answer 2" || got.Import.ID != a.ID {
		t.Errorf("the changed incident is %+v, %v", got.Line, err)
	}
	if _, err := d.Withdraw(ctx, b.ID, nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("withdrawn twice: %v", err)
	}
	if gone, err = d.Withdraw(ctx, a.ID, nil); err != nil || gone.Removed != 400 {
		t.Errorf("the first: %+v, %v", gone, err)
	}
	if v := d.look(incident.Query{}); v.Total != 1 {
		t.Errorf("%d are left", v.Total)
	}
	actions := []string{}
	d.Must(d.Local.View(ctx, d.Reg, func(tx *sqlite.Tx) error {
		return tx.ChainEntries("d/local", func(e journal.Entry) { actions = append(actions, e.Action) })
	}))
	if want := []string{"incident.import", "incident.import", "incident.withdraw", "incident.withdraw"}; !slices.Equal(actions, want) {
		t.Errorf("the journal has %v", actions)
	}
}

func TestAnImportThatStopsHalfWaySaysSoAndCanBeTakenBackOrGoneOnWith(t *testing.T) {
	d := newDesk(t)
	ctx := context.Background()
	var list []any
	for i := range 500 {
		list = append(list, one(i))
	}
	d.files["a"], d.stop = lines(list...), 450
	out, err := d.Import(ctx, "a", registering.Options{}, nil)
	if !errors.Is(err, errCut) || out.Import.State != incident.Stopped || out.Import.Account.Created == 0 || out.Import.Account.Created > 450 {
		t.Fatalf("stopped: %+v, %v", out.Import, err)
	}
	taken := out.Import.Account.Created
	d.stop = 0
	if a := d.take("a").Import.Account; a.Unchanged != taken || a.Created != 500-taken {
		t.Errorf("gone on: %+v", a)
	}
}

func TestAFileWithAQuestionIsNotTaken(t *testing.T) {
	d := newDesk(t)
	d.files["zoneless"] = lines(one(1))
	out := d.take("zoneless")
	if len(out.Questions) != 1 || out.Import.Account.Read != 0 || d.look(incident.Query{}).All != 0 {
		t.Errorf("%+v", out)
	}
	list, err := d.ImportsList(context.Background(), 10)
	d.Must(err)
	if len(list) != 0 {
		t.Errorf("an import was noted: %+v", list)
	}
	done, err := d.Import(context.Background(), "zoneless", registering.Options{Options: incident.Options{Zone: "Europe/Berlin"}}, nil)
	d.Must(err)
	if done.Import.Account.Created != 1 || done.Import.Zone != "Europe/Berlin" {
		t.Errorf("%+v", done.Import)
	}
	// Of such a file nobody is asked again, until an import of one is taken back.
	d.files["zoneless2"] = lines(one(2))
	again := d.take("zoneless2")
	if len(again.Questions) != 0 || again.Import.Zone != "Europe/Berlin" || again.Import.Account.Created != 1 {
		t.Errorf("asked again: %+v", again)
	}
	_, err = d.Withdraw(context.Background(), again.Import.ID, nil)
	d.Must(err)
	d.files["zoneless3"] = lines(one(3))
	if out := d.take("zoneless3"); len(out.Questions) != 1 {
		t.Errorf("not asked after the answer was taken back: %+v", out)
	}
}

func TestADryRunCountsAndWritesNothing(t *testing.T) {
	d := newDesk(t)
	d.files["a"] = thousand()
	out, err := d.Import(context.Background(), "a", registering.Options{DryRun: true}, nil)
	d.Must(err)
	if v := d.look(incident.Query{}); out.Import.Account.Created != 983 || v.All != 0 || v.Waiting != 0 {
		t.Errorf("counted %+v, wrote %+v", out.Import.Account, v)
	}
}

func TestAFileNobodyReadsIsRefused(t *testing.T) {
	d := newDesk(t)
	if _, err := d.Import(context.Background(), "x.other", registering.Options{}, nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("got %v", err)
	}
}

func TestACodeGetsAMeaningAndWhatWaitedComesIn(t *testing.T) {
	d := newDesk(t)
	d.files["a"] = thousand()
	imp := d.take("a").Import
	out, err := d.Mean(context.Background(), "severity", "purple", "SEV2", nil)
	d.Must(err)
	if out.Version != 2 || out.Retried.Created != 4 || out.Retried.Quarantined != 5 {
		t.Errorf("%+v", out)
	}
	v := d.look(incident.Query{})
	list, err := d.ImportsList(context.Background(), 1)
	d.Must(err)
	if got := list[0].Account; v.Total != 987 || v.Waiting != 13 || got != (incident.Account{Read: 1000, Created: 987, Quarantined: 13}) || list[0].ID != imp.ID {
		t.Errorf("%d in, %d wait, account %+v", v.Total, v.Waiting, got)
	}
	// What was known before is read anew as well.
	moved, err := d.Mean(context.Background(), "severity", "1", "SEV5", nil)
	d.Must(err)
	if moved.Reread == 0 || valueOf(moved.Before, "SEV1") != moved.Reread || valueOf(moved.After, "SEV1") != 0 || valueOf(moved.After, "SEV5") != moved.Reread {
		t.Errorf("%+v", moved)
	}
	// What was changed is told, and comes back by one word.
	p, err := d.Profile(context.Background())
	d.Must(err)
	if n := len(p.Changes); n != 2 || p.Changes[1].Was != "SEV1" || p.Changes[1].Is != "SEV5" || p.Changes[1].Count != moved.Reread || p.Changes[0].Was != "" {
		t.Errorf("%+v", p.Changes)
	}
	back, err := d.Mean(context.Background(), "severity", "1", registering.MeantBefore, nil)
	d.Must(err)
	if valueOf(back.After, "SEV1") != moved.Reread || back.Reread != moved.Reread {
		t.Errorf("%+v", back)
	}
	if _, err := d.Mean(context.Background(), "severity", "2", registering.MeantBefore, nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("a code that was never given another meaning: %v", err)
	}
	if _, err := d.Mean(context.Background(), "severity", "x", "loud", nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("a meaning off the scale: %v", err)
	}
}

func valueOf(list []incident.Value, v string) int {
	for _, one := range list {
		if one.Value == v {
			return one.Count
		}
	}
	return 0
}
