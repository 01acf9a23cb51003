package app

import (
	"secondstory/backend/domain/review"
	"secondstory/backend/workspace"
)

// ListFilter narrows the list of reviews to those that fit, and of these to Limit
// rows after the first Offset; a Limit of 0 is all of them.
type ListFilter struct {
	Query    string `json:"query"`
	State    string `json:"state"`
	Severity string `json:"severity"`
	Trash    bool   `json:"trash"`
	// Asking leaves those in which a question of their import is open.
	Asking bool   `json:"asking"`
	Sort   string `json:"sort"`
	Offset int    `json:"offset"`
	Limit  int    `json:"limit"`
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
	// Promise is the clock by which it is to be held, null for one that is agreed or closed.
	Promise *workspace.PromiseTold `json:"promise"`
}

// ReviewList is the list of reviews, or a part of it; Fits counts all that fit the
// filter, Total all of the same place (list or trash), whatever the filter.
type ReviewList struct {
	Rows  []ReviewRow `json:"rows"`
	Fits  int         `json:"fits"`
	Total int         `json:"total"`
	Lag   int64       `json:"lag"`
}

// Written is the outcome of a write.
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

// ReviewDoc is the review as the window reads it.
type ReviewDoc = review.Review
