package assets

import (
	"embed"
	"io/fs"
)

//go:embed packs/*.json
var packs embed.FS

// Packs are the obligation packs of the program, each as the JSON that domain/obligation
// reads, in the order of their names.
func Packs() ([][]byte, error) {
	names, err := fs.Glob(packs, "packs/*.json")
	if err != nil {
		return nil, err
	}
	out := make([][]byte, len(names))
	for i, name := range names {
		if out[i], err = packs.ReadFile(name); err != nil {
			return nil, err
		}
	}
	return out, nil
}
