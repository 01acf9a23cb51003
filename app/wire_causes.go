package app

import "secondstory/backend/domain/cause"

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
