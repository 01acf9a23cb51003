package remote

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/share/gitstore"
)

// A full disk of the others is not a full disk here: what was saved is saved.
func TestAFullDiskOfASharedFolderIsToldAsThat(t *testing.T) {
	disk := filepath.Join(t.TempDir(), "disk")
	if err := os.Mkdir(disk, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=160k"); err != nil {
		t.Skip("no small disk can be made here: ", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, 0) })
	dir := filepath.Join(disk, "shared.git")
	if err := gitstore.CreateBare(dir); err != nil {
		t.Fatal(err)
	}
	r := connectTo(t, dir)
	s := openStore(t)
	head := must(change(s, "ada", 0))
	if _, err := r.Push(t.Context(), s, head); err != nil {
		t.Fatal(err)
	}
	stone := filepath.Join(disk, "stone")
	if f, err := os.Create(stone); err == nil {
		for err == nil {
			_, err = f.Write(make([]byte, 1024))
		}
		_ = f.Close()
	}
	next := must(changeMany(s, "ada", 1, 100))
	_, err := r.Push(t.Context(), s, next)
	if f, ok := FaultOf(err); !ok || f.Key != "share.remote_full" || f.Params["folder"] != dir {
		t.Fatalf("%v", err)
	}
	if err := os.Remove(stone); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Push(t.Context(), s, next); err != nil {
		t.Fatal(err)
	}
	fsck(t, dir)
}

func TestAFolderThatIsGoneIsToldAsThat(t *testing.T) {
	dir := bare(t)
	r := connectTo(t, dir)
	if err := os.Rename(dir, dir+".away"); err != nil {
		t.Fatal(err)
	}
	_, err := r.Fetch(t.Context(), openStore(t))
	if f, ok := FaultOf(err); !ok || f.Key != "share.folder_gone" || !fault.Is(f, fault.NotFound) {
		t.Fatalf("%v", err)
	}
}
