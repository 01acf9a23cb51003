package workspace_test

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/service/searching"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
	"secondstory/samples"
)

func TestAFileWrittenForAPersonReplacesTheContentAndNothingElse(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links and modes are of another kind there")
	}
	dir := t.TempDir()
	target, link := filepath.Join(dir, "report.pdf"), filepath.Join(dir, "latest.pdf")
	if err := os.WriteFile(target, []byte("old"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Fatal(err)
	}
	if err := workspace.WriteFile(link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if raw, err := os.ReadFile(target); err != nil || string(raw) != "new" {
		t.Errorf("the file behind the link: %q %v", raw, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is no link any more: %v", err)
	}
	if info, err := os.Stat(target); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the file has other rights now: %v %v", info.Mode(), err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 2 {
		t.Errorf("something was left behind: %v", entries)
	}
}

func TestAFileOfAPersonBesideTheOneWrittenIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	beside := filepath.Join(dir, "report.pdf.part")
	if err := os.WriteFile(beside, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := workspace.WriteFile(filepath.Join(dir, "report.pdf"), []byte("new")); err != nil {
		t.Fatal(err)
	}
	if raw, err := os.ReadFile(beside); err != nil || string(raw) != "mine" {
		t.Errorf("%q %v", raw, err)
	}
}

// A pipe stands for every target that is no file: it is written to, not replaced.
func TestAPipeIsWrittenToAndStaysAPipe(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no named pipes in the file system there")
	}
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := mkfifo(pipe); err != nil {
		t.Skipf("no named pipe can be made here: %v", err)
	}
	read := make(chan string, 1)
	go func() {
		f, err := os.Open(pipe)
		if err != nil {
			read <- err.Error()
			return
		}
		defer f.Close()
		raw, _ := io.ReadAll(f)
		read <- string(raw)
	}()
	if err := workspace.WriteFile(pipe, []byte("through")); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(pipe); err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		t.Fatalf("the pipe was replaced by a file: %v", err)
	}
	if got := <-read; got != "through" {
		t.Fatalf("%q", got)
	}
}

// The folder is one the person gave: it may be named, and must be.
func TestAFolderThatIsNotThereIsNamed(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "nowhere")
	err := workspace.WriteFile(filepath.Join(folder, "a.pdf"), []byte("x"))
	f, ok := fault.As(err)
	if !ok || f.Key != "file.no_folder" || f.Params["name"] != "a.pdf" || f.Params["folder"] != folder {
		t.Fatalf("%v", err)
	}
	if err := workspace.WriteFile(dir, []byte("x")); !fault.Is(err, fault.Denied) {
		t.Fatalf("a folder is no file: %v", err)
	}
}

// A start that was killed between filling the sample and noting that it is
// filled must not fill it a second time.
func TestTheSampleIsNotFilledTwiceWhenTheFirstStartWasKilled(t *testing.T) {
	home := t.TempDir()
	ws := open(t, home)
	if err := ws.FillSample(ctx); err != nil {
		t.Fatal(err)
	}
	if err := ws.SetMeta(ctx, "sample", ""); err != nil {
		t.Fatal(err)
	}
	ws.Close()
	ws = open(t, home)
	if err := ws.FillSample(ctx); err != nil {
		t.Fatal(err)
	}
	rows, err := ws.List(ctx, sqlite.ListFilter{Kind: "review"})
	if err != nil || len(rows) != len(samples.Reviews()) {
		t.Fatalf("%d reviews, %v", len(rows), err)
	}
}

func TestAHomeLeftByAKilledProgramOnADiskThatCannotBeWrittenShowsItsLastEdit(t *testing.T) {
	disk := tmpfs(t)
	home := filepath.Join(disk, "home")
	ws := open(t, filepath.Join(t.TempDir(), "home"))
	id, _, err := ws.Reviews.Create(ctx, "Saved last", "")
	if err != nil {
		t.Fatal(err)
	}
	// What a kill leaves: the database as it lies, with what is not in it yet beside it.
	if err := os.MkdirAll(home, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"local.db", "local.db-wal", "local.db-shm", "lock"} {
		raw, err := os.ReadFile(filepath.Join(ws.Home, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(home, name), raw, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := remountReadOnly(disk); err != nil {
		t.Skipf("no right to make the disk read-only: %v", err)
	}
	ro := open(t, home)
	if !ro.ReadOnly {
		t.Fatal("not read-only")
	}
	if r, err := ro.Reviews.Get(ctx, id); err != nil || r.Title != "Saved last" {
		t.Fatalf("%v %v", r.Title, err)
	}
	if r, err := ro.Search.Find(ctx, "saved last", searching.Options{}); err != nil || len(r.Hits) != 1 {
		t.Fatalf("%d found, %v", len(r.Hits), err)
	}
}

func TestAFullDiskIsReadAndEveryWriteIsRefused(t *testing.T) {
	for name, leave := range map[string][]string{
		"closed": {"local.db", "index.db", "lock"},
		"killed": {"local.db", "local.db-wal", "lock"},
	} {
		t.Run(name, func(t *testing.T) {
			disk := tmpfs(t)
			home := filepath.Join(disk, "home")
			ws := open(t, filepath.Join(t.TempDir(), "home"))
			id, _, err := ws.Reviews.Create(ctx, "Saved last", "")
			if err != nil {
				t.Fatal(err)
			}
			if name == "closed" {
				ws.Close()
			}
			if err := os.MkdirAll(home, 0o700); err != nil {
				t.Fatal(err)
			}
			for _, name := range leave {
				raw, err := os.ReadFile(filepath.Join(ws.Home, name))
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(home, name), raw, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			filler, err := os.Create(filepath.Join(disk, "filler"))
			if err != nil {
				t.Fatal(err)
			}
			for err == nil {
				_, err = filler.Write(make([]byte, 512))
			}
			filler.Close()

			ws = open(t, home)
			if !ws.ReadOnly || !ws.Full() {
				t.Fatal("not open for reading only, or it does not say why")
			}
			if r, err := ws.Reviews.Get(ctx, id); err != nil || r.Title != "Saved last" {
				t.Fatalf("%q %v", r.Title, err)
			}
			if rows, err := ws.List(ctx, sqlite.ListFilter{Kind: "review"}); err != nil || len(rows) != 1 {
				t.Fatalf("%d listed, %v", len(rows), err)
			}
			if r, err := ws.Search.Find(ctx, "saved last", searching.Options{}); err != nil || len(r.Hits) != 1 {
				t.Fatalf("%d found, %v", len(r.Hits), err)
			}
			_, err = ws.Reviews.SetField(ctx, id, "title", []byte(`"Another"`), "")
			if f, ok := fault.As(err); !ok || f.Key != "storage.full_reading" {
				t.Fatalf("%v", err)
			}
			ws.Close()
			if err := os.Remove(filler.Name()); err != nil {
				t.Fatal(err)
			}
			ws = open(t, home)
			if r, err := ws.Reviews.Get(ctx, id); ws.ReadOnly || err != nil || r.Title != "Saved last" {
				t.Fatalf("with room again: read-only %v, %q, %v", ws.ReadOnly, r.Title, err)
			}
			if _, err := ws.Reviews.SetField(ctx, id, "title", []byte(`"Another"`), ""); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// tmpfs mounts a small disk, or skips where that is not allowed.
func tmpfs(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := mountTmpfs(dir); err != nil {
		t.Skipf("no right to mount a small disk here: %v", err)
	}
	t.Cleanup(func() { unmount(dir) })
	return dir
}
