//go:build !linux

package workspace_test

import "errors"

var errLinuxOnly = errors.New("tried on Linux only")

func mkfifo(string) error          { return errLinuxOnly }
func mountTmpfs(string) error      { return errLinuxOnly }
func remountReadOnly(string) error { return errLinuxOnly }
func unmount(string)               {}
