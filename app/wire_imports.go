package app

// ImportPreview is what an import would do.
type ImportPreview struct {
	Files       []ImportFile `json:"files"`
	Read        int          `json:"read"`
	Created     int          `json:"created"`
	Updated     int          `json:"updated"`
	Unchanged   int          `json:"unchanged"`
	Quarantined int          `json:"quarantined"`
}

// ImportChannel is a channel of a chat export, with the bytes of its messages.
type ImportChannel struct {
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
}

// ImportChoice is what a person chose in a preview. Files are named by their
// place in it.
type ImportChoice struct {
	Update   bool  `json:"update"`   // merge known files with new content
	LeaveOut []int `json:"leaveOut"` // files that are not imported
	Told     []int `json:"told"`     // files whose times in the text become entries
	// Pieces of changed files that are left out of the merge.
	Pieces []ImportLeft `json:"pieces"`
}

// ImportLeft are the keys of pieces of one file that a person left.
type ImportLeft struct {
	Place int      `json:"place"`
	Keys  []string `json:"keys"`
}

// ImportPiece is one piece of a known file, with what a merge would do. State is one of
// importing.PieceState; Asks says that the piece can be left.
type ImportPiece struct {
	Key        string         `json:"key"`
	Collection string         `json:"collection"` // "" for a field of the review
	State      string         `json:"state"`
	Words      string         `json:"words"`
	At         string         `json:"at"`
	Count      int            `json:"count"` // of the causes of a whole tree, else 0
	Asks       bool           `json:"asks"`
	Changes    []ImportChange `json:"changes"`
}

// ImportChange is one field of a piece as people read it. Asked says that both values
// stay until a person decides.
type ImportChange struct {
	Field   string `json:"field"`
	Here    string `json:"here"`
	File    string `json:"file"`
	Becomes string `json:"becomes"`
	Asked   bool   `json:"asked"`
}

// ImportFile is one file of a preview. Path is its name only; SHA256 names its
// content. Reread says that a known file has not changed but is read better now.
type ImportFile struct {
	Path       string          `json:"path"`
	SHA256     string          `json:"sha256"`
	Reread     bool            `json:"reread"`
	TwinOf     string          `json:"twinOf"` // the file of this import that holds the same text, or ""
	AsText     bool            `json:"asText"` // it could be read as text all the same
	Format     string          `json:"format"`
	Status     string          `json:"status"`
	Title      string          `json:"title"`
	Ref        string          `json:"ref"`
	Counts     ImportCounts    `json:"counts"`
	Kept       []ImportKept    `json:"kept"`
	Findings   []ImportFinding `json:"findings"`
	Entries    []ImportEntry   `json:"entries"`
	Told       []ImportEntry   `json:"told"` // times found in the text of a file without a timeline
	Sections   []ImportSection `json:"sections"`
	Factors    []ImportFactor  `json:"factors"`
	Actions    []ImportAction  `json:"actions"`
	Quarantine *ImportRefused  `json:"quarantine"`
}

// ImportCounts counts the pieces of a file.
type ImportCounts struct {
	Entries      int `json:"entries"`
	Sections     int `json:"sections"`
	Factors      int `json:"factors"`
	Causes       int `json:"causes"`
	Actions      int `json:"actions"`
	Participants int `json:"participants"`
}

// ImportKept is a piece that no rule understood.
type ImportKept struct {
	Line int     `json:"line"`
	Text string  `json:"text"`
	Why  Message `json:"why"`
}

// ImportFinding is something to know about a file.
type ImportFinding struct {
	Level  string            `json:"level"`
	Key    string            `json:"key"`
	Params map[string]string `json:"params"`
	Line   int               `json:"line"`
}

// ImportEntry is an entry as it will be.
type ImportEntry struct {
	Line      int    `json:"line"`
	At        string `json:"at"`
	End       string `json:"end"`
	Zone      string `json:"zone"`
	Precision string `json:"precision"`
	Raw       string `json:"raw"`
	Text      string `json:"text"`
}

// ImportSection is a section as it will be.
type ImportSection struct {
	Key   string `json:"key"`
	Title string `json:"title"`
	Line  int    `json:"line"`
	Chars int    `json:"chars"`
	Kept  bool   `json:"kept"`
}

// ImportFactor is a factor as it will be.
type ImportFactor struct {
	Line int    `json:"line"`
	Text string `json:"text"`
	Kind string `json:"kind"`
}

// ImportAction is an action as it will be.
type ImportAction struct {
	Line   int    `json:"line"`
	Title  string `json:"title"`
	Owner  string `json:"owner"`
	Named  bool   `json:"named"` // the owner is a name, which stays on this device
	Due    string `json:"due"`
	Status string `json:"status"`
}

// ImportNote is something to know about how a file was read.
type ImportNote struct {
	File   string            `json:"file"`
	Line   int               `json:"line"`
	Key    string            `json:"key"`
	Params map[string]string `json:"params"`
}

// ImportRefused says why a file cannot become a review.
type ImportRefused struct {
	File   string            `json:"file"`
	Line   int               `json:"line"`
	Field  string            `json:"field"`
	Reason string            `json:"reason"`
	Params map[string]string `json:"params"`
	Text   string            `json:"text"`
}

// ImportMade is a record an import made or would change.
type ImportMade struct {
	Kind    string `json:"kind"`
	Ref     string `json:"ref"`
	Title   string `json:"title"`
	Updated bool   `json:"updated"` // it was here before
	Asks    int    `json:"asks"`    // values that wait for a person to decide between
}

// ImportResult is the account of an import.
type ImportResult struct {
	Read        int             `json:"read"`
	Created     int             `json:"created"`
	Updated     int             `json:"updated"`
	Unchanged   int             `json:"unchanged"`
	LeftOut     int             `json:"leftOut"`
	Quarantined []ImportRefused `json:"quarantined"`
	Notes       []ImportNote    `json:"notes"`
	Records     []ImportMade    `json:"records"`
	Proposals   []ImportMade    `json:"proposals"`
}
