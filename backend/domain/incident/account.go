package incident

// Fate is what became of one row.
type Fate string

// The fates.
const (
	Created     Fate = "created"
	Updated     Fate = "updated"
	Unchanged   Fate = "unchanged"
	Quarantined Fate = "quarantined"
)

// Account counts the rows of one import.
type Account struct {
	Read        int `json:"read"`
	Created     int `json:"created"`
	Updated     int `json:"updated"`
	Unchanged   int `json:"unchanged"`
	Quarantined int `json:"quarantined"`
}

// Count adds one row.
func (a *Account) Count(f Fate) {
	a.Read++
	switch f {
	case Created:
		a.Created++
	case Updated:
		a.Updated++
	case Unchanged:
		a.Unchanged++
	case Quarantined:
		a.Quarantined++
	}
}

// Add adds the rows of another account.
func (a *Account) Add(b Account) {
	a.Read += b.Read
	a.Created += b.Created
	a.Updated += b.Updated
	a.Unchanged += b.Unchanged
	a.Quarantined += b.Quarantined
}

// LeftHalf are the imports whose program ended before they did and of which nobody has said
// what becomes of them: none of them was withdrawn or left so, and their file was not read to
// its end later. A file is known by its content: tomorrow's export of the same name lacks what
// today's had. The list is the newest first, as all of it is.
func LeftHalf(list []Import) (out []Import) {
	read := map[string]bool{}
	for _, i := range list {
		file := i.SHA256 + "\x00" + i.Reader
		if i.State == Stopped && i.Killed && !read[file] {
			out = append(out, i)
		}
		// Of one file the last is asked about, unless it is gone.
		if i.State == Finished || i.State == Running || i.State == Stopped {
			read[file] = true
		}
	}
	return out
}

// Holds says whether every row that was read is accounted for.
func (a Account) Holds() bool {
	return a.Read == a.Created+a.Updated+a.Unchanged+a.Quarantined
}
