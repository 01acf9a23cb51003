package inbox

import "testing"

func TestANameThatIsStillWrittenIsPassing(t *testing.T) {
	for name, want := range map[string]bool{
		"export.csv": false, "a.json.tmp": true, ".export.csv": true, "~$list.xlsx": true, "notes.md~": true, "big.zip.crdownload": true,
		"x.PART": true, "Thumbs.db": true, "desktop.ini": true, "part.csv": false, "template.json": false, "README": false,
	} {
		if got := Passing(name); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestOnlyWhatAPersonCanMoveOnWaits(t *testing.T) {
	for state, want := range map[State]bool{Taken: false, Same: false, Later: false, Left: false, Asks: true, Review: true, Refused: true} {
		if got := state.Waits(); got != want {
			t.Errorf("%s: %v", state, got)
		}
	}
}
