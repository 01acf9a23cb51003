package space

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"

	"secondstory/backend/share/bundle"
)

// A folder of bundles that is the address of a space is looked through at each sync,
// and it may hold gigabytes. What was found whole is not read to its end again, as long
// as it looks as it did.

// wholes are the bundles that were found whole, by path.
type wholes map[string]wholeOne

type wholeOne struct {
	seen
	Tip string `json:"tip"`
}

func (r *run) wholesFile() string { return filepath.Join(r.store.Dir(), "whole-bundles") }

// isWhole says whether a bundle ends in the sum of its pack.
func (r *run) isWhole(path string, h bundle.Header) bool {
	if r.wholes == nil {
		r.wholes, r.wholeNow = wholes{}, wholes{}
		if data, err := os.ReadFile(r.wholesFile()); err != nil || json.Unmarshal(data, &r.wholes) != nil {
			r.wholes = wholes{} // each is read
		}
	}
	info, err := os.Lstat(path)
	if err != nil {
		return false
	}
	as := wholeOne{seenOf(info), h.Tip().String()}
	if r.wholes[path] != as {
		r.reached("bundle summed")
		if !bundle.Whole(path, h) {
			return false
		}
	}
	r.wholeNow[path] = as
	return true
}

// keepWholes notes what was found whole this time; of files that are gone nothing stays.
func (r *run) keepWholes() error {
	if maps.Equal(r.wholes, r.wholeNow) {
		return nil
	}
	return r.writeState(r.wholesFile(), r.wholeNow)
}
