package app

// HistoryChange is one field of a step, as text. Lead and Tail are the words beside
// what differs in a long text.
type HistoryChange struct {
	Path   string `json:"path"`
	Lead   string `json:"lead"`
	Before string `json:"before"`
	After  string `json:"after"`
	Tail   string `json:"tail"`
	// Asked says that a question about the place came or went, and not another value.
	Asked bool `json:"asked"`
}

// HistoryAuthor is who wrote what came with an exchange, as the space names them.
type HistoryAuthor struct {
	Name   string `json:"name"` // "" where nobody is known
	At     string `json:"at"`   // when it was committed; "" where that is not known
	Commit string `json:"commit"`
	Joined bool   `json:"joined"` // a merge: nobody wrote it
	Own    bool   `json:"own"`    // this device, before it was set up anew
}

// HistoryBeside is a version or a decision of somebody that a step told of, as words.
type HistoryBeside struct {
	Value   string `json:"value"`
	By      string `json:"by"` // "" where nobody is known
	Own     bool   `json:"own"`
	At      string `json:"at"` // "" where that is not known
	Why     string `json:"why"`
	Decided bool   `json:"decided"` // a decision; else a version
	File    bool   `json:"file"`    // a file that was imported again said it
}

// PastReview is a review as it was after a step.
type PastReview struct {
	Review ReviewDoc  `json:"review"`
	Row    HistoryRow `json:"row"`
}

// HistoryRow is one step. By is null for what was done here.
type HistoryRow struct {
	By      *HistoryAuthor  `json:"by"`
	Own     bool            `json:"own"` // the person at this machine did it
	Step    int64           `json:"step"`
	Before  int64           `json:"before"` // where the next page begins
	At      string          `json:"at"`
	Zone    string          `json:"zone"` // the zone of At, in words
	Actor   string          `json:"actor"`
	Action  string          `json:"action"`
	Kind    string          `json:"kind"`
	Label   Message         `json:"label"`
	Origin  string          `json:"origin"`
	Undone  bool            `json:"undone"`
	Why     string          `json:"why"` // the reason given with a decision
	Changes []HistoryChange `json:"changes"`
	// Beside is what others wrote or decided about the place of a Line that did not stand.
	Beside []HistoryBeside `json:"beside"`
}

// HistoryPage is a page of the history, newest first.
type HistoryPage struct {
	Rows []HistoryRow `json:"rows"`
	More bool         `json:"more"`
}

// UndoResult tells what undo or redo did; Path is what to select.
type UndoResult struct {
	Done  bool    `json:"done"`
	Label Message `json:"label"`
	Rev   int64   `json:"rev"`
	Path  string  `json:"path"`
}

// UndoState names what undo and redo would do.
type UndoState struct {
	Undo *Message `json:"undo"`
	Redo *Message `json:"redo"`
}
