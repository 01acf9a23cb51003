package workspace_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/inbox"
	"secondstory/backend/domain/incident"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/inboxing"
	"secondstory/backend/service/registering"
	"secondstory/backend/workspace"
)

// dropped is an inbox of a workspace and the folder behind it.
type dropped struct {
	t   *testing.T
	ws  *workspace.Workspace
	dir string
	id  string
}

func inboxIn(t *testing.T, move bool) dropped {
	t.Helper()
	ws := open(t, t.TempDir())
	ws.Inbox.Rest = 0 // two looks are enough here; the pause between them is the keeper's
	dir := t.TempDir()
	f, err := ws.Inbox.Add(ctx, dir, move)
	if err != nil {
		t.Fatal(err)
	}
	return dropped{t, ws, dir, f.ID}
}

func (d dropped) put(name, text string) {
	d.t.Helper()
	if err := os.WriteFile(filepath.Join(d.dir, name), []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

// look looks once.
func (d dropped) look() inboxing.Look {
	d.t.Helper()
	got, err := d.ws.Inbox.LookInto(ctx, d.id, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	return got
}

// settled looks twice: the second finds at rest what the first saw.
func (d dropped) settled() []inbox.File {
	d.t.Helper()
	d.look()
	return d.look().Read
}

func (d dropped) told() inboxing.State {
	d.t.Helper()
	st, err := d.ws.Inbox.Told(ctx, 5000)
	if err != nil {
		d.t.Fatal(err)
	}
	return st
}

func (d dropped) incidents() int {
	d.t.Helper()
	_, v, err := d.ws.Register.Lines(ctx, incident.Query{}, 0, 1)
	if err != nil {
		d.t.Fatal(err)
	}
	return v.All
}

func (d dropped) states(list []inbox.File, want string) {
	d.t.Helper()
	var got []string
	for _, f := range list {
		got = append(got, f.Name+" "+string(f.State))
	}
	if s := strings.Join(got, ", "); s != want {
		d.t.Fatalf("%q, want %q\n%+v", s, want, list)
	}
}

func table(numbers ...int) string {
	var b strings.Builder
	b.WriteString("Number,Title,Opened\n")
	for _, n := range numbers {
		fmt.Fprintf(&b, "I-%d,Queue %d stood still,2026-03-01T10:00:00Z\n", n, n)
	}
	return b.String()
}

const page = "# Queue stood still\n\n## Timeline\n\n- 2026-03-01 10:00 UTC: The queue stood still\n- 2026-03-01 10:20 UTC: It was restarted\n\n## Impact\n\nNobody could pay.\n"

func TestAFileThatIsStillWrittenIsNotRead(t *testing.T) {
	d := inboxIn(t, false)
	d.put("export.csv", table(1))
	d.put("later.csv.part", table(9))
	d.put("empty.csv", "")
	if got := d.look(); got.Resting != 1 || len(got.Read) != 0 {
		t.Fatalf("the first look: %+v", got)
	}
	d.put("export.csv", table(1, 2)) // it grew
	if got := d.look(); got.Resting != 1 || len(got.Read) != 0 {
		t.Fatalf("it was still written: %+v", got)
	}
	d.states(d.look().Read, "export.csv taken")
	if n := d.incidents(); n != 2 {
		t.Fatal(n, "incidents")
	}
	if got := d.look(); len(got.Read)+got.Resting != 0 {
		t.Fatalf("nothing is new: %+v", got)
	}
	if err := os.Rename(filepath.Join(d.dir, "later.csv.part"), filepath.Join(d.dir, "later.csv")); err != nil {
		t.Fatal(err)
	}
	d.states(d.settled(), "later.csv taken")
}

func TestTheSameContentComesInOnce(t *testing.T) {
	d := inboxIn(t, false)
	d.put("a.csv", table(1, 2))
	d.states(d.settled(), "a.csv taken")
	d.put("b.csv", table(1, 2))
	d.states(d.settled(), "b.csv same")
	if err := os.Rename(filepath.Join(d.dir, "a.csv"), filepath.Join(d.dir, "renamed.csv")); err != nil {
		t.Fatal(err)
	}
	d.states(d.settled(), "renamed.csv same")
	// Taken back by a person, it stays away until they want it again.
	list, err := d.ws.Register.ImportsList(ctx, 10)
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v %v", list, err)
	}
	if _, err := d.ws.Register.Withdraw(ctx, list[0].ID, nil); err != nil {
		t.Fatal(err)
	}
	d.put("c.csv", table(1, 2))
	d.states(d.settled(), "c.csv same")
	if n := d.incidents(); n != 0 {
		t.Fatal(n, "incidents after they were taken back")
	}
	if err := d.ws.Inbox.Again(ctx, d.told().Files[0].N); err != nil {
		t.Fatal(err)
	}
	d.states(d.look().Read, "c.csv taken")
	if n := d.incidents(); n != 2 {
		t.Fatal(n, "incidents")
	}
}

// A07.5: the same file dropped twice and once cut off gives one set of events, and what was
// cut off is in quarantine.
func TestAFileThatWasCutOffWaitsInQuarantineAndTheWholeOneAddsToIt(t *testing.T) {
	d := inboxIn(t, false)
	alert := func(n int) string {
		return fmt.Sprintf(`{"status":"firing","labels":{"alertname":"Queue%d","service":"pay"},"annotations":{"summary":"Queue %d stands"},"startsAt":"2026-03-01T10:00:00Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"f%d"}`, n, n, n)
	}
	whole := `{"version":"4","groupKey":"g","status":"firing","receiver":"r","alerts":[` + alert(1) + "," + alert(2) + `]}`
	d.put("1.json", whole[:len(whole)-60])
	d.settled()
	d.put("2.json", whole)
	d.put("3.json", whole)
	d.states(d.settled(), "2.json taken, 3.json same")
	if n := d.incidents(); n != 2 {
		t.Fatal(n, "incidents")
	}
	st := d.told()
	refused := 0
	for _, f := range st.Files {
		if f.Name == "1.json" {
			refused = f.Account.Quarantined
		}
	}
	if refused != 1 {
		t.Fatalf("%d rows in quarantine: %+v", refused, st.Files)
	}
}

func TestWhatOnlyAPersonCanSayWaitsAndOneAnswerServesAll(t *testing.T) {
	d := inboxIn(t, false)
	zoneless := func(n int) string { return strings.ReplaceAll(table(n), "T10:00:00Z", " 10:00") }
	d.put("a.csv", zoneless(1))
	d.put("b.csv", zoneless(2))
	d.put("garbage.bin", "\x00\x01\x02\xff\xfe")
	d.put("page.md", page)
	d.states(d.settled(), "a.csv asks, b.csv asks, garbage.bin refused, page.md review")
	if c := d.told().Count; c.Waits() != 4 || c.Asks != 2 || c.Refused != 1 || c.Review != 1 {
		t.Fatalf("%+v", c)
	}
	for _, f := range d.told().Waiting {
		if f.Key == "" {
			t.Errorf("%s waits without a sentence", f.Name)
		}
	}
	if _, err := d.ws.Register.Import(ctx, filepath.Join(d.dir, "a.csv"), registering.Options{Options: incident.Options{Zone: "UTC"}}, nil); err != nil {
		t.Fatal(err)
	}
	d.states(d.look().Read, "b.csv taken")
	importFiles(t, d.ws, importing.Options{}, filepath.Join(d.dir, "page.md"))
	if err := d.ws.Inbox.Leave(ctx, d.told().Waiting[0].N); err != nil {
		t.Fatal(err)
	}
	if st := d.told(); st.Count.Waits() != 0 || d.incidents() != 2 {
		t.Fatalf("%+v", st.Waiting)
	}
	// A newer version of the page waits again.
	d.put("page.md", page+"\nIt was the disk.\n")
	d.states(d.settled(), "page.md review")
}

func TestFilesAreMovedOnlyWhereThatWasChosenAndReplaceNone(t *testing.T) {
	d := inboxIn(t, true)
	d.put("day.csv", table(1))
	d.put("page.md", page)
	d.settled()
	d.put("day.csv", table(2))
	d.settled()
	for name, want := range map[string]bool{"day.csv": false, "page.md": true, "done/day.csv": true, "done/day (2).csv": true} {
		if _, err := os.Stat(filepath.Join(d.dir, name)); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if raw, err := os.ReadFile(filepath.Join(d.dir, "done", "day.csv")); err != nil || string(raw) != table(1) {
		t.Errorf("%s %v", raw, err)
	}
	if got := d.look(); len(got.Read)+got.Resting != 0 {
		t.Errorf("what is done is looked at no more: %+v", got)
	}
}

func TestAFolderThatIsAwayForAWhileLosesNothing(t *testing.T) {
	d := inboxIn(t, false)
	d.put("page.md", page)
	d.put("a.csv", table(1))
	d.settled()
	if err := os.Rename(d.dir, d.dir+"-away"); err != nil {
		t.Fatal(err)
	}
	_, err := d.ws.Inbox.LookInto(ctx, d.id, nil)
	if f, ok := fault.As(err); !ok || f.Key != "inbox.folder_away" {
		t.Fatal(err)
	}
	// An empty mount point in its place is no folder whose files were dealt with.
	if err := os.Mkdir(d.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	d.look()
	if c := d.told().Count; c.Waits() != 0 {
		t.Fatalf("%+v", c)
	}
	if err := os.Remove(d.dir); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(d.dir+"-away", d.dir); err != nil {
		t.Fatal(err)
	}
	if got := d.look(); len(got.Read) != 0 {
		t.Fatalf("%+v", got)
	}
	if c := d.told().Count; c.Review != 1 || d.incidents() != 1 {
		t.Fatalf("%+v", c)
	}
}

func TestALookThatWasKilledIsMadeGoodByTheNext(t *testing.T) {
	d := inboxIn(t, false)
	for n := range 6 {
		d.put(fmt.Sprintf("%d.csv", n), table(n, 100+n))
	}
	d.look()
	dying, kill := context.WithCancel(ctx)
	_, err := d.ws.Inbox.LookInto(dying, d.id, func(f inbox.File) {
		if f.Name == "2.csv" {
			kill()
		}
	})
	if !fault.Is(err, fault.Cancelled) {
		t.Fatal(err)
	}
	// Another start of the program, that knows nothing of earlier looks.
	again := open(t, d.ws.Home)
	again.Inbox.Rest = 0
	d.ws = again
	d.states(d.settled(), "3.csv taken, 4.csv taken, 5.csv taken")
	if n := d.incidents(); n != 12 {
		t.Fatal(n, "incidents")
	}
}

func TestAnInboxIsPausedAndEndedAndIsNoFolderOfTheProgram(t *testing.T) {
	d := inboxIn(t, false)
	for path, key := range map[string]string{d.dir: "inbox.known", d.ws.Home: "inbox.in_home", filepath.Join(d.dir, "none"): "inbox.folder_away"} {
		_, err := d.ws.Inbox.Add(ctx, path, false)
		if f, ok := fault.As(err); !ok || f.Key != key {
			t.Errorf("%s: %v", path, err)
		}
	}
	pause := func(on bool) {
		if _, err := d.ws.Inbox.Change(ctx, d.id, func(f *inbox.Folder) { f.Paused = on }); err != nil {
			t.Fatal(err)
		}
	}
	pause(true)
	d.put("a.csv", table(1))
	if got := d.settled(); len(got) != 0 {
		t.Fatalf("%+v", got)
	}
	pause(false)
	d.put("page.md", page)
	d.states(d.settled(), "a.csv taken, page.md review")
	if err := d.ws.Inbox.Remove(ctx, d.id); err != nil {
		t.Fatal(err)
	}
	if st := d.told(); len(st.Folders) != 0 || st.Count.Waits() != 0 || d.incidents() != 1 {
		t.Fatalf("%+v", st)
	}
}

// The keeper goes by itself from a file that lands to incidents in the register.
func TestTheKeeperTakesWhatLands(t *testing.T) {
	d := inboxIn(t, false)
	living, end := context.WithCancel(ctx)
	got, over := make(chan inbox.File, 10), make(chan struct{})
	go func() {
		defer close(over)
		d.ws.KeepInboxes(living, func(i workspace.Inboxed) {
			if i.File != nil {
				got <- *i.File
			}
		})
	}()
	d.put(".tmp-1", table(1))
	if err := os.Rename(filepath.Join(d.dir, ".tmp-1"), filepath.Join(d.dir, "a.csv")); err != nil {
		t.Fatal(err)
	}
	if f := <-got; f.Name != "a.csv" || f.State != inbox.Taken {
		t.Errorf("%+v", f)
	}
	end()
	<-over
}

// A restored copy beside the workspace it was made of takes none of its files.
func TestARestoredCopyLeavesTheInboxesAlone(t *testing.T) {
	d := inboxIn(t, true)
	file := filepath.Join(t.TempDir(), "b.zip")
	backUp(t, d.ws, file)
	there := filepath.Join(t.TempDir(), "copy")
	restore(t, there, file, false)
	twin := d
	twin.ws = open(t, there)
	twin.ws.Inbox.Rest = 0
	d.put("a.csv", table(1))
	twin.settled()
	if list := twin.told().Folders; len(list) != 1 || !list[0].Paused || twin.incidents() != 0 {
		t.Fatalf("%+v, %d incidents in the copy", list, twin.incidents())
	}
	d.states(d.settled(), "a.csv taken")
}

// doneNames are the names in the folder of what came in.
func (d dropped) doneNames() string {
	d.t.Helper()
	list, err := os.ReadDir(filepath.Join(d.dir, "done"))
	if err != nil && !os.IsNotExist(err) {
		d.t.Fatal(err)
	}
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	return strings.Join(names, ", ")
}

func TestACopyOfAFileThatWaitsWaitsAsWell(t *testing.T) {
	d := inboxIn(t, true)
	zoneless := strings.ReplaceAll(table(1), "T10:00:00Z", " 10:00")
	d.put("a.csv", zoneless)
	d.put("a.bin", "\x00\x01\x02\xff\xfe")
	d.settled()
	d.put("b.bin", "\x00\x01\x02\xff\xfe")
	d.put("b.csv", zoneless)
	d.states(d.settled(), "b.bin refused, b.csv asks")
	d.look()
	if names := d.doneNames(); names != "" {
		t.Fatal("nothing came in, and moved:", names)
	}
	// The first one goes, the other still asks, and its answer brings it in.
	if err := os.Remove(filepath.Join(d.dir, "a.csv")); err != nil {
		t.Fatal(err)
	}
	d.look()
	if c := d.told().Count; c.Asks != 1 || c.Refused != 2 {
		t.Fatalf("%+v", c)
	}
	if _, err := d.ws.Register.Import(ctx, filepath.Join(d.dir, "b.csv"), registering.Options{Options: incident.Options{Zone: "UTC"}}, nil); err != nil {
		t.Fatal(err)
	}
	d.look()
	if names := d.doneNames(); names != "b.csv" || d.incidents() != 1 {
		t.Fatalf("%s, %d incidents", names, d.incidents())
	}
	// A copy of what was left is left, where it lies.
	for _, f := range d.told().Waiting {
		if err := d.ws.Inbox.Leave(ctx, f.N); err != nil {
			t.Fatal(err)
		}
	}
	d.put("c.bin", "\x00\x01\x02\xff\xfe")
	d.states(d.settled(), "c.bin same")
	d.look()
	if names := d.doneNames(); names != "b.csv" {
		t.Fatal(names)
	}
}

func TestAFileThatCannotBeMovedHoldsUpNoOther(t *testing.T) {
	d := inboxIn(t, true)
	d.put("a.csv", table(1))
	d.put("b.csv", table(2))
	// A file of that name: the folder cannot be made.
	if err := os.WriteFile(filepath.Join(d.dir, "done"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	d.look()
	got, err := d.ws.Inbox.LookInto(ctx, d.id, nil)
	if f, ok := fault.As(err); !ok || f.Key != "inbox.not_moved" {
		t.Fatal(err)
	}
	d.states(got.Read, "a.csv taken, b.csv taken")
	d.put("c.csv", table(3))
	for range 2 {
		if _, err = d.ws.Inbox.LookInto(ctx, d.id, nil); err == nil {
			t.Fatal("nobody hears that it cannot be moved")
		}
	}
	if n := d.incidents(); n != 3 {
		t.Fatal(n, "incidents")
	}
}

func TestOfTwoFilesTheLaterOneIsRight(t *testing.T) {
	d := inboxIn(t, false)
	const head = "Number,Title,Opened,State,Resolved\nI-1,Queue stood still,2026-03-01T10:00:00Z,"
	d.put("export-10.csv", head+"Resolved,2026-03-01T12:00:00Z\n")
	d.put("export-9.csv", head+"Open,\n")
	at := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	for i, name := range []string{"export-9.csv", "export-10.csv"} {
		if err := os.Chtimes(filepath.Join(d.dir, name), at, at.Add(time.Duration(i)*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	d.states(d.settled(), "export-9.csv taken, export-10.csv taken")
	lines, _, err := d.ws.Register.Lines(ctx, incident.Query{}, 0, 2)
	if err != nil || len(lines) != 1 || !lines[0].HasLength || lines[0].Minutes != 120 {
		t.Fatalf("%+v %v", lines, err)
	}
}

// Another program may hold a file so that its second name is made and the first one stays.
func TestAMoveThatWasLeftHalfDoneMakesNoThirdName(t *testing.T) {
	d := inboxIn(t, true)
	d.put("a.csv", table(1))
	if err := os.Mkdir(filepath.Join(d.dir, "done"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(filepath.Join(d.dir, "a.csv"), filepath.Join(d.dir, "done", "a.csv")); err != nil {
		t.Skip("this disk knows no second names: ", err)
	}
	d.settled()
	if _, err := os.Lstat(filepath.Join(d.dir, "a.csv")); err == nil || d.doneNames() != "a.csv" {
		t.Fatal(d.doneNames(), err)
	}
}

func TestAFileThatMustStayHasNoSecondName(t *testing.T) {
	if os.Getuid() <= 0 {
		t.Skip("this account may take any file away, or the system knows no such rights")
	}
	d := inboxIn(t, true)
	d.put("a.csv", table(1))
	if err := os.Mkdir(filepath.Join(d.dir, "done"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(d.dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(d.dir, 0o755) })
	d.look()
	for range 3 {
		if _, err := d.ws.Inbox.LookInto(ctx, d.id, nil); err == nil || d.doneNames() != "" {
			t.Fatal(d.doneNames(), err)
		}
	}
	if n := d.incidents(); n != 1 {
		t.Fatal(n, "incidents")
	}
}

// A name under which a tool goes on telling holds for what it says now.
func TestANameThatSaysAgainWhatItSaidBeforeIsRead(t *testing.T) {
	d := inboxIn(t, false)
	at := time.Date(2026, 3, 5, 8, 0, 0, 0, time.UTC)
	tell := func(name, state string) string {
		t.Helper()
		d.put(name, "Number,Title,Opened,State\nI-1,A queue stood,2026-03-01T10:00:00Z,"+state+"\n")
		at = at.Add(time.Hour)
		if err := os.Chtimes(filepath.Join(d.dir, name), at, at); err != nil {
			t.Fatal(err)
		}
		d.settled()
		list, _, err := d.ws.Register.Lines(ctx, incident.Query{}, 0, 5)
		if err != nil || len(list) != 1 {
			t.Fatalf("%+v %v", list, err)
		}
		return list[0].State
	}
	for i, want := range []string{"open", "resolved", "open"} {
		if got := tell("export.csv", []string{"Open", "Resolved", "Open"}[i]); got != want {
			t.Errorf("reading %d: %s instead of %s", i, got, want)
		}
	}
	// Another name with bytes of before is a copy and tells nothing new.
	tell("export.csv", "Resolved")
	if got := tell("copy.csv", "Open"); got != "resolved" {
		t.Error("a copy told:", got)
	}
}

// A file of another encoding is known by the bytes it has, as one in UTF-8 is: touched or under
// another name it brings nothing in again that was taken back.
func TestAFileOfAnotherEncodingComesInOnceAndStaysTakenBack(t *testing.T) {
	d := inboxIn(t, false)
	text := strings.ReplaceAll(table(1, 2), "Queue", "Schlange in K\xf6ln")
	d.put("a.csv", text)
	d.states(d.settled(), "a.csv taken")
	d.put("b.csv", text)
	d.states(d.settled(), "b.csv same")
	list, err := d.ws.Register.ImportsList(ctx, 10)
	if err != nil || len(list) != 1 || list[0].Encoding == "" {
		t.Fatalf("%+v %v", list, err)
	}
	if got, err := d.ws.Register.Import(ctx, filepath.Join(d.dir, "a.csv"), registering.Options{DryRun: true}, nil); err != nil || !got.Same {
		t.Errorf("read before: %+v %v", got, err)
	}
	if _, err := d.ws.Register.Withdraw(ctx, list[0].ID, nil); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 5, 8, 0, 0, 0, time.UTC)
	if err := os.Chtimes(filepath.Join(d.dir, "a.csv"), at, at); err != nil {
		t.Fatal(err)
	}
	d.put("c.csv", text)
	d.settled()
	if f := d.told().Files[0]; !f.Withdrawn || d.incidents() != 0 {
		t.Errorf("%d incidents after they were taken back: %+v", d.incidents(), f)
	}
}

// What a person took back stays where it is put, and is told to have been taken back.
func TestAFileTakenBackAndPutBackIsNotMovedAway(t *testing.T) {
	d := inboxIn(t, true)
	d.put("a.csv", table(1))
	d.states(d.settled(), "a.csv taken")
	list, err := d.ws.Register.ImportsList(ctx, 1)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if _, err := d.ws.Register.Withdraw(ctx, list[0].ID, nil); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(d.dir, "done", "a.csv"), filepath.Join(d.dir, "a.csv")); err != nil {
		t.Fatal(err)
	}
	d.settled()
	f := d.told().Files[0]
	if _, err := os.Stat(filepath.Join(d.dir, "a.csv")); err != nil || !f.Withdrawn || !f.There {
		t.Fatalf("%+v %v", f, err)
	}
	at := time.Date(2026, 3, 5, 8, 0, 0, 0, time.UTC)
	if err := os.Chtimes(filepath.Join(d.dir, "a.csv"), at, at); err != nil {
		t.Fatal(err)
	}
	d.settled()
	if f = d.told().Files[0]; f.Key != "inbox.same_withdrawn" || !f.There {
		t.Fatalf("touched: %+v", f)
	}
	if err := d.ws.Inbox.Again(ctx, f.N); err != nil {
		t.Fatal(err)
	}
	d.settled()
	if n := d.incidents(); n != 1 {
		t.Error(n, "incidents")
	}
	if got := d.doneNames(); got != "a.csv" {
		t.Error(got)
	}
}

// A disk image in a folder of downloads is not read through.
func TestALargeFileThatNobodyReadsIsNotSummed(t *testing.T) {
	d := inboxIn(t, false)
	d.put("image.iso", "\x00\x01\x02\xff")
	if err := os.Truncate(filepath.Join(d.dir, "image.iso"), 65<<20); err != nil {
		t.Fatal(err)
	}
	list := d.settled()
	d.states(list, "image.iso refused")
	if list[0].SHA256 != "" {
		t.Error("it was read whole")
	}
	if got := d.look(); len(got.Read)+got.Resting != 0 {
		t.Errorf("it is asked again: %+v", got)
	}
}

// A file whose time lies ahead of the clock tells until it was read, and at its first reading of
// no time since.
func TestAFileWrittenAheadOfTheClockClaimsNoSilence(t *testing.T) {
	d := inboxIn(t, false)
	now := time.Date(2026, 3, 20, 10, 0, 0, 0, time.UTC)
	d.ws.Inbox.Now = func() time.Time { return now }
	d.ws.Register.Now = d.ws.Inbox.Now
	for i, want := range []string{"2026-03-01 incident", "2026-03-01 incident", "2026-03-22 reading"} {
		if i == 0 {
			d.put("a.csv", table(1, 2))
		}
		if i != 1 { // written again, with nothing new in it
			at := time.Date(2038, 1, 1+i, 0, 0, 0, 0, time.UTC)
			if err := os.Chtimes(filepath.Join(d.dir, "a.csv"), at, at); err != nil {
				t.Fatal(err)
			}
		}
		d.settled()
		k, err := d.ws.Register.Until(ctx)
		if got := k.Until.String() + " " + k.By; err != nil || got != want {
			t.Errorf("day %d: %s, want %s: %v", i, got, want, err)
		}
		now = now.AddDate(0, 0, 1)
	}
}
