package app

// ReviewSince is a review, whole or as what became of one that was sent before:
// there Review.Timeline stands for Drop entries of it, beginning at From.
type ReviewSince struct {
	Stamp  string    `json:"stamp"` // "" where the next answer is whole anyway
	Whole  bool      `json:"whole"`
	Review ReviewDoc `json:"review"`
	From   int       `json:"from"`
	Drop   int       `json:"drop"`
}

// TimesSince are the times of a review, whole or as what became of those sent
// before: there Shown.Times holds what is new or another, and Gone what is no more.
type TimesSince struct {
	Stamp string     `json:"stamp"`
	Whole bool       `json:"whole"`
	Shown ShownTimes `json:"shown"`
	Gone  []string   `json:"gone"`
}
