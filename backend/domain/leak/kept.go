package leak

import "time"

// Allowance is a person's word that a finding gives nobody away. It stays on this
// machine.
type Allowance struct {
	Record string
	Key    string // of the finding
	Words  string
	Reason string
	By     string // actor
	At     time.Time
}

// Held is a record that an exchange did not share, or that was to be shared and waits.
type Held struct {
	Space  string
	Record string
	At     time.Time
	Asked  bool // it was to go to the space and is not in it yet
}
