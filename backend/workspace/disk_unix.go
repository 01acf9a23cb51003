//go:build !windows

package workspace

import (
	"errors"
	"syscall"
)

func isReadOnlyDisk(err error) bool { return errors.Is(err, syscall.EROFS) }

func isFull(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
