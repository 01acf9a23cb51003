//go:build dev

package wailsapp

import (
	"encoding/json"
	"flag"
	"os"
)

// dialogAnswer is what a test puts in place of a native dialog. With Folder set,
// Save is the folder and the proposed name is taken.
type dialogAnswer struct {
	Open   []string `json:"open"`
	Save   string   `json:"save"`
	Folder bool     `json:"folder"`
}

// testDialogs reads the answers of the test that started this program. Only the
// development build has them: nobody can click a native dialog from a browser.
func testDialogs() (dialogAnswer, bool) {
	path := os.Getenv("SECONDSTORY_TEST_DIALOGS")
	if path == "" {
		return dialogAnswer{}, false
	}
	var a dialogAnswer
	raw, err := os.ReadFile(path)
	if err != nil || json.Unmarshal(raw, &a) != nil {
		return dialogAnswer{}, true
	}
	return a, true
}

// toolkitFlags declares the flags that the toolkit's development build reads
// itself, so that they are no error here.
func toolkitFlags(f *flag.FlagSet) {
	for _, name := range []string{"assetdir", "devserver", "frontenddevserverurl", "loglevel"} {
		f.String(name, "", "")
	}
}
