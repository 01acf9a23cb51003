package app

// ReportChoice says which report of a review is wanted.
type ReportChoice struct {
	Kind     string `json:"kind"`     // internal, executive, customer or regulator
	Audience string `json:"audience"` // "" is the report's own
	AsOf     string `json:"asOf"`     // date for which overdue is said; "" is the review's last change
}

// ReportRemoved is a detail that readers outside do not get, or that stays although
// it was found.
type ReportRemoved struct {
	Kind  string `json:"kind"`  // one of redact.Kinds
	Words string `json:"words"` // "" for a drawing without words for it
	Kept  bool   `json:"kept"`
	Key   string `json:"key"` // what Keep is told; its words where it has no other
	// Picture is the id of a picture of the review, "" for everything else.
	Picture string `json:"picture"`
}

// ReportPreview is a report for the screen.
type ReportPreview struct {
	PDF string `json:"pdf"` // base64
	Rev int64  `json:"rev"` // of the review it shows
	// Unset are sentences about scripts no font of this machine has.
	Unset []string `json:"unset"`
	// Removed is what the readers of this kind do not get; Apart are sentences about
	// what of the review its layout has no place for.
	Removed []ReportRemoved `json:"removed"`
	Apart   []string        `json:"apart"`
}

// PaperPreview is a report across records for the screen.
type PaperPreview struct {
	PDF string `json:"pdf"` // base64
	// Unset are sentences about scripts no font of this machine has.
	Unset []string `json:"unset"`
}

// IssuedReport is a report that went out, as the register has it.
type IssuedReport struct {
	At       string `json:"at"` // RFC 3339, UTC
	Kind     string `json:"kind"`
	To       string `json:"to"`
	Name     string `json:"name"`
	FileHash string `json:"fileHash"` // SHA-256 in hex
	Moved    bool   `json:"moved"`    // the review has changed since
}

// PictureSize is a size a drawing can be saved in.
type PictureSize struct {
	Scale  float64 `json:"scale"`
	Width  int     `json:"width"` // pixels
	Height int     `json:"height"`
}
