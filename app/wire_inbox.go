package app

// InboxFolder is a folder into which other programs drop files. Problem is why it could not
// be looked into the last time, nil where it could.
type InboxFolder struct {
	ID      string   `json:"id"`
	Folder  string   `json:"folder"`
	Paused  bool     `json:"paused"`
	Move    bool     `json:"move"`
	Problem *Message `json:"problem"`
}

// InboxFile is one reading of a file in an inbox. State is one of domain/inbox; Key is the
// sentence of what is asked or wrong, "" where nothing is. The counts are those of its import.
type InboxFile struct {
	N           int64             `json:"n"`
	Path        string            `json:"path"` // "" where its inbox is none any more
	Name        string            `json:"name"`
	At          string            `json:"at"`
	State       string            `json:"state"`
	Format      string            `json:"format"`
	There       bool              `json:"there"`
	Import      string            `json:"import"`
	Withdrawn   bool              `json:"withdrawn"`
	Read        int               `json:"read"`
	Created     int               `json:"created"`
	Updated     int               `json:"updated"`
	Unchanged   int               `json:"unchanged"`
	Quarantined int               `json:"quarantined"`
	Key         string            `json:"key"`
	Params      map[string]string `json:"params"`
}

// InboxState is all there is to tell of the inboxes: what waits, the oldest first, and what
// came, the newest first. Waits and Taken count all of them.
type InboxState struct {
	Folders []InboxFolder `json:"folders"`
	Waiting []InboxFile   `json:"waiting"`
	Files   []InboxFile   `json:"files"`
	Waits   int           `json:"waits"`
	Taken   int           `json:"taken"`
}
