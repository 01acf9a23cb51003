package app

// SpaceMirror is a space in a plain folder. Error is the JSON text of a WireError, ""
// while the two come together.
type SpaceMirror struct {
	ID       string          `json:"id"`
	Folder   string          `json:"folder"`
	Error    string          `json:"error"`
	Problems []MirrorProblem `json:"problems"`
}

// MirrorProblem is a file that is not taken, with the beginning of what it says.
type MirrorProblem struct {
	Ref     string  `json:"ref"` // "" for a file of no review
	Path    string  `json:"path"`
	Line    int     `json:"line"`
	Quote   string  `json:"quote"`
	Message Message `json:"message"`
}
