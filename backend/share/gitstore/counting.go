package gitstore

import (
	"context"
	"io"

	"github.com/go-git/go-git/v5/plumbing/format/packfile"

	"secondstory/backend/domain/fault"
)

// Count is told how many of how many objects have been read, written or sent. It is told the
// whole number last, where all went well.
type Count func(done, total int)

type countKey struct{}

// Counting gives a context in which work on many objects tells how far it is, as
// httptrace does for a request: whoever waits for it may be far from who does it.
func Counting(ctx context.Context, told Count) context.Context {
	return context.WithValue(ctx, countKey{}, told)
}

// Counted is who is to be told in a context; nil for nobody.
func Counted(ctx context.Context) Count {
	told, _ := ctx.Value(countKey{}).(Count)
	return told
}

func (c Count) tell(done, total int) {
	if c != nil {
		c(done, total)
	}
}

// oneByOne reads the objects named for a pack that is written as they are read.
func oneByOne(ctx context.Context, from *Store, objects []Hash) func(i int) (object, error) {
	told := Counted(ctx)
	return func(i int) (object, error) {
		if err := ctx.Err(); err != nil {
			return object{}, fault.Wrap(err, fault.Cancelled, "share.cancelled")
		}
		told.tell(i, len(objects))
		return from.raw(objects[i])
	}
}

// keep writes a pack as it comes, and counts the objects that are whole by then.
func keep(to io.Writer, from io.Reader, told Count) error {
	if told == nil {
		_, err := io.Copy(to, from)
		return err
	}
	through := &keeping{from: from, to: to}
	count(through, told)
	_, err := io.Copy(io.Discard, through) // what follows the last object, or the first that is none
	return err
}

// keeping writes what is read, and ends for good with the first error.
type keeping struct {
	from io.Reader
	to   io.Writer
	err  error
}

func (k *keeping) Read(into []byte) (int, error) {
	if k.err != nil {
		return 0, k.err
	}
	n, err := k.from.Read(into)
	if _, wrong := k.to.Write(into[:n]); wrong != nil {
		n, err = 0, wrong
	}
	k.err = err
	return n, err
}

// count tells how many objects of a pack have come. It judges nothing: at what it cannot read
// it ends, and whoever reads the pack after it says what is wrong.
func count(from io.Reader, told Count) {
	defer func() { _ = recover() }() // the scanner is a stranger to hostile input
	scanner := packfile.NewScanner(from)
	_, total, err := scanner.Header()
	if err != nil || total > mostObjects {
		return
	}
	for done := range int(total) {
		told(done, int(total))
		head, err := scanner.NextObjectHeader()
		if err != nil || head.Length > largestObject {
			return
		}
		if _, _, err := scanner.NextObject(io.Discard); err != nil {
			return
		}
	}
	told(int(total), int(total))
}
