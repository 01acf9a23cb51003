package blob_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"secondstory/backend/blob"
	"secondstory/backend/domain/fault"
)

func TestBytesAreKeptUnderTheirSum(t *testing.T) {
	s := blob.Store{Dir: filepath.Join(t.TempDir(), "blobs")}
	data := []byte("pixels")
	if s.Has(blob.SumOf(data)) {
		t.Error("something is there before anything was put")
	}
	var waiting sync.WaitGroup
	for range 4 { // several at once, as two windows may
		waiting.Go(func() {
			if sum, err := s.Put(data); err != nil || sum != blob.SumOf(data) {
				t.Errorf("%s %v", sum, err)
			}
		})
	}
	waiting.Wait()
	if got, err := s.Read(blob.SumOf(data)); err != nil || !bytes.Equal(got, data) || !s.Has(blob.SumOf(data)) {
		t.Errorf("%q %v", got, err)
	}
	entries, err := os.ReadDir(s.Dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("%d files beside it: %v", len(entries), err)
	}
}

func TestNoOtherBytesAreGivenThanThoseOfTheSum(t *testing.T) {
	s := blob.Store{Dir: filepath.Join(t.TempDir(), "blobs")}
	key := func(err error) string {
		f, _ := fault.As(err)
		if f == nil {
			return ""
		}
		return f.Key
	}
	outside := filepath.Join(filepath.Dir(s.Dir), "secret")
	if err := os.WriteFile(outside, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", "../secret", strings.Repeat("a", 64), strings.Repeat("A", 64)} {
		if _, err := s.Read(name); key(err) != "blob.missing" || s.Has(name) {
			t.Errorf("%q: %v", name, err)
		}
	}
	sum, err := s.Put([]byte("pixels"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.Dir, sum), []byte("pixelz"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Read(sum); key(err) != "blob.damaged" {
		t.Errorf("%v", err)
	}
	if whole, err := s.Check(t.Context()); err != nil || len(whole) != 1 || whole[sum] {
		t.Errorf("%v %v", whole, err)
	}
	if _, err := s.Put([]byte("pixels")); err != nil {
		t.Fatal(err)
	}
	if whole, err := s.Check(t.Context()); err != nil || !whole[sum] {
		t.Errorf("put again it is not whole: %v %v", whole, err)
	}
}

func TestWhatAStoppedWriteLeftIsSweptAndARunningOneIsNot(t *testing.T) {
	s := blob.Store{Dir: filepath.Join(t.TempDir(), "blobs")}
	if err := s.Sweep(time.Now()); err != nil {
		t.Errorf("before there is a folder: %v", err)
	}
	sum, err := s.Put([]byte("pixels"))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for name, age := range map[string]time.Duration{"part-old": 48 * time.Hour, "part-new": time.Minute, sum: 48 * time.Hour, "note": 48 * time.Hour} {
		path := filepath.Join(s.Dir, name)
		if name != sum {
			if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chtimes(path, at.Add(-age), at.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Sweep(at.Add(-24 * time.Hour)); err != nil {
		t.Fatal(err)
	}
	for name, stays := range map[string]bool{"part-old": false, "part-new": true, sum: true, "note": true} {
		if _, err := os.Stat(filepath.Join(s.Dir, name)); (err == nil) != stays {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAFolderThatCannotBeWrittenIsTold(t *testing.T) {
	file := filepath.Join(t.TempDir(), "blobs")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := blob.Store{Dir: file}.Put([]byte("pixels"))
	if f, ok := fault.As(err); !ok || f.Key != "storage.denied" {
		t.Errorf("%v", err)
	}
}
