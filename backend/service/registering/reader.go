package registering

import (
	"context"
	"io"

	"secondstory/backend/domain/incident"
)

// File is what a reader gets: bytes that can be read more than once, so that the dates of
// a whole column can be looked through before the first row is given out.
type File interface {
	io.ReaderAt
	Size() int64
}

// Reader reads one family of formats. It holds no more than a row and what a column tells
// in memory, whatever the size of a file.
type Reader interface {
	// Format is the name the accounts and the command line have for it.
	Format() string
	// Sniff says how surely a file is of this format by its content: 0 not at all, 100
	// certainly. Generic tables answer low, so that whoever knows the headers goes first.
	Sniff(name string, in File) int
	// Read gives out the rows in the order of the file. An error of take ends the reading
	// and is handed back; what is wrong with a row is a refused row, what is wrong with
	// the whole file (not the format it began as, too large) a fault; what a file ends in
	// that is cut off is a refused row. With questions in Told no row has been given out.
	Read(ctx context.Context, name string, in File, o incident.Options, take func(incident.Row) error) (incident.Told, error)
}
