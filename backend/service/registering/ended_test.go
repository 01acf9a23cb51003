package registering_test

import (
	"context"
	"errors"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/service/registering"
)

// lock is held by as many imports as run.
type lock struct{ held int }

func (l *lock) Hold() (func(), error) {
	l.held++
	return func() { l.held-- }, nil
}

func (l *lock) Alone(f func() error) (bool, error) {
	if l.held > 0 {
		return false, nil
	}
	return true, f()
}

var errKilled = errors.New("killed")

// killedAt runs an import whose program ends before it can say so: nothing is written
// after the batch in which the row comes.
func killedAt(t *testing.T, d *desk, path string, row int) incident.Import {
	t.Helper()
	func() {
		defer func() {
			if p := recover(); p != errKilled { //nolint:errorlint // the very value
				t.Fatalf("it ended by %v", p)
			}
		}()
		d.during = func(n int) {
			if n == row {
				panic(errKilled)
			}
		}
		_, err := d.Import(context.Background(), path, registering.Options{}, nil)
		t.Fatal("it was not killed:", err)
	}()
	d.during = nil
	list, err := d.ImportsList(context.Background(), 1)
	if err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	return list[0]
}

func TestAKilledImportIsToldAsStoppedGoneOnWithAndTakenBack(t *testing.T) {
	ctx := context.Background()
	d := newDesk(t)
	running := &lock{}
	d.Busy = running
	rows := []any{}
	for i := range 300 {
		s := one(i)
		if i == 3 {
			s.Title = ""
		}
		rows = append(rows, s)
	}
	d.files["a"] = lines(rows...)
	imp := killedAt(t, d, "a", 250)
	a := imp.Account
	if imp.State != incident.Stopped || a.Read == 0 || a.Read >= 250 || !a.Holds() || a.Quarantined != 1 || a.Created != a.Read-1 {
		t.Fatalf("after a kill: %+v", imp)
	}
	left := func() int {
		t.Helper()
		list, err := d.LeftHalf(ctx)
		d.Must(err)
		return len(list)
	}
	if left() != 1 {
		t.Errorf("%d imports ask what becomes of them", left())
	}
	// Its refused row can be mended.
	refused, _, err := d.Refusals(ctx, imp.ID, 0, 10)
	if err != nil || len(refused) != 1 {
		t.Fatalf("%v, %v", refused, err)
	}
	if _, err := d.Mend(ctx, refused[0].ID, "Search is slow", false); err != nil {
		t.Error("mend:", err)
	}
	got, err := d.Resume(ctx, imp.ID, nil)
	if err != nil || got.Import.State != incident.Finished || got.Import.Account.Unchanged != a.Created || got.Import.Account.Created != 300-a.Read {
		t.Errorf("gone on with: %+v, %v", got.Import, err)
	}
	if left() != 0 {
		t.Error("it was gone on with and asks still")
	}
	if _, err := d.Resume(ctx, got.Import.ID, nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("one that ended: %v", err)
	}
	back, err := d.Withdraw(ctx, imp.ID, nil)
	if err != nil || back.Removed != a.Read {
		t.Errorf("taken back: %+v, %v", back, err)
	}
}

// Whoever keeps what came in is not asked again; the next import that is killed asks.
func TestAKilledImportIsAskedAboutUntilSomebodyLeavesItSo(t *testing.T) {
	ctx := context.Background()
	d := newDesk(t)
	d.Busy = &lock{}
	rows := []any{}
	for i := range 300 {
		rows = append(rows, one(i))
	}
	d.files["a"], d.files["b"] = lines(rows...), lines(rows...)
	asked := func() (ids []string) {
		t.Helper()
		list, err := d.LeftHalf(ctx)
		d.Must(err)
		for _, i := range list {
			ids = append(ids, i.ID)
		}
		return ids
	}
	killedAt(t, d, "a", 150)
	again := killedAt(t, d, "a", 250) // of one file the last is asked about
	if got := asked(); len(got) != 1 || got[0] != again.ID {
		t.Fatalf("%v, want %s", got, again.ID)
	}
	d.Must(d.LeaveHalf(ctx, again.ID))
	if got := asked(); len(got) != 0 {
		t.Errorf("left as it is, and asked about: %v", got)
	}
	other := killedAt(t, d, "b", 150)
	if got := asked(); len(got) != 1 || got[0] != other.ID {
		t.Errorf("%v, want %s", got, other.ID)
	}
	if _, err := d.Resume(ctx, again.ID, nil); err != nil {
		t.Error("what was left can be gone on with:", err)
	}
	if _, err := d.Withdraw(ctx, other.ID, nil); err != nil || len(asked()) != 0 {
		t.Errorf("taken back: %v, %v", asked(), err)
	}
}

// The export of the next day has the name of the one before: reading it does not bring the rows
// in that the other lacks.
func TestAKilledImportIsKnownByWhatItReadAndNotByTheNameOfItsFile(t *testing.T) {
	ctx := context.Background()
	d := newDesk(t)
	d.Busy = &lock{}
	rows := []any{}
	for i := range 300 {
		rows = append(rows, one(i))
	}
	monday := lines(rows...)
	d.files["a"] = monday
	imp := killedAt(t, d, "a", 250)
	d.files["a"] = lines(one(400))
	d.take("a")
	if list, err := d.LeftHalf(ctx); err != nil || len(list) != 1 || list[0].ID != imp.ID {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := d.Resume(ctx, imp.ID, nil); !fault.Is(err, fault.Conflict) {
		t.Errorf("gone on with another file: %v", err)
	}
	d.files["a"], d.files["copy"] = monday, monday
	d.take("copy")
	if list, err := d.LeftHalf(ctx); err != nil || len(list) != 0 {
		t.Errorf("read to its end under another name: %+v, %v", list, err)
	}
}

func TestAnImportThatRunsIsNotToldAsStopped(t *testing.T) {
	ctx := context.Background()
	d := newDesk(t)
	d.Busy = &lock{}
	rows := []any{}
	for i := range 200 {
		rows = append(rows, one(i))
	}
	d.files["a"] = lines(rows...)
	looked := false
	d.during = func(n int) {
		if n != 150 {
			return
		}
		list, err := d.ImportsList(ctx, 1)
		if err != nil || len(list) != 1 || list[0].State != incident.Running || list[0].Account.Read == 0 {
			t.Errorf("while it runs: %+v, %v", list, err)
		}
		looked = true
	}
	got, err := d.Import(ctx, "a", registering.Options{}, nil)
	if err != nil || got.Import.State != incident.Finished || got.Import.Account.Read != 200 || !looked {
		t.Errorf("%+v, %v", got.Import, err)
	}
}

// loud is surer of every file than the desk, and takes it for something else.
type loud struct{ *desk }

func (loud) Format() string { return "loud" }

func (loud) Sniff(string, registering.File) int { return 90 }

func (l loud) Read(ctx context.Context, name string, in registering.File, o incident.Options, take func(incident.Row) error) (incident.Told, error) {
	return l.desk.Read(ctx, name, in, o, func(r incident.Row) error {
		r.Snapshot.Source = "loud"
		return take(r)
	})
}

func TestAStoppedImportIsGoneOnWithByTheReaderThatTookIt(t *testing.T) {
	ctx := context.Background()
	d := newDesk(t)
	d.Readers = append(d.Readers, loud{d})
	rows := []any{}
	for i := range 200 {
		rows = append(rows, one(i))
	}
	d.files["a"] = lines(rows...)
	d.stop = 150
	stopped, err := d.Import(ctx, "a", registering.Options{Format: "lines"}, nil)
	if err == nil || stopped.Import.State != incident.Stopped {
		t.Fatalf("%+v, %v", stopped.Import, err)
	}
	d.stop = 0
	got, err := d.Resume(ctx, stopped.Import.ID, nil)
	if n := stopped.Import.Account.Created; err != nil || n == 0 || got.Import.Account.Unchanged != n || got.Import.Account.Created != 200-n {
		t.Errorf("gone on with: %+v, %v", got.Import, err)
	}
}

func TestAKilledImportKnowsTheAnswersItWasReadWith(t *testing.T) {
	ctx := context.Background()
	d := newDesk(t)
	d.Busy = &lock{}
	rows := []any{}
	for i := range 200 {
		rows = append(rows, one(i))
	}
	d.files["zoneless"], d.files["zoneless2"] = lines(one(1)), lines(rows...)
	if _, err := d.Import(ctx, "zoneless", registering.Options{Options: incident.Options{Zone: "Europe/Paris"}}, nil); err != nil {
		t.Fatal(err)
	}
	if imp := killedAt(t, d, "zoneless2", 150); imp.Zone != "Europe/Paris" || imp.State != incident.Stopped {
		t.Errorf("after a kill: %+v", imp)
	}
}
