package blob

import (
	"errors"
	"syscall"
)

// syncFolder has nothing to do: Windows makes names durable with the file.
func syncFolder(string) error { return nil }

func isFull(err error) bool {
	const diskFull, handleDiskFull = syscall.Errno(112), syscall.Errno(39)
	return errors.Is(err, diskFull) || errors.Is(err, handleDiskFull)
}
