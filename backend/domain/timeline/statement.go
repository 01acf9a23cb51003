package timeline

// Precision says how exactly a time is known.
type Precision string

// The closed set of precisions. A range keeps its end in Statement.End and has
// the precision of its start.
const (
	Millisecond Precision = "millisecond"
	Second      Precision = "second"
	Minute      Precision = "minute"
	Hour        Precision = "hour"
	Day         Precision = "day"         // a date only
	Approximate Precision = "approximate" // a "~", "about", "around"
	Unknown     Precision = "unknown"     // no usable time: Raw keeps what was written
)

// Statement is one claim about when something happened. An entry keeps all
// statements ever made about it; the last one counts.
type Statement struct {
	// At is RFC 3339 with an offset when the offset is known
	// ("2026-11-16T22:09:00+01:00"), local date and time without offset when the
	// zone is unknown ("2026-11-16T22:09:00"), the date for a date only
	// ("2026-11-16"), a local time without date ("T22:09:00") when no date is
	// known anywhere, and empty when the time cannot be read.
	At string `json:"at"`
	// End has the form of At; empty when there is no end.
	End string `json:"end,omitempty"`
	// Zone is the zone as stated: an IANA name, an abbreviation or an offset
	// ("Europe/Berlin", "CEST", "+02:00", "UTC"); empty when none was stated.
	Zone string `json:"zone"`
	// Precision of At.
	Precision Precision `json:"precision"`
	// Raw is the text the time was read from, as it stood.
	Raw string `json:"raw,omitempty"`
	// By is the actor who made the statement, Reason why it replaced an earlier
	// one, RecordedAt when (RFC 3339 UTC). Empty By means the source document.
	By         string `json:"by,omitempty"`
	Reason     string `json:"reason,omitempty"`
	RecordedAt string `json:"recorded_at,omitempty"`
}
