//go:build !dev

package wailsapp

import "flag"

// dialogAnswer is what a test puts in place of a native dialog; never here.
type dialogAnswer struct {
	Open   []string `json:"open"`
	Save   string   `json:"save"`
	Folder bool     `json:"folder"`
}

func testDialogs() (dialogAnswer, bool) { return dialogAnswer{}, false }

func toolkitFlags(*flag.FlagSet) {}
