//go:build !linux && !darwin

package space

import "errors"

// exchange is not offered here.
func exchange(_, _ string) error { return errors.ErrUnsupported }
