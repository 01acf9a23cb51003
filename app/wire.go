package app

import (
	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

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

// ListFilter narrows the list of reviews to those that fit, and of these to Limit
// rows after the first Offset; a Limit of 0 is all of them.
type ListFilter struct {
	Query    string `json:"query"`
	State    string `json:"state"`
	Severity string `json:"severity"`
	Trash    bool   `json:"trash"`
	Sort     string `json:"sort"`
	Offset   int    `json:"offset"`
	Limit    int    `json:"limit"`
}

// ReviewRow is one line of the list.
type ReviewRow struct {
	Ref         string   `json:"ref"`
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Severity    string   `json:"severity"`
	State       string   `json:"state"`
	Date        string   `json:"date"`
	Services    []string `json:"services"`
	Entries     int      `json:"entries"`
	Causes      int      `json:"causes"`
	Factors     int      `json:"factors"`
	Actions     int      `json:"actions"`
	ActionsOpen int      `json:"actionsOpen"`
	Questions   int      `json:"questions"`
	ChangedAt   string   `json:"changedAt"`
	Trashed     bool     `json:"trashed"`
}

// ReviewList is the list of reviews, or a part of it; Fits counts all that fit the
// filter, Total all of the same place (list or trash), whatever the filter.
type ReviewList struct {
	Rows  []ReviewRow `json:"rows"`
	Fits  int         `json:"fits"`
	Total int         `json:"total"`
	Lag   int64       `json:"lag"`
}

// Written, Created and Added are the outcomes of writes.
type Written struct {
	Rev int64 `json:"rev"`
}

// Created names a new record.
type Created struct {
	Ref string `json:"ref"`
	ID  string `json:"id"`
	Rev int64  `json:"rev"`
}

// Added names a new part, or the node that should hold the focus.
type Added struct {
	ID  string `json:"id"`
	Rev int64  `json:"rev"`
}

// TextSaved is the outcome of saving typed text.
type TextSaved struct {
	Rev      int64         `json:"rev"`
	Text     string        `json:"text"`
	Conflict *TextConflict `json:"conflict"`
}

// TextConflict holds the sides of an overlap; yours is current.
type TextConflict struct {
	Base   string `json:"base"`
	Yours  string `json:"yours"`
	Theirs string `json:"theirs"`
}

// TimeCheck says how a typed time is read.
type TimeCheck struct {
	OK        bool               `json:"ok"`
	Statement timeline.Statement `json:"statement"`
	Key       string             `json:"key"`
	Params    map[string]string  `json:"params"`
}

// HistoryChange is one field of a step, as text. Lead and Tail are the words beside
// what differs in a long text.
type HistoryChange struct {
	Path   string `json:"path"`
	Lead   string `json:"lead"`
	Before string `json:"before"`
	After  string `json:"after"`
	Tail   string `json:"tail"`
}

// HistoryAuthor is who wrote what came with an exchange, as the space names them.
type HistoryAuthor struct {
	Name   string `json:"name"` // "" where nobody is known
	At     string `json:"at"`   // when it was committed; "" where that is not known
	Commit string `json:"commit"`
	Joined bool   `json:"joined"` // a merge: nobody wrote it
	Own    bool   `json:"own"`    // this device, before it was set up anew
}

// PastReview is a review as it was after a step.
type PastReview struct {
	Review ReviewDoc  `json:"review"`
	Row    HistoryRow `json:"row"`
}

// HistoryRow is one step. By is null for what was done here.
type HistoryRow struct {
	By      *HistoryAuthor  `json:"by"`
	Step    int64           `json:"step"`
	Before  int64           `json:"before"` // where the next page begins
	At      string          `json:"at"`
	Zone    string          `json:"zone"` // the name of the zone of At
	Actor   string          `json:"actor"`
	Action  string          `json:"action"`
	Kind    string          `json:"kind"`
	Label   Message         `json:"label"`
	Origin  string          `json:"origin"`
	Undone  bool            `json:"undone"`
	Changes []HistoryChange `json:"changes"`
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

// ImportPreview is what an import would do.
type ImportPreview struct {
	Files       []ImportFile `json:"files"`
	Read        int          `json:"read"`
	Created     int          `json:"created"`
	Updated     int          `json:"updated"`
	Unchanged   int          `json:"unchanged"`
	Quarantined int          `json:"quarantined"`
}

// ImportChoice is what a person chose in a preview. Files are named by their
// place in it.
type ImportChoice struct {
	Update   bool  `json:"update"`   // merge known files with new content
	LeaveOut []int `json:"leaveOut"` // files that are not imported
	Told     []int `json:"told"`     // files whose times in the text become entries
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
	Kind  string `json:"kind"`
	Ref   string `json:"ref"`
	Title string `json:"title"`
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

// SceneOptions say which drawing is wanted.
type SceneOptions struct {
	View  string  `json:"view"`
	Level int     `json:"level"`
	Font  float64 `json:"font"` // px of a label; 0 = default
	MaxW  float64 `json:"maxW"` // px at which labels wrap; 0 = default
	Have  string  `json:"have"` // stamp of the drawing the page has; "" = none
}

// DrawingRoom is what the window has for a drawing.
type DrawingRoom struct {
	View   string  `json:"view"`
	Width  float64 `json:"width"` // px, without the margin around the drawing
	Height float64 `json:"height"`
	Least  float64 `json:"least"` // the scale below which words are too small
	Level  int     `json:"level"` // what somebody chose, as in SceneOptions
	Cut    bool    `json:"cut"`   // nobody chose: levels that would be too small may be folded
}

// RoomFit is how a drawing suits a room, as SceneOptions ask for it.
type RoomFit struct {
	Level int     `json:"level"`
	MaxW  float64 `json:"maxW"`
}

// CauseNode is a node with its place.
type CauseNode = cause.Placed

// CauseTarget is a place a cause may be moved to.
type CauseTarget struct {
	ID     string `json:"id"`
	Label  string `json:"label"`
	Number string `json:"number"`
	Path   string `json:"path"`
}

// SavedFile is where a file went; "" when the person cancelled.
type SavedFile struct {
	Path string `json:"path"`
}

// ReviewDoc is the review as the window reads it.
type ReviewDoc = review.Review

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
	// FilesDropped: files were dropped on the window.
	FilesDropped struct {
		Paths []string `json:"paths"`
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

// ShownTimes are the times of a review in one zone, by entry id or anchor name,
// earlier statements of an entry as "id/index".
type ShownTimes struct {
	Zone  string                      `json:"zone"`
	Times map[string]review.ShownTime `json:"times"`
	// Phases are the steps between the known moments, with the entry each begins at.
	Phases []review.Phase `json:"phases"`
	// After is the first entry later than the resolution, "" when there is none.
	After string `json:"after"`
}

// LineCheck says how a line of the scribe would be read.
type LineCheck struct {
	OK        bool               `json:"ok"`
	Stated    bool               `json:"stated"` // the line begins with a time; else it happened now, or nobody knows when
	Statement timeline.Statement `json:"statement"`
	Text      string             `json:"text"`
	Key       string             `json:"key"`
	Params    map[string]string  `json:"params"`
	// DayFrom and ZoneFrom say who stated the day and the zone: "line", "review",
	// the field of a key time, "above", "clock" or "" for nobody. DayShift is how
	// many days lie between the day named there and that of the statement.
	DayFrom  string `json:"day_from"`
	DayShift int    `json:"day_shift"`
	ZoneFrom string `json:"zone_from"`
}
