package workspace_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"secondstory/assets"
	"secondstory/backend/backup"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/review"
	"secondstory/backend/share/remote"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
)

// The test binary is also the program that is killed: with this variable set it makes or
// restores a backup and kills itself at a step.
const childVariable = "BACKUP_CHILD"

func TestMain(m *testing.M) {
	if job := os.Getenv(childVariable); job != "" {
		if err := backupChild(strings.Split(job, "|")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func backupChild(job []string) error {
	home, file, step := job[1], job[2], job[3]
	o := workspace.BackupOrder{Text: assets.English(), Step: func(name string) {
		if name == step {
			if self, err := os.FindProcess(os.Getpid()); err == nil {
				_ = self.Kill()
			}
			select {} // it does not come to this
		}
		fmt.Println(name)
	}}
	if job[0] == "restore" {
		_, err := workspace.Restore(ctx, home, file, workspace.RestoreOrder{BackupOrder: o, Origin: "cli", Over: true})
		return err
	}
	ws, err := workspace.Open(ctx, home, workspace.Options{Origin: "cli"})
	if err != nil {
		return err
	}
	defer ws.Close()
	_, err = ws.Backup(ctx, file, o)
	return err
}

// child runs a job in another process, which dies at a step ("" for none), and gives the
// steps it came to.
func child(t *testing.T, job, home, file, step string) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+strings.Join([]string{job, home, file, step}, "|"))
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); (err == nil) != (step == "") {
		t.Fatalf("%s, killed at %q: %v\n%s", job, step, err, errs.String())
	}
	var steps []string
	for _, line := range strings.Split(out.String(), "\n") {
		if line != "" {
			steps = append(steps, line)
		}
	}
	return steps
}

func order() workspace.BackupOrder {
	return workspace.BackupOrder{Text: assets.English(), Program: "test"}
}

func backUp(t *testing.T, ws *workspace.Workspace, path string) workspace.BackupMade {
	t.Helper()
	made, err := ws.Backup(ctx, path, order())
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func restore(t *testing.T, home, path string, over bool) workspace.Restored {
	t.Helper()
	out, err := workspace.Restore(ctx, home, path, workspace.RestoreOrder{BackupOrder: order(), Origin: "cli", Over: over})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func create(t *testing.T, ws *workspace.Workspace, title string) string {
	t.Helper()
	id, _, err := ws.Reviews.Create(ctx, title, "")
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// titlesOf lists the reviews of a home, and makes sure that nothing in it is torn.
func titlesOf(t *testing.T, home string) string {
	t.Helper()
	ws := open(t, home)
	defer ws.Close()
	return titlesIn(t, ws)
}

func titlesIn(t *testing.T, ws *workspace.Workspace) string {
	t.Helper()
	if h, err := ws.Examine(ctx); err != nil || !h.Whole() {
		t.Fatalf("%+v %v", h, err)
	}
	found, err := ws.CheckAudit(ctx, nil, nil)
	if err != nil || !found.ChainsWhole() {
		t.Fatalf("%+v %v", found, err)
	}
	rows, err := ws.List(ctx, sqlite.ListFilter{Kind: review.Kind, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range rows {
		out = append(out, r.Title)
	}
	sort.Strings(out)
	return strings.Join(out, ", ")
}

// leftovers are the names in a home that only an unfinished restoration has.
func leftovers(t *testing.T, home string) (out []string) {
	t.Helper()
	entries, err := os.ReadDir(home)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if n := e.Name(); n == "restoring" || n == "restore.json" || strings.HasPrefix(n, "before-restore-") && e.IsDir() || strings.HasPrefix(n, ".second-story") {
			out = append(out, n)
		}
	}
	return out
}

func faultKey(err error) string {
	if f, ok := fault.As(err); ok {
		return f.Key
	}
	return fmt.Sprint(err)
}

func TestABackupMovesAWorkspaceToAnotherMachine(t *testing.T) {
	home, file := t.TempDir(), filepath.Join(t.TempDir(), "b.zip")
	ws := open(t, home)
	id := create(t, ws, "Outage of the queue")
	if _, err := ws.Reviews.SetField(ctx, id, "severity", json.RawMessage(`"SEV2"`), ""); err != nil {
		t.Fatal(err)
	}
	// What never leaves the machine, and a picture that does.
	marker := "a-secret-that-stays"
	for _, name := range []string{"logins.sealed", "known_hosts"} {
		if err := os.WriteFile(filepath.Join(home, name), []byte(marker), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	picture := strings.Repeat("ab", 32)
	if err := os.MkdirAll(filepath.Join(home, "blobs"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, "blobs", picture), []byte("png"), 0o600); err != nil {
		t.Fatal(err)
	}
	device, actor := ws.Who.Device, ws.Who.Actor
	seq := map[string]int64{}
	h, err := ws.Examine(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range h.Chains {
		seq[c.Chain] = c.Last
	}
	made := backUp(t, ws, file)
	if b, err := ws.BackupStanding(ctx); err != nil || b.At.IsZero() || b.Due || made.Manifest.Records != 1 || made.Manifest.Pictures != 1 {
		t.Fatalf("%+v %v %+v", b, err, made.Manifest)
	}
	create(t, ws, "Written after it")
	raw, err := os.ReadFile(file)
	if err != nil || bytes.Contains(raw, []byte(marker)) {
		t.Fatalf("%v, or a secret is in it", err)
	}
	if checked, err := workspace.CheckBackup(ctx, file, order()); err != nil || checked.SHA256 != made.SHA256 {
		t.Fatalf("%+v %v", checked, err)
	}

	there := filepath.Join(t.TempDir(), "new")
	out := restore(t, there, file, false)
	ws = open(t, there)
	if got := titlesIn(t, ws); got != "Outage of the queue" {
		t.Fatal(got)
	}
	if ws.Who.Device == device || ws.Who.Device != out.Device || ws.Who.Actor != actor {
		t.Fatalf("%+v", ws.Who)
	}
	if raw, err := os.ReadFile(filepath.Join(there, "blobs", picture)); err != nil || string(raw) != "png" {
		t.Fatal(err)
	}
	// The chains of the new device say from where they go on.
	h, err = ws.Examine(ctx)
	if err != nil || len(h.Chains) != 2*len(seq) {
		t.Fatalf("%+v %v", h.Chains, err)
	}
	q := journal.Query{Action: journal.Restored, Limit: 10}
	page, err := ws.Audit.List(ctx, q)
	if err != nil || len(page.Entries) != len(seq) {
		t.Fatalf("%+v %v", page, err)
	}
	for _, e := range page.Entries {
		shown, err := ws.Audit.Show(ctx, e.N)
		if err != nil {
			t.Fatal(err)
		}
		var from journal.RestoredFrom
		if err := json.Unmarshal(shown.After, &from); err != nil {
			t.Fatal(err)
		}
		if e.Seq != 1 || from.Backup != made.SHA256 || !strings.HasPrefix(from.Chain, device+"/") || from.Seq != seq[from.Chain] {
			t.Errorf("%+v goes on from %+v, want %v", e, from, seq)
		}
	}
	// Both machines go on, each in its own chains.
	if _, err := ws.Reviews.SetField(ctx, id, "severity", json.RawMessage(`"SEV2"`), ""); err != nil {
		t.Fatal(err)
	}
	if got := titlesIn(t, ws); got != "Outage of the queue" {
		t.Fatal(got)
	}
	ws.Close()
	if got := titlesOf(t, home); got != "Outage of the queue, Written after it" {
		t.Fatal(got)
	}
}

func TestRestoringOverAWorkspaceKeepsWhatWasThere(t *testing.T) {
	home, file := t.TempDir(), filepath.Join(t.TempDir(), "b.zip")
	ws := open(t, home)
	create(t, ws, "Then")
	backUp(t, ws, file)
	create(t, ws, "Now")
	if _, err := workspace.Restore(ctx, home, file, workspace.RestoreOrder{BackupOrder: order(), Over: true}); faultKey(err) != "backup.in_use" {
		t.Fatalf("over an open workspace: %v", err)
	}
	ws.Close()
	if _, err := workspace.Restore(ctx, home, file, workspace.RestoreOrder{BackupOrder: order()}); faultKey(err) != "backup.present" {
		t.Fatalf("without a word: %v", err)
	}
	out := restore(t, home, file, true)
	if got := titlesOf(t, home); got != "Then" || out.Before == "" || len(leftovers(t, home)) > 0 {
		t.Fatalf("%q %+v %v", got, out, leftovers(t, home))
	}
	// And back again, from what was kept.
	restore(t, home, out.Before, true)
	if got := titlesOf(t, home); got != "Now, Then" {
		t.Fatal(got)
	}
}

func TestADamagedWorkspaceIsReplacedAndKeptAsItLies(t *testing.T) {
	home, file := t.TempDir(), filepath.Join(t.TempDir(), "b.zip")
	ws := open(t, home)
	create(t, ws, "Then")
	backUp(t, ws, file)
	ws.Close()
	torn := []byte("no database at all, and longer than the head of one would be: " + strings.Repeat("x", 200))
	if err := os.WriteFile(filepath.Join(home, "local.db"), torn, 0o600); err != nil {
		t.Fatal(err)
	}
	out := restore(t, home, file, true)
	kept, err := os.ReadFile(filepath.Join(out.Aside, "local.db"))
	if err != nil || !bytes.Equal(kept, torn) || out.Before != "" {
		t.Fatalf("%+v %v", out, err)
	}
	if got := titlesOf(t, home); got != "Then" {
		t.Fatal(got)
	}
}

func TestABackupThatCannotBeUsedLeavesTheWorkspaceAlone(t *testing.T) {
	home, dir := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "b.zip")
	ws := open(t, home)
	create(t, ws, "Then")
	backUp(t, ws, file)
	notes := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(notes, []byte("somebody's own"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Backup(ctx, notes, order()); faultKey(err) != "backup.in_the_way" {
		t.Fatal(err)
	}
	if raw, err := os.ReadFile(notes); err != nil || string(raw) != "somebody's own" {
		t.Fatalf("%s %v", raw, err)
	}
	if _, err := ws.Backup(ctx, filepath.Join(home, "b.zip"), order()); faultKey(err) != "backup.inside" {
		t.Fatal(err)
	}
	if _, err := ws.Backup(ctx, filepath.Join(dir, "none", "b.zip"), order()); faultKey(err) != "file.no_folder" {
		t.Fatal(err)
	}
	stopped, cancel := context.WithCancel(ctx)
	o := order()
	o.Step = func(string) { cancel() }
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Backup(stopped, file, o); faultKey(err) != "backup.stopped" {
		t.Fatal(err)
	}
	if now, err := os.ReadFile(file); err != nil || !bytes.Equal(now, before) {
		t.Fatalf("%v, or the backup before is gone", err)
	}
	ws.Close()
	raw := bytes.Clone(before)
	raw[len(raw)/3] ^= 1
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = workspace.Restore(ctx, home, file, workspace.RestoreOrder{BackupOrder: order(), Over: true})
	if faultKey(err) != "backup.damaged_database" {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, before, 0o600); err != nil {
		t.Fatal(err)
	}
	stopped, cancel = context.WithCancel(ctx)
	ro := workspace.RestoreOrder{BackupOrder: order(), Over: true}
	ro.Step = func(name string) {
		if name == "renewed" {
			cancel()
		}
	}
	if _, err := workspace.Restore(stopped, home, file, ro); faultKey(err) != "backup.restore_stopped" {
		t.Fatal(err)
	}
	if got := titlesOf(t, home); got != "Then" || len(leftovers(t, home)) > 0 {
		t.Fatalf("%q %v", got, leftovers(t, home))
	}
	if list, err := filepath.Glob(filepath.Join(dir, ".*")); err != nil || len(list) > 0 {
		t.Fatalf("left behind: %v %v", list, err)
	}
}

func TestABackupOfANewerVersionIsRefused(t *testing.T) {
	home := t.TempDir()
	file := filepath.Join(t.TempDir(), "b.zip")
	out, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	w := backup.NewWriter(out, time.Now())
	if err := w.Add(ctx, backup.DatabaseFile, strings.NewReader("x"), nil); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(backup.Manifest{Schema: 9000}); err != nil {
		t.Fatal(err)
	}
	out.Close()
	_, err = workspace.Restore(ctx, home, file, workspace.RestoreOrder{BackupOrder: order()})
	if faultKey(err) != "backup.newer" || workspace.Exists(home) {
		t.Fatal(err)
	}
	if _, err := workspace.CheckBackup(ctx, file, order()); faultKey(err) != "backup.newer" {
		t.Fatal(err)
	}
}

// A space comes along with its history, so that what was committed and not sent yet needs no
// question later.
func TestASpaceComesAlongAndGoesOn(t *testing.T) {
	home, server, file := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "b.zip")
	ws := open(t, home)
	id := create(t, ws, "Shared")
	if _, _, err := ws.AddSpace(ctx, "team", server, remote.Access{}); err != nil {
		t.Fatal(err)
	}
	if err := ws.Share(ctx, "team", id); err != nil {
		t.Fatal(err)
	}
	exchange := func(ws *workspace.Workspace) {
		t.Helper()
		if _, err := ws.Sync(ctx, "team", remote.Access{}); err != nil {
			t.Fatal(err)
		}
	}
	exchange(ws)
	if _, err := ws.Reviews.SetField(ctx, id, "severity", json.RawMessage(`"SEV2"`), ""); err != nil {
		t.Fatal(err)
	}
	made := backUp(t, ws, file)
	if len(made.Manifest.Spaces) != 1 || !slices.ContainsFunc(made.Manifest.Parts, func(p backup.Part) bool { return strings.HasSuffix(p.Name, ".git/HEAD") }) {
		t.Fatalf("%+v", made.Manifest)
	}
	there := filepath.Join(t.TempDir(), "new")
	restore(t, there, file, false)
	moved := open(t, there)
	// The old machine goes on for a while, and sends the same edit and another one.
	if _, err := ws.Reviews.SetField(ctx, id, "title", json.RawMessage(`"Shared queue"`), ""); err != nil {
		t.Fatal(err)
	}
	exchange(ws)
	exchange(moved)
	exchange(ws)
	for _, w := range []*workspace.Workspace{ws, moved} {
		if r := get(t, w, id); r.Title != "Shared queue" {
			t.Errorf("%+v", r)
		}
		if n, err := w.OpenConflicts(ctx, "team"); err != nil || n != 0 {
			t.Errorf("%d questions, %v", n, err)
		}
	}
	titlesIn(t, moved)
}

func TestAKillLeavesTheOldHomeOrTheNew(t *testing.T) {
	home, dir := t.TempDir(), t.TempDir()
	file := filepath.Join(dir, "b.zip")
	ws := open(t, home)
	create(t, ws, "Then")
	backUp(t, ws, file)
	create(t, ws, "Now")
	ws.Close()
	now := filepath.Join(dir, "now.zip")
	// What it comes to without a kill; the home is put back for each that follows.
	steps := child(t, "restore", home, file, "")
	kept, err := filepath.Glob(filepath.Join(home, "before-restore-*.zip"))
	if err != nil || len(kept) != 1 || len(steps) < 8 {
		t.Fatalf("%v %v %v", steps, kept, err)
	}
	if err := os.Rename(kept[0], now); err != nil {
		t.Fatal(err)
	}
	for _, step := range steps {
		home := filepath.Join(t.TempDir(), "home")
		restore(t, home, now, false)
		if step == "aside local.db-wal" || step == "aside local.db-shm" {
			continue // what only a killed program leaves
		}
		// The lists are there too, as after any use.
		if got := titlesOf(t, home); got != "Now, Then" {
			t.Fatal(got)
		}
		child(t, "restore", home, file, step)
		early := step == "unpacked" || step == "renewed" || step == "kept"
		if !workspace.Exists(home) {
			t.Fatalf("%s: no workspace is to be seen", step)
		}
		got, want := titlesOf(t, home), "Then"
		if early {
			want = "Now, Then"
		}
		if got != want || len(leftovers(t, home)) > 0 {
			t.Errorf("killed at %q: %q, left %v", step, got, leftovers(t, home))
		}
	}
}

func TestAKilledBackupLeavesTheOneBefore(t *testing.T) {
	home, file := t.TempDir(), filepath.Join(t.TempDir(), "b.zip")
	ws := open(t, home)
	create(t, ws, "Then")
	backUp(t, ws, file)
	create(t, ws, "Now")
	ws.Close()
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []string{"copied", "written", "checked"} {
		child(t, "backup", home, file, step)
		if now, err := os.ReadFile(file); err != nil || !bytes.Equal(now, before) {
			t.Fatalf("killed at %q: the backup before is gone (%v)", step, err)
		}
	}
	if steps := child(t, "backup", home, file, ""); len(steps) != 3 {
		t.Fatal(steps)
	}
	if _, err := workspace.CheckBackup(ctx, file, order()); err != nil {
		t.Fatal(err)
	}
	// What the kills left goes with the first backup there after some hours.
	left, err := filepath.Glob(filepath.Join(filepath.Dir(file), ".second-story-backup-*"))
	if err != nil || len(left) != 6 {
		t.Fatalf("%v %v", left, err)
	}
	for _, path := range left {
		// They lie where the person chose, which may be a folder of many.
		if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s: others may read it: %v %v", filepath.Base(path), info.Mode(), err)
		}
		if err := os.Chtimes(path, time.Time{}, time.Now().Add(-7*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	child(t, "backup", home, file, "")
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(file), ".second-story-backup-*")); err != nil || len(left) > 0 {
		t.Fatalf("%v %v", left, err)
	}
	if got := titlesOf(t, home); got != "Now, Then" {
		t.Fatal(got)
	}
}

func TestABackupWithoutRoomLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	if err := mountTmpfs(dir); err != nil {
		t.Skip("no small disk can be made here:", err)
	}
	defer unmount(dir)
	home := t.TempDir()
	ws := open(t, home)
	create(t, ws, "Long")
	// Nothing that packs: pictures go in as they are.
	if err := os.MkdirAll(filepath.Join(home, "blobs"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, "blobs", strings.Repeat("cd", 32)), make([]byte, 9<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := ws.Backup(ctx, filepath.Join(dir, "b.zip"), order())
	if faultKey(err) != "file.disk_full" {
		t.Fatal(err)
	}
	if list, err := os.ReadDir(dir); err != nil || len(list) > 0 {
		t.Fatalf("%v %v", list, err)
	}
}

func TestAReminderComesAfterTheDaysAPersonChose(t *testing.T) {
	now := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	ws, err := workspace.Open(ctx, t.TempDir(), workspace.Options{Origin: "window", Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	due := func(after int) bool {
		t.Helper()
		now = now.AddDate(0, 0, after)
		b, err := ws.BackupStanding(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return b.Due
	}
	if due(60) {
		t.Error("of a workspace with nothing in it")
	}
	create(t, ws, "Now there is something")
	if !due(0) {
		t.Error("never backed up, for sixty days")
	}
	backUp(t, ws, filepath.Join(t.TempDir(), "b.zip"))
	if due(29) || !due(1) {
		t.Error("the usual month")
	}
	for remind, want := range map[string]bool{"0": false, "7": true, "31": false, "soon": true} {
		if err := ws.SetSetting(ctx, "backup.remind", remind); err != nil {
			t.Fatal(err)
		}
		if due(0) != want {
			t.Errorf("remind after %s", remind)
		}
	}
}
