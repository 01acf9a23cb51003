package inbox

import (
	"strings"
	"time"
)

// State is what became of a file.
type State string

// The closed set of states.
const (
	Taken   State = "taken"   // its incidents are in the register
	Same    State = "same"    // its content has come before: nothing was read again
	Asks    State = "asks"    // it comes in once a person has answered what it cannot say
	Review  State = "review"  // a file of a review: a person looks at it before it becomes one
	Refused State = "refused" // nobody can read it
	Later   State = "later"   // it could not be read now and is tried again by itself
	Left    State = "left"    // a person left it
)

// Waits says whether a person has to do something about a file in this state.
func (s State) Waits() bool { return s == Asks || s == Review || s == Refused }

// DoneFolder is the folder within an inbox to which files that came in are moved, where the
// person chose that.
const DoneFolder = "done"

// Folder is an inbox.
type Folder struct {
	ID     string    `json:"id"`
	Path   string    `json:"path"`
	Paused bool      `json:"paused"`
	Move   bool      `json:"move"` // files that came in go to DoneFolder
	Added  time.Time `json:"added"`
}

// Stamp is by what a file that was written on is told from one at rest.
type Stamp struct {
	Size int64
	Mod  int64 // nanoseconds of Unix time, by the clock of the disk
}

// Entry is a file in an inbox, as a look finds it.
type Entry struct {
	Name string
	Stamp
}

// File is one reading of one file in an inbox. The same name has a later one once the file
// says something else.
type File struct {
	N      int64
	Folder string // id
	Name   string
	Stamp
	SHA256 string
	At     time.Time
	State  State
	Format string
	// Key and Params are the sentence of what is asked or wrong; "" where nothing is.
	Key    string
	Params map[string]string
	Import string // id of the import of incidents
	There  bool   // it lay in the folder at the last look
}

// Count is how many files are in which state, of those that matter to a person.
type Count struct {
	Taken, Asks, Review, Refused, Later int
}

// Waits is how many files wait for a person.
func (c Count) Waits() int { return c.Asks + c.Review + c.Refused }

// passing endings are those programs give a file that they still write.
var passing = []string{".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".filepart", ".swp", ".swx", ".lock", ".!ut", ".opdownload", ".writing"}

// Passing says whether a name is one of a file that is still written, of an editor's copy or
// of what a system puts into every folder.
func Passing(name string) bool {
	low := strings.ToLower(name)
	switch {
	case strings.HasPrefix(low, "."), strings.HasPrefix(low, "~$"), strings.HasSuffix(low, "~"), low == "desktop.ini", low == "thumbs.db":
		return true
	}
	for _, end := range passing {
		if strings.HasSuffix(low, end) {
			return true
		}
	}
	return false
}
