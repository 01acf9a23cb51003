package gitstore

import (
	"strings"
	"testing"
)

// A commit of somebody else may say as much as it likes: it then takes the room of many.
func TestACommitOfManyWordsTakesTheRoomOfMany(t *testing.T) {
	small := Commit{Message: "Edit a review", Trailers: []Trailer{{Key: "Device", Value: "d-1"}}}
	if got := weight(small); got != 1 {
		t.Errorf("%d", got)
	}
	for name, c := range map[string]Commit{
		"message":  {Message: strings.Repeat("x", 1<<20)},
		"trailers": {Trailers: make([]Trailer, 1<<15)},
	} {
		if got := weight(c); got < 2000 {
			t.Errorf("%s: %d", name, got)
		}
	}
}
