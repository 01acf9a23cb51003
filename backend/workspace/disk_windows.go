//go:build windows

package workspace

import (
	"errors"
	"syscall"
)

// Numbers of the Windows API.
const (
	writeProtect = syscall.Errno(19)
	diskFull     = syscall.Errno(112)
)

func isReadOnlyDisk(err error) bool { return errors.Is(err, writeProtect) }

func isFull(err error) bool { return errors.Is(err, diskFull) }
