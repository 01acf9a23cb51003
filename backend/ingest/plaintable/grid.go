package plaintable

import (
	"context"
	"io"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/intake"
)

// file is what is read; the register's files are such.
type file interface {
	io.ReaderAt
	Size() int64
}

// grid is a table of texts, in whatever kind of file it stands.
type grid interface {
	headers() []string
	// beside says what of the file is no row of the table and why it was left.
	beside() []incident.Use
	// each gives the rows from the first one, each time it is called: either cells or what
	// is wrong with the row. Cells are lent until the next row.
	each(ctx context.Context, f func(cells []string, line int, refused *intake.Quarantined) error) error
}
