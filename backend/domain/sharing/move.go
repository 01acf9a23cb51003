package sharing

import "time"

// Move is a record on its way from one space of this workspace to another. It is in the
// other one here already; the stub in the first waits until the second has it.
type Move struct {
	Record   string
	From, To string // spaces
	Arrived  bool   // the other side of To is known to hold the record
	At       time.Time
}

// Moving is the key of the refusal that marks a record which was moved by somebody
// else: it comes with the space it was moved to.
const Moving = "share.moving"
