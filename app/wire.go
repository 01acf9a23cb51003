package app

// WireError is an error as the window gets it.
type WireError struct {
	Code   string            `json:"code"`
	Key    string            `json:"key"`
	Params map[string]string `json:"params"`
	Fields []WireField       `json:"fields"`
	Ref    string            `json:"ref"` // of the line in the log, for internal errors
}

// WireField is a fault of one field.
type WireField struct {
	Name   string            `json:"name"`
	Key    string            `json:"key"`
	Params map[string]string `json:"params"`
}

// Message is a sentence of the catalogue with its gaps.
type Message struct {
	Key    string            `json:"key"`
	Params map[string]string `json:"params"`
}

// Info is what the window shows of the workspace.
type Info struct {
	Name     string   `json:"name"`
	Home     string   `json:"home"`
	Sample   bool     `json:"sample"`
	Version  string   `json:"version"`
	ReadOnly bool     `json:"readOnly"`
	Full     bool     `json:"full"` // because the disk has no room
	Problem  *Message `json:"problem"`
	First    bool     `json:"first"`
	Actor    string   `json:"actor"` // the pseudonym of whoever works on this machine
}

// Setting of this machine.
type Setting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// HelpTopic is a page of the help.
type HelpTopic struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// SavedFile is where a file went; "" when the person cancelled.
type SavedFile struct {
	Path string `json:"path"`
}

// Events.
type (
	// ReviewChanged: a record changed; Origin names the editor field of this
	// window that did it.
	ReviewChanged struct {
		Ref    string `json:"ref"`
		Rev    int64  `json:"rev"`
		Origin string `json:"origin"`
	}
	// ReviewsChanged: some record changed, so lists may differ.
	ReviewsChanged struct {
		Rev int64 `json:"rev"`
	}
	// FilesDropped: files were dropped on the window; Pictures says that all of them are
	// pictures by what is in them.
	FilesDropped struct {
		Paths    []string `json:"paths"`
		Pictures bool     `json:"pictures"`
	}
	// JobProgress and JobDone: of a job.
	JobProgress struct {
		ID    string `json:"id"`
		Done  int    `json:"done"`
		Total int    `json:"total"`
		Label string `json:"label"`
	}
	// JobDone: the job has ended; Error is the JSON text of a WireError.
	JobDone struct {
		ID    string  `json:"id"`
		Error *string `json:"error"`
	}
)
