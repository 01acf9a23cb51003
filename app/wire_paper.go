package app

// ReportChoice says which report of a review is wanted.
type ReportChoice struct {
	Kind     string `json:"kind"`     // internal or executive
	Audience string `json:"audience"` // "" is the report's own
	AsOf     string `json:"asOf"`     // date for which overdue is said; "" is the review's last change
}

// ReportPreview is a report for the screen.
type ReportPreview struct {
	PDF string `json:"pdf"` // base64
	Rev int64  `json:"rev"` // of the review it shows
	// Unset are sentences about scripts no font of this machine has.
	Unset []string `json:"unset"`
}

// PictureSize is a size a drawing can be saved in.
type PictureSize struct {
	Scale  float64 `json:"scale"`
	Width  int     `json:"width"` // pixels
	Height int     `json:"height"`
}
