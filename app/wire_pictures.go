package app

// PictureAdded is a picture that was added, or was there already (Known). Remarks are those
// of package picture.
type PictureAdded struct {
	ID      string   `json:"id"`
	Rev     int64    `json:"rev"`
	Known   bool     `json:"known"`
	Remarks []string `json:"remarks"`
}

// PictureRefused is a file that was not taken, with the sentence that says why.
type PictureRefused struct {
	Name   string            `json:"name"`
	Key    string            `json:"key"`
	Params map[string]string `json:"params"`
}

// PicturesAdded is the outcome of adding files.
type PicturesAdded struct {
	Added   []PictureAdded   `json:"added"`
	Refused []PictureRefused `json:"refused"`
}
