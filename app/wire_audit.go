package app

// AuditFilter asks for entries of the journal, newest first; "" and 0 leave nothing out.
// From and To are days in UTC, To with its evening.
type AuditFilter struct {
	Who    string `json:"who"`    // person, system, exchange
	Record string `json:"record"` // a reference
	Rule   string `json:"rule"`   // a rule, or rule@version
	Action string `json:"action"` // an action, or an area with a dot at the end
	From   string `json:"from"`
	To     string `json:"to"`
	Before int64  `json:"before"` // the N of the last row of the page above
	Limit  int    `json:"limit"`
}

// AuditRow is one entry in a list.
type AuditRow struct {
	N          int64          `json:"n"`
	Chain      string         `json:"chain"`
	Seq        int64          `json:"seq"`
	At         string         `json:"at"`
	Who        string         `json:"who"`
	Actor      string         `json:"actor"`
	Own        bool           `json:"own"` // by whoever works on this machine
	Rule       string         `json:"rule"`
	Version    string         `json:"version"`
	By         *HistoryAuthor `json:"by"` // who wrote what an exchange brought
	Action     string         `json:"action"`
	Label      Message        `json:"label"`
	Kind       string         `json:"kind"`
	Ref        string         `json:"ref"` // "" where it is about no record that is here
	RecordKind string         `json:"recordKind"`
	Title      string         `json:"title"`
	Trashed    bool           `json:"trashed"`
	Path       string         `json:"path"` // "" for the record itself
	Undone     bool           `json:"undone"`
	Erased     bool           `json:"erased"`
	Reason     string         `json:"reason"`
}

// AuditPage is a page; Total counts all that the filter finds, on the first page only.
type AuditPage struct {
	Rows  []AuditRow `json:"rows"`
	More  bool       `json:"more"`
	Total int64      `json:"total"`
	Zone  string     `json:"zone"` // in which the times are told
}

// AuditEntry is an entry that was opened.
type AuditEntry struct {
	Row     AuditRow        `json:"row"`
	Zone    string          `json:"zone"`
	Prev    string          `json:"prev"`
	Hash    string          `json:"hash"`
	Undoes  int64           `json:"undoes"`
	Changes []HistoryChange `json:"changes"`
}

// AuditChoice is an action the journal has.
type AuditChoice struct {
	Action string  `json:"action"`
	Label  Message `json:"label"`
}

// AuditChoices is what the journal can be filtered by.
type AuditChoices struct {
	Actions []AuditChoice `json:"actions"`
	Rules   []string      `json:"rules"`
}

// AuditChain is a chain after a check: what does not hold, what can be excluded, and
// what cannot.
type AuditChain struct {
	Chain    string    `json:"chain"`
	Device   string    `json:"device"`
	Own      bool      `json:"own"`
	Local    bool      `json:"local"`
	Name     string    `json:"name"` // of its shared space, "" for none
	Entries  int64     `json:"entries"`
	Last     int64     `json:"last"`
	Head     string    `json:"head"`
	Whole    bool      `json:"whole"`
	Problems []Message `json:"problems"`
	Excluded []Message `json:"excluded"`
	Open     []Message `json:"open"`
}

// AuditFindings is what a check of the workspace, or of a pack, found.
type AuditFindings struct {
	Whole   bool         `json:"whole"`
	Entries int64        `json:"entries"`
	Chains  []AuditChain `json:"chains"`
	// Records were compared with their entries (0 for a pack); StateCount of what was found
	// there is listed in States as far as a screen holds.
	Records    int64        `json:"records"`
	States     []AuditState `json:"states"`
	StateCount int          `json:"stateCount"`
	Pack       *AuditPack   `json:"pack"`  // null for the workspace
	Files      []Message    `json:"files"` // of the pack that are not what its list says
	Unmet      []Message    `json:"unmet"` // lines from paper that no chain has
	// Signoffs are the signatures that the device they name did not make.
	Signoffs []Message `json:"signoffs"`
	// Rules are versions of rules and exceptions that are not what people agreed to.
	Rules []Message `json:"rules"`
}

// AuditState is a record that is not what its entries lead to. Of a change, before is what
// the entries have and after what is stored, or was found by a later entry.
type AuditState struct {
	Ref        string          `json:"ref"`
	RecordKind string          `json:"recordKind"`
	Title      string          `json:"title"`
	Code       string          `json:"code"`
	Text       Message         `json:"text"`
	Changes    []HistoryChange `json:"changes"`
	More       int             `json:"more"`
}

// AuditPack is what a pack says of itself.
type AuditPack struct {
	Name    string `json:"name"`
	MadeAt  string `json:"madeAt"`
	Program string `json:"program"`
	Device  string `json:"device"`
	Records int    `json:"records"` // asked for; 0 is all
}

// AuditPackSaved is a pack that was written.
type AuditPackSaved struct {
	Path    string    `json:"path"`
	Entries int64     `json:"entries"`
	LeftOut []Message `json:"leftOut"`
}
