package gitstore

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// T3: the library and plain git fsync neither objects nor refs.
func TestObjectsAndTheirFoldersAreOnTheDiskBeforeARefNamesThem(t *testing.T) {
	for _, files := range []int{1, 60} {
		s := openTest(t)
		var mu sync.Mutex
		var order []string
		real := fsync
		fsync = func(f *os.File) error {
			mu.Lock()
			defer mu.Unlock()
			name, err := filepath.Rel(s.Dir(), f.Name())
			if err != nil {
				t.Error(err)
			}
			order = append(order, filepath.ToSlash(name))
			return real(f)
		}
		head, err := growBy(s, Zero, 0, files)
		fsync = real
		if err != nil {
			t.Fatal(err)
		}
		waited := map[string]int{}
		for i, name := range order {
			waited[name] = i + 1
		}
		ref := waited["refs/heads/main.lock"]
		if ref == 0 || waited["refs/heads"] < ref {
			t.Fatalf("the ref or its folder is not waited for: %v", order)
		}
		var present []string
		for _, pattern := range []string{"objects/??/*", "objects/pack/*"} {
			found, err := filepath.Glob(filepath.Join(s.Dir(), pattern))
			if err != nil {
				t.Fatal(err)
			}
			present = append(present, found...)
		}
		temporary := 0
		for name, at := range waited {
			if strings.Contains(name, "/tmp_own_") || strings.Contains(name, "/tmp_obj_own_") {
				temporary++
				if at > ref {
					t.Errorf("%s comes after the ref", name)
				}
			}
		}
		if temporary != len(present) {
			t.Errorf("%d files lie there, %d were waited for", len(present), temporary)
		}
		for _, path := range present {
			folder, err := filepath.Rel(s.Dir(), filepath.Dir(path))
			if err != nil {
				t.Fatal(err)
			}
			if at := waited[filepath.ToSlash(folder)]; at == 0 || at > ref {
				t.Errorf("the folder %s is not on the disk before the ref", folder)
			}
		}
		if files == 1 && (waited["objects"] == 0 || waited["objects"] > ref) {
			t.Error("new folders of objects are not on the disk before the ref")
		}
		if must(s.Ref(Main)) != head {
			t.Error("the ref did not move")
		}
	}
}
