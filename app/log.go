package app

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// logLimit is the size at which the log starts anew; one older file is kept.
const logLimit = 1 << 20

// logFile keeps what a person never sees: the cause behind an internal error,
// found again by the short reference on the screen.
type logFile struct {
	mu   sync.Mutex
	path string
}

func openLog(dir string) *logFile {
	if os.MkdirAll(dir, 0o700) != nil {
		return &logFile{}
	}
	return &logFile{path: filepath.Join(dir, "window.log")}
}

// Error writes an error and gives its reference. Without a place to write it
// goes to standard error.
func (l *logFile) Error(what string, err error) string {
	var raw [4]byte
	_, _ = rand.Read(raw[:]) //nolint:errcheck // never fails on the platforms we build for
	ref := hex.EncodeToString(raw[:])
	line := fmt.Sprintf("%s %s %s: %v\n", time.Now().UTC().Format(time.RFC3339), ref, what, err)
	if l == nil || l.path == "" {
		fmt.Fprint(os.Stderr, line)
		return ref
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if info, serr := os.Stat(l.path); serr == nil && info.Size() > logLimit {
		_ = os.Rename(l.path, l.path+".1") //nolint:errcheck // a log that cannot turn over goes on growing
	}
	f, oerr := os.OpenFile(l.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if oerr != nil {
		fmt.Fprint(os.Stderr, line)
		return ref
	}
	defer f.Close()
	fmt.Fprint(f, line)
	return ref
}
